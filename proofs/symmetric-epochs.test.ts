/**
 * Symmetry and relative epochs together against the naive twin: it takes the
 * least epoch off all of them, renames in all ways, and counts the least texts.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { raftModel } from "../impl/raft/model.ts";
import { type ExploreOptions, explore } from "../model/explore.ts";
import type { Exploration, Verdict } from "../model/result.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import { type Claim, never } from "../spec/claim.ts";
import { oneCanLeadAgain, oneLeadsAgainAndAgain } from "../spec/claims/recovery.ts";
import type { Raft } from "../spec/raft/vocabulary.ts";
import { leads } from "../spec/world.ts";
import { exploreNaively } from "./naive/explore.ts";
import { judgeNaively } from "./naive/liveness.ts";
import { orbitsNaively } from "./naive/orbits.ts";
import { arbitrarySymmetricScenario } from "./testing/random-protocol.ts";
import { arbitraryReignTable, type ReignVocabulary, reignModelOf } from "./testing/reign-protocol.ts";

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
        const scenario = { ...wish, bounds: { spread: 1, inflight: 3, ...wish.bounds } };
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
      { numRuns: Math.ceil(runs / 6) },
    );
    const { fewerStill, ...often } = seen;
    expect(Math.min(...Object.values(often)), JSON.stringify(seen)).toBeGreaterThan(Math.floor(runs / 100));
    expect(fewerStill).toBeGreaterThan(0);
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
      { numRuns: Math.ceil(runs / 16) },
    );
    expect(refused).toContain(usual);
  });
});

test("a claim that names one of two processes in a later epoch is refused, whichever it is: images are looked at with higher epochs", () => {
  const still = { mode: "same", epoch: "same", chosen: "same", effects: [] } as const;
  // Whoever is asked leads, and one only is asked: of the two states in which somebody leads, one stands for both.
  const model = reignModelOf({
    answers: [{ ...still, mode: 1 }],
    start: still,
    isRestless: false,
    salt: 0,
    timers: [1, 1],
    leaders: ["nobody", "self", "nobody"],
  });
  const codes = [1, 2].map((named) => {
    const claim = never<ReignVocabulary>("it rules later", ({ processes }) =>
      processes.some((view) => view.process === named && leads(view) && (view.leadership.epoch ?? 0) > 0),
    );
    try {
      explore({ ...model, claims: [claim] }, { ...calmScenario, nodes: 2, timing: "asynchronous", requests: 1 }, both);
    } catch (error) {
      return (error as InputError).code;
    }
    return "explored";
  });
  expect(codes.sort()).toEqual(["epochs-claim", "symmetry-claim"]);
});

describe("that something can be reached from everywhere", () => {
  const claims = [oneCanLeadAgain() as Claim<ReignVocabulary>];
  const comparable = ({ claim, verdict, steps }: Verdict): unknown => ({ claim, verdict, stem: steps ?? null });

  test("is decided by orbits as the naive twin decides it, and by classes as by the differences of epochs", () => {
    const seen = { violated: 0, holds: 0 };
    fc.assert(
      fc.property(arbitraryReignTable, arbitraryReignScenario, fc.boolean(), (table, wish, isEndless) => {
        const scenario = { ...wish, bounds: { ...wish.bounds, ...(isEndless ? { spread: 2 } : {}) } };
        // What has an end by itself has one without a shift of epochs, too.
        const model = {
          ...reignModelOf(table, isEndless ? null : "nothing, but epochs rise at requests only"),
          claims,
        };
        const naive = isEndless
          ? explore(model, scenario, { relativeEpochs: true, maxStates: 300 })
          : judgeNaively(model, scenario, { limit: 300 });
        fc.pre(naive !== null && !("stopped" in naive && naive.stopped !== null));
        const found = explore(model, scenario, { symmetry: true, relativeEpochs: isEndless });
        expect(found.verdicts.map(comparable)).toEqual(
          "verdicts" in naive
            ? naive.verdicts.map(comparable)
            : naive.map(({ claim, verdict, stem }) => ({ claim, verdict, stem: stem ?? null })),
        );
        for (const { verdict, trace, steps } of found.verdicts) {
          if (verdict === "violated") seen.violated++;
          if (verdict === "holds") seen.holds++;
          if (trace !== undefined) expect(trace.steps).toHaveLength(steps!);
        }
      }),
      { numRuns: Math.ceil(runs / 6) },
    );
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(0);
  });

  test("is refused by orbits together with what is owed in runs that go on for ever", () => {
    const owing = { ...raftModel, claims: [...raftModel.claims, oneLeadsAgainAndAgain() as Claim<Raft>] };
    expect(() => explore(owing, calmScenario, both)).toThrow(expect.objectContaining({ code: "liveness-symmetry" }));
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

  // A sixth, nearly, of the states by the differences of terms alone, which are pinned in epochs.test.ts.
  test("of 3 processes has fewer after a crash, and of 4 in calm as many as can be looked at", () => {
    expect(explore(raftModel, { ...calmScenario, crashes: 1 }, both)).toMatchObject({ states: 4_666, cut: 0 });
    const four = explore(raftModel, { ...calmScenario, nodes: 4 }, both);
    expect(four).toMatchObject({ states: 185_096, transitions: 1_260_548, depth: 49, cut: 0, exhaustive: true });
    expect(new Set(four.verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["holds"]));
  });
});
