import { expect, test } from "vitest";
import { fair, unfair } from "../../spec/fairness.ts";
import { breachInWords, fairnessFrom, fairnessInWords } from "./fairness.ts";
import { recorded } from "./fixtures/recorder.ts";

test("a claim over runs that go on for ever is shown with the part that repeats, and with what is owed", async () => {
  const { status, out } = await recorded(["check", "./patient.ts", "--nodes", "2"]);
  expect(status).toBe(1);
  expect(out).toContain("✗ one leads in the end  violated: after 2 steps, 2 steps repeat for ever");
  expect(out).toContain("weak for deliveries, timers, starts, time, healing; durations random");
  expect(out).toContain("↻ again and again, for ever:");
  expect(out).toContain("↻ back to how it was after step 2: it goes on with step 3");
});

test("--json tells where it repeats, and what was owed", async () => {
  const { out } = await recorded(["check", "./patient.ts", "--nodes", "2", "--json"]);
  expect(JSON.parse(out)).toMatchObject({
    verdicts: [
      { verdict: "violated", steps: 4, trace: { repeatsFrom: 2 }, liveness: { fairness: fair, states: 4 } },
      {},
      {},
    ],
  });
});

test("--fairness none lets a run stand still from the beginning", async () => {
  const { status, out } = await recorded(["check", "./patient.ts", "--fairness", "none", "--claim", "somebody-asks"]);
  expect(status).toBe(1);
  expect(out).toContain("violated: nothing happens any more");
  expect(out).toContain("none: a run may stand still at any moment");
});

test("a claim that says little is told to be vacuous", async () => {
  const { status, out } = await recorded(["check", "./patient.ts", "--claim", "nobody-is-lost"]);
  expect(status).toBe(0);
  expect(out).toContain("vacuous here: it is good in every state that was seen");
});

test("what a bound cuts leaves a claim undecided, and the exit status is 3", async () => {
  const { status, out } = await recorded(["check", "./patient.ts", "--claim", "nobody-is-lost", "--bound", "depth=1"]);
  expect(status).toBe(3);
  expect(out).toContain("? nobody is lost");
});

test.each([
  [["--fairness", "always"], "--fairness cannot be “always”"],
  [["--fairness", "messages=weak"], 'names "messages", which is nothing that can be owed'],
  [["--fairness", "timers=rarely"], 'gives timers as "rarely": choose one of none, weak, strong'],
  [["--symmetry"], "symmetry and claims over runs that go on for ever do not go together"],
])("%j is bad input", async (args, message) => {
  const { status, out, err } = await recorded(["check", "./patient.ts", ...args]);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain(message);
});

test("what is said of all gives way to what is said of one", () => {
  expect(fairnessFrom({ fairness: ["none", "deliveries=strong", "deliveries=strong"] })).toEqual({
    ...unfair,
    deliveries: "strong",
  });
  expect(fairnessFrom({ fairness: [] })).toEqual({});
});

test.each([
  [["deliveries=weak", "deliveries=none"], "“deliveries=none” contradicts --fairness “deliveries=weak”"],
  [["none", "strong"], "“strong” contradicts --fairness “none”"],
  [["timers=strong", "none"], "“none” contradicts --fairness “timers=strong”"],
])("%j contradict each other", (fairness, message) => {
  expect(() => fairnessFrom({ fairness })).toThrow(message);
});

test("--fairness where no claim asks for it is bad input", async () => {
  const { status, err } = await recorded(["check", "./hasty.ts", "--fairness", "strong"]);
  expect(status).toBe(2);
  expect(err).toContain(
    "--fairness says what is owed in runs that go on for ever, and no claim that is chosen is about",
  );
});

test("fairness and breaches are told in words", () => {
  expect(fairnessInWords({ ...unfair, timers: "strong", starts: "weak" })).toBe("weak for starts; strong for timers");
  const verdict = { claim: "c", kind: "recoverable", verdict: "violated", claimed: true, under: [], steps: 1 } as const;
  expect(breachInWords(verdict)).toBe("violated: after 1 step nothing good can be reached any more");
});
