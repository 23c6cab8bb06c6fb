/** How many messages elections in a ring take by the literature: what the explorer's exact worst cases are held against. */

/**
 * The most ids that travel in Chang and Roberts' algorithm: *n* (*n* + 1) / 2,
 * where every process takes part and ids fall along the ring.
 *
 * @remarks
 * Source: E. Chang and R. Roberts, CACM 22(5), 1979. Announcements are not
 * counted there; a ring in which the elected process announces itself takes
 * *n* messages more.
 *
 * @param size - how many processes: an integer of at least 1
 */
export function changRobertsMessagesAtMost(size: number): number {
  return (size * (size + 1)) / 2;
}

/**
 * The fewest: 2 *n* - 1, where ids rise along the ring, so that every id but the
 * highest is swallowed at its first stop. Same source and counting.
 *
 * @param size - how many processes: an integer of at least 1
 */
export function changRobertsMessagesAtLeast(size: number): number {
  return 2 * size - 1;
}

/**
 * The mean over all orders of the ring, each equally likely: *n* times the *n*-th
 * harmonic number, which is about *n* ln *n*. Same source and counting.
 *
 * @param size - how many processes: an integer of at least 1
 */
export function changRobertsMessagesOnAverage(size: number): number {
  let harmonic = 0;
  for (let i = 1; i <= size; i++) harmonic += 1 / i;
  return size * harmonic;
}
