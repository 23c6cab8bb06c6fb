/** Small words of the command line: lists, numbers and the nearest name. */

/** A number with its thousands apart: `2,255,243`. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A count in at most six columns: `98,765`, `123k`, `1.28M`. */
export function short(count: number): string {
  if (grouped(count).length <= 6) return grouped(count);
  return count < 1e6 ? `${Math.round(count / 1e3)}k` : `${(count / 1e6).toFixed(2)}M`;
}

/** How many of something there are: `1 state`, `3 states`, `2 losses`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** A name or a sentence that somebody else wrote, with escapes for whatever would move the cursor or change colours. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A list as a person says it: `1`, `1 and 2`, `1, 2 and 3`. */
export function listed(parts: readonly (string | number)[], last: "and" | "or" = "and"): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} ${last} ${parts.at(-1)}`;
}

/** The name that a person may type for `name`: lower case, hyphens for whatever is no letter and no digit. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
}

/**
 * The name among `names` that was probably meant by `typed`, if one is near.
 *
 * @remarks
 * Near is a name that begins with what was typed, or one that at most every
 * third letter tells apart from it.
 */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const wanted = plainName(typed);
  if (wanted === "") return undefined;
  const ranked = names
    .map((name) => ({ name, distance: distance(wanted, plainName(name)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best !== undefined && best.distance <= Math.max(1, Math.floor(wanted.length / 3))) return best.name;
  return wanted.length < 2 ? undefined : names.find((name) => plainName(name).startsWith(wanted));
}

/** How many letters must be inserted, removed, replaced or swapped with their neighbour to get from `a` to `b`. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2]! + 1 : replaced;
      row.push(Math.min(replaced, swapped, last[j]! + 1, row[j - 1]! + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** What to tell somebody who typed a name that does not exist: the nearest one, and all that there are. */
export function insteadOf(typed: string, names: readonly string[], what: string): string {
  const near = nearest(typed, names);
  const all = names.length === 0 ? `There are no ${what}.` : `The ${what}: ${names.map(quoted).join(", ")}.`;
  return near === undefined ? all : `Did you mean ${quoted(near)}? ${all}`;
}

/** A name of several words in the quotation marks that a shell wants. */
function quoted(name: string): string {
  return name.includes(" ") ? `"${name}"` : name;
}
