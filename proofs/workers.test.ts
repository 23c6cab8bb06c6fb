/**
 * Several searches together against one alone, and against the naive twin: the
 * order in which they take turns is drawn, so that every count must be the same
 * whatever the order.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExploreOptions, exploring } from "../model/explore.ts";
import { explore } from "../model/index.ts";
import type { Exploration } from "../model/result.ts";
import { catalogue, type Pin, pinOf } from "./catalogue/index.ts";
import { exploreNaively } from "./naive/explore.ts";
import { registry } from "./registry.ts";
import { Interleaved } from "./testing/interleaved.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "./testing/random-protocol.ts";

const runs = Math.ceil(Number(process.env["INTERREGNUM_RUNS"] ?? 500) / 4);

const pinned = JSON.parse(readFileSync(new URL("./catalogue/pinned.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Pin>
>;

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

/** Entries up to this many states are explored by teams, too. */
const mostStates = 6_000;

describe("what is pinned comes out of a team", () => {
  const small = catalogue.filter(({ id, relativeEpochs = false }) => {
    return pinned[id]!.states <= mostStates && !relativeEpochs;
  });
  test.each(small.map((entry, i) => [entry.id, entry, i] as const))("%s", (id, { model, scenario, parameters }, i) => {
    const crew = new Interleaved(model, 2 + (i % 3), i);
    const common = { toTheEnd: true, crew, ...(parameters === undefined ? {} : { parameters }) };
    const exploration = crew.run(exploring(model, scenario, common));
    expect(exploration.workers).toBe(crew.members);
    expect(pinOf(exploration)).toEqual(pinned[id]);
  });

  // What is pinned of these is by the differences of epochs, which teams do not take yet.
  const relative = catalogue.filter(
    ({ id, relativeEpochs }) => relativeEpochs === true && pinned[id]!.states <= 30_000,
  );
  test.each(relative.map((entry, i) => [entry.id, entry, i] as const))("%s, within bounds", (_id, entry, i) => {
    const { bounds } = registry[entry.algorithm]!;
    const scenario = { ...entry.scenario, bounds: "term" in bounds ? { term: 1 } : bounds };
    const crew = new Interleaved(entry.model, 2 + (i % 3), i);
    const exploration = crew.run(exploring(entry.model, scenario, { toTheEnd: true, crew }));
    expect(pinOf(exploration)).toEqual(pinOf(explore(entry.model, scenario, { toTheEnd: true })));
  });
});

function counted({ workers: _, ...rest }: Exploration): unknown {
  return rest;
}
