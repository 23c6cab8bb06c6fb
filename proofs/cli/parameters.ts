/** The parameters of a model, as the command line changes them. */
import { InputError } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import { insteadOf } from "./words.ts";

/**
 * The model's parameters, changed by what `--set` gives.
 *
 * @remarks
 * A value is read as JSON, and as a bare word where it is no JSON. It must be of
 * the same kind as the one that it replaces, unless that is null: a mistyped
 * boolean would otherwise be a string, and a string is true. What null stands for
 * only the protocol knows; in the built-in ones it means every process.
 *
 * @param processes - the processes that may be listed instead of null; left out for a protocol of the user's own
 * @throws InputError where a parameter does not exist or its value is of another kind
 */
export function parametersFrom(
  given: Readonly<Record<string, string>>,
  { protocol, parameters }: Model,
  processes?: readonly number[],
): unknown {
  const changes = Object.entries(given);
  if (changes.length === 0) return parameters ?? null;
  const known = typeof parameters === "object" && parameters !== null && !Array.isArray(parameters) ? parameters : {};
  const changed: Record<string, unknown> = { ...known };
  for (const [name, text] of changes) {
    if (!Object.hasOwn(known, name)) {
      const all = insteadOf(name, Object.keys(known), `parameters of ${protocol.name}`);
      throw new InputError("parameter-unknown", `check: ${protocol.name} has no parameter “${name}”\n${all}`);
    }
    const before = (known as Readonly<Record<string, unknown>>)[name];
    const value = readValue(text);
    if (before !== null && kindOf(value) !== kindOf(before)) {
      throw new InputError(
        "parameter-kind",
        `check: --set ${name} is ${kindOf(value)}, and ${protocol.name} needs ${kindOf(before)}\nIts default is ${JSON.stringify(before)}.`,
      );
    }
    if (before === null && value !== null && processes !== undefined) checkProcesses(name, value, processes);
    changed[name] = value;
  }
  return changed;
}

function checkProcesses(name: string, value: unknown, processes: readonly number[]): void {
  if (Array.isArray(value) && value.every((part) => processes.includes(part))) return;
  throw new InputError(
    "parameter-kind",
    `check: --set ${name} is ${JSON.stringify(value)}, and neither null nor a list of processes\nNull means all of them; a list names some of ${processes.join(", ")}, as in --set ${name}=[${processes.slice(0, 2).join(",")}].`,
  );
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}
