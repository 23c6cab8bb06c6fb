/**
 * The other strategies against the search breadth first, which its naive twin
 * vouches for, on random protocols in random scenarios.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { configurationsOf } from "../model/check-model.ts";
import { Space } from "../model/engine/space.ts";
import { Walker } from "../model/engine/walker.ts";
import { explore } from "../model/explore.ts";
import { type Choose, choosingBy, type Profile, walk, withWitnesses } from "../model/index.ts";
import type { Exploration } from "../model/result.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Model } from "../spec/model.ts";
import { exploreNaively } from "./naive/explore.ts";
import { expectWalk } from "./testing/expect-walk.ts";
import { arbitraryModel, arbitrarySensibleScenario, type RandomVocabulary } from "./testing/random-protocol.ts";

const runs = Math.ceil(Number(process.env["INTERREGNUM_RUNS"] ?? 500) / 2);

const arbitrarySample = fc.tuple(
  arbitraryModel,
  arbitrarySensibleScenario.map(
    ({ bounds: { depth: _, ...bounds }, ...scenario }): Scenario => ({ ...scenario, bounds }),
  ),
);

function counts({ states, initial, transitions, generated, cut, terminal, exhaustive, stopped }: Exploration): unknown {
  return { states, initial, transitions, generated, cut, terminal, exhaustive, stopped };
}

function verdicts({ verdicts: all }: Exploration): unknown {
  return all.map(({ claim, verdict }) => [claim, verdict]);
}

describe("depth first", () => {
  test("ends with the counts and the verdicts of breadth first, and with no shorter traces, which are walks", () => {
    fc.assert(
      fc.property(arbitrarySample, ([model, scenario]) => {
        const options = { maxStates: 3_000, toTheEnd: true, examples: true };
        const breadth = explore(model, scenario, options);
        fc.pre(breadth.stopped === null);
        const depth = explore(model, scenario, { ...options, strategy: "depth", maxStates: 10_000 });
        expect(counts(depth)).toEqual(counts(breadth));
        expect(verdicts(depth)).toEqual(verdicts(breadth));
        expect(depth.depth).toBeGreaterThanOrEqual(breadth.depth);
        for (const [i, { steps, trace }] of depth.verdicts.entries()) {
          expect(steps ?? 0).toBeGreaterThanOrEqual(breadth.verdicts[i]!.steps ?? 0);
          if (trace === undefined) continue;
          expect(trace.steps).toHaveLength(steps!);
          expectWalk(model, scenario, trace);
        }
      }),
      { numRuns: runs },
    );
  });

  test("with a greatest depth sees a part, says so, and violates nothing that is not violated", () => {
    fc.assert(
      fc.property(arbitrarySample, fc.integer({ min: 1, max: 12 }), ([model, scenario], maxDepth) => {
        const whole = explore(model, scenario, { maxStates: 3_000, toTheEnd: true });
        fc.pre(whole.stopped === null);
        const part = explore(model, scenario, { strategy: "depth", maxDepth, toTheEnd: true });
        expect(part.depth).toBeLessThanOrEqual(maxDepth);
        expect(part.states).toBeLessThanOrEqual(whole.states);
        if (part.stopped === null) expect(counts(part)).toEqual(counts(whole));
        else expect(part).toMatchObject({ stopped: "depth", exhaustive: false });
        if (whole.depth > maxDepth) expect(part.stopped).toBe("depth");
        for (const [i, { verdict, kind }] of part.verdicts.entries()) {
          if (part.stopped === null) continue;
          expect(kind === "sometimes" ? ["holds", "undecided"] : ["violated", "undecided"]).toContain(verdict);
          if (verdict !== "undecided") expect(whole.verdicts[i]!.verdict).toBe(verdict);
        }
      }),
      { numRuns: runs },
    );
  });
});

describe("walks", () => {
  test("can go wherever the explorer goes, and nowhere else: all of their choices together reach the same states", () => {
    fc.assert(
      fc.property(arbitrarySample, ([model, scenario]) => {
        const whole = explore(model, scenario, { maxStates: 400, toTheEnd: true });
        fc.pre(whole.stopped === null);
        expect(reachedByChoices(model, scenario)).toEqual({ states: whole.states, initial: whole.initial });
      }),
      { numRuns: runs },
    );
  });

  test("are walks by the rules of the naive twin, the same for the same seed", () => {
    fc.assert(
      fc.property(arbitrarySample, fc.nat(), ([model, scenario], seed) => {
        const { trace } = walk(model, scenario, choosingBy(seed), { steps: 30 });
        expectWalk(model, scenario, trace);
        expect(walk(model, scenario, choosingBy(seed), { steps: 30 }).trace).toEqual(trace);
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });

  test("violate nothing that is not violated, never say that it holds, and count no more than there is", () => {
    fc.assert(
      fc.property(arbitrarySample, fc.nat(), ([model, scenario], seed) => {
        const options = { maxStates: 3_000, toTheEnd: true };
        const whole = explore(model, scenario, options);
        fc.pre(whole.stopped === null);
        const walked = explore(model, scenario, { ...options, strategy: "walk", walks: 40, steps: 40, seed });
        expect(walked).toMatchObject({ exhaustive: false, stopped: "walks", walks: { taken: 40, steps: 40, seed } });
        expect(walked.states).toBeLessThanOrEqual(whole.states);
        expect(walked.initial).toBeLessThanOrEqual(whole.initial);
        expect(walked.terminal).toBeLessThanOrEqual(whole.terminal);
        for (const [i, { verdict, kind, steps, trace }] of walked.verdicts.entries()) {
          expect(kind === "sometimes" ? ["holds", "undecided"] : ["violated", "undecided"]).toContain(verdict);
          if (verdict === "undecided") continue;
          expect(whole.verdicts[i]!.verdict).toBe(verdict);
          expect(steps).toBeGreaterThanOrEqual(whole.verdicts[i]!.steps!);
          if (trace !== undefined) expectWalk(model, scenario, trace);
        }
      }),
      { numRuns: Math.ceil(runs / 2) },
    );
  });
});

describe("a profile", () => {
  test("adds up to the counts of the exploration, and to those of the naive twin; depth first gives the same", () => {
    fc.assert(
      fc.property(arbitraryModel, arbitrarySensibleScenario, (model, scenario) => {
        const naive = exploreNaively(model, scenario, { limit: 2_000 });
        fc.pre(naive !== null);
        const options = { toTheEnd: true, profile: true };
        const { profile, ...breadth } = explore(model, scenario, options);
        const { rows, others, cut } = profile!;
        const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
        const asked = (kind: string, ...events: readonly string[]): number =>
          sum(
            rows
              .filter((row) => row.kind === kind && (events.length === 0 || events.includes(row.event)))
              .map((row) => row.taken),
          );
        const { taken } = naive;
        expect(sum(rows.map((row) => row.taken)) + sum(Object.values(others))).toBe(breadth.transitions);
        expect(sum(Object.values(cut))).toBe(breadth.cut);
        expect({
          start: asked("start", "start"),
          restart: asked("start", "restart"),
          amnesia: asked("start", "amnesia"),
          receive: asked("receive"),
          timeout: asked("timeout"),
          request: asked("request"),
          ...Object.fromEntries(["crash", "tick", "cut", "heal"].map((name) => [name, others[name] ?? 0])),
          lost: others["message lost"] ?? 0,
          dropped: (others["message to a process that is down"] ?? 0) + (others["message over a cut link"] ?? 0),
        }).toEqual({
          start: taken.start,
          restart: taken.restart,
          amnesia: taken.amnesia,
          receive: taken.deliver + taken.duplicate,
          timeout: taken.timeout,
          request: taken.request,
          crash: taken.crash,
          tick: taken.tick,
          cut: taken.cut,
          heal: taken.heal,
          lost: taken.lose,
          dropped: taken.drop,
        });
        if (scenario.bounds["depth"] === undefined) {
          expect(comparable(explore(model, scenario, { ...options, strategy: "depth" }).profile!)).toEqual(
            comparable(profile!),
          );
        }
      }),
      { numRuns: runs },
    );
  });
});

test("the profile of walks adds up to their steps, and to what they took back", () => {
  fc.assert(
    fc.property(arbitrarySample, fc.nat(), ([model, scenario], seed) => {
      const options = { strategy: "walk", walks: 10, steps: 30, seed, profile: true, toTheEnd: true } as const;
      const { profile, transitions, cut } = explore(model, scenario, options);
      const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
      expect(sum(profile!.rows.map(({ taken }) => taken)) + sum(Object.values(profile!.others))).toBe(transitions);
      expect(sum(Object.values(profile!.cut))).toBe(cut);
    }),
    { numRuns: Math.ceil(runs / 4) },
  );
});

/** A profile without whose the largest cells are: of several that are as large, the one that was met first is named. */
function comparable({ longestInbox, mostChoices, ...rest }: Profile): unknown {
  return { ...rest, longestInbox: longestInbox?.count, mostChoices: mostChoices?.count };
}

