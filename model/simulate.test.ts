import { expect, test } from "vitest";
import { always, sometimes } from "../spec/claim.ts";
import { send } from "../spec/effect.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { leads } from "../spec/world.ts";
import { calmScenario, type Scenario } from "./scenario.ts";
import { walk } from "./simulate.ts";

/** Whoever starts asks all the others for the lead; whoever is asked first gives it up. */
interface Hasty extends Vocabulary {
  readonly State: "leading" | "following";
  readonly Message: "I lead";
  readonly Timer: never;
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}

const hasty: Model<Hasty> = {
  protocol: {
    name: "hasty",
    init: () => "following",
    step: ({ self, processes }, state, event) => {
      if (event.type === "start")
        return ["leading", ...processes.filter((p) => p !== self).map((p) => send(p, "I lead"))];
      return [event.type === "receive" ? "following" : state];
    },
    durable: () => null,
    leadership: ({ self }, state) => ({ leader: state === "leading" ? self : null }),
    timers: () => ({}),
  },
  claims: [
    always("one leads", ({ processes }) => processes.filter(leads).length <= 1, {
      witness: sometimes("somebody leads", ({ processes }) => processes.some(leads)),
    }),
  ],
};

const scenario: Scenario = { ...calmScenario, nodes: 5, timing: "asynchronous", start: "staggered" };

test("a walk follows its choices to the end, and says what it violated and witnessed", () => {
  const { trace, violated, witnessed, quiet } = walk(hasty, scenario, () => 0);
  expect(trace.steps.slice(0, 2).map(({ action }) => action)).toEqual([
    { type: "start", process: 1 },
    { type: "start", process: 2 },
  ]);
  expect({ violated, witnessed, quiet }).toEqual({
    violated: [{ claim: "one leads", step: 2 }],
    witnessed: ["somebody leads"],
    quiet: true,
  });
  expect(trace.steps).toHaveLength(5 + 5 * 4);
});

test("a walk ends after the steps that it was given, and may prove nothing", () => {
  const { trace, violated, quiet } = walk(hasty, scenario, () => 0, { steps: 1 });
  expect({ steps: trace.steps.length, violated, quiet }).toEqual({ steps: 1, violated: [], quiet: false });
});

test("a choice that is none is refused", () => {
  expect(() => walk(hasty, scenario, (count) => count)).toThrow("choose(1) gave 1: give an integer from 0 to 0");
});

test("a walk keeps to the bound on depth", () => {
  const { trace } = walk(hasty, { ...scenario, bounds: { depth: 3 } }, () => 0);
  expect(trace.steps).toHaveLength(3);
});
