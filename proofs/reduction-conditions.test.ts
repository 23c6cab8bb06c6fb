/** What reduction may not do, a protocol for each: a condition of the theorem that is left out gives a wrong verdict. */
import { describe, expect, test } from "vitest";
import { explore } from "../model/explore.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import { always, type Claim, everyStep, monotone, sometimes } from "../spec/claim.ts";
import type { Effect } from "../spec/effect.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { leads } from "../spec/world.ts";
import { exploreNaively } from "./naive/explore.ts";
import { decidedWithout } from "./testing/diamonds.ts";

/** A process that counts, and words that it is sent. */
interface Counting extends Vocabulary {
  readonly State: number;
  readonly Message: string;
  readonly Timer: never;
  readonly Request: string;
  readonly Durable: null;
  readonly Parameters: null;
}

/**
 * Process 1 sends some words to process 2, which counts by `hear`, and answers
 * with what `answer` says. It leads at `summit`.
 */
function counting(
  words: readonly string[],
  hear: (count: number, word: string) => number,
  claims: readonly Claim<Counting>[],
  { summit = 9, answer = (_: string): string | null => null } = {},
): Model<Counting> {
  return {
    protocol: {
      name: "counting",
      init: () => 0,
      step: ({ self }, count, event) => {
        const said: Effect<Counting>[] = [];
        if (event.type === "start" && self === 1)
          for (const message of words) said.push({ type: "send", to: 2, message });
        if (event.type !== "receive") return [count, ...said];
        const message = answer(event.message);
        if (message !== null) said.push({ type: "send", to: event.from, message });
        return [hear(count, event.message), ...said];
      },
      durable: () => null,
      leadership: ({ self }, count) => ({ leader: count === summit ? self : null }),
      timers: () => ({}),
    },
    claims,
    bounds: { count: (count) => count },
  };
}

/** The bound is never reached: without it, everybody might count for ever if every word came again and again. */
const unordered: Scenario = {
  ...calmScenario,
  nodes: 2,
  network: "unordered",
  timing: "asynchronous",
  bounds: { count: 5 },
};

const somebodyLeads = sometimes<Counting>("somebody leads", ({ processes }) => processes.some(leads));
const atOne = sometimes<Counting>("at one", ({ processes }) => processes.some(({ state }) => state === 1));
const somethingLost = sometimes<Counting>("something is lost", ({ faults }) => faults.losses > 0);

/** Counts every word. */
const plainly = counting(["a", "b"], (count) => count + 1, [atOne, somebodyLeads]);
/** Counts `b`, and `a` only after it. */
const inOrder = counting(
  ["a", "b"],
  (count, word) => (word === "b" || count > 0 ? count + 1 : count),
  [somebodyLeads],
  {
    summit: 2,
  },
);
/** Hears, and does nothing about it. */
const deaf = counting(["a", "b"], (count) => count, [somebodyLeads, somethingLost]);

describe("a condition that is left out gives a wrong verdict, and all together the right one", () => {
  test.each([
    { condition: "visibility", claim: "at one", model: plainly, scenario: unordered },
    { condition: "commutation", claim: "somebody leads", model: inOrder, scenario: unordered },
    { condition: "environment", claim: "something is lost", model: deaf, scenario: { ...unordered, losses: 1 } },
  ] as const)("$condition", ({ condition, claim, model, scenario }) => {
    const naive = exploreNaively(model, scenario)!.verdicts.find((verdict) => verdict.claim === claim);
    expect(naive?.verdict).toBe("holds");
    expect(decidedWithout(condition, model, scenario, [claim]).has(claim)).toBe(false);
    const found = explore(model, scenario, { claims: [claim], reduction: true, toTheEnd: true });
    expect(found.verdicts[0]?.verdict).toBe("holds");
  });
});

