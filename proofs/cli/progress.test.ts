import { describe, expect, test } from "vitest";
import type { Progress } from "../../model/mission.ts";
import { Pace, timeInWords } from "./pace.ts";
import { progressLine, watched } from "./progress.ts";

const progress: Progress = { states: 1234567, transitions: 9, depth: 12, frontier: 4321 };

function* exploration(stretches: number): Generator<Progress, string> {
  for (let i = 0; i < stretches; i++) yield progress;
  return "result";
}

/** A terminal that remembers its progress line and what was printed. */
function recorder(isTerminal = true) {
  const lines: (string | null)[] = [];
  const printed: string[] = [];
  const terminal = {
    width: 80,
    err: (line: string) => void printed.push(line),
    ...(isTerminal ? { progress: (line: string | null) => void lines.push(line) } : {}),
  };
  return { lines, printed, terminal };
}

/** A pace after these sizes of levels, one a second. */
function paced(frontiers: readonly number[], rest: Partial<Progress> = {}): Pace {
  const pace = new Pace();
  let states = 0;
  for (const [depth, frontier] of frontiers.entries()) {
    states += frontier;
    pace.note({ states, transitions: 0, depth, frontier, ...rest }, depth + 1);
  }
  return pace;
}

describe("a progress line", () => {
  const pace = new Pace();
  pace.note(progress, 2);

  test("tells states, rate, depth, frontier, memory and time", () => {
    expect(progressLine(progress, pace, 1.25 * 2 ** 30, 120)).toBe(
      "1,234,567 states, 617k/s, depth 12, frontier 4,321, 1.3 GB, 0:02, Ctrl-C ends it",
    );
    expect(progressLine({ ...progress, walks: { done: 4, all: 1000 } }, pace, 2 ** 27, 120)).toBe(
      "1,234,567 states, 617k/s, walk 5 of 1,000, 128 MB, 0:02, Ctrl-C ends it",
    );
  });

  test.each([40, 60, 80, 120])("fits into %i columns, the last one left free, with whole parts only", (width) => {
    const line = progressLine({ ...progress, states: 123456789, frontier: 98765432 }, pace, 2 ** 33, width);
    expect(line.length).toBeLessThan(width);
    expect(line).toMatch(/^123,456,789 states.*(\d[kM]?\/s|depth 12|frontier 98\.77M|GB|:\d\d|it)$/);
  });
});

test("the rate is smoothed: what is long ago counts for less and less", () => {
  const pace = new Pace();
  for (let second = 1; second <= 10; second++) pace.note({ ...progress, states: second * 1000 }, second);
  expect(pace.rate).toBeCloseTo(1000);
  for (let second = 11; second <= 13; second++) pace.note({ ...progress, states: 10_000 }, second);
  expect(pace.rate).toBeCloseTo(500);
});

describe("what is left is told", () => {
  test("where several levels in a row were each smaller than the one before", () => {
    // Halves: 640 + 320 + 160 + … are to come, as many as the last level had, at some hundred a second.
    const pace = paced([9000, 10240, 5120, 2560, 1280, 640]);
    expect(pace.secondsLeft()! * pace.rate).toBeCloseTo(640);
  });

  test.each<[string, Pace]>([
    ["grow", paced([1, 2, 4, 8, 16, 32, 64])],
    ["shrink and grow again", paced([512, 256, 128, 64, 32, 33])],
    ["have only begun to shrink", paced([100, 90, 80, 70])],
    ["stay as they are", paced([7, 7, 7, 7, 7, 7, 7])],
    ["are no levels, but walks", paced([512, 256, 128, 64, 32, 16], { walks: { done: 1, all: 2 } })],
  ])("but not where levels %s", (_how, pace) => {
    expect(pace.secondsLeft()).toBeNull();
  });

  test("but not depth first, where the way that is followed becomes shorter, too", () => {
    const pace = paced([512, 256, 128, 64, 32, 16]);
    pace.note({ ...progress, depth: 2 }, 9);
    expect(pace.secondsLeft()).toBeNull();
  });
});

test("a time is told as a clock shows it", () => {
  expect([0.4, 42, 61, 3723].map(timeInWords)).toEqual(["0:00", "0:42", "1:01", "1:02:03"]);
});

test("progress is shown where there is a terminal, and removed in the end", async () => {
  const { lines, printed, terminal } = recorder();
  expect(await watched(exploration(3), terminal, { patience: 0, isAsked: true })).toBe("result");
  expect(lines[0]).toContain("1,234,567 states");
  expect(lines.at(-1)).toBeNull();
  expect(printed).toEqual([]);
});

test("a short exploration shows nothing, and removes nothing", async () => {
  const { lines, terminal } = recorder();
  await watched(exploration(3), terminal, { patience: 60_000 });
  expect(lines).toEqual([]);
});

test("in a pipe a line is printed every ten seconds where that was asked for, and none otherwise", async () => {
  for (const isAsked of [true, false]) {
    const { printed, terminal } = recorder(false);
    let now = 0;
    const clock = (): number => {
      now += 2_500;
      return now;
    };
    await watched(exploration(12), terminal, { isAsked, clock });
    expect(printed).toHaveLength(isAsked ? 3 : 0);
  }
});

test("between two stretches somebody else gets a turn, so that a Ctrl-C is heard", async () => {
  let isHeard = false;
  setImmediate(() => {
    isHeard = true;
  });
  function* waiting(): Generator<Progress, boolean> {
    yield progress;
    return isHeard;
  }
  expect(await watched(waiting(), recorder(false).terminal)).toBe(true);
});
