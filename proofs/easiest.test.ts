/** That a counterexample is the easiest of all shortest ones: against all ways that the naive twin can take, one by one. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { explore } from "../model/explore.ts";
import { canonical } from "../model/plain.ts";
import type { Action, Trace } from "../model/result.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Model } from "../spec/model.ts";
import { isBeyondBounds, isDecidedByState, settingOf } from "./naive/explore.ts";
import type { NaiveState } from "./naive/state.ts";
import { initialStates, successors } from "./naive/successors.ts";
import { anyModel } from "./registry.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "./testing/random-protocol.ts";

const numRuns = Number(process.env["INTERREGNUM_RUNS"] ?? 500);

/** How hard a way is to follow: how many processes take part, and how often it changes from one to another. */
type Effort = readonly [involved: number, switches: number];

function effortOf(actors: readonly (number | null)[]): Effort {
  const steps = actors.filter((actor) => actor !== null);
  return [new Set(steps).size, steps.filter((actor, i) => i > 0 && actor !== steps[i - 1]).length];
}

function effortOfTrace({ steps }: Trace): Effort {
  return effortOf(steps.map(({ action }) => actorOf(action)));
}

/** Whose step an action is: a clock that goes wrong, and a message that is lost or dropped, are nobody's. */
function actorOf(action: Action): number | null {
  if (!("process" in action)) return null;
  return ["missedTick", "extraTick", "drop"].includes(action.type) ? null : action.process;
}

const easierFirst = (a: Effort, b: Effort): number => a[0] - b[0] || a[1] - b[1];

/** The least effort of all ways of `length` steps to a state that decides a claim; `null` where there are too many. */
function leastEffort(model: Model, scenario: Scenario, claim: string, length: number): Effort | null {
  const setting = settingOf(model, scenario, undefined);
  interface Way {
    readonly state: NaiveState;
    readonly actors: readonly (number | null)[];
  }
  let ways: readonly Way[] = initialStates(setting).map((state) => ({ state, actors: [] }));
  for (let step = 0; step < length; step++) {
    const next = new Map<string, Way>();
    for (const { state, actors } of ways) {
      for (const { actor, after } of successors(setting, state)) {
        if (isBeyondBounds(setting, after)) continue;
        const way = { state: after, actors: [...actors, actor] };
        // Ways to the same state by the same processes in the same order are alike in every respect that counts.
        next.set(canonical([after, way.actors]), way);
      }
      if (next.size > 3000) return null;
    }
    ways = [...next.values()];
  }
  const wanted = setting.claims.find(({ name }) => name === claim)!;
  const efforts = ways
    .filter(({ state }) => isDecidedByState(setting, wanted, state))
    .map(({ actors }) => effortOf(actors));
  return efforts.sort(easierFirst)[0]!;
}

test("no other shortest way involves fewer processes, nor as few with fewer changes between them", () => {
  let compared = 0;
  let chosen = 0;
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, (random, scenario) => {
      const model = anyModel(random);
      const { verdicts } = explore(model, scenario, { maxStates: 1000, examples: true });
      for (const { claim, kind, trace } of verdicts) {
        if (trace === undefined || kind === "everyStep" || kind === "monotone" || trace.steps.length > 6) continue;
        const least = leastEffort(model, scenario, claim, trace.steps.length);
        if (least === null) continue;
        expect(effortOfTrace(trace)).toEqual(least);
        compared++;
        if (trace.steps.length > 1) chosen++;
      }
    }),
    { numRuns },
  );
  expect(compared).toBeGreaterThan(0);
  expect(chosen).toBeGreaterThan(0);
});

test("the same exploration chooses the same trace", () => {
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, (model, scenario) => {
      const traces = (): unknown => explore(model, scenario, { maxStates: 500, examples: true }).verdicts;
      expect(traces()).toEqual(traces());
    }),
    { numRuns: Math.ceil(numRuns / 5) },
  );
});
