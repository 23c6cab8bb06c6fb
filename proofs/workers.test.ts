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
import { Interleaved } from "./testing/interleaved.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "./testing/random-protocol.ts";
import { arbitraryReignTable, reignModelOf } from "./testing/reign-protocol.ts";

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

test("by the differences of epochs, a team counts and decides what one does alone and the naive twin does", () => {
  fc.assert(
    fc.property(
      arbitraryReignTable,
      arbitrarySensibleScenario,
      fc.integer({ min: 2, max: 3 }),
      fc.nat(),
      (table, wish, members, seed) => {
        const model = reignModelOf(table);
        const crashes = Math.min(wish.crashes, wish.nodes + wish.restarts);
        const scenario = { ...wish, amnesia: 0, crashes, bounds: { spread: 1, inflight: 3 } };
        const naive = exploreNaively(model, scenario, { limit: 500, relativeEpochs: true });
        fc.pre(naive !== null);
        const options = { toTheEnd: true, examples: true, relativeEpochs: true };
        const crew = new Interleaved(model, members, seed);
        const together = crew.run(exploring(model, scenario, { ...options, crew }));
        if (together.depth > 0) expect(together.workers).toBe(members);
        // Cells and states are made, too, to try out claims with higher epochs: each member asks for itself, of what it meets first.
        const { cells, localStates } = together;
        const alone = { ...explore(model, scenario, options), cells, localStates };
        expect(counted(together)).toEqual(counted(alone));
        expect(together).toMatchObject({ relativeEpochs: true, states: naive.states, transitions: naive.transitions });
      },
    ),
    { numRuns: Math.ceil(runs / 3) },
  );
});

/** Entries up to this many states are explored by teams, too; and some more of those by the differences of epochs, of which few are small. */
const mostStates = { usually: 6_000, relative: 15_000 };

describe("what is pinned comes out of a team", () => {
  const small = catalogue.filter(({ id, relativeEpochs = false }) => {
    return pinned[id]!.states <= (relativeEpochs ? mostStates.relative : mostStates.usually);
  });
  test("among it something by the differences of epochs", () => {
    expect(small.filter(({ relativeEpochs }) => relativeEpochs).length).toBeGreaterThan(1);
  });
  test.each(small.map((entry, i) => [entry.id, entry, i] as const))("%s", (id, entry, i) => {
    const { model, scenario, parameters, relativeEpochs = false } = entry;
    const crew = new Interleaved(model, 2 + (i % 3), i);
    const common = { toTheEnd: true, crew, relativeEpochs, ...(parameters === undefined ? {} : { parameters }) };
    const exploration = crew.run(exploring(model, scenario, common));
    expect(exploration.workers).toBe(crew.members);
    expect(pinOf(exploration)).toEqual(pinned[id]);
  });
});

function counted({ workers: _, ...rest }: Exploration): unknown {
  return rest;
}
