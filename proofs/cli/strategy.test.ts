import { describe, expect, test } from "vitest";
import type { Exploration } from "../../model/result.ts";
import { recorded } from "./fixtures/recorder.ts";
import { columns } from "./layout.ts";

const endless = ["check", "./endless.ts", "--timing", "asynchronous"];

describe("depth first", () => {
  test("a finite model comes out as it does breadth first", async () => {
    const args = ["check", "./hasty.ts", "--to-the-end", "--json"];
    const [breadth, depth] = await Promise.all(
      [args, [...args, "--strategy", "depth"]].map(
        async (typed) => JSON.parse((await recorded(typed)).out) as Exploration,
      ),
    );
    const { states, transitions, terminal, exhaustive } = breadth!;
    expect(breadth).toMatchObject({ strategy: "breadth" });
    expect(depth).toMatchObject({ strategy: "depth", states, transitions, terminal, exhaustive });
  });

  test("a trace is not said to be a shortest one", async () => {
    const { status, out } = await recorded(["check", "./hasty.ts", "--strategy", "depth"]);
    expect(status).toBe(1);
    expect(out).toContain("strategy  depth first");
    expect(out).toContain("found depth first: there may be a");
    expect(out).not.toContain("no sooner");
  });

  test("what lies deeper than --max-depth is not finished: status 3", async () => {
    const { status, out } = await recorded([...endless, "--strategy", "depth", "--max-depth", "20"]);
    expect(status).toBe(3);
    expect(out).toContain("? counts are not negative  undecided");
    expect(out).toMatch(/Not finished: 1,771 states, and no way was followed further than --max-depth,\n20\./);
  });
});

describe("walks", () => {
  test("that find a violation show it: status 1, with the seed", async () => {
    const { status, out } = await recorded(["check", "./hasty.ts", "--strategy", "walk", "--seed", "7"]);
    expect(status).toBe(1);
    expect(out).toContain("seed 7: not exhaustive");
    expect(out).toContain("✗ at most one leads: violated in 3 steps, the shortest of these walks");
  });

  test("that find none leave the claim undecided, and are never exhaustive: status 3", async () => {
    const { status, out } = await recorded([...endless, "--strategy", "walk", "--walks", "5", "--steps", "40"]);
    expect(status).toBe(3);
    expect(out).toContain("5 random walks of at most 40 steps, seed 1: not exhaustive");
    expect(out).toContain("? counts are not negative  undecided");
    expect(out).toContain("Not exhaustive: random walks saw");
    expect(out).not.toContain("holds");
  });

  test("are the same for the same seed", async () => {
    const json = async (seed: string): Promise<unknown> => {
      const { out } = await recorded([...endless, "--strategy", "walk", "--walks", "9", "--seed", seed, "--json"]);
      return { ...(JSON.parse(out) as object), seconds: 0 };
    };
    expect(await json("3")).toEqual(await json("3"));
    expect(await json("3")).not.toEqual(await json("4"));
  });
});

describe("diagrams", () => {
  test("find what breadth first finds, by a way as short: status 1", async () => {
    const { status, out } = await recorded(["check", "./hasty.ts", "--strategy", "diagrams"]);
    expect(status).toBe(1);
    expect(out).toContain("by decision diagrams: everything, the nearest first");
    expect(out).toContain("✗ at most one leads: violated in 3 steps, and no sooner");
    expect(out).toMatch(/[\d,]+ cell parts,/);
  });

  test("end with what was found once --max-states are reached: status 3", async () => {
    const { status, out } = await recorded([...endless, "--strategy", "diagrams", "--max-states", "500"]);
    expect(status).toBe(3);
    expect(out).toContain("? counts are not negative  undecided");
    expect(out).toContain("Not finished");
  });

  test("an interruption tells what was seen so far: status 3", async () => {
    const { status, out } = await recorded([...endless, "--strategy", "diagrams"], {
      interruptible: (work) => work({ aborted: true }),
    });
    expect(status).toBe(3);
    expect(out).toMatch(/Interrupted after [\d,]+ states?, depth [\d,]+: not finished\./);
  });
});

test.each(["depth", "walk"])(
  "an interruption of the strategy %s tells what was seen so far: status 3",
  async (strategy) => {
    const { status, out } = await recorded([...endless, "--strategy", strategy, "--profile"], {
      interruptible: (work) => work({ aborted: true }),
    });
    expect(status).toBe(3);
    expect(out).toMatch(/Interrupted after [\d,]+ states?, depth [\d,]+: not finished\./);
    expect(out).toContain("Profile");
  },
);

test.each([
  [["--walks", "3"], "strategy-option", "--walks is no option of the strategy breadth"],
  [["--strategy", "depth", "--seed", "3"], "strategy-option", "--seed is no option of the strategy depth"],
  [["--strategy", "walk", "--max-depth", "3"], "strategy-option", "Write --strategy depth, or leave --max-depth out."],
  [["--strategy", "depth", "--bound", "depth=9"], "strategy-bound", "give the strategy a maxDepth instead"],
  [["--strategy", "diagrams", "--seed", "3"], "strategy-option", "--seed is no option of the strategy diagrams"],
  [["--strategy", "diagrams", "--profile"], "diagrams-profile", "without a profile"],
  [["--strategy", "width"], "option-choice", "--strategy cannot be “width”"],
  [["--strategy", "walk", "--walks", "0"], "option-number", "less than 1"],
])("%j is bad input", async (args, code, message) => {
  const { status, out, err } = await recorded([...endless, ...args]);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain(message);
  expect(err).toContain(`[${code}]`);
});

describe("a profile", () => {
  test("is printed on request: what was taken and ignored, what never came, what the bounds cut", async () => {
    const { out } = await recorded(["check", "./hasty.ts", "--profile", "--to-the-end", "--bound", "following=0"]);
    expect(out).toContain("Profile  of all ");
    expect(out).toMatch(/ {2}follower {2}times out: patience +\d/);
    expect(out).toMatch(/ {2}cut by bounds following \d+/);
    const { out: without } = await recorded(["check", "./hasty.ts"]);
    expect(without).not.toContain("Profile");
  });

  test("stands whole in the JSON", async () => {
    const args = ["check", "./endless.ts", "--timing", "asynchronous", "--bound", "count=1", "--profile", "--json"];
    const { profile } = JSON.parse((await recorded(args)).out) as Exploration;
    // Each of three processes counts from 0 to 1 in four of the eight states, and would count on in the other four.
    expect(profile).toMatchObject({
      states: 8,
      rows: [{ role: "any", kind: "timeout", event: "next", taken: 12, ignored: 0, cut: 12 }],
      others: {},
      cut: { count: 12 },
      longestInbox: null,
      mostChoices: { count: 1 },
    });
  });

  test.each([40, 80, 120])("no line is wider than %i columns", async (width) => {
    const args = ["check", "./hasty.ts", "--profile", "--to-the-end", "--crashes", "1"];
    const { out } = await recorded(args, { width });
    const lines = out.slice(out.indexOf("Profile"), out.indexOf("✗ at most one leads:")).split("\n");
    expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(width);
  });
});
