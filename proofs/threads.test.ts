/** Real threads: the same results as alone, and a clear word where one of them fails. */
import { describe, expect, test } from "vitest";
import { explore } from "../model/explore.ts";
import type { Exploration } from "../model/result.ts";
import { calmScenario, type Scenario } from "../model/scenario.ts";
import { exploreInThreads } from "../model/threads/index.ts";
import { subjects } from "./bench/subjects.ts";
import hasty from "./cli/fixtures/hasty.ts";
import raftElection from "./known/raft-election.ts";
import { sound } from "./testing/worker-models.ts";

const counters = new URL("./testing/worker-models.ts", import.meta.url).href;
const asynchronous: Scenario = { ...calmScenario, nodes: 2, timing: "asynchronous", bounds: { count: 60 } };

function counted({ workers: _, ...rest }: Exploration): unknown {
  return rest;
}

describe("threads explore what one explores alone", () => {
  test.each([2, 3])("raft election, 3 processes, term 1: %i workers", async (workers) => {
    const { scenario } = subjects[0]!.entry;
    const source = { module: new URL("./known/raft-election.ts", import.meta.url).href };
    const options = { toTheEnd: true, examples: true };
    const together = await exploreInThreads(source, scenario, { ...options, workers, isAwaited: true });
    expect(together.workers).toBe(workers);
    expect(counted(together)).toEqual(counted(explore(raftElection, scenario, options)));
  });

  test("what is violated, with the same trace", async () => {
    const source = { module: new URL("./cli/fixtures/hasty.ts", import.meta.url).href };
    const alone = explore(hasty, calmScenario);
    const together = await exploreInThreads(source, calmScenario, { workers: 2, isAwaited: true });
    expect(together.workers).toBe(2);
    expect(together.verdicts.map(({ verdict }) => verdict)).toContain("violated");
    expect(counted(together)).toEqual(counted(alone));
  });

  test("a limit ends all of them", async () => {
    const source = { module: counters, export: "sound" };
    const scenario = { ...asynchronous, bounds: {} };
    const options = { workers: 2, isAwaited: true, maxStates: 100_000 };
    const { stopped, states, workers } = await exploreInThreads(source, scenario, options);
    expect({ stopped, workers }).toEqual({ stopped: "states", workers: 2 });
    expect(states).toBeGreaterThanOrEqual(100_000);
  });
});

describe("a thread that fails ends the exploration", () => {
  const run = (name: string): Promise<Exploration> =>
    exploreInThreads({ module: counters, export: name }, asynchronous, { workers: 2, isAwaited: true });

  test("one whose protocol throws: with the protocol's error", async () => {
    await expect(run("throwing")).rejects.toMatchObject({
      name: "ProtocolError",
      message: expect.stringContaining("not in a thread"),
    });
  });

  test("one that ends: with its status", async () => {
    await expect(run("exiting")).rejects.toThrow("a worker failed: Error: it ended with status 3");
  });

  test("one that does not find the model", async () => {
    await expect(run("absent")).rejects.toMatchObject({ code: "worker-model" });
  });

  test("and one that is well does not", async () => {
    const { workers, states } = await run("sound");
    expect({ workers, states }).toEqual({ workers: 2, states: explore(sound, asynchronous).states });
  });
});

describe("what makes no sense is refused", () => {
  const source = { module: counters, export: "sound" };

  test.each([0, 1, 33, 1.5])("%d workers", async (workers) => {
    await expect(exploreInThreads(source, asynchronous, { workers })).rejects.toMatchObject({ code: "workers-number" });
  });

  test.each([{ symmetry: true }, { profile: true }, { strategy: "walk" as const }, { strategy: "depth" as const }])(
    "with %j",
    async (options) => {
      const run = exploreInThreads(source, asynchronous, { ...options, workers: 2 });
      await expect(run).rejects.toMatchObject({ code: "workers" });
    },
  );
});
