import type { Register } from "./register.ts";

/**
 * Equal values, one small integer: numbers are given in the order in which
 * values are first seen, from 0.
 */
export class Interner<T> implements Register {
  readonly #numbers = new Map<string, number>();
  readonly #values: T[] = [];
  readonly #read: ((key: string) => T) | null;
  #enter: ((key: string) => void) | null = null;

  /** @param read - makes a value of its key; needed where several searches share the numbers */
  constructor(read: ((key: string) => T) | null = null) {
    this.#read = read;
  }

  /** The number of the value whose key is `key`; `make` is called where it is new. */
  number(key: string, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#enter === null) return this.#add(key, make());
    this.#enter(key);
    return this.#numbers.get(key)!;
  }

  value(number: number): T {
    return this.#values[number]!;
  }

  get size(): number {
    return this.#values.length;
  }

  keys(): Iterable<string> {
    return this.#numbers.keys();
  }

  has(key: string): boolean {
    return this.#numbers.has(key);
  }

  learn(key: string): void {
    if (this.#read === null) throw new Error("numbers were shared whose values cannot be read from their keys");
    this.#add(key, this.#read(key));
  }

  shareBy(enter: (key: string) => void): void {
    this.#enter = enter;
  }

  #add(key: string, value: T): number {
    const number = this.#values.length;
    this.#numbers.set(key, number);
    this.#values.push(value);
    return number;
  }
}
