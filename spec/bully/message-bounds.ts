/** How many messages an election by the Bully algorithm takes by the literature. */

/**
 * The messages of an election after the top process has crashed and the lowest
 * one notices: *n*² - *n* - 1 Elections, Answers and Coordinators together.
 *
 * @remarks
 * Each of the *n* - 1 processes that are left asks all above it, the one that
 * is down included: *n* (*n* - 1) / 2 Elections. Each is answered by all above it that are up:
 * (*n* - 1) (*n* - 2) / 2 Answers. The highest that is left tells the *n* - 2
 * below it. It is the count of the textbooks, after H. Garcia-Molina,
 * "Elections in a Distributed Computing System", 1982, section III, and presumes that nothing
 * of an earlier election is still on its way.
 *
 * @param size - how many processes there are, the one that crashed included: an integer of at least 2
 */
export function bullyMessagesAtMost(size: number): number {
  return size * size - size - 1;
}
