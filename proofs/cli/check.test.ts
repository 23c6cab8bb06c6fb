import { expect, test } from "vitest";
import type { Exploration } from "../../model/result.ts";
import { registry } from "../registry.ts";
import { recorded } from "./fixtures/recorder.ts";

test("a violated claim is shown with its shortest trace", async () => {
  const { status, out, err } = await recorded(["check", "./hasty.ts"]);
  expect(status).toBe(1);
  expect(err).toBe("");
  expect(out).toContain("✗ at most one leads  violated in 3 steps");
  expect(out).toContain("   2  ●  │  │  process 1 times out: patience                            leads: 1");
  expect(out).toContain("      ║  │  │  sends   Proclamation {not urgent} to 2 and 3");
});

test("--json is the whole exploration and the seconds, and nothing else", async () => {
  const { status, out } = await recorded(["check", "./hasty.ts", "--json", "--set", "patience=1"]);
  const result = JSON.parse(out) as Exploration & { seconds: number };
  expect(status).toBe(1);
  expect(result).toMatchObject({ algorithm: "hasty", parameters: { patience: 1, eager: false }, stopped: "decided" });
  expect(result.verdicts.map(({ claim, verdict, steps }) => ({ claim, verdict, steps }))).toEqual([
    { claim: "at most one leads", verdict: "violated", steps: 3 },
    { claim: "somebody leads", verdict: "holds", steps: 2 },
  ]);
  expect(result.verdicts[0]?.trace?.steps).toHaveLength(3);
  expect(result.seconds).toBeGreaterThanOrEqual(0);
});

test("a crisis that brings the duplicating network along has its traces on FIFO, unless a network is asked for", async () => {
  const args = ["check", "bully", "--crisis", "slow-network", "--claim", "at-most-one-leads"];
  const { out } = await recorded([...args, "--json"], { algorithms: registry });
  expect(JSON.parse(out)).toMatchObject({
    scenario: { network: "duplicating" },
    onFifo: { scenario: { network: "fifo" }, verdicts: [{ claim: "at most one leads", verdict: "violated" }, {}] },
  });
  expect((await recorded(args, { algorithms: registry })).out).toContain("shown on a FIFO network");
  const asked = await recorded([...args, "--network", "duplicating"], { algorithms: registry });
  expect(asked.out).not.toContain("FIFO");
});

test("what a protocol throws is told with the parameters that were set", async () => {
  const { err } = await recorded(["check", "./hasty.ts", "--set", "patience=0"]);
  expect(err).toContain('with the parameters that were set: {"patience":0');
});

test("--trace text also prints how that was reached which is seen at least once", async () => {
  const args = ["check", "./hasty.ts", "--claim", "somebody-leads"];
  expect((await recorded(args)).out).not.toContain("the beginning");
  expect((await recorded([...args, "--trace", "text"])).out).toContain(
    "✓ somebody leads: seen after 2 steps, and no sooner",
  );
});

test("--claimed leaves out what is not claimed in the scenario, and the exit status with it", async () => {
  const { status, out } = await recorded(["check", "./hasty.ts", "--losses", "1", "--claimed"]);
  expect(status).toBe(0);
  expect(out).not.toContain("at most one leads");
  expect(out).toContain("None of the claims is made in this scenario: states were counted.");
  expect((await recorded(["check", "./hasty.ts", "--crashes", "1", "--claimed"])).status).toBe(1);
});

test("--max-states ends an endless exploration, not finished", async () => {
  const { status, out } = await recorded(["check", "./endless.ts", "--timing", "asynchronous", "--max-states", "5000"]);
  expect(status).toBe(3);
  expect(out).toContain("? counts are not negative  undecided");
  expect(out).toContain("Not finished: the limit was reached at");
});

test("a bound of the model makes it finite, and the verdict says so", async () => {
  const { status, out } = await recorded(["check", "./endless.ts", "--timing", "asynchronous", "--bound", "count=2"]);
  expect(status).toBe(0);
  expect(out).toContain("27 states");
  expect(out).toContain("holds within bounds");
});

test("an interruption tells what was seen so far", async () => {
  const { status, out } = await recorded(["check", "./endless.ts", "--timing", "asynchronous"], {
    interruptible: (work) => work({ aborted: true }),
  });
  expect(status).toBe(3);
  expect(out).toMatch(/Interrupted after [\d,]+ states?, depth [\d,]+: not finished\./);
});

