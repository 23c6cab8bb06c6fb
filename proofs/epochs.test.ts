/**
 * Relative epochs against the naive twin: once with a twin that takes the least
 * epoch off all of them, and once with one that counts epochs round a clock.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { raftModel } from "../impl/raft/model.ts";
import { type ExploreOptions, explore } from "../model/explore.ts";
import type { Exploration, Verdict } from "../model/result.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import { always } from "../spec/claim.ts";
import type { History } from "../spec/history.ts";
import type { Model } from "../spec/model.ts";
import { exploreNaively } from "./naive/explore.ts";
import { judgeNaively } from "./naive/liveness.ts";
import {
  arbitraryEpochTable,
  clockOf,
  type EpochVocabulary,
  epochLivenessClaims,
  epochModelOf,
} from "./testing/epoch-protocol.ts";
import { arbitrarySensibleScenario } from "./testing/random-protocol.ts";

/** How many random protocols are tried; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 500);

/** Nobody forgets an epoch, and epochs are at most 2 apart. */
const arbitraryEpochScenario: fc.Arbitrary<Scenario> = arbitrarySensibleScenario.map(({ bounds, ...scenario }) => {
  const { inflight } = bounds;
  return {
    ...scenario,
    amnesia: 0,
    crashes: Math.min(scenario.crashes, scenario.nodes + scenario.restarts),
    bounds: { spread: 2, ...(inflight === undefined ? {} : { inflight }) },
  };
});

/** A pair, to whom little happens: what goes wrong for ever is in what they do. */
const arbitraryPair: fc.Arbitrary<Scenario> = fc
  .record({ timing: fc.constantFrom("timely" as const, "asynchronous" as const), losses: fc.nat({ max: 1 }) })
  .map((some) => ({ ...calmScenario, ...some, nodes: 2, bounds: { spread: 2, inflight: 2 } }));

const relative: ExploreOptions = { relativeEpochs: true, toTheEnd: true, examples: true };

const verdictsOf = ({ verdicts }: Pick<Exploration, "verdicts">): unknown =>
  verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]);

