/**
 * The cluster falls into two sides that cannot reach each other: every link
 * between them is cut, in both directions. A message that arrives over a cut
 * link is lost; what stays within a side is not touched. There is one partition
 * at a time, and it may heal at any moment, or never.
 */
export interface Cut {
  /** Positions of the processes on either side, ascending; the first process is on the first side. */
  readonly sides: readonly [readonly number[], readonly number[]];
  /** For each position, the set of positions that it cannot hear, as bits. */
  readonly unheard: readonly number[];
}

/** Every way to divide `size` processes into two sides, neither empty: 2^(size-1) - 1 of them. */
export function everyCut(size: number): readonly Cut[] {
  const cuts: Cut[] = [];
  // The first process is on the first side, so that no division is counted twice.
  for (let far = 2; far < 2 ** size; far += 2) {
    const positions = Array.from({ length: size }, (_, i) => i);
    const isFar = (i: number): boolean => ((far >> i) & 1) === 1;
    const near = 2 ** size - 1 - far;
    cuts.push({
      sides: [positions.filter((i) => !isFar(i)), positions.filter(isFar)],
      unheard: positions.map((i) => (isFar(i) ? near : far)),
    });
  }
  return cuts;
}
