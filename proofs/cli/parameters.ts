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
 * boolean would otherwise be a string, and a string is true.
 *
 * @throws InputError where a parameter does not exist or its value is of another kind
 */
export function parametersFrom(given: Readonly<Record<string, string>>, { protocol, parameters }: Model): unknown {
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
    changed[name] = value;
  }
  return changed;
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
