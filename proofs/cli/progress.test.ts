import { expect, test } from "vitest";
import type { Progress } from "../../model/explore.ts";
import { progressLine, watched } from "./progress.ts";

const progress: Progress = { states: 1234567, transitions: 9, depth: 12, frontier: 4321 };

function* exploration(stretches: number): Generator<Progress, string> {
  for (let i = 0; i < stretches; i++) yield progress;
  return "result";
}

test("a progress line tells states, rate, depth and frontier", () => {
  expect(progressLine(progress, 2)).toBe(
    "1,234,567 states, 617,284 a second, depth 12, frontier 4,321 (Ctrl-C ends it)",
  );
});

test("progress is shown where there is a terminal, and removed in the end", async () => {
  const lines: (string | null)[] = [];
  expect(await watched(exploration(3), { progress: (line) => void lines.push(line) }, { patience: 0 })).toBe("result");
  expect(lines[0]).toContain("1,234,567 states");
  expect(lines.at(-1)).toBeNull();
});

test("a short exploration shows nothing, and removes nothing", async () => {
  const lines: (string | null)[] = [];
  await watched(exploration(3), { progress: (line) => void lines.push(line) }, { patience: 60_000 });
  expect(lines).toEqual([]);
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
  expect(await watched(waiting(), {})).toBe(true);
});
