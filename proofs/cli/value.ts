/** Plain data in words, for people: what a message says, what a state is, what changed in it. */
import { isDeepStrictEqual } from "node:util";
import { shortened } from "./layout.ts";
import { printable } from "./words.ts";

/** The fields that tell what kind of thing a value is; the first of them that is there becomes its heading. */
const headings = ["type", "kind", "role"] as const;

/** How many columns a single value may take before its middle is left out. `--json` has all of it. */
const valueColumnsMax = 240;

/**
 * A plain value in words.
 *
 * @remarks
 * `{ type: "Vote", term: 1, granted: true }` is `Vote {term 1, granted}`.
 */
export function inWords(value: unknown): string {
  return shortened(printable(written(value)), valueColumnsMax);
}

/** What a value is called, without its fields: `Vote`; all of it where it has no name. */
export function headingOf(value: unknown): string {
  const heading = isRecord(value) ? headings.find((key) => typeof value[key] === "string") : undefined;
  return heading === undefined ? inWords(value) : inWords((value as Readonly<Record<string, unknown>>)[heading]);
}

function written(value: unknown): string {
  if (typeof value === "string") return isWord(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (!isRecord(value)) return String(value);
  const heading = headings.find((key) => typeof value[key] === "string" && isWord(value[key]));
  const fields = Object.entries(value)
    .filter(([key]) => key !== heading)
    .map(([key, part]) => field(key, part));
  if (heading === undefined) return `{${fields.join(", ")}}`;
  return fields.length === 0 ? String(value[heading]) : `${value[heading]} {${fields.join(", ")}}`;
}

function field(key: string, value: unknown): string {
  const name = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)
    ? key
    : `${/^[\p{L}\p{N}_.-]+$/u.test(key) ? key : JSON.stringify(key)}:`;
  if (value === true && !name.endsWith(":")) return name;
  if (value === false && !name.endsWith(":")) return `not ${name}`;
  return `${name} ${written(value)}`;
}

/** Whether a string can stand without quotation marks and is not taken for a number, a boolean or null. */
function isWord(text: string): boolean {
  return /^[\p{L}\p{N}_.'-]+$/u.test(text) && !/^(-?[\d.]+|true|false|null|undefined)$/.test(text);
}

/**
 * What changed from one state to the next, field by field.
 *
 * @returns one entry for each changed field, such as `term: 1 → 2`; none where nothing changed
 */
export function changes(before: unknown, after: unknown, path: string = ""): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  const name = path === "" ? "state" : path;
  if (before === undefined) return [`${name}: ${inWords(after)} (new)`];
  if (after === undefined) return [`${name}: ${inWords(before)} → gone`];
  if (!isRecord(before) || !isRecord(after)) return [`${name}: ${inWords(before)} → ${inWords(after)}`];
  // What kind of thing a state is comes first: it explains which fields came and went.
  const present = headings.filter((key) => key in before || key in after);
  const keys = [...new Set([...present, ...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => changes(before[key], after[key], path === "" ? key : `${path}.${key}`));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
