/**
 * Symmetry and relative epochs together against the naive twin: it takes the
 * least epoch off all of them, renames in all ways, and counts the least texts.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { raftModel } from "../impl/raft/model.ts";
import { type ExploreOptions, explore } from "../model/explore.ts";
import type { Exploration } from "../model/result.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import { exploreNaively } from "./naive/explore.ts";
import { orbitsNaively } from "./naive/orbits.ts";
import { arbitrarySymmetricScenario } from "./testing/random-protocol.ts";
import { arbitraryReignTable, reignModelOf } from "./testing/reign-protocol.ts";

/** How many random protocols are tried; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 500);

/** Nobody forgets an epoch, and nothing measures a state by itself. */
const arbitraryReignScenario: fc.Arbitrary<Scenario> = arbitrarySymmetricScenario.map(({ bounds, ...scenario }) => {
  const { inflight, depth } = bounds;
  return {
    ...scenario,
    amnesia: 0,
    crashes: Math.min(scenario.crashes, scenario.nodes + scenario.restarts),
    bounds: {
      ...(inflight === undefined ? {} : { inflight }),
      ...(depth === undefined ? {} : { depth }),
    },
  };
});

const both: ExploreOptions = { symmetry: true, relativeEpochs: true, toTheEnd: true, examples: true };

const verdictsOf = ({ verdicts }: Pick<Exploration, "verdicts">): unknown =>
  verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort();

const twinVerdictsOf = ({ verdicts }: NonNullable<ReturnType<typeof exploreNaively>>): unknown =>
  verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort();

describe("random protocols of names and epochs", () => {
  test("have as many classes, transitions and verdicts as the naive twin counts", () => {
    const seen = { fewer: 0, fewerStill: 0, violated: 0, cut: 0 };
    fc.assert(
      fc.property(arbitraryReignTable, arbitraryReignScenario, (table, wish) => {
        const model = reignModelOf(table);
        const scenario = { ...wish, bounds: { spread: 2, ...wish.bounds } };
        const naive = orbitsNaively(model, scenario, { limit: 300, relativeEpochs: true });
        fc.pre(naive !== null);
        const { all, orbits, initial, transitions, cut } = naive;
        const found = explore(model, scenario, both);
        expect(found).toMatchObject({
          symmetry: true,
          relativeEpochs: true,
          states: orbits,
          initial,
          transitions,
          cut,
          depth: all.depth,
        });
        expect(verdictsOf(found)).toEqual(twinVerdictsOf(all));
        for (const { trace, steps } of found.verdicts)
          if (trace !== undefined) expect(trace.steps).toHaveLength(steps!);
        if (orbits < all.states) seen.fewer++;
        const absolute = orbitsNaively(model, scenario, { limit: 300 });
        if (absolute === null || orbits < absolute.orbits) seen.fewerStill++;
        if (found.verdicts.some(({ verdict }) => verdict === "violated")) seen.violated++;
        if (cut > 0) seen.cut++;
      }),
      { numRuns: Math.ceil(runs / 5) },
    );
    const { fewerStill, ...often } = seen;
    expect(Math.min(...Object.values(often))).toBeGreaterThan(Math.floor(runs / 30));
    expect(fewerStill).toBeGreaterThan(Math.floor(runs / 300));
  });

  test.each([
    ["a step ranks names", "symmetry-protocol"],
    ["an epoch is special", "epochs-protocol"],
    ["the second epoch of process 2 is special", "epochs-protocol"],
    ["a claim names a process in a later epoch", "symmetry-claim"],
    ["a name in a state is not renamed", "symmetry-protocol"],
    ["an epoch in a message is not shifted", "epochs-protocol"],
    ["a message is shifted for one name only", "symmetry-epochs"],
    ["a state is renamed in one epoch only", "symmetry-epochs"],
  ] as const)("are refused or explored rightly where %s", (flaw, usual) => {
    const refused = new Set<string>();
    fc.assert(
      fc.property(arbitraryReignTable, arbitraryReignScenario, (table, scenario) => {
        const model = reignModelOf(table, flaw);
        const naive = exploreNaively(model, scenario, { limit: 600 });
        fc.pre(naive !== null);
        let found: Exploration;
        try {
          found = explore(model, scenario, both);
        } catch (error) {
          if (!(error instanceof InputError) || !/^(symmetry|epochs)-/.test(error.code)) throw error;
          refused.add(error.code);
          return;
        }
        expect(verdictsOf(found)).toEqual(twinVerdictsOf(naive));
      }),
      { numRuns: Math.ceil(runs / 12) },
    );
    expect(refused).toContain(usual);
  });
});

describe("Raft in all terms, by classes", () => {
  test("of 3 processes has as many in calm as the naive twin counts", () => {
    const { all, orbits, transitions } = orbitsNaively(raftModel, calmScenario, { relativeEpochs: true })!;
    const found = explore(raftModel, calmScenario, both);
    expect(found).toMatchObject({ states: orbits, transitions, depth: all.depth, cut: 0, exhaustive: true });
    expect(orbits).toBe(1_515);
    expect(new Set(found.verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["holds"]));
  });
});
