import { describe, expect, test } from "vitest";
import {
  always,
  alwaysEventually,
  type Claim,
  eventually,
  leadsTo,
  type Model,
  recoverable,
  setTimer,
  type Vocabulary,
  type World,
} from "../../spec/index.ts";
import { type ExploreOptions, explore } from "../explore.ts";
import type { Verdict } from "../result.ts";
import { calmScenario, type Scenario } from "../scenario.ts";

interface Counter extends Vocabulary {
  readonly State: number;
  readonly Message: never;
  readonly Timer: "bell" | "clock";
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}

/** One process that counts how often its bell rang, up to `most`, and then begins anew or stops; if it has a clock, it begins anew at any time. */
function counter(
  most: number,
  isEndless: boolean,
  claims: readonly Claim<Counter>[],
  canBeginAnew = false,
): Model<Counter> {
  return {
    protocol: {
      name: "counter",
      init: () => 0,
      step: (_cluster, count, event) => {
        if (event.type === "start" && canBeginAnew) return [count, setTimer("bell"), setTimer("clock")];
        if (event.type !== "timeout") return [count, setTimer("bell")];
        if (event.timer === "clock") return [0, setTimer("clock")];
        if (count < most) return [count + 1, setTimer("bell")];
        return isEndless ? [0, setTimer("bell")] : [count];
      },
      durable: () => null,
      leadership: () => ({ leader: null }),
      timers: () => ({ bell: 1, clock: 1 }),
    },
    claims,
    bounds: { count: (state) => state },
  };
}

const at =
  (...counts: readonly number[]) =>
  ({ processes }: World<Counter>): boolean =>
    counts.includes(processes[0]?.state ?? -1);

const asynchronous: Partial<Scenario> = { nodes: 1, timing: "asynchronous" };

function verdictOn(
  claim: Claim<Counter>,
  scenario: Partial<Scenario> = {},
  {
    isEndless = true,
    canBeginAnew = false,
    ...options
  }: ExploreOptions & { readonly isEndless?: boolean; readonly canBeginAnew?: boolean } = {},
): Verdict {
  const model = counter(3, isEndless, [claim], canBeginAnew);
  return explore(model, { ...calmScenario, ...asynchronous, ...scenario }, options).verdicts[0]!;
}

describe("what a bound cuts", () => {
  test("does not matter to what comes before it", () => {
    expect(verdictOn(eventually("two", at(2)), { bounds: { count: 2 } }).verdict).toBe("holds");
  });

  test("leaves undecided what may come beyond it", () => {
    expect(verdictOn(eventually("three", at(3)), { bounds: { count: 2 } }).verdict).toBe("undecided");
    expect(verdictOn(alwaysEventually("two", at(2)), { bounds: { count: 2 } }).verdict).toBe("undecided");
    expect(verdictOn(recoverable("none", at(0)), { bounds: { count: 2 } }).verdict).toBe("undecided");
    expect(verdictOn(eventually("three", at(3)), { bounds: { depth: 2 } }).verdict).toBe("undecided");
  });

  test("does not matter to where one can come within it, which is no more than that", () => {
    const bounds = { count: 2 };
    const none = recoverable("none", at(0));
    expect(verdictOn(none, { bounds }, { canBeginAnew: true }).verdict).toBe("holds within bounds");
    expect(verdictOn(none, {}, { canBeginAnew: true }).verdict).toBe("holds");
    // From where the bound on depth ends it, nobody knows.
    expect(verdictOn(none, { bounds: { depth: 2 } }, { canBeginAnew: true }).verdict).toBe("undecided");
  });

  test("can happen all the same: a run that stands still before it is not fair", () => {
    expect(verdictOn(eventually("four", at(4)), { bounds: { count: 2 } }).verdict).toBe("undecided");
  });

  test("does not save a run that never comes to it", () => {
    const idle = verdictOn(eventually("four", at(4)), { bounds: { count: 2 } }, { fairness: { timers: "none" } });
    expect(idle).toMatchObject({ verdict: "violated", trace: { repeatsFrom: 0, steps: [] } });
  });

  test("by a limit is unfinished", () => {
    const { verdicts, stopped } = explore(
      counter(20_000, true, [alwaysEventually("none", at(0))]),
      { ...calmScenario, ...asynchronous },
      { maxStates: 5_000 },
    );
    expect(verdicts[0]!.verdict).toBe("undecided");
    expect(stopped).toBe("states");
  });
});

