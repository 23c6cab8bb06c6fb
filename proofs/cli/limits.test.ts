import { describe, expect, test } from "vitest";
import { recorded } from "./fixtures/recorder.ts";
import { bytesOf } from "./limits.ts";
import { memoryTaken } from "./memory.ts";

const endless = ["check", "./endless.ts", "--timing", "asynchronous"];

describe("a size", () => {
  test.each([
    ["8g", 8 * 2 ** 30],
    ["512m", 512 * 2 ** 20],
    ["512MiB", 512 * 2 ** 20],
    ["1.5GB", 1.5 * 2 ** 30],
    ["200000k", 200_000 * 2 ** 10],
    ["1t", 2 ** 40],
    ["100000000", 1e8],
  ])("such as %s is so many bytes", (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes);
  });

  test.each([
    ["8", "is less than the program itself takes"],
    ["lots", "is no size"],
    ["-8g", "is no size"],
    ["8x", "is no size"],
    ["99999999t", "is more than there is anywhere"],
  ])("%s is none", (text, why) => {
    expect(() => bytesOf(text)).toThrow(
      `check: --memory “${text}” ${why}\nGive a size of at least 64m, such as 8g or 512m.`,
    );
  });
});

test("the memory that is taken is told of the limit that is given", () => {
  expect(memoryTaken(process.memoryUsage.rss() / 2)).toBeGreaterThan(1);
  expect(memoryTaken(2 ** 50)).toBeLessThan(0.9);
});

test.each(["breadth", "depth", "walk", "diagrams"])(
  "at --memory the strategy %s ends with what was found: status 3",
  async (strategy) => {
    // The test itself has taken more than this before it begins.
    const { status, out } = await recorded([...endless, "--strategy", strategy, "--memory", "64m"]);
    expect(status).toBe(3);
    expect(out).toMatch(/Not finished: the memory was used up after [\d,]+ states?, depth [\d,]+\.\s+Raise\s+--memory/);
    expect(out).toContain("? counts are not negative  undecided");
  },
);

test.each(["breadth", "depth", "walk", "diagrams"])(
  "at --max-cells the strategy %s ends with what was found: status 3",
  async (strategy) => {
    const { status, out } = await recorded([...endless, "--strategy", strategy, "--max-cells", "40"]);
    expect(status).toBe(3);
    expect(out).toContain("--max-cells allows");
  },
);

test("a size that is none is bad input", async () => {
  const { status, err } = await recorded([...endless, "--memory", "8"]);
  expect(status).toBe(2);
  expect(err).toContain("[option-memory]");
});
