import { expect, test } from "vitest";
import type { Exploration, Snapshot, Trace, Verdict } from "../../model/result.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import { calm, everythingBut, leaderCrash, lostMessage } from "../../spec/crisis.ts";
import { statusOf } from "./check.ts";
import { columns } from "./layout.ts";
import { reportOf, type Told } from "./report.ts";
import { plainly } from "./terminal.ts";

const base: Exploration = {
  algorithm: "toy",
  scenario: calmScenario,
  parameters: null,
  symmetry: false,
  relativeEpochs: false,
  reduction: false,
  workers: 1,
  strategy: "breadth",
  states: 2255243,
  initial: 1,
  transitions: 16946124,
  generated: 16946125,
  depth: 24,
  levels: 25,
  cut: 0,
  terminal: 1,
  cells: 5,
  localStates: 4,
  messages: 3,
  reducerCalls: 12,
  exhaustive: true,
  stopped: null,
  verdicts: [],
};
const told: Told = {
  title: "A toy",
  seconds: 1.25,
  words: { safe: "Nothing bad happens." },
  noClaims: "There are no claims: states were counted.",
};
const page = { width: 80, paint: plainly };
const verdict = (rest: Partial<Verdict>): Verdict => ({
  claim: "safe",
  kind: "always",
  verdict: "holds",
  claimed: true,
  under: everythingBut(),
  ...rest,
});
const report = (result: Partial<Exploration>): string => reportOf({ ...base, ...result }, told, page);

test("the counts are told with what they count", () => {
  expect(report({})).toBe(
    `
toy  A toy
  3 processes, fifo network, timely timers, started together
  no faults

  explored  2,255,243 states, 16,946,124 transitions, depth 24
  built of  5 cells, 4 local states, 3 messages, 12 reducer calls
  ends      1 terminal state, 0 successors cut by bounds
  time      1.25 s of processor time

There are no claims: states were counted.
Every reachable state was seen.`.slice(1),
  );
});

test("every verdict has its mark and its words", () => {
  const text = report({
    verdicts: [
      verdict({ claim: "a" }),
      verdict({ claim: "b", verdict: "holds within bounds" }),
      verdict({ claim: "c", verdict: "violated", steps: 1 }),
      verdict({ claim: "d", verdict: "violated", steps: 0 }),
      verdict({ claim: "e", verdict: "undecided" }),
      verdict({ claim: "f", kind: "sometimes", steps: 3, witnessOf: ["a", "b"] }),
      verdict({ claim: "g", kind: "sometimes", verdict: "violated", witnessOf: ["c"] }),
      verdict({ claim: "h", kind: "sometimes", verdict: "undecided" }),
    ],
  });
  expect(text).toContain(`
Claims
  ✓ a  holds
  ✓ b  holds within bounds
  ✗ c  violated in 1 step
  ✗ d  violated in the initial state
  ? e  undecided

Seen at least once
  ✓ f  after 3 steps; witness of “a” and “b”
  ✗ g  never: nothing shows that “c” says anything here
  ? h  undecided: not seen so far
`);
  expect(text).toContain("3 of 8 claims are violated, 2 are undecided.");
});

test("a summary of what holds within bounds says so", () => {
  const bounded = (claim: string): Verdict => verdict({ claim, verdict: "holds within bounds" });
  expect(report({ verdicts: [bounded("a")] })).toContain("\nThe claim holds within the bounds.\n");
  expect(report({ verdicts: [bounded("a"), bounded("b")] })).toContain("\nAll 2 claims hold within the bounds.\n");
  expect(report({ verdicts: [bounded("a"), bounded("b"), verdict({})] })).toContain(
    "\n1 of 3 claims holds, and 2 hold within the bounds.\n",
  );
});

test("what must never be is told as such, and names are printed without their control characters", () => {
  const text = report({ algorithm: "a\u001b[31m\nb", verdicts: [verdict({ claim: "inconsistent", kind: "never" })] });
  expect(text).toContain("  ✓ never: inconsistent  holds");
  expect(text).toContain("a\\u001b[31m\\u000ab  A toy");
});

test("a trace on a FIFO network is shown instead of the one that decided, and said to be", () => {
  const violated = verdict({ verdict: "violated", steps: 1, trace: trace(1) });
  const onFifo = { ...base, verdicts: [{ ...violated, steps: 2, trace: trace(2) }] };
  const text = reportOf({ ...base, verdicts: [violated] }, { ...told, onFifo }, page);
  expect(text).toContain("✗ safe  violated in 1 step\n");
  expect(text).toContain("✗ safe: violated in 2 steps, and no sooner\n");
  expect(text).toContain("shown on a FIFO network");
});

