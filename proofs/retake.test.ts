/** A trace that an exploration tells can be taken once more, and comes to the same; one that was tampered with cannot. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, explore, retake, scheduleOf } from "../model/index.ts";
import type { StrategyOptions } from "../model/strategy.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "./testing/random-protocol.ts";

const numRuns = Math.ceil(Number(process.env["INTERREGNUM_RUNS"] ?? 500) / 4);

const strategies: readonly (readonly [string, StrategyOptions])[] = [
  ["breadth first", {}],
  ["depth first", { strategy: "depth", maxDepth: 60 }],
  ["walks", { strategy: "walk", walks: 20, steps: 60 }],
];

test.each(strategies)("what is found %s is found again, step by step", (_name, strategy) => {
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, (model, drawn) => {
      const { depth: _, ...bounds } = drawn.bounds;
      const scenario = strategy.strategy === "depth" ? { ...drawn, bounds } : drawn;
      const found = explore(model, scenario, { ...strategy, maxStates: 2000, examples: true });
      const claims = found.verdicts.map(({ claim }) => claim);
      for (const { claim, trace } of found.verdicts) {
        if (trace === undefined) continue;
        const again = retake(model, scenario, scheduleOf(trace), { claims });
        expect(again.refused).toBeNull();
        expect(canonical(again.trace)).toBe(canonical(trace));
        expect(again.decided).toContainEqual({ claim, step: trace.steps.length });
      }
    }),
    { numRuns },
  );
});

test("a step that is repeated where it cannot be is refused, with its number", () => {
  let refused = 0;
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, (model, scenario) => {
      const found = explore(model, scenario, { maxStates: 500, examples: true });
      const trace = found.verdicts.find((verdict) => (verdict.trace?.steps.length ?? 0) > 0)?.trace;
      if (trace === undefined) return;
      const schedule = scheduleOf(trace);
      const stranger = { action: { type: "timeout", process: 99, timer: "first" } } as const;
      const at = Math.floor(schedule.steps.length / 2);
      const steps = schedule.steps.toSpliced(at, 0, stranger);
      const again = retake(model, scenario, { ...schedule, steps });
      expect(again.refused).toEqual({ step: at + 1, why: "there is no process 99" });
      expect(again.trace.steps).toHaveLength(at);
      refused++;
    }),
    { numRuns },
  );
  expect(refused).toBeGreaterThan(0);
});

test.each(strategies.slice(1))("of what is found %s no step can be left out", (_name, strategy) => {
  let left = 0;
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, (model, drawn) => {
      const { depth: _, ...bounds } = drawn.bounds;
      const scenario = { ...drawn, bounds };
      const found = explore(model, scenario, { ...strategy, maxStates: 2000 });
      for (const { claim, trace } of found.verdicts) {
        if (trace === undefined) continue;
        const schedule = scheduleOf(trace);
        for (const i of schedule.steps.keys()) {
          const steps = schedule.steps.toSpliced(i, 1);
          const { refused, decided } = retake(model, scenario, { ...schedule, steps });
          expect([refused === null, decided.some((decision) => decision.claim === claim)]).not.toEqual([true, true]);
          left++;
        }
      }
    }),
    { numRuns },
  );
  expect(left).toBeGreaterThan(0);
});