describe("random protocols of epochs", () => {
  test("have as many states, transitions and verdicts as the naive twin finds that takes the least epoch off", () => {
    const seen = { endless: 0, violated: 0, cut: 0 };
    fc.assert(
      fc.property(arbitraryEpochTable, arbitraryEpochScenario, (table, scenario) => {
        const model = epochModelOf(table);
        const naive = exploreNaively(model, scenario, { limit: 200, relativeEpochs: true });
        fc.pre(naive !== null);
        const found = explore(model, scenario, relative);
        const { states, initial, transitions, depth, cut, terminal } = naive;
        expect(found).toMatchObject({ relativeEpochs: true, states, initial, transitions, depth, cut, terminal });
        expect(verdictsOf(found)).toEqual(
          naive.verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]),
        );
        for (const { trace, steps } of found.verdicts)
          if (trace !== undefined) expect(trace.steps).toHaveLength(steps!);
        // Without, the same has no end where epochs rise for ever.
        if (exploreNaively(model, scenario, { limit: 400 }) === null) seen.endless++;
        if (found.verdicts.some(({ verdict }) => verdict === "violated")) seen.violated++;
        if (cut > 0) seen.cut++;
      }),
      { numRuns: Math.ceil(runs / 5) },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThanOrEqual(Math.floor(runs / 250));
  });

  test("recover where they recover round a clock, on which their epochs stay apart", () => {
    const seen = { rising: 0, violated: 0, holds: 0 };
    fc.assert(
      fc.property(arbitraryEpochTable, arbitraryPair, (table, scenario) => {
        const model: Model<EpochVocabulary> = { ...epochModelOf(table), claims: epochLivenessClaims };
        const found = explore(model, scenario, { relativeEpochs: true, maxStates: 60 });
        fc.pre(found.stopped === null && found.cut === 0);
        // A clock of 6 tells apart what differs by up to 2.
        const { spread: _, ...bounds } = scenario.bounds;
        const clock: Model<EpochVocabulary> = { ...epochModelOf(table, clockOf(6)), claims: epochLivenessClaims };
        const naive = judgeNaively(clock, { ...scenario, bounds }, { limit: 360 });
        fc.pre(naive !== null);
        expect(found.verdicts.map(comparable)).toEqual(
          naive.map(({ stem, ...rest }) => ({ ...rest, stem: stem ?? null })),
        );
        for (const { verdict, trace } of found.verdicts) {
          if (trace?.epochsRise !== undefined) seen.rising++;
          if (verdict === "violated") seen.violated++;
          if (verdict === "holds") seen.holds++;
        }
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThanOrEqual(Math.floor(runs / 250));
  });
});

function comparable({ claim, kind, verdict, steps, trace, liveness }: Verdict): unknown {
  const stem = kind === "recoverable" ? steps : trace?.repeatsFrom;
  return { claim, verdict, almostSurely: liveness?.almostSurely, stem: stem ?? null };
}

describe("Raft in all terms", () => {
  test.each([
    { name: "calm", scenario: {}, states: 8_590 },
    { name: "a crash", scenario: { crashes: 1 }, states: 27_217 },
    { name: "a lost message", scenario: { losses: 1 }, states: 27_777 },
  ])("has finitely many states: $name", ({ scenario, states }) => {
    const found = explore(raftModel, { ...calmScenario, ...scenario }, relative);
    expect(found).toMatchObject({ states, cut: 0, exhaustive: true });
    expect(new Set(found.verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["holds"]));
  });

  test("comes to as many states by the naive twin", () => {
    const naive = exploreNaively(raftModel, calmScenario, { relativeEpochs: true });
    expect(naive).toMatchObject({ states: 8_590, transitions: 29_084, depth: 27, cut: 0 });
  });
});

describe("What forbids relative epochs is said", () => {
  const model = epochModelOf(fc.sample(arbitraryEpochTable, { numRuns: 1, seed: 1 })[0]!);
  const { step } = model.protocol;
  const past: History<EpochVocabulary, number> = {
    name: "steps",
    words: "how many steps there were",
    initial: 0,
    next: (count) => Math.min(count + 1, 3),
  };

  test.each<
    readonly [code: string, model: Model<EpochVocabulary>, options: ExploreOptions, scenario: Partial<Scenario>]
  >([
    ["epochs-undeclared", { protocol: model.protocol, claims: model.claims }, {}, {}],
    ["epochs-amnesia", model, {}, { crashes: 1, amnesia: 1 }],
    ["epochs-bound", { ...model, bounds: { epoch: ({ epoch }) => epoch } }, {}, { bounds: { epoch: 2 } }],
    ["epochs-history", { ...model, claims: [always("few steps", () => true, { history: past })] }, {}, {}],
    ["epochs-together", model, { reduction: true }, {}],
    ["epochs-together", model, { strategy: "walk", walks: 1 }, {}],
    // An epoch that is special by itself.
    [
      "epochs-protocol",
      {
        ...model,
        protocol: { ...model.protocol, step: (c, s, e) => (s.epoch === 0 ? [{ ...s, mode: 1 }] : step(c, s, e)) },
      },
      {},
      {},
    ],
    [
      "epochs-protocol",
      { ...model, protocol: { ...model.protocol, durable: ({ epoch }) => ({ epoch: epoch % 2 }) } },
      {},
      { crashes: 1, restarts: 1 },
    ],
    [
      "epochs-claim",
      {
        ...model,
        claims: [
          always<EpochVocabulary>("the first epoch lasts", ({ processes }) =>
            processes.every(({ state }) => state === undefined || state.epoch === 0),
          ),
        ],
      },
      {},
      {},
    ],
    [
      "epochs-shift",
      {
        ...model,
        epochs: { ...model.epochs!, state: (state, shift) => ({ ...state, epoch: shift(state.epoch) + 1 }) },
      },
      {},
      {},
    ],
  ])("%s", (code, wrong, options, scenario) => {
    const run = (): Exploration =>
      explore(
        wrong,
        { ...calmScenario, ...scenario, bounds: scenario.bounds ?? { spread: 2 } },
        { ...options, relativeEpochs: true, maxStates: 500 },
      );
    const undeclared = code === "epochs-undeclared" || code === "epochs-bound";
    const tried =
      undeclared && scenario.bounds === undefined ? () => explore(wrong, calmScenario, { relativeEpochs: true }) : run;
    expect(tried).toThrow(expect.objectContaining({ code }) as Error);
    expect(tried).toThrow(/relative epochs|shift/);
  });

  test("a bound on how far epochs are apart needs them declared", () => {
    const undeclared = { protocol: model.protocol, claims: [] };
    expect(() => explore(undeclared, { ...calmScenario, bounds: { spread: 1 } })).toThrow(InputError);
  });
});
