import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkQuorumSystem,
  disjointQuorums,
  includesQuorum,
  majorities,
  type QuorumSystem,
  type Quorums,
  quorumsOfSizes,
} from "./quorum-system.ts";

const three = [1, 2, 3];

describe("a quorum system is refused", () => {
  test.each<[string, QuorumSystem, RegExp]>([
    [
      "with the two quorums that do not meet",
      { phase1: [[1, 2], [3]], phase2: [[1, 3], [2]] },
      /\[1, 2\]|\[3\] of phase1 and \[2\] of phase2 have no process in common/,
    ],
    [
      "where a majority misses a quorum of the second phase",
      { phase1: "majorities", phase2: [[1, 2], [3]] },
      /quorums: \[1, 2\] of phase1 and \[3\] of phase2/,
    ],
    [
      "where a quorum of the first phase misses a majority",
      { phase1: [[2]], phase2: "majorities" },
      /quorums: \[2\] of phase1 and \[1, 3\] of phase2/,
    ],
    ["with a process that there is not", { phase1: [[1, 4]], phase2: [[1]] }, /phase1 names 4, which is no process/],
    ["without a quorum", { phase1: "majorities", phase2: [] }, /phase2 is \[\]; give "majorities", or a list/],
    ["with a quorum of nobody", { phase1: [[]], phase2: [[1]] }, /quorums: \[\] of phase1 and \[1\] of phase2/],
    ["in other words", { phase1: "all" as Quorums, phase2: [[1]] }, /phase1 is "all"/],
  ])("%s", (_name, system, words) => {
    expect(() => checkQuorumSystem(three, system)).toThrow(RangeError);
    expect(() => checkQuorumSystem(three, system)).toThrow(words);
  });
});

test("Howard, Malkhi and Spiegelman 2016: quorums of two sizes meet where these exceed the cluster together", () => {
  for (let size = 1; size <= 5; size++) {
    const all = Array.from({ length: size }, (_, i) => i + 1);
    for (let first = 1; first <= size; first++) {
      for (let second = 1; second <= size; second++) {
        const make = (): QuorumSystem => quorumsOfSizes(all, first, second);
        if (first + second > size) expect(make().phase2.length).toBeGreaterThan(0);
        else expect(make).toThrow(/have no process in common/);
      }
    }
  }
  expect(() => quorumsOfSizes(three, 0, 3)).toThrow("phase1 has the size 0; give an integer from 1 to 3");
  expect(() => quorumsOfSizes(three, 3, 4)).toThrow("phase2 has the size 4");
});

test("majorities are the quorums of a size beyond half, said in a word", () => {
  for (const all of [[1], [1, 2], three, [1, 2, 3, 4], [1, 2, 3, 4, 5]]) {
    const size = Math.floor(all.length / 2) + 1;
    const { phase1 } = quorumsOfSizes(all, size, size);
    fc.assert(
      fc.property(fc.subarray(all), (some) => {
        expect(includesQuorum(all, majorities.phase1, some)).toBe(includesQuorum(all, phase1, some));
      }),
    );
  }
});

const arbitraryQuorums: fc.Arbitrary<Quorums> = fc.oneof(
  fc.constant<Quorums>("majorities"),
  fc.array(fc.subarray([1, 2, 3, 4], { minLength: 1 }), { minLength: 1, maxLength: 3 }),
);

test("two disjoint quorums are found exactly where some set holds a quorum of one phase and the rest one of the other", () => {
  const all = [1, 2, 3, 4];
  fc.assert(
    fc.property(arbitraryQuorums, arbitraryQuorums, (phase1, phase2) => {
      const subsets = Array.from({ length: 16 }, (_, bits) => all.filter((_each, i) => ((bits >> i) & 1) === 1));
      const isSplit = subsets.some((some) => {
        const rest = all.filter((process) => !some.includes(process));
        return includesQuorum(all, phase1, some) && includesQuorum(all, phase2, rest);
      });
      const found = disjointQuorums(all, { phase1, phase2 });
      expect(found !== null).toBe(isSplit);
      if (found === null) return;
      expect(found[0].filter((process) => found[1].includes(process))).toEqual([]);
      expect(includesQuorum(all, phase1, found[0])).toBe(true);
      expect(includesQuorum(all, phase2, found[1])).toBe(true);
    }),
  );
});
