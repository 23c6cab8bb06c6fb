import type { Model } from "../spec/model.ts";
import type { Configuration, Vocabulary } from "../spec/vocabulary.ts";
import { shown } from "./error.ts";
import { canonical, NotPlain } from "./plain.ts";
import { InputError } from "./scenario.ts";

const functions = ["init", "step", "durable", "leadership", "timers"] as const;

const signatures: Readonly<Record<(typeof functions)[number], string>> = {
  init: "init(cluster, durable?): the state in which a process boots",
  step: "step(cluster, state, event): [state, ...effects]",
  durable: "durable(state): what survives a crash, null where nothing does",
  leadership: "leadership(cluster, state): { leader, epoch? }, { leader: null } where nobody leads",
  timers: "timers(cluster): the duration of each timer in ticks, {} where there are none",
};

const claimKinds = ["always", "never", "sometimes", "everyStep", "monotone"];

/**
 * Sees that a value is a model: that no part of the contract is missing.
 *
 * @param value - what a file or a program offers as a model
 * @param where - where it comes from, for the message
 * @throws InputError that names the part that is missing or wrong
 */
export function checkModel<V extends Vocabulary>(value: unknown, where: string): Model<V> {
  const wrong = (what: string): InputError => new InputError("model", `${where}: ${what}`);
  if (!isObject(value)) throw wrong(`a model is an object { protocol, claims }, and this is ${shown(value)}`);
  const { protocol, claims, bounds, configurations, requests } = value;
  if (!isObject(protocol)) throw wrong(`the model has no protocol: give it one as { protocol, claims }`);
  if (typeof protocol["name"] !== "string" || protocol["name"] === "")
    throw wrong("the protocol has no name: give it a string");
  for (const name of functions) {
    if (typeof protocol[name] !== "function") {
      throw wrong(`the protocol ${shown(protocol["name"])} lacks the function ${name}. It is ${signatures[name]}`);
    }
  }
  if (!Array.isArray(claims))
    throw wrong("the model has no list of claims: give it claims, [] where nothing is claimed");
  for (const [i, claim] of (claims as readonly unknown[]).entries()) checkClaim(claim, i, wrong);
  const names = (claims as readonly { name: string }[]).map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw wrong(`two claims are called ${shown(twice)}: give each a name of its own`);
  if (
    bounds !== undefined &&
    !(isObject(bounds) && Object.values(bounds).every((measure) => typeof measure === "function"))
  ) {
    throw wrong("bounds must be an object of functions, each from a local state to a number");
  }
  for (const [name, part] of Object.entries({ configurations, requests })) {
    if (part !== undefined && typeof part !== "function")
      throw wrong(`${name} must be a function, and is ${shown(part)}`);
  }
  return value as unknown as Model<V>;
}

function checkClaim(claim: unknown, index: number, wrong: (what: string) => InputError): void {
  if (!isObject(claim) || typeof claim["name"] !== "string") {
    throw wrong(`claim ${index + 1} is ${shown(claim)}: make it with always, never, sometimes, everyStep or monotone`);
  }
  if (!claimKinds.includes(claim["kind"] as string)) {
    throw wrong(
      `the claim ${shown(claim["name"])} has the kind ${shown(claim["kind"])}: there are ${claimKinds.join(", ")}`,
    );
  }
  if (typeof claim["holds"] !== "function") throw wrong(`the claim ${shown(claim["name"])} has no function holds`);
}

/**
 * The configurations in which a model is explored.
 *
 * @throws InputError where the model gives none, or one that does not fit
 */
export function configurationsOf<V extends Vocabulary>(
  model: Model<V>,
  size: number,
  parameters: V["Parameters"],
): readonly Configuration<V>[] {
  const where = model.protocol.name;
  const processes = Array.from({ length: size }, (_, i) => i + 1);
  const offered = model.configurations?.(size, parameters) ?? [{ processes, parameters }];
  if (!Array.isArray(offered) || offered.length === 0) {
    throw new InputError(
      "model-configurations",
      `${where}: configurations(${size}) gave ${shown(offered)}: give a list with at least one configuration`,
    );
  }
  for (const configuration of offered as readonly Configuration<V>[]) {
    const ids = configuration?.processes;
    if (
      !Array.isArray(ids) ||
      ids.length !== size ||
      new Set(ids).size !== size ||
      !ids.every((id) => Number.isInteger(id))
    ) {
      throw new InputError(
        "model-configurations",
        `${where}: a configuration for ${size} processes names the processes ${shown(ids)}: give ${size} different integers`,
      );
    }
    try {
      canonical(configuration);
    } catch (error) {
      if (!(error instanceof NotPlain)) throw error;
      throw new InputError("model-configurations", `${where}: a configuration is not plain data: ${error.message}`);
    }
  }
  return offered as readonly Configuration<V>[];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
