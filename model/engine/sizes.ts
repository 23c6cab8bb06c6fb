/** How large the parts of a visited set are. */
export interface VisitedSizes {
  /**
   * How many states a partition has, on average, before all are divided in two.
   * With 40,000 states of two words, states and table of a partition fill
   * 450 kB, and stay in the second-level cache while a buffer is merged.
   */
  readonly divided: number;
  /** How many states wait in front of a partition before they are merged into it, at most. */
  readonly buffered: number;
  /**
   * How many states wait in front of all partitions together, at most, where each has room for 256 of them; or an
   * eighth of those that there are: with fewer for each, a partition is loaded into the cache too often. With a
   * million for all, and fewer partitions, a run of 73 million states took 97 s of processor time, and 77 s like this.
   */
  readonly waiting: number;
}

/** The sizes that are used where nobody asks for others. */
export const usualSizes: VisitedSizes = { divided: 40_000, buffered: 1 << 13, waiting: 1 << 20 };