describe("what claims look at", () => {
  const states = (...claims: readonly Claim<Counting>[]): number =>
    explore({ ...plainly, claims }, unordered, { reduction: true, toTheEnd: true }).states;

  test("alone is visible: statuses and leaderships, local states, or steps", () => {
    expect(exploreNaively(plainly, unordered)?.states).toBe(4);
    // Nobody ever leads: whatever is heard, in whichever order, looks the same.
    expect(states(somebodyLeads)).toBe(1);
    expect(states(somebodyLeads, atOne)).toBe(4);
    expect(
      states(
        somebodyLeads,
        monotone<Counting>("rises", ({ state }) => state ?? null),
      ),
    ).toBe(1);
    expect(
      states(
        somebodyLeads,
        monotone<Counting>("falls", ({ state }) => -(state ?? 0)),
      ),
    ).toBe(4);
    const another = (own: number): Claim<Counting> =>
      everyStep<Counting>("alone", (_before, after, { processes }) => {
        return processes.every(({ process, state }) => process === after.process || state !== own);
      });
    expect(states(another(7))).toBe(4);
  });

  test("in a history is visible where it moves", () => {
    const sum = { words: "how often anybody counted", initial: 0 };
    const never = { ...sum, name: "never", next: (value: number) => value };
    const often = { ...sum, name: "often", next: (value: number) => value + 1 };
    expect(states(always<Counting, number>("still", ({ history }) => history === 0, { history: never }))).toBe(1);
    expect(states(always<Counting, number>("moving", ({ history }) => history < 9, { history: often }))).toBe(4);
    // Moves by nothing until somebody leads: what is seen of it at first is not all there is.
    const late = {
      ...sum,
      name: "late",
      next: (value: number, _: unknown, after: { readonly state?: number }) =>
        after.state === 2 ? 1 : value === 0 ? 0 : 2,
    };
    const claim = sometimes<Counting, number>("late", ({ history }) => history === 2, { history: late });
    const three = { ...counting(["a", "b", "c"], (count) => count + 1, [claim]) };
    expect(explore(three, unordered, { reduction: true, toTheEnd: true }).verdicts[0]?.verdict).toBe("holds");
  });

  test("in messages is refused, naming the claim", () => {
    const claim = always<Counting>("few messages", ({ processes }) => processes.every(({ inbox }) => inbox.length < 9));
    const refused = () => explore({ ...plainly, claims: [claim] }, unordered, { reduction: true });
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(/"few messages" looks at messages in flight.*\n.*Leave the claim out/);
  });
});

test("a circle of silent moves is one state", () => {
  const pingPong = counting(["ball"], (count) => count, [somebodyLeads], { answer: (word) => word });
  expect(exploreNaively(pingPong, unordered)?.states).toBe(2);
  const found = explore(pingPong, unordered, { reduction: true, toTheEnd: true });
  expect(found).toMatchObject({ states: 1, terminal: 0, exhaustive: true });
  expect(found.verdicts[0]?.verdict).toBe("violated");
});

test("what could go on without end, if every word came again and again, is refused where nothing bounds it", () => {
  const endless = counting(["a"], (count) => count + 1, [somebodyLeads], { answer: (word) => word });
  const explored = (bounds: Scenario["bounds"]) => () =>
    explore(endless, { ...unordered, bounds }, { reduction: true });
  expect(explored({})).toThrow(/too much that can happen/);
  expect(explored({ count: 20 })()).toMatchObject({ stopped: null });
});

describe("refused are", () => {
  test.each([
    ["bounds that depend on the order of moves", { bounds: { inflight: 3 } }, {}, "reduction-bound"],
    ["bounds of depth", { bounds: { depth: 3 } }, {}, "reduction-bound"],
    ["searches depth first", {}, { strategy: "depth" }, "reduction-strategy"],
    ["walks", {}, { strategy: "walk" }, "reduction-strategy"],
    ["symmetry", {}, { symmetry: true }, "reduction-symmetry"],
    ["profiles", {}, { profile: true }, "reduction-profile"],
  ] as const)("%s", (_, scenario, options, code) => {
    const refused = () => explore(plainly, { ...unordered, ...scenario }, { ...options, reduction: true });
    expect(refused).toThrow(expect.objectContaining({ code }));
  });
});