test("a claim that is not made here names the hazards that it is never made under", () => {
  const line = (under: Verdict["under"], faults: Partial<Scenario> = { crashes: 1, losses: 1 }): string | undefined =>
    report({ scenario: { ...calmScenario, ...faults }, verdicts: [verdict({ claimed: false, under })] })
      .split("\n")
      .find((text) => text.includes("✓ safe"));
  expect(line([calm, leaderCrash])).toBe("  ✓ safe  holds; not claimed under loss");
  expect(line([leaderCrash, lostMessage])).toBe("  ✓ safe  holds; not claimed under crash and loss together");
  expect(line([calm, leaderCrash], { crashes: 2, losses: 0 })).toBe(
    "  ✓ safe  holds; claimed where it happens once, not 2 times",
  );
  expect(line([])).toBe("  ✓ safe  holds; claimed nowhere");
});

test("what is not claimed to be seen here is not missed", () => {
  const unseen = verdict({
    claim: "a leader after a crash",
    kind: "sometimes",
    verdict: "violated",
    claimed: false,
    under: [leaderCrash],
  });
  const text = report({ verdicts: [verdict({}), unseen] });
  expect(text).toContain("  – a leader after a crash  never; claimed under leader crash");
  expect(text).toContain("The claim holds.");
  expect(statusOf({ ...base, verdicts: [verdict({}), unseen] })).toBe(0);
  expect(statusOf({ ...base, verdicts: [verdict({}), { ...unseen, claimed: true }] })).toBe(1);
});

test.each<[Partial<Exploration>, string]>([
  [{ exhaustive: false, cut: 7 }, "Every state within the bounds was seen; the bounds cut 7 successors."],
  [
    { exhaustive: false, stopped: "decided" },
    "Every claim is decided, so the exploration ended early. --to-the-end goes on.",
  ],
  [{ exhaustive: false, stopped: "interrupted" }, "Interrupted after 2,255,243 states, depth 24: not finished."],
  [{ exhaustive: false, stopped: "memory" }, "Not finished: the memory was used up after 2,255,243 states, depth 24."],
  [{ exhaustive: false, stopped: "walks" }, "Not exhaustive: random walks saw 2,255,243 states, and not what they did"],
  [{ exhaustive: false, stopped: "depth" }, "Not finished: 2,255,243 states, and no way was followed further than"],
  [{ exhaustive: false, stopped: "cells" }, "Not finished: after 2,255,243 states, depth 24, the processes have more"],
  [
    { exhaustive: false, stopped: "states" },
    "Not finished: the limit was reached at 2,255,243 states, depth 24. Raise",
  ],
])("how much was seen is told: %j", (result, words) => {
  expect(report(result)).toContain(words);
});

const snapshot: Snapshot = {
  processes: [{ process: 1, status: "up", state: 0, leadership: { leader: null }, timers: {}, inbox: [] }],
  cut: null,
  histories: {},
};
const trace = (steps: number): Trace => ({
  initial: snapshot,
  parameters: null,
  steps: Array.from({ length: steps }, (_, i) => ({
    step: i + 1,
    action: { type: "tick" },
    effects: [],
    after: snapshot,
  })),
});

test("a trace that was read already is not printed again", () => {
  const text = report({
    verdicts: [
      verdict({ verdict: "violated", steps: 2, trace: trace(2) }),
      verdict({ claim: "same", verdict: "violated", steps: 2, trace: trace(2) }),
      verdict({ claim: "shorter", verdict: "violated", steps: 1, trace: trace(1) }),
      verdict({ claim: "longer", verdict: "violated", steps: 3, trace: trace(3) }),
    ],
  });
  expect(text).toContain("✗ safe: violated in 2 steps, and no sooner\n  Nothing bad happens.\n\n   0  the beginning");
  expect(text).toContain("The trace of “safe”, above, shows it.");
  expect(text).toContain("The first step of the trace of “safe”, above, shows it.");
  expect(text.split("the beginning")).toHaveLength(3);
});

test.each([40, 80, 120])("no line is wider than a page of %i columns", (width) => {
  const long = "a claim with a name that somebody thought about for a long time";
  const verdicts = [
    verdict({ claim: long, verdict: "violated", steps: 2, trace: trace(2), claimed: false, under: [] }),
    verdict({ claim: `${long}, twice`, kind: "sometimes", verdict: "violated", witnessOf: [long, long] }),
  ];
  const scenario = {
    ...calmScenario,
    crashes: 1,
    restarts: 1,
    amnesia: 1,
    losses: 1,
    duplicates: 1,
    bounds: { term: 2, inflight: 6 },
  };
  const lines = reportOf({ ...base, scenario, verdicts }, told, { width, paint: plainly }).split("\n");
  expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(width);
});

test("the exit status tells how it ended: an interruption before a violation, a violation before the rest", () => {
  const violated = verdict({ verdict: "violated" });
  const undecided = verdict({ verdict: "undecided" });
  const status = (verdicts: readonly Verdict[], stopped: Exploration["stopped"] = null): number =>
    statusOf({ ...base, verdicts, stopped });
  expect(status([verdict({}), verdict({ verdict: "holds within bounds" })])).toBe(0);
  expect(status([violated], "decided")).toBe(1);
  expect(status([violated, undecided], "states")).toBe(1);
  expect(status([undecided])).toBe(3);
  expect(status([], "states")).toBe(3);
  expect(status([verdict({})], "states")).toBe(3);
  expect(status([violated], "interrupted")).toBe(3);
});
