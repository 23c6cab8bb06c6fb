import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { registry } from "../registry.ts";
import { recorded } from "./fixtures/recorder.ts";
import { afterKey } from "./replay.ts";
import { keysIn } from "./terminal.ts";

const hasty = join(import.meta.dirname, "fixtures/hasty.ts");
let directory: string;
let file: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "interregnum-replay-"));
  file = join(directory, "hasty.json");
  await recorded(["check", hasty, "--trace", "json", "--trace-out", file], { directory });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function* typed(...keys: readonly string[]): AsyncIterable<string> {
  yield* keys;
}

test("without a terminal all steps are printed, and the protocol is found from wherever one is", async () => {
  const { status, out, err } = await recorded(["replay", file], { directory: tmpdir() });
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out).toContain("hasty: “at most one leads” is violated after 3 steps");
  expect(out).toMatch(/^ {3}3 .*process 2 times out: patience/m);
});

test("keys step forwards and backwards, and every screen shows one step and the state after it", async () => {
  const keys = (): AsyncIterable<string> => typed("n", "\u001b[C", "\u001b[D", "x", "G", "n", "g", "q", "n");
  const { status, out } = await recorded(["replay", file], { keys });
  expect(status).toBe(0);
  const screens = out.split("\u001b[2J\u001b[H").slice(1);
  expect(screens.map((screen) => /step (\d) of 3/.exec(screen)?.[1])).toEqual(["0", "1", "2", "1", "3", "0"]);
  expect(screens[4]).toContain("process 2 times out: patience");
  expect(screens[4]).toMatch(/process 3 {2}is {6}up, knows no leader/);
  expect(screens[0]).toContain("the beginning");
});

test("a run without end is replayed, and every screen says which steps repeat", async () => {
  const run = join(directory, "bully.json");
  const links = ["check", "bully", "--links", "1-2,1-3", "--recovers", "--trace", "json", "--trace-out", run];
  await recorded(links, { directory, algorithms: registry });
  const keys = (): AsyncIterable<string> => typed("G", "q");
  const { status, out } = await recorded(["replay", run], { keys, algorithms: registry });
  expect(status).toBe(0);
  const oneLine = out.replaceAll(/\s+/g, " ");
  expect(oneLine).toContain("“one leads again and again” is violated: after 7 steps, 5 steps repeat for ever");
  expect(out).toContain("step 12 of 12, of which 8 to 12 repeat for ever\nn next");
});

test("a run that comes to rest is replayed", async () => {
  const run = join(directory, "ring.json");
  const off = ["generations", "skip", "regenerate"].flatMap((name) => ["--set", `${name}=false`]);
  const losing = ["--losses", "1", "--recovers", "--trace", "json", "--trace-out", run];
  await recorded(["check", "token-ring", ...off, ...losing], { directory, algorithms: registry });
  const { out } = await recorded(["replay", run], { keys: () => typed("q"), algorithms: registry });
  expect(out.replaceAll(/\s+/g, " ")).toContain("is violated: after 1 step nothing happens any more");
  expect(out).toContain("step 0 of 1, after which nothing happens any more\nn next");
});

test.each<[string, number, number | null]>([
  ["n", 1, 2],
  [" ", 3, 3],
  ["p", 0, 0],
  ["\u001bOD", 2, 1],
  ["g", 2, 0],
  ["G", 0, 3],
  ["q", 1, null],
  ["\u0003", 1, null],
  ["?", 1, 1],
])("the key %j leads from step %i of 3 to %j", (key, from, to) => {
  expect(afterKey(key, from, 3)).toBe(to);
});

test("keys that come together are taken apart, arrows in one piece", () => {
  expect(keysIn("n\u001b[C\u001bODq")).toEqual(["n", "\u001b[C", "\u001bOD", "q"]);
});

test("a file that was edited so that a step is impossible is refused, with the step and the reason", async () => {
  const edited = join(directory, "edited.json");
  const content = JSON.parse(readFileSync(file, "utf8")) as { trace: { steps: { action: object }[] } };
  content.trace.steps[1]!.action = { type: "timeout", process: 7, timer: "patience" };
  writeFileSync(edited, JSON.stringify(content));
  const { status, out, err } = await recorded(["replay", edited]);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain(
    "step 2 (process 7 times out: patience) is impossible: there is no process 7 [trace-impossible]",
  );
});

test("--json is the trace as it was taken now", async () => {
  const { out } = await recorded(["replay", file, "--json"]);
  const { trace } = JSON.parse(readFileSync(file, "utf8")) as { trace: unknown };
  expect(JSON.parse(out)).toMatchObject({ protocol: "hasty", claim: "at most one leads", trace });
});

test.each([
  [["replay"], "argument-missing", "the trace file is missing"],
  [["replay", "nowhere.json"], "trace-unreadable", "there is no such file"],
  [["replay", hasty], "trace-json", "is not JSON"],
])("%j is bad input", async (args, code, message) => {
  const { status, err } = await recorded(args);
  expect(status).toBe(2);
  expect(err).toContain(`[${code}]`);
  expect(err).toContain(message);
});

test("another protocol is refused", async () => {
  const { status, err } = await recorded(["replay", file, "--model", "bully"], { algorithms: registry });
  expect(status).toBe(2);
  expect(err).toContain("is a trace of the protocol hasty, and this is the protocol bully [trace-protocol]");
});