test("a run that repeats is told from where on", () => {
  const verdict = verdictOn(leadsTo("one, then four", at(1), at(4)));
  expect(verdict).toMatchObject({ verdict: "violated", steps: 5, trace: { repeatsFrom: 1 } });
});

test.each([
  [alwaysEventually("anything", at(0, 1, 2, 3)), "holds", "always good"],
  [alwaysEventually("nine", at(9)), "violated", "never good"],
  [eventually("none", at(0)), "holds", "good from the beginning"],
  [leadsTo("nine, then none", at(9), at(0)), "holds", "never called for"],
  [alwaysEventually("none", at(0)), "holds", null],
] as const)("whether a claim says anything is told: %j", (claim, verdict, vacuous) => {
  expect(verdictOn(claim)).toMatchObject({ verdict, liveness: { vacuous } });
});

test("depth first decides the same, and walks leave it undecided", () => {
  const claim = alwaysEventually("four", at(4));
  const [breadth, depth] = [verdictOn(claim), verdictOn(claim, {}, { strategy: "depth" })];
  expect(depth).toEqual(breadth);
  expect(verdictOn(claim, {}, { strategy: "walk", walks: 2 })).toMatchObject({ verdict: "undecided" });
});

test("claims about states come out beside it as they do without", () => {
  const claims: readonly Claim<Counter>[] = [always("below three", ({ processes }) => (processes[0]?.state ?? 0) < 3)];
  const scenario = { ...calmScenario, ...asynchronous };
  const alone = explore(counter(3, true, claims), scenario, { toTheEnd: true });
  const both = explore(counter(3, true, [...claims, eventually("four", at(4))]), scenario, { toTheEnd: true });
  expect(both.verdicts[0]).toEqual(alone.verdicts[0]);
  expect({ ...both, verdicts: [] }).toEqual({ ...alone, verdicts: [] });
});

describe("bad input is refused", () => {
  const withClaim = (claim: object): Model => ({ ...counter(1, true, []), claims: [claim] }) as unknown as Model;
  const good = { name: "by hand", kind: "eventually", holds: () => true };

  test("a claim that is written by hand has the usual fairness", () => {
    const { verdicts } = explore(withClaim(good), { ...calmScenario, nodes: 1 });
    expect(verdicts[0]).toMatchObject({ verdict: "holds", liveness: { fairness: { deliveries: "weak" } } });
  });

  test.each([
    [{ ...good, kind: "leadsTo" }, 'the claim "by hand" has no function calls'],
    [{ ...good, calls: () => true }, 'the claim "by hand" has calls, which only a leadsTo has'],
    [{ ...good, fairness: { crashes: "weak" } }, 'names "crashes", which is nothing that can be owed'],
    [{ ...good, fairness: { timers: true } }, "gives timers as true: choose one of none, weak, strong"],
    [{ ...good, fairness: "weak" }, 'is "weak": give an object'],
    [{ ...good, kind: "finally" }, 'has the kind "finally"'],
  ])("%j", (claim, message) => {
    expect(() => explore(withClaim(claim), { ...calmScenario, nodes: 1 })).toThrow(message);
  });

  test("an option that owes what there is not", () => {
    const options = { fairness: { durations: "weak" } } as unknown as ExploreOptions;
    expect(() => explore(counter(1, true, []), { ...calmScenario, nodes: 1 }, options)).toThrow(
      'gives durations as "weak": choose one of random, none',
    );
  });
});
