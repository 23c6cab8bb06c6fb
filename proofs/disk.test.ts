/** Explorations whose states lie on a disk, against those whose states lie in memory, and against the naive twin. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExploreOptions, explore } from "../model/explore.ts";
import { calmScenario, type Scenario } from "../model/scenario.ts";
import raftElection from "./known/raft-election.ts";
import { exploreNaively } from "./naive/explore.ts";
import { inPieces, numbersOf } from "./testing/broken-off.ts";
import { expectWalk } from "./testing/expect-walk.ts";
import { memoryDisk } from "./testing/memory-disk.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "./testing/random-protocol.ts";

/** How many random protocols each mode is tried on; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Math.ceil(Number(process.env["INTERREGNUM_RUNS"] ?? 100) / 2);

test.each<[string, ExploreOptions]>([
  ["generated", { toTheEnd: true, examples: true, profile: true }],
  ["interpreted", { generate: false, toTheEnd: true, examples: true }],
])(
  "the %s engine with all states on a disk counts what it counts in memory, and what the naive twin counts",
  (_, mode) => {
    fc.assert(
      fc.property(arbitraryModel, arbitrarySensibleScenario, (model, scenario) => {
        const naive = exploreNaively(model, scenario, { limit: 3000 });
        fc.pre(naive !== null);
        const disk = memoryDisk(0);
        const found = explore(model, scenario, { ...mode, disk });
        expect(disk.written).toBeGreaterThanOrEqual(4 * naive.states);
        expect(found).toEqual(explore(model, scenario, mode));
        const { states, transitions, depth, cut, terminal } = naive;
        expect(found).toMatchObject({ states, transitions, depth, cut, terminal });
        for (const { trace } of found.verdicts) if (trace !== undefined) expectWalk(model, scenario, trace);
      }),
      { numRuns: runs },
    );
  },
);

describe("Raft's election of four, in many partitions", () => {
  const scenario: Scenario = { ...calmScenario, nodes: 4, network: "set", timing: "asynchronous", bounds: { term: 1 } };
  const options = { toTheEnd: true, profile: true };
  const inMemory = explore(raftElection, scenario, options);

  test.each<[string, number, (write: number) => boolean]>([
    ["with nothing in memory", 0, () => false],
    ["with some in memory", 2_000_000, () => false],
    ["with a disk that is full now and then", 0, (write) => write % 3 === 1],
    ["with a disk that is full from some moment on", 1_000_000, (write) => write > 200],
  ])("is what it is in memory: %s", (_, room, isFull) => {
    const disk = memoryDisk(room, isFull);
    expect(explore(raftElection, scenario, { ...options, disk })).toEqual(inMemory);
    expect(inMemory.states).toBeGreaterThan(500_000);
    expect(disk.written).toBeGreaterThan(500_000);
    expect(disk.readBack).toBeGreaterThan(0);
  });

  test("is what it is in memory, with symmetry", () => {
    const disk = memoryDisk(0);
    // The number of orbits is pinned in symmetry.test.ts, by two roads.
    const found = explore(raftElection, scenario, { toTheEnd: true, symmetry: true, disk });
    expect(found).toMatchObject({ states: 30_026, depth: 28, stopped: null });
    expect(disk.readBack).toBeGreaterThan(0);
  });

  test("is what it is in memory when it is broken off and goes on, from disk to disk", () => {
    const disks = { ...options, disk: memoryDisk(0) };
    expect(numbersOf(inPieces(raftElection, scenario, disks, [60, 45]))).toEqual(numbersOf(inMemory));
  });
});

test.each(["depth", "walk"] as const)("the strategy %s takes no disk", (strategy) => {
  expect(() => explore(raftElection, calmScenario, { strategy, disk: memoryDisk(0) })).toThrow(
    `a disk and the strategy ${strategy} do not go together`,
  );
});
