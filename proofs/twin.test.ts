/**
 * The engine against its naive twin, on random protocols in random scenarios.
 *
 * Both are written from docs/semantics.md, independently: the twin holds states
 * as JSON in a Set, the engine as vectors of numbers. They must agree on every
 * count, every verdict, and the length of every counterexample.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExploreOptions, explore } from "../model/explore.ts";
import type { Exploration } from "../model/result.ts";
import { exploreNaively, type NaiveResult } from "./naive/explore.ts";
import { expectWalk } from "./testing/expect-walk.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "./testing/random-protocol.ts";

/** How many random protocols each mode is tried on; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 500);

const modes: readonly (readonly [string, ExploreOptions])[] = [
  ["generated", {}],
  ["interpreted", { generate: false }],
];

describe.each(modes)("the %s engine and its naive twin", (_name, mode) => {
  test("agree on every count, verdict and length of trace", () => {
    fc.assert(
      fc.property(arbitraryModel, arbitrarySensibleScenario, (model, scenario) => {
        const naive = exploreNaively(model, scenario, { limit: 3000 });
        fc.pre(naive !== null);
        const found = explore(model, scenario, { ...mode, toTheEnd: true, examples: true });
        expect(comparable(found)).toEqual(comparableTwin(naive));
        for (const { trace, steps } of found.verdicts)
          if (trace !== undefined) expect(trace.steps).toHaveLength(steps!);
      }),
      { numRuns: runs },
    );
  });
});

test("every trace is a walk that the naive twin can take, and ends in what it is said to show", () => {
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, (model, scenario) => {
      const found = explore(model, scenario, { maxStates: 3000, examples: true });
      for (const { trace } of found.verdicts) if (trace !== undefined) expectWalk(model, scenario, trace);
    }),
    { numRuns: Math.ceil(runs / 4) },
  );
});

function comparable({ states, initial, transitions, generated, depth, cut, terminal, verdicts }: Exploration): unknown {
  const told = verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort();
  return { states, initial, transitions, generated, depth, cut, terminal, verdicts: told };
}

function comparableTwin({ taken: _, ...naive }: NaiveResult): unknown {
  const told = naive.verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort();
  return { ...naive, verdicts: told };
}
