/**
 * The engine that explores by decision diagrams against the one that goes from
 * state to state, and against the naive twin, on random protocols in random
 * scenarios; and on the catalogue, where all that is pinned must come out.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explore } from "../model/explore.ts";
import type { Exploration } from "../model/result.ts";
import { InputError, type Scenario } from "../model/scenario.ts";
import type { Model } from "../spec/model.ts";
import { exploreNaively } from "./naive/explore.ts";
import { expectWalk } from "./testing/expect-walk.ts";
import { arbitraryModel, arbitrarySensibleScenario, type RandomVocabulary } from "./testing/random-protocol.ts";

/** How many random protocols are tried; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 500);

const arbitrarySample = fc.tuple(arbitraryModel.map(withoutInboxes), arbitrarySensibleScenario);

describe("diagrams, the engine and its naive twin", () => {
  test("agree on every count, verdict and length of trace", () => {
    fc.assert(
      fc.property(arbitrarySample, ([model, scenario]) => {
        const naive = exploreNaively(model, scenario, { limit: 1000 });
        fc.pre(naive !== null);
        const found = byDiagrams(model, scenario, { toTheEnd: true, examples: true });
        fc.pre(found !== null);
        const { taken: _, verdicts, ...counts } = naive!;
        expect(found).toMatchObject(counts);
        expect(toldOf(found!)).toEqual(verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort());
        expect(comparable(found!)).toEqual(comparable(explore(model, scenario, { toTheEnd: true, generate: false })));
        for (const { trace, steps } of found!.verdicts) {
          if (trace === undefined) continue;
          expect(trace.steps).toHaveLength(steps!);
          expectWalk(model, scenario, trace);
        }
      }),
      { numRuns: runs },
    );
  });

  test("end at the same level once everything is decided", () => {
    fc.assert(
      fc.property(arbitrarySample, ([model, scenario]) => {
        const found = byDiagrams(model, scenario, { maxStates: 1000 });
        fc.pre(found !== null && found.stopped !== "states");
        expect(comparable(found!)).toEqual(comparable(explore(model, scenario, { generate: false })));
      }),
      { numRuns: Math.ceil(runs / 2) },
    );
  });
});

/** What diagrams find; null where they say that they cannot. */
function byDiagrams(
  model: Model<RandomVocabulary>,
  scenario: Scenario,
  options: { readonly toTheEnd?: boolean; readonly examples?: boolean; readonly maxStates?: number },
): Exploration | null {
  try {
    return explore(model, scenario, { ...options, strategy: "diagrams" });
  } catch (error) {
    if (error instanceof InputError && error.code === "diagrams-initial-bound") return null;
    throw error;
  }
}

function withoutInboxes(model: Model<RandomVocabulary>): Model<RandomVocabulary> {
  return { ...model, claims: model.claims.filter(({ name }) => !name.includes("inbox")) };
}

function comparable(found: Exploration): unknown {
  const { strategy: _, cells: _cells, reducerCalls, verdicts: _verdicts, ...counts } = found;
  return { ...counts, reducerCalls, told: toldOf(found) };
}

function toldOf({ verdicts }: Exploration): unknown {
  return verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort();
}
