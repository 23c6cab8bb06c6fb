/**
 * Plain data: what states and messages are made of.
 *
 * The explorer compares values by their canonical text, so that two values are
 * equal exactly if they are equal as JSON, whatever the order of their keys.
 */

/** Why a value is not plain data. `path` leads to the part in question, such as `.votes[0]`. */
export interface Impurity {
  readonly path: string;
  readonly what: string;
}

/**
 * The canonical text of a plain value: JSON with sorted keys.
 *
 * @throws `NotPlain` where the value is not plain data
 */
export function canonical(value: unknown): string {
  return writeSwiftly(value, deepest) ?? write(value, "", []);
}

/** Thrown by {@link canonical}: the value is not plain data. */
export class NotPlain extends Error {
  readonly impurity: Impurity;

  constructor(impurity: Impurity) {
    super(`${impurity.path === "" ? "the value" : impurity.path} is ${impurity.what}`);
    this.name = "NotPlain";
    this.impurity = impurity;
  }
}

/** How deep a value may be nested: a recursion must end before the stack does. */
const deepest = 500;

/** The keys that were met, as they are written: there are few, and they come again and again. */
const quoted = new Map<string, string>();

/**
 * What {@link write} gives, without keeping track of where in the value it is:
 * `null` where there is anything to complain of. States and messages are small,
 * and to say where a part lies takes longer than to write it.
 */
function writeSwiftly(value: unknown, left: number): string | null {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "number":
      return Number.isFinite(value) ? String(value) : null;
    case "object": {
      if (value === null) return "null";
      if (left === 0) return null;
      return Array.isArray(value) ? writeArraySwiftly(value, left) : writeObjectSwiftly(value, left);
    }
    default:
      return null;
  }
}

function writeArraySwiftly(value: readonly unknown[], left: number): string | null {
  if (Object.keys(value).length !== value.length) return null;
  let text = "[";
  for (let i = 0; i < value.length; i++) {
    const part = writeSwiftly(value[i], left - 1);
    if (part === null) return null;
    text += i === 0 ? part : `,${part}`;
  }
  return `${text}]`;
}

function writeObjectSwiftly(value: object, left: number): string | null {
  if (Object.getPrototypeOf(value) !== Object.prototype) return null;
  if (Object.getOwnPropertySymbols(value).length > 0) return null;
  let text = "{";
  for (const key of Object.keys(value).sort()) {
    const part = writeSwiftly((value as Record<string, unknown>)[key], left - 1);
    if (part === null) return null;
    text += `${text === "{" ? "" : ","}${quotedKey(key)}${part}`;
  }
  return `${text}}`;
}

function quotedKey(key: string): string {
  let text = quoted.get(key);
  if (text === undefined) {
    text = `${JSON.stringify(key)}:`;
    // Keys may be data, too: those of a record by process, say.
    if (quoted.size < mostQuoted) quoted.set(key, text);
  }
  return text;
}

const mostQuoted = 10_000;

function write(value: unknown, path: string, within: readonly object[]): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "number":
      if (!Number.isFinite(value)) throw new NotPlain({ path, what: `${value}, which JSON does not have` });
      return Object.is(value, -0) ? "0" : String(value);
    case "object":
      if (value === null) return "null";
      if (within.length === deepest) throw new NotPlain({ path: "", what: `nested more than ${deepest} deep` });
      if (within.includes(value)) throw new NotPlain({ path, what: "a value that contains itself" });
      return Array.isArray(value)
        ? writeArray(value, path, [...within, value])
        : writeObject(value, path, [...within, value]);
    case "undefined":
      throw new NotPlain({ path, what: "undefined: leave the key out, or use null" });
    default:
      throw new NotPlain({ path, what: `a ${typeof value}` });
  }
}

function writeArray(value: readonly unknown[], path: string, within: readonly object[]): string {
  const parts: string[] = [];
  for (let i = 0; i < value.length; i++) parts.push(write(value[i], `${path}[${i}]`, within));
  if (Object.keys(value).length !== value.length) {
    throw new NotPlain({ path, what: "an array with holes or with keys of its own" });
  }
  return `[${parts.join(",")}]`;
}

function writeObject(value: object, path: string, within: readonly object[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object from another realm has another Object.prototype; what tells a plain one is that its prototype is the last.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new NotPlain({ path, what: `a ${value.constructor?.name ?? "class instance"}, not a plain object` });
  }
  if (Object.getOwnPropertySymbols(value).length > 0)
    throw new NotPlain({ path, what: "an object with symbols for keys" });
  const parts = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write((value as Record<string, unknown>)[key], `${path}.${key}`, within)}`);
  return `{${parts.join(",")}}`;
}

/** A value read back from its canonical text, frozen through and through, so that nobody can change it. */
export function frozen<T>(text: string): T {
  return freeze(JSON.parse(text)) as T;
}

function freeze(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
