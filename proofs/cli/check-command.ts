/** The command that looks at a cell of the matrix once more. */
import type { Entry } from "../catalogue/index.ts";
import { plainName } from "./words.ts";

/** `check` for an entry's algorithm, with its parameters, under its crisis. */
export function checkCommand({ algorithm, crisis, parameters, relativeEpochs }: Entry): string {
  const set = Object.entries((parameters ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value === false)
    .map(([name, value]) => ` --set ${name}=${value}`);
  return `npx interregnum check ${algorithm} --crisis ${plainName(crisis!)}${set.join("")}${relativeEpochs ? " --relative-epochs" : ""}`;
}
