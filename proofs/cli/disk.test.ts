import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { explore } from "../../model/explore.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import raftElection from "../known/raft-election.ts";
import { diskFrom, type Lent } from "./disk.ts";
import { recorded } from "./fixtures/recorder.ts";
import { plainly, type Terminal } from "./terminal.ts";

const scenario: Scenario = { ...calmScenario, network: "set", timing: "asynchronous", bounds: { term: 1 } };

let directory = "";
let told: string[] = [];
let lent: Lent | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "disk-"));
  told = [];
  lent = undefined;
});
afterEach(() => {
  lent?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A disk of a process that may take so many bytes: with one byte, whatever can be is put away. */
function borrowed(most: number): Required<Lent> {
  const terminal: Terminal = {
    out: () => {},
    err: (text) => void told.push(text),
    isTerminal: false,
    width: 80,
    paint: plainly,
    paintError: plainly,
    directory,
    interruptible: (work) => work({ aborted: false }),
  };
  const { disk, close } = diskFrom({ disk: "." }, terminal, most);
  return { disk: disk!, close };
}

test("states that lie in a file come to what they come to in memory, and nothing is left of it", () => {
  lent = borrowed(1);
  expect(lent.disk!.room).toBe(0);
  const options = { toTheEnd: true };
  expect(explore(raftElection, scenario, { ...options, disk: lent.disk! })).toEqual(
    explore(raftElection, scenario, options),
  );
  lent.close();
  lent = undefined;
  expect(readdirSync(directory)).toEqual([]);
});

test("no name of the file outlives a program that is killed: it has none", () => {
  lent = borrowed(1);
  expect(lent.disk!.write(0, new Uint8Array(8))).toBe(true);
  expect(readdirSync(directory)).toEqual(process.platform === "win32" ? [`interregnum-${process.pid}.states`] : []);
});

test("half of what memory leaves is taken before anything is put away, and nothing more once it gets tight", () => {
  const { rss } = process.memoryUsage();
  lent = borrowed(10 * rss);
  expect(lent.disk!.room).toBeGreaterThan(3.5 * rss);
  expect(lent.disk!.room).toBeLessThan(4.5 * rss);
});

test("a disk to which nothing can be written is told once, and memory does for all", () => {
  const { disk, close } = borrowed(1);
  // Nothing can be written to a file that is closed, nor read from it.
  close();
  expect(explore(raftElection, scenario, { disk })).toEqual(explore(raftElection, scenario));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("nothing more goes to --disk .:");
  expect(() => disk.read(0, new Uint8Array(8))).toThrow("cannot be read again");
});

test("what is shorter than it was is no answer", () => {
  lent = borrowed(1);
  lent.disk!.write(0, Uint8Array.of(1, 2, 3));
  const back = new Uint8Array(3);
  lent.disk!.read(0, back);
  expect([...back]).toEqual([1, 2, 3]);
  expect(() => lent!.disk!.read(1, back)).toThrow("the file is shorter than it was");
});

describe("check --disk", () => {
  const endless = ["check", "./endless.ts", "--timing", "asynchronous", "--bound", "count=9", "--json"];

  test("comes to the same, and leaves nothing behind", async () => {
    const [on, off] = [await recorded([...endless, "--disk", directory]), await recorded(endless)];
    const without = ({ out, ...rest }: typeof on): unknown => ({ ...rest, out: { ...JSON.parse(out), seconds: 0 } });
    expect(without(on)).toEqual(without(off));
    expect(readdirSync(directory)).toEqual([]);
  });

  test.each<[string, string, readonly string[], string]>([
    ["missing", "missing", [], "there is no such file or directory"],
    ["a file", "letters", [], "it is no directory"],
    ["of another strategy", "", ["--strategy", "walk"], "a disk and the strategy walk do not go together"],
    ["taken", "", [], "is left over from another run"],
  ])("is bad input where it is %s", async (what, place, more, why) => {
    writeFileSync(join(directory, "letters"), "letters");
    if (what === "taken") writeFileSync(join(directory, `interregnum-${process.pid}.states`), "states");
    const before = readdirSync(directory);
    const { status, out, err } = await recorded([...endless, "--disk", join(directory, place), ...more]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(why);
    expect(readdirSync(directory)).toEqual(before);
  });
});
