/**
 * Numbers that several searches in parallel must agree on: what is numbered is
 * given by a key, a text that says all of it.
 */
export interface Register {
  /** All keys, in the order of their numbers. */
  keys(): Iterable<string>;
  /** Whether the key has a number. */
  has(key: string): boolean;
  /** Gives the next number to a key that has none, as others have done before. */
  learn(key: string): void;
  /**
   * From now on, whoever meets something new calls `enter` with its key, which
   * returns once the key was learned, after all that others were quicker to enter.
   */
  shareBy(enter: (key: string) => void): void;
}
