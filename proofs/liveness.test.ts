/**
 * Claims over runs that go on for ever: the engine against its naive twin, on
 * random protocols in random scenarios under random fairness.
 */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { raftModel } from "../impl/raft/model.ts";
import { explore } from "../model/explore.ts";
import type { Verdict } from "../model/result.ts";
import { calmScenario } from "../model/scenario.ts";
import { livenessKinds, recoverable } from "../spec/claim.ts";
import { judgeNaively, type NaiveJudgement } from "./naive/liveness.ts";
import { anyModel } from "./registry.ts";
import { arbitraryGame } from "./testing/dice.ts";
import { expectFair } from "./testing/expect-fair.ts";
import { expectWalk } from "./testing/expect-walk.ts";
import { arbitraryLivenessClaims } from "./testing/random-liveness.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "./testing/random-protocol.ts";

/** How many random protocols are tried; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 500);

test("the engine and its naive twin agree on every verdict and on the shortest way to a run that breaks a claim", () => {
  fc.assert(
    fc.property(arbitraryModel, arbitraryLivenessClaims, arbitrarySensibleScenario, (random, claims, scenario) => {
      const model = { ...random, claims };
      const naive = judgeNaively(model, scenario, { limit: 100 });
      fc.pre(naive !== null);
      expect(explore(model, scenario).verdicts.map(comparable)).toEqual(naive.map(comparableTwin));
    }),
    { numRuns: runs },
  );
});

test("every run that breaks a claim is one that the naive twin can take, and pays by its rules what it owes", () => {
  fc.assert(
    fc.property(arbitraryModel, arbitraryLivenessClaims, arbitrarySensibleScenario, (random, claims, scenario) => {
      const model = { ...random, claims };
      const { verdicts } = explore(model, scenario, { maxStates: 2000 });
      for (const { claim, trace, steps, liveness } of verdicts) {
        if (trace === undefined) continue;
        expect(trace.steps).toHaveLength(steps!);
        expectWalk(model, scenario, trace);
        const broken = claims.find(({ name }) => name === claim);
        if (trace.repeatsFrom !== undefined) expectFair(model, scenario, trace, liveness!.fairness!, broken);
      }
    }),
    { numRuns: Math.ceil(runs / 4) },
  );
});

test("they agree on games of luck, of which some end well almost surely, and not surely", () => {
  const scenario = { ...calmScenario, nodes: 1 };
  let lucky = 0;
  fc.assert(
    fc.property(arbitraryGame, (game) => {
      const { verdicts } = explore(game, scenario);
      expect(verdicts.map(comparable)).toEqual(judgeNaively(game, scenario, { limit: 300 })!.map(comparableTwin));
      lucky += verdicts.filter(({ liveness }) => liveness?.almostSurely === true).length;
      for (const { trace, liveness } of verdicts) {
        if (trace !== undefined) expectFair(game, scenario, trace, liveness!.fairness!);
      }
    }),
    { numRuns: Math.ceil(runs / 4) },
  );
  expect(lucky).toBeGreaterThan(runs / 200);
});

describe("random claims over endless runs", () => {
  let samples: readonly Verdict[] = [];
  beforeAll(() => {
    samples = fc
      .sample(fc.tuple(arbitraryModel, arbitraryLivenessClaims, arbitrarySensibleScenario), { numRuns: 400, seed: 3 })
      .flatMap(([random, claims, scenario]) => explore({ ...random, claims }, scenario, { maxStates: 1000 }).verdicts);
  });
  const many = (is: (verdict: Verdict) => boolean): number => samples.filter(is).length;
  const repeating = ({ trace }: Verdict): number => (trace?.steps.length ?? 0) - (trace?.repeatsFrom ?? Number.NaN);

  test.each(livenessKinds)("of the kind %s come out in every way", (kind) => {
    // Where one can come within the bounds is found within them; a run that goes on for ever is ended by them.
    const within = kind === "recoverable" ? ["holds within bounds"] : [];
    for (const name of ["holds", "violated", "undecided", ...within]) {
      expect(
        many((verdict) => verdict.kind === kind && verdict.verdict === name),
        name,
      ).toBeGreaterThan(4);
    }
  });

  test("break by runs that stand still, and by runs that go round, short ways and long", () => {
    expect(many((verdict) => repeating(verdict) === 0)).toBeGreaterThan(20);
    expect(many((verdict) => repeating(verdict) > 0)).toBeGreaterThan(20);
    expect(many((verdict) => repeating(verdict) > 5)).toBeGreaterThan(5);
    expect(many(({ trace }) => (trace?.repeatsFrom ?? 0) > 2)).toBeGreaterThan(5);
  });

  test("say little, now and then", () => {
    for (const why of ["always good", "never good", "never called for"]) {
      expect(
        many(({ liveness }) => liveness?.vacuous === why),
        why,
      ).toBeGreaterThan(2);
    }
  });
});

function comparable({ claim, kind, verdict, steps, trace, liveness }: Verdict): unknown {
  const stem = kind === "recoverable" ? steps : trace?.repeatsFrom;
  return { claim, verdict, almostSurely: liveness?.almostSurely, stem: stem ?? null };
}

function comparableTwin({ claim, verdict, almostSurely, stem }: NaiveJudgement): unknown {
  return { claim, verdict, almostSurely, stem: stem ?? null };
}

test("what was not seen to the end does not hold within bounds, though all that was seen can recover", () => {
  const model = { ...anyModel(raftModel), claims: [recoverable("something is so", () => true)] };
  const scenario = { ...calmScenario, network: "set", timing: "asynchronous", bounds: { term: 2 } } as const;
  const { verdicts, stopped } = explore(model, scenario, { maxStates: 100 });
  expect([stopped, verdicts[0]?.verdict]).toEqual(["states", "undecided"]);
});