test.each([
  [["check"], "argument-missing", "what is to be checked is missing"],
  [["check", ""], "argument-missing", "what is to be checked is missing"],
  [["check", "rfat"], "algorithm-unknown", "there is no algorithm “rfat”"],
  [["check", "./hasty.ts", "--claim", "at most two leads"], "claim-unknown", 'Did you mean "at most one leads"?'],
  [
    ["check", "./hasty.ts", "--restarts", "1"],
    "scenario-restarts",
    "check: restarts is 1 and crashes is 0: only a crashed process restarts",
  ],
  [["check", "./hasty.ts", "--requests", "1"], "scenario-requests", "hasty offers no requests"],
  [["check", "./hasty.ts", "--set", "patience=0"], "protocol-timers", "timers gives the timer"],
  [["check", "./hasty.ts", "--crisis", "tsunami", "--json"], "option-choice", "--crisis cannot be “tsunami”"],
])("%j is bad input: status 2, told on standard error, nothing on standard output", async (args, code, message) => {
  const { status, out, err } = await recorded(args);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain(message);
  expect(err.split("\n")[0]).toContain(`[${code}]`);
  expect(err).not.toMatch(/^\s+at /m);
});

test("--symmetry counts orbits, says so, and comes to the same verdicts", async () => {
  const args = ["check", "raft", "--nodes", "2", "--bound", "term=1", "--to-the-end"];
  const json = async (...more: readonly string[]): Promise<Exploration> =>
    JSON.parse((await recorded([...args, "--json", ...more], { algorithms: registry })).out) as Exploration;
  const [all, orbits] = [await json(), await json("--symmetry")];
  const told = ({ verdicts }: Exploration) => verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps]);
  expect([all.symmetry, orbits.symmetry]).toEqual([false, true]);
  expect(orbits.states).toBeLessThan(all.states);
  expect(told(orbits)).toEqual(told(all));
  const { out } = await recorded([...args, "--symmetry"], { algorithms: registry });
  expect(out).toContain(`explored  ${orbits.states} orbits`);
  expect(out).toContain("but for the names of processes");
});

test("--reduction counts representatives, says so, and comes to the same verdicts by traces that may be longer", async () => {
  const args = ["check", "bully", "--crisis", "lost-message", "--claim", "at-most-one-leads"];
  const json = async (...more: readonly string[]): Promise<Exploration> =>
    JSON.parse((await recorded([...args, "--json", ...more], { algorithms: registry })).out) as Exploration;
  const [all, reduced] = [await json("--to-the-end"), await json("--to-the-end", "--reduction")];
  const told = ({ verdicts }: Exploration) => verdicts.map(({ claim, verdict }) => [claim, verdict]);
  expect([all.reduction, reduced.reduction]).toEqual([false, true]);
  expect(reduced.states).toBeLessThan(all.states);
  expect(told(reduced)).toEqual(told(all));
  const { out } = await recorded([...args, "--to-the-end", "--reduction"], { algorithms: registry });
  expect(out).toContain(`explored  ${reduced.states} representatives`);
  expect(out).toMatch(/one state for all that differ by silent\s+moves/);
  expect(out).toContain("but for the order of silent moves");
  expect(out).toMatch(/found by\s+reduction: there may be a\s+shorter way/);
});

test.each([
  ["token-ring", [], "reduction-inbox", "looks at messages in flight"],
  ["raft", ["--bound", "inflight=4"], "reduction-bound", "cannot keep to the bound inflight"],
  ["raft", ["--symmetry"], "reduction-symmetry", "Choose one of them"],
  ["raft", ["--strategy", "walk"], "reduction-strategy", "do not go together"],
])("--reduction of %s with %j is refused, and why", async (algorithm, more, code, words) => {
  const { status, out, err } = await recorded(["check", algorithm, "--reduction", ...more], { algorithms: registry });
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain(`[${code}]`);
  expect(err).toContain(words);
});

test("--symmetry is refused where processes are ranked", async () => {
  const { status, err } = await recorded(["check", "bully", "--symmetry"], { algorithms: registry });
  expect(status).toBe(2);
  expect(err).toContain("bully declares no symmetry");
});
