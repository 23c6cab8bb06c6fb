/** Runs that go on for ever, taken once more: what is owed in them, and whether they break what they are said to break. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explore } from "../model/explore.ts";
import type { Trace } from "../model/result.ts";
import { type Retaken, retake } from "../model/retake.ts";
import { calmScenario, type Scenario } from "../model/scenario.ts";
import { scheduleOf } from "../model/schedule.ts";
import { alwaysEventually, eventually, eventuallyAlways, leadsTo, recoverable } from "../spec/claim.ts";
import { type Fairness, fair, unfair } from "../spec/fairness.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { leads, type World } from "../spec/world.ts";
import { registry } from "./registry.ts";
import { expectFair } from "./testing/expect-fair.ts";
import { arbitraryFairness, arbitraryLivenessClaims } from "./testing/random-liveness.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "./testing/random-protocol.ts";

const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 300);

function doubtOf<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  claim: string,
  trace: Trace,
  fairness?: Fairness,
): Retaken["doubt"] {
  const { repeatsFrom } = trace;
  const endless = {
    claim,
    ...(repeatsFrom === undefined ? {} : { repeatsFrom }),
    ...(fairness === undefined ? {} : { fairness }),
    epochsRise: trace.epochsRise !== undefined,
  };
  return retake(model, scenario, scheduleOf(trace), { endless }).doubt;
}

test("every run that is shown breaks its claim when it is taken once more, and nobody doubts that it pays what it owes", () => {
  let doubted = 0;
  fc.assert(
    fc.property(arbitraryModel, arbitraryLivenessClaims, arbitrarySensibleScenario, (random, claims, scenario) => {
      const model = { ...random, claims };
      for (const { claim, trace } of explore(model, scenario, { maxStates: 1000 }).verdicts) {
        if (trace === undefined) continue;
        expect(doubtOf(model, scenario, claim, trace)).toBe(null);
        doubted++;
      }
    }),
    { numRuns: runs },
  );
  expect(doubted).toBeGreaterThan(runs / 4);
});

test("a run that owes nothing is doubted under another fairness exactly where it does not pay by the twin's rules", () => {
  const came = { paid: 0, owed: 0 };
  fc.assert(
    fc.property(
      ...[arbitraryModel, arbitraryLivenessClaims, arbitrarySensibleScenario, arbitraryFairness],
      (random, claims, scenario, fairness) => {
        const model = { ...random, claims };
        for (const { claim, trace } of explore(model, scenario, { maxStates: 500, fairness: unfair }).verdicts) {
          if (trace?.repeatsFrom === undefined) continue;
          const doubt = doubtOf(model, scenario, claim, trace, fairness);
          if (isFair(() => expectFair(model, scenario, trace, fairness))) {
            came.paid++;
            expect(doubt).toBe(null);
          } else {
            came.owed++;
            expect(doubt).toMatch(/never does what it owes|spares a duration/);
          }
        }
      },
    ),
    { numRuns: runs },
  );
  expect(Math.min(came.paid, came.owed)).toBeGreaterThan(runs / 20);
});

function isFair(look: () => void): boolean {
  try {
    look();
    return true;
  } catch {
    return false;
  }
}

test("a run in which epochs rise for ever breaks its claim when it is taken once more", () => {
  const claims = [eventually("somebody leads", ({ processes }) => processes.some(leads))];
  const model = { ...registry["raft"]!.model, claims };
  const fairness = { ...fair, durations: "none" } as const;
  const [{ claim, trace } = { claim: "", trace: undefined }] = explore(model, calmScenario, {
    relativeEpochs: true,
    fairness,
  }).verdicts;
  expect(trace?.epochsRise).toBeGreaterThan(0);
  expect(doubtOf(model, calmScenario, claim, trace!, fairness)).toBe(null);
  const still: Trace = { ...trace!, steps: trace!.steps.slice(0, trace!.repeatsFrom) };
  expect(doubtOf(model, calmScenario, claim, still, fairness)).toMatch(/never does what it owes/);
});

describe("a run that breaks nothing says so", () => {
  const somebody = ({ processes }: World): boolean => processes.some(leads);
  const nobody = (world: World): boolean => !somebody(world);
  const always = (): boolean => true;
  const never = (): boolean => false;
  const bully = registry["bully"]!.model;
  /** Somebody leads from some moment on, and heartbeats go round for ever. */
  const claims = [
    alwaysEventually("never", never),
    eventually("somebody leads", somebody),
    alwaysEventually("somebody leads again", somebody),
    eventuallyAlways("somebody leads at last", somebody),
    leadsTo("whoever leads stops", nobody, somebody),
    leadsTo("nobody calls", never, never),
    leadsTo("everything calls", always, never),
    recoverable("can lead", somebody),
  ];
  const model = { ...bully, claims };
  const [broken] = explore(model, calmScenario, { claims: ["never"] }).verdicts;
  const { trace } = broken!;

  test.each([
    ["never", null],
    ["somebody leads", /^it is good after step \d+$/],
    ["somebody leads again", /^it is good after step \d+$/],
    ["somebody leads at last", "it is good all the time in the part that repeats"],
    ["whoever leads stops", /^it is good after step \d+$/],
    ["nobody calls", "nothing calls in it for what does not come"],
    ["everything calls", null],
    ["can lead", "something good can still be reached from its end"],
  ])("of “%s”", (claim, doubt) => {
    const { repeatsFrom: _, ...way } = trace!;
    const found = doubtOf(model, calmScenario, claim, claim === "can lead" ? way : trace!);
    if (doubt === null) expect(found).toBe(null);
    else expect(found).toMatch(doubt);
  });

  test("of what stands still where it may not: the messages in flight are owed", () => {
    const initial: Trace = { ...trace!, steps: [], repeatsFrom: 0 };
    expect(doubtOf(model, calmScenario, "never", initial, fair)).toMatch(/never does what it owes: .*deliver/);
    expect(doubtOf(model, calmScenario, "never", initial, unfair)).toBe(null);
  });

  test("where nothing repeats, and where a bound hides what can be reached", () => {
    const { repeatsFrom: _, ...way } = trace!;
    expect(doubtOf(model, calmScenario, "never", way)).toBe("nothing in it repeats");
    const bounded = { ...calmScenario, bounds: { inflight: 3 } };
    const none = { ...model, claims: [recoverable("none", never)] };
    expect(doubtOf(none, bounded, "none", { ...way, steps: [] })).toBe(
      "what can be reached from its end lies beyond a bound",
    );
  });

  test("a claim that is not about such runs is refused", () => {
    expect(() => doubtOf(bully, calmScenario, "at most one leads", trace!)).toThrow("there is no claim");
  });
});
