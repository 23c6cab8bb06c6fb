/**
 * Claims over runs that go on for ever: the engine against its naive twin, on
 * random protocols in random scenarios under random fairness.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { explore } from "../model/explore.ts";
import type { Verdict } from "../model/result.ts";
import { judgeNaively, type NaiveJudgement } from "./naive/liveness.ts";
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

test("every run that breaks a claim is one that the naive twin can take, and comes back to where it repeats", () => {
  fc.assert(
    fc.property(arbitraryModel, arbitraryLivenessClaims, arbitrarySensibleScenario, (random, claims, scenario) => {
      const model = { ...random, claims };
      const { verdicts } = explore(model, scenario, { maxStates: 2000 });
      for (const { trace, steps } of verdicts) {
        if (trace === undefined) continue;
        expect(trace.steps).toHaveLength(steps!);
        expectWalk(model, scenario, trace);
      }
    }),
    { numRuns: Math.ceil(runs / 4) },
  );
});

function comparable({ claim, kind, verdict, steps, trace, liveness }: Verdict): unknown {
  const stem = kind === "recoverable" ? steps : trace?.repeatsFrom;
  return { claim, verdict, almostSurely: liveness?.almostSurely, stem: stem ?? null };
}

function comparableTwin({ claim, verdict, almostSurely, stem }: NaiveJudgement): unknown {
  return { claim, verdict, almostSurely, stem: stem ?? null };
}
