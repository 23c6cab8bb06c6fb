import { describe, expect, test } from "vitest";
import { registry } from "../registry.ts";
import { recorded } from "./fixtures/recorder.ts";

describe("the crisis matrix", () => {
  test("is printed as a half, or as both: not as both halves at once", async () => {
    const { err, status } = await recorded(["--safe", "--recovers"], { algorithms: registry });
    expect({ err, status }).toEqual({
      err: expect.stringContaining("--safe and --recovers are a half of the matrix each"),
      status: 2,
    });
  });

  test("that is interrupted shows what was found so far, and ends with 3", async () => {
    const signal = { aborted: true };
    const { out, status } = await recorded([], { algorithms: registry, interruptible: (work) => work(signal) });
    expect(status).toBe(3);
    expect(out).toContain("–");
  });

  test("turns its rows into columns on a terminal that is too narrow", async () => {
    const signal = { aborted: true };
    const narrow = {
      isTerminal: true,
      width: 80,
      interruptible: <T>(work: (s: typeof signal) => Promise<T>) => work(signal),
    };
    const { out } = await recorded([], { algorithms: registry, ...narrow });
    for (const line of out.split("\n").filter((text) => !text.includes("npx")))
      expect(line.length).toBeLessThanOrEqual(80);
    expect(out).toMatch(/\nslow +–/);
  });
});
