/**
 * How many messages the elections in a ring take at most, as their papers say:
 * closed formulas, to be put beside what is measured.
 *
 * All of them count the messages of the election itself. The news of who is
 * elected is told apart by {@link announcementMessages}.
 */

/**
 * Le Lann, 1977: each of *n* ids goes past *n* processes, whatever their order; so it is at the least, too.
 *
 * @param size - how many processes the ring has: an integer of at least 1
 * @throws RangeError where `size` is not such an integer
 */
export function leLannMessagesAtMost(size: number): number {
  return checked(size) ** 2;
}

/**
 * Chang and Roberts, 1979: where ids fall along the ring, the *i*-th lowest goes past *i* processes.
 *
 * @param size - how many processes the ring has: an integer of at least 1
 * @throws RangeError where `size` is not such an integer
 */
export function changRobertsMessagesAtMost(size: number): number {
  return (checked(size) * (size + 1)) / 2;
}

/**
 * Hirschberg and Sinclair, 1980: at most 8*n* messages in each of 1 + ⌈log₂ *n*⌉ phases.
 *
 * @param size - how many processes the ring has: an integer of at least 1
 * @throws RangeError where `size` is not such an integer
 */
export function hirschbergSinclairMessagesAtMost(size: number): number {
  return 8 * checked(size) * (1 + Math.ceil(Math.log2(size)));
}

/**
 * Dolev, Klawe and Rodeh, 1982: 2*n* messages in each of at most ⌊log₂ *n*⌋ phases, and *n* in the last one.
 *
 * @remarks
 * The paper says 2*n* log *n* + O(*n*) of this, its simple algorithm. At most
 * every second process stays active in a phase, so that after ⌊log₂ *n*⌋ of them
 * one is left, whose value goes round once more.
 *
 * @param size - how many processes the ring has: an integer of at least 1
 * @throws RangeError where `size` is not such an integer
 */
export function dolevKlaweRodehMessagesAtMost(size: number): number {
  return 2 * checked(size) * Math.floor(Math.log2(size)) + size;
}

/**
 * Itai and Rodeh, 1990: in one round each of *n* identities goes past *n* processes at most.
 *
 * @remarks
 * How many rounds there are is up to chance, so that there is no bound for all
 * of them together.
 *
 * @param size - how many processes the ring has: an integer of at least 1
 * @throws RangeError where `size` is not such an integer
 */
export function itaiRodehMessagesOfARoundAtMost(size: number): number {
  return checked(size) ** 2;
}

/**
 * The news that a process is elected, once round the ring; Le Lann's algorithm needs none.
 *
 * @param size - how many processes the ring has: an integer of at least 1
 * @throws RangeError where `size` is not such an integer
 */
export function announcementMessages(size: number): number {
  return checked(size);
}

function checked(size: number): number {
  if (Number.isInteger(size) && size >= 1) return size;
  throw new RangeError(`message bound: a ring of ${size} processes; give its size, an integer of at least 1`);
}
