/** The hash of a state: which partition it is in, where in its table, and to which search it belongs. */

/**
 * The odd numbers by which the fields are multiplied for the hash: from a
 * multiplicative generator, since factors that are small multiples of each other
 * would let fields cancel out.
 */
export function hashFactors(fields: number): readonly number[] {
  const factors: number[] = [];
  for (let factor = 0x9e3779b1 | 0; factors.length < fields; factor = Math.imul(factor, 0x915f77f5))
    factors.push(factor);
  return factors;
}

/** The end of the hash, as code on a variable `hash`: mixes the high bits, which differ most, into the low ones. */
export const hashFinish: string = "hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d); hash ^= hash >>> 13;";

/** The same as {@link hashFinish}. */
export function finished(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

/** The search to which a state belongs, of so many, as code on a variable `hash`: by other bits than partitions and tables take. */
export function ownerCode(members: number): string {
  return `((Math.imul(hash, ${ownerFactor}) >>> 16) * ${members}) >>> 16`;
}

const ownerFactor = 0x9e3779b1 | 0;

/** The same as {@link ownerCode}. */
export function ownerOf(hash: number, members: number): number {
  return ((Math.imul(hash, ownerFactor) >>> 16) * members) >>> 16;
}
