import { describe, expect, test } from "vitest";
import { crises } from "../../spec/crisis.ts";
import { rows } from "../catalogue/index.ts";
import { registry } from "../registry.ts";
import { recorded } from "./fixtures/recorder.ts";

describe("the crisis matrix", () => {
  test("as JSON has a cell for every crisis, each with a verdict and its number of states, as far as it came", async () => {
    let asked = 0;
    const signal = {
      get aborted(): boolean {
        return ++asked > 1_000;
      },
    };
    const { out, status } = await recorded(["--json"], { algorithms: registry, interruptible: (work) => work(signal) });
    const found = JSON.parse(out) as { rows: { id: string; cells: Record<string, unknown>[] }[] };
    expect(status).toBe(3);
    expect(found.rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    const [first] = found.rows;
    expect(first!.cells.map(({ crisis }) => crisis)).toEqual(crises.map(({ name }) => name));
    for (const { verdict, states, counterexample, crisis } of first!.cells) {
      expect(["holds", "violated"]).toContain(verdict);
      expect(states).toBeGreaterThan(0);
      expect(counterexample !== undefined, String(crisis)).toBe(verdict === "violated");
    }
    expect(first!.cells.some(({ verdict }) => verdict === "violated")).toBe(true);
  });

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
