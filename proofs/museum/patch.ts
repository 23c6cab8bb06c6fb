import { InputError } from "../../model/scenario.ts";

/** A change of a text: a piece of it, which stands there exactly once, and what takes its place. */
export type Replacement = readonly [from: string, to: string];

/**
 * A text with some of its pieces replaced, one after the other.
 *
 * @param where - the name of the text, for the message
 * @throws InputError `museum-patch` where a piece is not found, or is not the only one of its kind
 */
export function patched(text: string, replacements: readonly Replacement[], where: string): string {
  return replacements.reduce((before, [from, to]) => {
    const found = before.split(from).length - 1;
    if (found === 1) return before.replace(from, () => to);
    const how = found === 0 ? "no longer stands" : `stands ${found} times`;
    throw new InputError(
      "museum-patch",
      `the text “${from}” ${how} in ${where}\nThe file has changed since the exhibit was made: bring the exhibit's replacements in line with it.`,
    );
  }, text);
}

/** A line of a difference: kept, taken out or put in; `gap` stands for the lines that were left out between. */
export interface DiffLine {
  readonly kind: "kept" | "removed" | "added" | "gap";
  readonly text: string;
}

/**
 * What differs between two texts, line by line, with the lines around each difference.
 *
 * @param context - how many equal lines are kept before and after a difference: an integer of at least 0
 */
export function difference(before: string, after: string, context: number): readonly DiffLine[] {
  const all = aligned(before.split("\n"), after.split("\n"));
  const isNear = all.map((_, i) => all.slice(Math.max(0, i - context), i + context + 1).some((l) => l.kind !== "kept"));
  return all.flatMap((line, i): readonly DiffLine[] => {
    if (isNear[i]) return [line];
    const isBetween = isNear.slice(0, i).includes(true) && isNear.slice(i).includes(true);
    return isBetween && isNear[i - 1] ? [{ kind: "gap", text: "" }] : [];
  });
}

/** Both texts as one list of lines, as many of them as possible kept: a longest common subsequence. */
function aligned(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const longest = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const [here, below, right] = [longest[i]!, longest[i + 1]![j]!, longest[i]![j + 1]!];
      here[j] = before[i] === after[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(below, right);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ kind: "kept", text: before[i]! });
      i += 1;
      j += 1;
    } else if (i < before.length && (j === after.length || longest[i + 1]![j]! >= longest[i]![j + 1]!)) {
      lines.push({ kind: "removed", text: before[i++]! });
    } else lines.push({ kind: "added", text: after[j++]! });
  }
  return lines;
}
