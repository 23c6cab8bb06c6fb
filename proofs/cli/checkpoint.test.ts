import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Exploration } from "../../model/result.ts";
import { keepingFrom } from "./checkpoint.ts";
import { recorded } from "./fixtures/recorder.ts";
import { plainly, type Terminal } from "./terminal.ts";

const endless = ["check", "./endless.ts", "--timing", "asynchronous", "--bound", "count=30", "--json"];

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "checkpoint-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A surrounding in which a Ctrl-C comes after so many looks; `meanwhile` happens at each. */
function interruptedAfter(looks: number, meanwhile: () => void = () => {}): Partial<Terminal> {
  let left = looks;
  return {
    interruptible: (work) =>
      work({
        get aborted() {
          meanwhile();
          return --left < 0;
        },
      }),
  };
}

function resultOf(out: string): unknown {
  return { ...(JSON.parse(out) as Exploration), seconds: 0 };
}

describe("what is kept", () => {
  test("is gone on with, twice, and comes to what an unbroken run comes to", async () => {
    const file = join(directory, "kept");
    const first = await recorded([...endless, "--checkpoint", file], interruptedAfter(20));
    expect(first.status).toBe(3);
    expect(first.err).toBe(`To go on from its last complete level: the same command with --resume ${file}`);
    const goOn = [...endless, "--checkpoint", file, "--resume", file];
    const second = await recorded(goOn, interruptedAfter(15));
    expect(second.status).toBe(3);
    const depthOf = (out: string): number => (JSON.parse(out) as Exploration).depth;
    expect(depthOf(second.out)).toBeGreaterThan(depthOf(first.out) + 10);
    const third = await recorded(goOn);
    const unbroken = await recorded(endless);
    expect({ ...third, out: resultOf(third.out) }).toEqual({ ...unbroken, out: resultOf(unbroken.out) });
    expect(JSON.parse(third.out)).toMatchObject({ states: 31 ** 3, depth: 90, stopped: null });
    expect(readdirSync(directory)).toEqual(["kept"]);
  });

  test.each(["--max-states", "--max-cells"])("is kept when %s ends it, too", async (limit) => {
    const file = join(directory, "kept");
    const { status } = await recorded([...endless, "--checkpoint", file, limit, "60"]);
    expect(status).toBe(3);
    const { out } = await recorded([...endless, "--resume", file]);
    expect(JSON.parse(out)).toMatchObject({ states: 31 ** 3, stopped: null });
  });

  test("is due after half a minute, and then after thirty times as long as the last one took", () => {
    let now = 0;
    const terminal: Terminal = {
      out: () => {},
      err: () => {},
      isTerminal: false,
      width: 80,
      paint: plainly,
      paintError: plainly,
      directory,
      interruptible: (work) => work({ aborted: false }),
    };
    const { checkpoints } = keepingFrom({ checkpoint: "kept", resume: undefined }, terminal, () => now);
    const isDueAt = (time: number): boolean => {
      now = time;
      return checkpoints!.isDue();
    };
    expect([isDueAt(29_999), isDueAt(30_000)]).toEqual([false, true]);
    checkpoints!.keep(
      (function* () {
        now += 2000;
        yield new Uint8Array(3);
      })(),
    );
    expect([isDueAt(32_000 + 59_999), isDueAt(32_000 + 60_000)]).toEqual([false, true]);
  });

  test("cannot be kept where the directory goes away: that is told, and the exploration goes on", async () => {
    const place = join(directory, "gone");
    mkdirSync(place);
    const file = join(place, "kept");
    const surroundings = interruptedAfter(20, () => rmSync(place, { recursive: true, force: true }));
    const { status, out, err } = await recorded([...endless, "--checkpoint", file], surroundings);
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ stopped: "interrupted" });
    expect(err).toContain(`no checkpoint could be written to ${file}: there is no such file or directory.`);
    expect(err).toContain(`There is no checkpoint in ${file}`);
  });
});

describe("refused with status 2 is", () => {
  const refused = async (args: readonly string[]): Promise<string> => {
    const { status, out, err } = await recorded([...endless, ...args]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    return err;
  };

  test("a file that is there already, whatever it is", async () => {
    const file = join(directory, "kept");
    writeFileSync(file, "letters");
    expect(await refused(["--checkpoint", file])).toContain("is there already");
  });

  test("a place where nothing can be written", async () => {
    const missing = await refused(["--checkpoint", join(directory, "missing", "kept")]);
    expect(missing).toContain("there is no such file or directory [checkpoint-file]");
    expect(await refused(["--checkpoint", directory])).toContain("it is a directory [checkpoint-file]");
    expect(existsSync(`${directory}.part`)).toBe(false);
  });

  test("a file to go on from that is missing, or no file, or no checkpoint", async () => {
    expect(await refused(["--resume", join(directory, "missing")])).toContain("there is no such file");
    expect(await refused(["--resume", directory])).toContain("it is a directory [checkpoint-file]");
    const file = join(directory, "letters");
    writeFileSync(file, "letters");
    expect(await refused(["--resume", file])).toContain(`--resume ${file}: this is no checkpoint [checkpoint-format]`);
  });

  test("another scenario, or another protocol", async () => {
    const file = join(directory, "kept");
    await recorded([...endless, "--checkpoint", file], interruptedAfter(5));
    const err = await refused(["--resume", file, "--crashes", "1"]);
    expect(err).toContain("crashes: then 0, now 1");
    const other = await recorded(["check", "./hasty.ts", "--resume", file]);
    expect(other.status).toBe(2);
    expect(other.err).toContain('algorithm: then "endless", now "hasty"');
  });

  test.each(["depth", "walk"])("the strategy %s", async (strategy) => {
    const err = await refused(["--checkpoint", join(directory, "kept"), "--strategy", strategy]);
    expect(err).toContain("[checkpoint-strategy]");
  });
});
