import { describe, expect, test } from "vitest";
import { registry } from "../registry.ts";
import { recorded } from "./fixtures/recorder.ts";

const checking = (...args: readonly string[]) => recorded(["check", ...args], { algorithms: registry });

describe("check --recovers", () => {
  test("shows the run that never comes back to one leader, and ends with 1", async () => {
    const { out, status } = await checking("bully", "--crisis", "missing-link", "--recovers");
    expect(status).toBe(1);
    expect(out).toMatch(/✗ one leads again and again +violated: after 7 steps, 5 steps repeat for ever/);
    expect(out).toMatch(/✗ one can lead again +violated/);
    expect(out).not.toContain("leaders outrank followers");
  });

  test("decides the algorithm's own claims, too, where they are named", async () => {
    const { out, status } = await checking("bully", "--recovers", "--claim", "leaders-outrank-followers");
    expect(status).toBe(0);
    for (const name of ["one leads again and again", "one can lead again", "leaders outrank followers"]) {
      expect(out).toMatch(new RegExp(`✓ ${name} +holds`));
    }
  });

  test("is done by one worker", async () => {
    const { err, status } = await checking("bully", "--recovers", "--workers", "2");
    expect(status).toBe(2);
    expect(err).toContain("--workers 2 does not go together with --recovers");
  });
});
