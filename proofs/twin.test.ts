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
import { canonical } from "../model/index.ts";
import type { Exploration, Snapshot, Trace } from "../model/result.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Model } from "../spec/model.ts";
import { exploreNaively, type NaiveResult } from "./naive/explore.ts";
import type { NaiveState, Setting } from "./naive/state.ts";
import { initialStates, successors } from "./naive/successors.ts";
import { viewOf } from "./naive/view.ts";
import { arbitraryModel, arbitraryScenario, type RandomVocabulary } from "./testing/random-protocol.ts";

/** How many random protocols each mode is tried on; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 500);

const modes: readonly (readonly [string, ExploreOptions])[] = [
  ["generated", {}],
  ["interpreted", { generate: false }],
];

/** The random scenarios that make sense: nobody returns who has not crashed, and nobody crashes who has not returned. */
const arbitrarySensibleScenario: fc.Arbitrary<Scenario> = arbitraryScenario.map((scenario) => {
  const restarts = Math.min(scenario.restarts, scenario.crashes);
  const amnesia = Math.min(scenario.amnesia, scenario.crashes);
  return { ...scenario, restarts, amnesia, crashes: Math.min(scenario.crashes, scenario.nodes + restarts + amnesia) };
});

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

/**
 * Sees that a trace is a walk by the rules of the twin: follows it with all the
 * twin's states that look like its snapshots, of which one at least must remain.
 */
function expectWalk(model: Model<RandomVocabulary>, scenario: Scenario, trace: Trace): void {
  const setting: Setting = { model: model as unknown as Model, scenario, claims: [], histories: [] };
  const alike = (states: Iterable<NaiveState>, snapshot: Snapshot): readonly NaiveState[] => {
    const wanted = looksOf(snapshot);
    return [...states].filter((state) => looksOfTwin(setting, state) === wanted);
  };
  let states = alike(initialStates(setting), trace.initial);
  expect(states).not.toEqual([]);
  for (const { step, after } of trace.steps) {
    states = alike(
      states.flatMap((state) => [...successors(setting, state)].map((move) => move.after)),
      after,
    );
    expect(states, `step ${step} of ${trace.steps.length}`).not.toEqual([]);
  }
}

function looksOf({ processes, cut }: Snapshot): string {
  const looks = processes.map(({ process, status, state, leadership, timers, inbox }) => {
    return { process, status, state: state ?? null, leadership, timers, inbox: inbox.map(canonical).sort() };
  });
  return canonical({ looks, cut: cut === null ? null : [...cut[0]].sort() });
}

function looksOfTwin(setting: Setting, state: NaiveState): string {
  const processes = state.processes.map(({ timers, inbox }, i) => {
    const { process, status, state: local, leadership } = viewOf(setting, state, i);
    return { process, status, state: local ?? null, leadership, timers, inbox };
  });
  const { cut, configuration } = state;
  const far = configuration.processes.filter((process) => cut !== null && !cut.includes(process));
  return looksOf({ processes, cut: cut === null ? null : [cut, far], histories: {} });
}
