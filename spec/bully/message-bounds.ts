/** How many messages an election by Bully takes at most, by the literature. */

/**
 * The messages of an election in which the top process is down and all the others notice it at once.
 *
 * @remarks
 * Counted are ELECTION, OK and COORDINATOR (here Election, Answer, Coordinator), until every process that is up knows
 * its leader; heartbeats are not. Each of the n − 1 processes that are up asks all that outrank it: n(n − 1)/2 ELECTION.
 * All that are asked but the top one answer: (n − 1)(n − 2)/2 OK. The winner tells those that it outranks:
 * n − 2 COORDINATOR. Together that is n² − n − 1.
 *
 * Source: Hector Garcia-Molina, "Elections in a Distributed Computing System", IEEE Transactions on Computers C-31(1),
 * 1982, of whose elections this is the number of messages without those that halt.
 *
 * @param processes - how many there are, the one that is down included: an integer of at least 2
 * @throws RangeError where `processes` is no such number
 * @example
 * ```ts
 * import { bullyMessagesMax } from "interregnum/bully/model";
 *
 * bullyMessagesMax(3); // 5
 * ```
 */
export function bullyMessagesMax(processes: number): number {
  if (!Number.isInteger(processes) || processes < 2) {
    throw new RangeError(`bullyMessagesMax: ${processes} processes hold no election\nGive an integer of at least 2.`);
  }
  return processes ** 2 - processes - 1;
}
