/**
 * Several searches together against one alone, and against the naive twin: the
 * order in which they take turns is drawn, so that every count must be the same
 * whatever the order.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExploreOptions, exploring } from "../model/explore.ts";
import { explore } from "../model/index.ts";
import type { Exploration } from "../model/result.ts";
import { exploreNaively } from "./naive/explore.ts";
import { Interleaved } from "./testing/interleaved.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "./testing/random-protocol.ts";

const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 200);

const modes: readonly (readonly [string, ExploreOptions])[] = [
  ["generated", { toTheEnd: true, examples: true }],
  ["interpreted", { toTheEnd: true, examples: true, generate: false }],
  ["generated, up to the last decision", { examples: true }],
];

describe.each(modes)("the %s engine in a team of 1 to 3", (_name, options) => {
  test("counts and decides what it does alone, and shows the same traces", () => {
    fc.assert(
      fc.property(
        arbitraryModel,
        arbitrarySensibleScenario,
        fc.integer({ min: 2, max: 3 }),
        fc.nat(),
        (model, scenario, members, seed) => {
          const naive = exploreNaively(model, scenario, { limit: 3000 });
          fc.pre(naive !== null);
          const alone = explore(model, scenario, options);
          const crew = new Interleaved(model, members, seed);
          const together = crew.run(exploring(model, scenario, { ...options, crew }));
          if (together.depth > 0) expect(together.workers).toBe(members);
          expect(counted(together)).toEqual(counted(alone));
          if (options.toTheEnd === true) expect(together.states).toBe(naive.states);
        },
      ),
      { numRuns: runs },
    );
  });
});

function counted({ workers: _, ...rest }: Exploration): unknown {
  return rest;
}
