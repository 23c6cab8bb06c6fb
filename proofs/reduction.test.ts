/**
 * Reduction by silent moves against the naive twin, which takes every move in
 * every order: every verdict must be the twin's, every trace a walk by its rules.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explore } from "../model/explore.ts";
import type { Exploration } from "../model/result.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import type { Model } from "../spec/model.ts";
import raftElection from "./known/raft-election.ts";
import { exploreNaively, type NaiveResult } from "./naive/explore.ts";
import { diamondsOf } from "./testing/diamonds.ts";
import { expectWalk } from "./testing/expect-walk.ts";
import { arbitraryModel, arbitrarySensibleScenario, type RandomVocabulary } from "./testing/random-protocol.ts";

/** How many random protocols are tried; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 500);

const conditions = ["visibility", "commutation", "environment"] as const;

const arbitraryReducible = arbitrarySensibleScenario.map(({ bounds, ...scenario }): Scenario => {
  const { depth: _, inflight: __, ...rest } = bounds;
  return { ...scenario, bounds: rest };
});

/** The same, half of them with all links and without the rarer faults: where these are to come, few moves are silent. */
const arbitraryWithSilence = fc.oneof(
  arbitraryReducible,
  arbitraryReducible.map((scenario): Scenario => {
    return { ...scenario, links: null, missedTicks: 0, extraTicks: 0, tornSteps: 0, lostWrites: 0 };
  }),
);

/** All claims but those that look at messages. */
function namesOf(model: Model<RandomVocabulary>): readonly string[] {
  return model.claims.map(({ name }) => name).filter((name) => !name.includes("inbox"));
}

/** What the naive twin comes to; skips what has more than some states. */
function twinOf(
  model: Model<RandomVocabulary>,
  scenario: Scenario,
  claims: readonly string[],
  limit: number,
): NaiveResult {
  // The engine is the faster one to find out that there are too many.
  fc.pre(explore(model, scenario, { claims, maxStates: limit, toTheEnd: true }).stopped === null);
  return exploreNaively(model, scenario, { claims })!;
}

const verdictsOf = ({ verdicts }: Pick<Exploration, "verdicts"> | Pick<NaiveResult, "verdicts">): unknown =>
  verdicts.map(({ claim, verdict }) => [claim, verdict]).sort();

describe("random protocols", () => {
  test("have the verdicts and the terminal states of the naive twin, and traces that are walks", () => {
    let smaller = 0;
    fc.assert(
      fc.property(arbitraryModel, arbitraryReducible, (model, scenario) => {
        const claims = namesOf(model);
        const naive = twinOf(model, scenario, claims, 800);
        const found = explore(model, scenario, { claims, reduction: true, toTheEnd: true, examples: true });
        expect(found).toMatchObject({ reduction: true, terminal: naive.terminal, exhaustive: naive.cut === 0 });
        expect(verdictsOf(found)).toEqual(verdictsOf(naive));
        expect(found.states).toBeLessThanOrEqual(naive.states);
        if (found.states < naive.states) smaller += 1;
        for (const { claim, trace, steps } of found.verdicts) {
          if (steps === undefined) continue;
          expect(steps).toBeGreaterThanOrEqual(naive.verdicts.find((other) => other.claim === claim)!.steps!);
          if (trace === undefined) continue;
          expect(trace.steps).toHaveLength(steps);
          expectWalk(model, scenario, trace);
        }
      }),
      { numRuns: runs },
    );
    expect(smaller).toBeGreaterThan(runs / 10);
  });

  test("with claims about messages are refused, or they have the verdicts of the naive twin", () => {
    let refused = 0;
    fc.assert(
      fc.property(arbitraryModel, arbitraryReducible, (model, scenario) => {
        const claims = model.claims.map(({ name }) => name);
        fc.pre(claims.some((name) => name.includes("inbox")));
        const naive = twinOf(model, scenario, claims, 800);
        try {
          expect(verdictsOf(explore(model, scenario, { reduction: true, toTheEnd: true }))).toEqual(verdictsOf(naive));
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          expect(error.code).toBe("reduction-inbox");
          refused += 1;
        }
      }),
      { numRuns: Math.ceil(runs / 5) },
    );
    expect(refused).toBeGreaterThan(runs / 20);
  });
});

describe("every silent move of a random protocol", () => {
  const arbitrarySample = fc.record({
    model: arbitraryModel,
    scenario: arbitraryWithSilence,
    depth: fc.constantFrom("profiles" as const, "faces" as const),
    isClaimed: fc.boolean(),
  });

  test("is invisible, and commutes with every other transition of every state", () => {
    let tried = 0;
    fc.assert(
      fc.property(arbitrarySample, ({ model, scenario, depth, isClaimed }) => {
        const found = diamondsOf(model, scenario, isClaimed ? namesOf(model) : [], depth, 300);
        fc.pre(found !== null);
        tried += found.tried;
        expect([...found.flaws]).toEqual([]);
      }),
      { numRuns: runs },
    );
    expect(tried).toBeGreaterThan(20 * runs);
  });

  test.each(conditions)("would not do so without the condition of %s", (condition) => {
    const flaws = new Set<string>();
    fc.assert(
      fc.property(arbitrarySample, ({ model, scenario, depth }) => {
        const found = diamondsOf(model, scenario, [], depth, 300, condition);
        fc.pre(found !== null);
        for (const flaw of found.flaws) flaws.add(flaw);
      }),
      { numRuns: Math.max(250, Math.ceil(runs / 2)) },
    );
    const expected = {
      visibility: ["a silent move is visible"],
      commutation: ["a silent move does not commute", "a silent move takes something away"],
      environment: ["a silent move takes something away"],
    }[condition];
    expect(expected.some((flaw) => flaws.has(flaw))).toBe(true);
  });
});

describe("the election of Raft", () => {
  const election: Scenario = { ...calmScenario, network: "set", timing: "asynchronous" };
  const claims = ["one leader per term", "votes stand", "somebody leads"];

  test.each([
    { nodes: 2, term: 2 },
    { nodes: 3, term: 1 },
  ])("of $nodes processes in term $term has diamonds everywhere", ({ nodes, term }) => {
    const found = diamondsOf(raftElection, { ...election, nodes, bounds: { term } }, claims, "profiles", 10_000)!;
    expect([...found.flaws]).toEqual([]);
    expect(found.tried).toBeGreaterThan(1_000);
  });

  // Of 1,111 and 701,064 and 2,255,243 states; how many 5 processes have nobody has counted.
  test.each([
    { nodes: 3, term: 1, most: 60 },
    { nodes: 4, term: 1, most: 300 },
    { nodes: 5, term: 1, most: 2_200 },
    { nodes: 3, term: 2, most: 20_000 },
  ])("of $nodes processes in term $term is decided by at most $most states", ({ nodes, term, most }) => {
    const found = explore(raftElection, { ...election, nodes, bounds: { term } }, { reduction: true, toTheEnd: true });
    expect(found.states).toBeLessThanOrEqual(most);
    expect(found).toMatchObject({ stopped: null, terminal: 0 });
    expect(found.verdicts.map(({ verdict }) => verdict)).toEqual([
      "holds within bounds",
      "holds within bounds",
      "holds",
    ]);
  });
});
