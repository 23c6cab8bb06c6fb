/**
 * Explorations that were broken off and go on from a checkpoint, against those
 * that ran without a break, and against the naive twin.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExploreOptions, explore } from "../model/explore.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import raftElection from "./known/raft-election.ts";
import { exploreNaively } from "./naive/explore.ts";
import { breakOff, inChunks, inPieces, joined, numbersOf } from "./testing/broken-off.ts";
import { expectWalk } from "./testing/expect-walk.ts";
import { arbitraryModel, arbitrarySensibleScenario, arbitrarySymmetricScenario } from "./testing/random-protocol.ts";
import { arbitraryReignTable, reignModelOf } from "./testing/reign-protocol.ts";
import { arbitrarySymmetricModel } from "./testing/symmetric-protocol.ts";

/** How many random protocols each mode is tried on; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 100);

/** After how many looks at the limits it is broken off: small models have a look at the end of each level. */
const arbitraryPieces = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 });

const modes: readonly (readonly [string, ExploreOptions])[] = [
  ["to the end", { toTheEnd: true, examples: true, profile: true }],
  ["until all is decided", { examples: true }],
  ["interpreted", { generate: false, toTheEnd: true }],
];

describe.each(modes)("%s, an exploration in pieces", (_name, mode) => {
  test("comes to what an unbroken one and the naive twin come to", () => {
    fc.assert(
      fc.property(arbitraryModel, arbitrarySensibleScenario, arbitraryPieces, (model, scenario, pieces) => {
        const naive = exploreNaively(model, scenario, { limit: 3000 });
        fc.pre(naive !== null);
        const found = inPieces(model, scenario, mode, pieces);
        expect(numbersOf(found)).toEqual(numbersOf(explore(model, scenario, mode)));
        if (mode.toTheEnd === true) {
          const { states, transitions, depth, cut, terminal } = naive;
          expect(found).toMatchObject({ states, transitions, depth, cut, terminal });
        }
        for (const { trace } of found.verdicts) if (trace !== undefined) expectWalk(model, scenario, trace);
      }),
      { numRuns: runs },
    );
  });
});

test("an exploration in pieces with symmetry comes to what an unbroken one comes to", () => {
  fc.assert(
    fc.property(arbitrarySymmetricModel, arbitrarySensibleScenario, arbitraryPieces, (model, scenario, pieces) => {
      const options = { symmetry: true, toTheEnd: true, examples: true, maxStates: 3000 };
      let unbroken: ReturnType<typeof explore>;
      try {
        unbroken = explore(model, scenario, options);
      } catch (error) {
        // Where the model is not symmetric after all, there is nothing to be broken off.
        if (error instanceof InputError && error.code.startsWith("symmetry-")) return fc.pre(false);
        throw error;
      }
      fc.pre(unbroken.stopped === null);
      expect(numbersOf(inPieces(model, scenario, options, pieces))).toEqual(numbersOf(unbroken));
    }),
    { numRuns: runs },
  );
});

test.each([
  ["by the differences of epochs", { relativeEpochs: true }],
  ["by the differences of epochs and without names", { relativeEpochs: true, symmetry: true }],
])("%s, an exploration in pieces comes to what an unbroken one comes to", (_name, quotient) => {
  fc.assert(
    fc.property(arbitraryReignTable, arbitrarySymmetricScenario, arbitraryPieces, (table, wish, pieces) => {
      const crashes = Math.min(wish.crashes, wish.nodes + wish.restarts);
      const scenario = { ...wish, amnesia: 0, crashes, bounds: { spread: 2, inflight: 4 } };
      const options = { ...quotient, toTheEnd: true, examples: true, maxStates: 2000 };
      const model = reignModelOf(table);
      const unbroken = explore(model, scenario, options);
      fc.pre(unbroken.stopped === null);
      expect(numbersOf(inPieces(model, scenario, options, pieces))).toEqual(numbersOf(unbroken));
    }),
    { numRuns: Math.ceil(runs / 2) },
  );
});

test("from the end of each level, an exploration goes on to the same end", () => {
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, (model, scenario) => {
      const kept: Uint8Array[] = [];
      const options = { toTheEnd: true, maxStates: 3000 };
      const checkpoints = { isDue: () => true, keep: (chunks: Iterable<Uint8Array>) => void kept.push(joined(chunks)) };
      const unbroken = explore(model, scenario, { ...options, checkpoints });
      fc.pre(unbroken.stopped === null);
      // One at the end of each level.
      expect(kept).toHaveLength(unbroken.levels);
      for (const checkpoint of kept) {
        const found = explore(model, scenario, { ...options, resume: inChunks(checkpoint, 50_000) });
        expect(numbersOf(found)).toEqual(numbersOf(unbroken));
      }
    }),
    { numRuns: Math.ceil(runs / 10) },
  );
});

describe("Raft's election, broken off in the midst of levels", () => {
  const election: Scenario = { ...calmScenario, network: "set", timing: "asynchronous", bounds: { term: 1 } };

  test("is counted as it is without", () => {
    const scenario = { ...election, nodes: 4 };
    const options = { toTheEnd: true };
    const found = inPieces(raftElection, scenario, options, [40, 37, 60]);
    expect(found).toMatchObject({ stopped: null, depth: 28 });
    expect(numbersOf(found)).toEqual(numbersOf(explore(raftElection, scenario, options)));
  });

  test("is counted by orbits as it is without", () => {
    const scenario = { ...election, nodes: 4 };
    const options = { toTheEnd: true, symmetry: true };
    const found = inPieces(raftElection, scenario, options, [20, 11]);
    // The number of orbits is pinned in symmetry.test.ts, by two roads.
    expect(found).toMatchObject({ stopped: null, states: 30_026, depth: 28 });
    expect(numbersOf(found)).toEqual(numbersOf(explore(raftElection, scenario, options)));
  });
});

test("a break in the midst of a level costs the level, and no more", () => {
  const scenario: Scenario = { ...calmScenario, nodes: 4, network: "set", timing: "asynchronous", bounds: { term: 1 } };
  const { result, checkpoint } = breakOff(raftElection, scenario, {}, 40);
  const depths: number[] = [];
  const again = breakOff(raftElection, scenario, { resume: inChunks(checkpoint!, 4096) }, 0);
  depths.push(result.depth, again.result.depth);
  expect(depths[1]).toBeGreaterThanOrEqual(depths[0]! - 1);
});
