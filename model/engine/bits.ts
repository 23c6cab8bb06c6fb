/** Sets of small numbers, each a bit: of claims, for one. */

/** The numbers of the values that are in, as bits. */
export function bitsOf<T>(values: readonly T[], isIn: (value: T) => boolean): number {
  return values.reduce((bits, value, i) => (isIn(value) ? bits | (1 << i) : bits), 0);
}

/** Calls `take` with each number of a set, in ascending order. */
export function eachOf(bits: number, take: (number: number) => void): void {
  for (let left = bits; left !== 0; left &= left - 1) take(31 - Math.clz32(left & -left));
}
