import { canonical } from "../../model/plain.ts";
import type { Entry } from "../catalogue/index.ts";
import { registry } from "../registry.ts";
import { plainName } from "./words.ts";

/** The command that explores an entry of the matrix, on one line so that it can be copied. */
export function checkCommand(entry: Entry): string {
  return `npx interregnum check ${entry.algorithm} --crisis ${plainName(entry.crisis!)}${flagsOf(entry)}`;
}

/** What of an entry is not as usual, as options of `check`; network, links and faults apart. */
export function flagsOf({
  algorithm,
  parameters,
  relativeEpochs = false,
  scenario,
}: Pick<Entry, "algorithm" | "parameters" | "relativeEpochs" | "scenario">): string {
  const { model, bounds } = registry[algorithm]!;
  const usual = (model.parameters ?? {}) as Readonly<Record<string, unknown>>;
  const set = Object.entries((parameters ?? {}) as Readonly<Record<string, unknown>>)
    .filter(([name, value]) => !Object.hasOwn(usual, name) || canonical(value) !== canonical(usual[name]))
    .map(([name, value]) => ` --set ${quoted(`${name}=${JSON.stringify(value)}`)}`);
  // Relative epochs lift the usual bounds.
  const lifted = relativeEpochs ? {} : bounds;
  const bound = [
    ...Object.entries(scenario.bounds).filter(([name, most]) => lifted[name] !== most),
    ...Object.keys(lifted).flatMap((name) => (name in scenario.bounds ? [] : [[name, "none"] as const])),
  ].map(([name, most]) => ` --bound ${name}=${most}`);
  const relative = relativeEpochs ? " --relative-epochs" : "";
  return [...set, ...bound, relative].join("");
}

/** What a shell takes as one word. */
function quoted(word: string): string {
  return /^[\w=.,-]+$/.test(word) ? word : `'${word}'`;
}
