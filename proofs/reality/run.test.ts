/** Real processes: a script of crises, a soak, and what is typed. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { recorded } from "../cli/fixtures/recorder.ts";
import { afterRunKey } from "../cli/live.ts";
import { registry } from "../registry.ts";
import type { Member } from "./fleet.ts";
import { type Deed, scriptOf } from "./script.ts";
import { soaked } from "./soaking.ts";
import { percentile } from "./statistics.ts";
import { until } from "./watch.ts";

const ids = [1, 2, 3, 4, 5];

describe("a script", () => {
  test("says what is done, line by line; what stands behind a # says nothing", () => {
    const text = "kill leader\n\n# nothing\npause 2  # why\ncut 1 2 / 3 4 5\nheal\nwait 500\nelect 3000\nrestart 1\n";
    expect(scriptOf(text, "s", ids)).toEqual([
      { verb: "kill", who: "leader" },
      { verb: "pause", who: 2 },
      {
        verb: "cut",
        sides: [
          [1, 2],
          [3, 4, 5],
        ],
      },
      { verb: "heal" },
      { verb: "wait", ms: 500 },
      { verb: "elect", ms: 3000 },
      { verb: "restart", who: 1 },
    ] satisfies readonly Deed[]);
  });

  test.each([
    ["kil leader", /line 1: there is nothing called “kil”.*kill/],
    ["kill", /kill takes one process/],
    ["kill 1 2", /kill takes one process/],
    ["kill 9", /no process “9”: there are 1 to 5/],
    ["wait", /whole number of milliseconds/],
    ["wait -1", /whole number of milliseconds/],
    ["elect soon", /whole number of milliseconds/],
    ["cut 1 2", /at least two sides/],
    ["cut 1 2 /", /at least two sides/],
    ["cut 1 2 / 2 3", /stands on two sides/],
    ["heal all", /heal takes nothing/],
  ])("is refused with the line that is wrong: %s", (line, message) => {
    expect(() => scriptOf(line, "s", ids)).toThrow(message);
  });
});

describe("a key", () => {
  const members: readonly Member[] = ids.map((id) => ({ id, status: id === 4 ? "paused" : "up" }));
  const after = (key: string, ...chosen: readonly number[]) => afterRunKey(key, { chosen }, { ids, members });

  test.each([
    ["2", [1], { chosen: [1, 2] }],
    ["1", [1, 2], { chosen: [2, 1] }],
    ["9", [1], { chosen: [1] }],
    ["k", [1, 2], { verb: "kill", who: 2 }],
    ["r", [3], { verb: "restart", who: 3 }],
    ["w", [3], { verb: "wipe", who: 3 }],
    ["s", [3], { verb: "resign", who: 3 }],
    ["p", [3], { verb: "pause", who: 3 }],
    ["p", [4], { verb: "resume", who: 4 }],
    [
      "c",
      [1, 2],
      {
        verb: "cut",
        sides: [
          [1, 2],
          [3, 4, 5],
        ],
      },
    ],
    ["h", [1], { verb: "heal" }],
    ["q", [], "quit"],
    ["\u0003", [1], "quit"],
    // Without a process there is nobody to do it to.
    ["k", [], { chosen: [] }],
    ["x", [1], { chosen: [] }],
  ])("%s after %j means %j", (key, chosen, meaning) => {
    expect(after(key, ...chosen)).toEqual(meaning);
  });
});

describe("interregnum run", () => {
  const run = (...args: readonly string[]) => recorded(["run", ...args], { algorithms: registry });

  test("does what a script says to real processes, and ends with 0 where one leads in the end and the logs are in order", async () => {
    const directory = mkdtempSync(join(tmpdir(), "interregnum-script-"));
    const script = join(directory, "crisis.txt");
    const out = join(directory, "evidence");
    writeFileSync(
      script,
      "elect 20000\nwait 200\nkill leader\nelect 20000\nwait 200\npause leader\nwait 300\ncut 1 2 / 3\nwait 200\n",
    );
    const result = await run("raft", "--nodes", "3", "--tick", "20", "--script", script, "--out", out, "--json");
    expect(result).toMatchObject({ status: 0, err: "" });
    const { leader, shared, elections, validation } = JSON.parse(result.out) as {
      leader: number;
      shared: unknown;
      elections: readonly { ms: number | null }[];
      validation: unknown;
    };
    expect(leader).toBeGreaterThan(0);
    expect(shared).toEqual([]);
    expect(elections.filter(({ ms }) => ms !== null).length).toBeGreaterThan(0);
    expect(validation).toMatchObject({ deviation: null });
    // The same evidence again, from what was kept.
    expect(readdirSync(join(out, "logs")).length).toBeGreaterThanOrEqual(4);
    expect(JSON.parse(readFileSync(join(out, "elections.json"), "utf8"))).toEqual(elections);
    expect(await recorded(["validate", join(out, "logs"), "--crashed"], { algorithms: registry })).toMatchObject({
      status: 0,
    });
  });

  test("shows on a terminal who leads, and does what is typed", async () => {
    const screens: string[] = [];
    const isSeen = (what: RegExp): Promise<boolean> => until(() => what.test(screens.at(-1) ?? ""), 20_000);
    async function* keys(): AsyncIterable<string> {
      expect(await isSeen(/\d {2}leads epoch \d/)).toBe(true);
      const [, leader] = /(\d) {2}leads/.exec(screens.at(-1)!)!;
      yield leader!;
      yield "k";
      expect(await isSeen(new RegExp(`${leader} {2}down[^]*process ${leader} is killed`))).toBe(true);
      expect(await isSeen(/\d {2}leads epoch \d/)).toBe(true);
      yield "q";
    }
    const out = (text: string): void => void screens.push(text);
    const { status, err } = await recorded(["run", "raft", "--nodes", "3", "--tick", "20"], {
      algorithms: registry,
      keys,
      out,
    });
    expect({ status, err }).toEqual({ status: 0, err: "" });
  });

  test("ends with 1 where not all follow one after healing: who returns in Chang and Roberts' ring is told nothing", async () => {
    const script = join(mkdtempSync(join(tmpdir(), "interregnum-script-")), "crisis.txt");
    writeFileSync(script, "elect 20000\nwait 100\nkill follower\n");
    const { status, out } = await run("chang-roberts", "--nodes", "3", "--tick", "20", "--script", script);
    expect(out).toContain("nobody leads whom all follow");
    expect(status).toBe(1);
  });

  test.each([
    [[], "argument-missing"],
    [["raftt"], "algorithm-unknown"],
    [["raft"], "option-missing"],
    [["raft", "--nodes", "0"], "option-number"],
    [["raft", "--nodes", "51"], "option-number"],
    [["raft", "--script", "nothing-here"], "script"],
    [["raft", "--script", "run.test.ts", "--out", "."], "script"],
  ])("refuses %j: %s", async (args, code) => {
    const { status, err } = await recorded(["run", ...args], { algorithms: registry, directory: import.meta.dirname });
    expect(err).toContain(`[${code}]`);
    expect(status).toBe(2);
  });
});

describe("a soak", () => {
  test("of random crises ends with a leader after each, and no claim fails", async () => {
    const { complaints, crises, steps, electionMs } = await soaked({
      algorithm: "raft",
      nodes: 5,
      tickMs: 20,
      crises: 12,
      seconds: 20,
      seed: 7,
    });
    expect(complaints).toEqual([]);
    expect(crises).toBeGreaterThan(2);
    expect(steps).toBeGreaterThan(100);
    expect(electionMs.median).toBeGreaterThan(0);
  });
});

test("a percentile is the value below which so many of a hundred lie", () => {
  expect([50, 99, 100].map((percent) => percentile([5, 1, 4, 2, 3], percent))).toEqual([3, 5, 5]);
  expect(percentile([], 50)).toBeNull();
});
