/** How a vote stands: decided for, decided against, or open. */
export type Tally = "won" | "lost" | "pending";

/**
 * The smallest number of processes of which any two sets of that size meet.
 *
 * @param size - how many processes there are: an integer of at least 1
 * @throws RangeError where `size` is not such an integer
 *
 * @example
 * ```ts
 * majority(3); // 2
 * majority(4); // 3
 * ```
 */
export function majority(size: number): number {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`majority: ${size} processes; give the cluster's size, an integer of at least 1`);
  }
  return Math.floor(size / 2) + 1;
}

/**
 * How a vote among `voters` stands that needs a majority of them.
 *
 * @remarks
 * Voters are counted, not votes: a voter that is named twice counts once, and
 * one that is not among `voters` counts for nothing.
 *
 * @param voters - who may vote, each once
 * @param granted - who voted for
 * @param refused - who voted against; nobody by default
 * @throws RangeError where there are no voters
 *
 * @example
 * ```ts
 * tally([1, 2, 3], [1, 3]); // "won"
 * tally([1, 2, 3], [1], [2, 3]); // "lost"
 * tally([1, 2, 3], [1, 1, 1]); // "pending"
 * ```
 */
export function tally<P>(voters: readonly P[], granted: readonly P[], refused: readonly P[] = []): Tally {
  const needed = majority(voters.length);
  if (voters.filter((voter) => granted.includes(voter)).length >= needed) return "won";
  const open = voters.filter((voter) => !refused.includes(voter)).length;
  return open < needed ? "lost" : "pending";
}

/** Whether `processes` hold a majority of `voters`. */
export function isQuorum<P>(voters: readonly P[], processes: readonly P[]): boolean {
  return tally(voters, processes) === "won";
}
