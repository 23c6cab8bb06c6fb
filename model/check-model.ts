import { type Claim, isLiveness, livenessKinds, type StateClaim } from "../spec/claim.ts";
import { calm, everythingBut } from "../spec/crisis.ts";
import type { Model } from "../spec/model.ts";
import type { Configuration, Vocabulary } from "../spec/vocabulary.ts";
import { said, shown } from "./error.ts";
import { completeFairness } from "./liveness/index.ts";
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

const claimKinds: readonly string[] = ["always", "never", "sometimes", "everyStep", "monotone", ...livenessKinds];

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
  const { protocol, claims, bounds, configurations, requests, symmetry, epochs } = value;
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
  checkSymmetry(symmetry, wrong);
  checkEpochs(epochs, wrong);
  const complete = (claims as readonly Claim<V>[]).map(completed);
  // The model itself where nothing is missing: a model may be an instance of a class, and a copy would lose its methods.
  if (complete.every((claim, i) => claim === (claims as readonly unknown[])[i])) return value as unknown as Model<V>;
  return Object.create(value, { claims: { value: complete, enumerable: true } }) as Model<V>;
}

function checkSymmetry(symmetry: unknown, wrong: (what: string) => InputError): void {
  if (symmetry === undefined) return;
  if (!isObject(symmetry)) throw wrong(`symmetry must be an object of functions, and is ${shown(symmetry)}`);
  for (const name of ["state", "message", "durable", "request", "parameters"]) {
    const part = symmetry[name];
    const mayLack = name !== "state" && name !== "message";
    if (typeof part !== "function" && !(mayLack && part === undefined)) {
      throw wrong(`symmetry.${name} must be a function (value, rename): the value with the processes in it renamed`);
    }
  }
}

function checkEpochs(epochs: unknown, wrong: (what: string) => InputError): void {
  if (epochs === undefined) return;
  if (!isObject(epochs)) throw wrong(`epochs must be an object of functions, and is ${shown(epochs)}`);
  for (const name of ["state", "message", "durable"]) {
    const part = epochs[name];
    if (typeof part !== "function" && !(name === "durable" && part === undefined)) {
      throw wrong(`epochs.${name} must be a function (value, shift): the value with the epochs in it shifted`);
    }
  }
}

function checkClaim(claim: unknown, index: number, wrong: (what: string) => InputError, what = "claim"): void {
  if (!isObject(claim) || typeof claim["name"] !== "string" || claim["name"] === "") {
    throw wrong(
      `${what} ${index + 1} is ${shown(claim)}: make it with always, never, sometimes, everyStep, monotone, eventually, alwaysEventually, eventuallyAlways, leadsTo or recoverable`,
    );
  }
  const { name, kind, holds, calls, fairness, under, witness, history } = claim;
  if (!claimKinds.includes(kind as string)) {
    throw wrong(`the claim ${shown(name)} has the kind ${shown(kind)}: there are ${claimKinds.join(", ")}`);
  }
  if (typeof holds !== "function") throw wrong(`the claim ${shown(name)} has no function holds`);
  if ((kind === "leadsTo") !== (typeof calls === "function")) {
    throw wrong(
      kind === "leadsTo"
        ? `the claim ${shown(name)} has no function calls: what calls for something good`
        : `the claim ${shown(name)} has calls, which only a leadsTo has: leave it out`,
    );
  }
  if (fairness !== undefined) completeFairness(fairness, `the fairness of the claim ${shown(name)}`);
  if (under !== undefined && !(Array.isArray(under) && under.every(isCrisis))) {
    throw wrong(
      `the claim ${shown(name)} is made under ${shown(under)}: give a list of crises, such as [calm, leaderCrash]`,
    );
  }
  if (witness !== undefined) {
    checkClaim(witness, index, wrong, "the witness of claim");
    if ((witness as Readonly<Record<string, unknown>>)["kind"] !== "sometimes") {
      throw wrong(`the witness of the claim ${shown(name)} must be a sometimes: it shows that something can happen`);
    }
  }
  if (history !== undefined) {
    const isHistory = isObject(history) && typeof history["name"] === "string" && typeof history["next"] === "function";
    if (!isHistory || history["initial"] === undefined) {
      throw wrong(
        `the history variable of the claim ${shown(name)} needs a name, an initial value and a function next`,
      );
    }
    const { rename } = history as Readonly<Record<string, unknown>>;
    if (rename !== undefined && typeof rename !== "function") {
      throw wrong(`rename of the history variable of the claim ${shown(name)} must be a function (history, rename)`);
    }
  }
}

function isCrisis(value: unknown): boolean {
  return isObject(value) && Array.isArray(value["hazards"]) && typeof value["name"] === "string";
}

/** A claim that was written by hand, as a name and a predicate, with what else a claim has. */
function completed<V extends Vocabulary>(claim: Claim<V>): Claim<V> {
  const witness = claim.witness === undefined ? undefined : (completed(claim.witness) as StateClaim<V>);
  const fairness = isLiveness(claim) ? completeFairness(claim.fairness ?? {}, "fairness") : undefined;
  const parts = [claim.words, claim.formula, claim.under, ...(isLiveness(claim) ? [claim.fairness] : [])];
  const isComplete = parts.every((part) => part !== undefined);
  if (isComplete && witness === claim.witness) return claim;
  const { name, words = name, formula = name, under = claim.kind === "sometimes" ? [calm] : everythingBut() } = claim;
  const whole = { ...claim, words, formula, under, ...(witness === undefined ? {} : { witness }) };
  return fairness === undefined ? whole : ({ ...whole, fairness } as Claim<V>);
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
  let offered: unknown;
  try {
    offered = model.configurations?.(size, parameters) ?? [{ processes, parameters }];
  } catch (error) {
    throw new InputError(
      "model-configurations",
      `${where}: configurations(${size}, ${shown(parameters)}) threw ${said(error)}\n  Give a list with at least one configuration.`,
    );
  }
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
  // Equal configurations are one: their states are the same.
  const each = new Map(
    (offered as readonly Configuration<V>[]).map((configuration) => [canonical(configuration), configuration]),
  );
  return [...each.values()];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
