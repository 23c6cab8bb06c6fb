import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isQuorum, majority, type Tally, tally } from "./quorum.ts";

describe("a majority", () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
    [101, 51],
  ])("of %i is %i", (size, expected) => {
    expect(majority(size)).toBe(expected);
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("of %d is refused, and the remedy is named", (size) => {
    expect(() => majority(size)).toThrow(RangeError);
    expect(() => majority(size)).toThrow(`${size} processes; give the cluster's size`);
  });
});

describe("a vote", () => {
  test.each<readonly [voters: readonly number[], granted: readonly number[], refused: readonly number[], Tally]>([
    [[1], [], [], "pending"],
    [[1], [1], [], "won"],
    [[1], [], [1], "lost"],
    [[1, 2], [1], [], "pending"],
    [[1, 2], [1, 2], [], "won"],
    [[1, 2], [1], [2], "lost"],
    [[1, 2, 3], [1], [2], "pending"],
    [[1, 2, 3], [1, 3], [2], "won"],
    [[1, 2, 3], [1], [2, 3], "lost"],
    [[1, 2, 3, 4], [1, 2], [], "pending"],
    [[1, 2, 3, 4], [1, 2], [3, 4], "lost"],
    [[1, 2, 3, 4], [1, 2, 3], [4], "won"],
    [[1, 2, 3, 4, 5], [1, 2], [3, 4], "pending"],
  ])("of %j with %j for and %j against is %s", (voters, granted, refused, expected) => {
    expect(tally(voters, granted, refused)).toBe(expected);
    if (refused.length === 0) expect(tally(voters, granted)).toBe(expected);
    expect(isQuorum(voters, granted)).toBe(expected === "won");
  });

  test("counts a voter that is named twice once, and a stranger not at all", () => {
    expect(tally([1, 2, 3], [1, 1, 1])).toBe("pending");
    expect(tally([1, 2, 3], [1, 7, 8])).toBe("pending");
    expect(tally([1, 2, 3], [], [1, 1, 7])).toBe("pending");
  });

  test("without voters is refused", () => {
    expect(() => tally([], [])).toThrow(RangeError);
  });
});

/**
 * The dumb twin: tries every way in which those who have not voted yet could
 * still vote, and counts the votes for and against one by one.
 */
function dumbTally(voters: readonly number[], granted: readonly number[], refused: readonly number[]): Tally {
  const open = voters.filter((voter) => !granted.includes(voter) && !refused.includes(voter));
  const outcomes = new Set<boolean>();
  for (let ballot = 0; ballot < 2 ** open.length; ballot++) {
    let balance = 0;
    for (const voter of voters) {
      const late = open.indexOf(voter);
      const isFor = late === -1 ? granted.includes(voter) : Math.floor(ballot / 2 ** late) % 2 === 1;
      balance += isFor ? 1 : -1;
    }
    outcomes.add(balance > 0);
  }
  if (outcomes.size === 2) return "pending";
  return outcomes.has(true) ? "won" : "lost";
}

/** A cluster of 1 to 7 voters in any order, some of whom voted, and some strangers who voted as well. */
const votes = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 7 }).chain((voters) =>
  fc.record({
    voters: fc.constant(voters),
    said: fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()), { maxLength: 14 }),
  }),
);

test("a tally agrees with a twin that tries every way in which the open votes could go", () => {
  fc.assert(
    fc.property(votes, ({ voters, said }) => {
      // Nobody takes a vote back: what a voter said first stands, however often it is repeated.
      const first = new Map([...said].reverse());
      const granted = said.map(([voter]) => voter).filter((voter) => first.get(voter) === true);
      const refused = said.map(([voter]) => voter).filter((voter) => first.get(voter) === false);
      expect(tally(voters, granted, refused)).toBe(dumbTally(voters, granted, refused));
      expect(isQuorum(voters, granted)).toBe(dumbTally(voters, granted, voters) === "won");
    }),
    { numRuns: 1000 },
  );
});

test("any two majorities of one cluster meet, and one process fewer would not be enough for that", () => {
  for (let size = 1; size <= 12; size++) {
    expect(2 * majority(size)).toBeGreaterThan(size);
    expect(2 * (majority(size) - 1)).toBeLessThanOrEqual(size);
  }
});