/** How many states a walker can reach, if from every state every choice is made once. */
function reachedByChoices(model: Model<RandomVocabulary>, scenario: Scenario): { states: number; initial: number } {
  const configurations = configurationsOf(model, scenario.nodes, model.parameters!);
  // With the histories of all the claims, as the explorer has them.
  const space = new Space(model, configurations, scenario, withWitnesses(model.claims));
  const walker = new Walker(space);
  const found = new Map<string, Int32Array>();
  const all = (go: (choose: Choose) => Int32Array | null): void => {
    for (const state of everyChoice(go, () => walker.cut)) if (state !== null) found.set(state.join(), state);
  };
  all((choose) => walker.begin(choose));
  const initial = found.size;
  for (const state of found.values()) {
    all((choose) => {
      const stride = walker.step(state, choose);
      return stride === null || stride === "quiet" ? null : stride.state;
    });
  }
  return { states: found.size, initial };
}

/**
 * What comes out of `go` for every sequence of choices that it can be given. What
 * it would choose instead of something that is cut, another sequence chooses at once.
 */
function* everyChoice<T>(go: (choose: Choose) => T, cut: () => number): Generator<T> {
  let prefix: number[] = [];
  for (;;) {
    const made: [choice: number, count: number][] = [];
    const cutBefore = cut();
    const instead = new Error("chosen instead of what is cut");
    try {
      yield go((count) => {
        if (cut() > cutBefore) throw instead;
        const choice = prefix[made.length] ?? 0;
        made.push([choice, count]);
        return choice;
      });
    } catch (error) {
      if (error !== instead) throw error;
    }
    while (made.length > 0 && made.at(-1)![0] === made.at(-1)![1] - 1) made.pop();
    if (made.length === 0) return;
    prefix = made.map(([choice], i) => (i === made.length - 1 ? choice + 1 : choice));
  }
}
