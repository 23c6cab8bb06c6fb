/**
 * Equal values, one small integer: numbers are given in the order in which
 * values are first seen, from 0.
 */
export class Interner<T> {
  readonly #numbers = new Map<string, number>();
  readonly #values: T[] = [];

  /** The number of the value whose key is `key`; `make` is called where it is new. */
  number(key: string, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#values.length;
    this.#numbers.set(key, number);
    this.#values.push(make());
    return number;
  }

  value(number: number): T {
    return this.#values[number]!;
  }

  get size(): number {
    return this.#values.length;
  }
}
