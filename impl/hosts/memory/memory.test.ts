import { describe, expect, test } from "vitest";
import { bullyModel } from "../../bully/model.ts";
import { changRobertsModel } from "../../chang-roberts/model.ts";
import { raftModel } from "../../raft/model.ts";
import { tokenRingModel } from "../../token-ring/model.ts";
import { createMemoryCluster, type MemoryCluster } from "./index.ts";

const leadersOf = (cluster: MemoryCluster): readonly number[] => cluster.leaders.map(({ id }) => id);

describe("a cluster in memory", () => {
  test("runs the same way from the same seed, and another way from another", () => {
    const run = (seed: number): readonly string[] => {
      const cluster = createMemoryCluster({ algorithm: raftModel, size: 5, seed, lossPercent: 10 });
      cluster.advance(60);
      return cluster.processes.flatMap(({ logs }) => logs);
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  test.each([
    ["raft", createMemoryCluster({ algorithm: raftModel, size: 5 })],
    ["bully", createMemoryCluster({ algorithm: bullyModel, size: 5 })],
    ["token ring", createMemoryCluster({ algorithm: tokenRingModel, size: 5 })],
  ])("%s elects another leader where the leader crashes, is cut off or resigns", (_, cluster) => {
    for (const crisis of ["crash", "cut", "resign"] as const) {
      cluster.advance(40);
      const [leader, ...more] = cluster.leaders;
      expect(more).toEqual([]);
      const { signal } = leader!.reign!;
      if (crisis === "cut")
        cluster.cut(
          [leader!.id],
          cluster.processes.map(({ id }) => id).filter((id) => id !== leader!.id),
        );
      else leader![crisis]();
      // Long enough for another to be elected, and too short for who resigned to come back.
      cluster.advance(8);
      expect(leadersOf(cluster).filter((id) => id !== leader!.id)).toHaveLength(1);
      expect(signal.aborted).toBe(crisis !== "cut");
      cluster.heal();
      if (crisis === "crash") leader!.restart();
    }
    cluster.advance(60);
    expect(cluster.leaders).toHaveLength(1);
  });

  test("lets a listener resign at once, and tells nothing after the loss", () => {
    const cluster = createMemoryCluster({ algorithm: raftModel, size: 3, seed: 2 });
    const heard: string[] = [];
    let isFirst = true;
    for (const process of cluster.processes) {
      process.on("lost", () => heard.push(`${process.id} lost`));
      process.on("leader", () => {
        heard.push(`${process.id} leads`);
        if (isFirst) process.resign();
        isFirst = false;
      });
    }
    cluster.advance(12);
    const [first, second, third] = heard;
    expect(second).toBe(first!.replace("leads", "lost"));
    expect(third).toMatch(/leads/);
    expect(third).not.toBe(first);
  });

  test("closes a process in good order: its log has an end", () => {
    const cluster = createMemoryCluster({ algorithm: raftModel, size: 1 });
    cluster.advance(5);
    cluster.process(1).close();
    expect(cluster.process(1).logs.at(-1)).toMatch(/\n\{"type":"end"[^\n]*\n$/);
    expect(cluster.leaders).toEqual([]);
  });

  test("of Chang and Roberts elects the highest, along the ring", () => {
    const cluster = createMemoryCluster({ algorithm: changRobertsModel, size: 4 });
    cluster.advance(5);
    expect(leadersOf(cluster)).toEqual([4]);
    expect(cluster.processes.map(({ leadership }) => leadership.leader)).toEqual([4, 4, 4, 4]);
  });

  test("tells of the beginning and of the end of each reign, with its epoch, and fires the signal before", () => {
    const cluster = createMemoryCluster({ algorithm: raftModel, size: 3, seed: 3 });
    const heard: unknown[] = [];
    for (const process of cluster.processes) {
      process.on("leader", ({ epoch, signal }) => heard.push([process.id, "leader", epoch, signal.aborted]));
      process.on("lost", ({ epoch }) => heard.push([process.id, "lost", epoch]));
      process.on("follower", ({ leader, epoch }) => heard.push([process.id, "follower", leader, epoch]));
    }
    cluster.advance(8);
    const [leader] = cluster.leaders;
    const others = [1, 2, 3].filter((id) => id !== leader!.id);
    expect(heard[0]).toEqual([leader!.id, "leader", 1, false]);
    expect(heard.slice(1)).toEqual(expect.arrayContaining(others.map((id) => [id, "follower", leader!.id, 1])));
    leader!.crash();
    expect(heard.at(-1)).toEqual([leader!.id, "lost", 1]);
  });

  test("a leader that stood still goes on leading until it hears of the next one: its epoch is the older one", () => {
    const cluster = createMemoryCluster({ algorithm: raftModel, size: 3, seed: 5 });
    cluster.advance(10);
    const [old] = cluster.leaders;
    const { epoch: before } = old!.reign!;
    old!.pause();
    cluster.advance(20);
    const [next] = cluster.leaders.filter((process) => process !== old);
    expect(next!.reign!.epoch).toBeGreaterThan(before!);
    old!.resume();
    cluster.advance(3);
    expect(leadersOf(cluster)).toEqual([next!.id]);
  });

  test("a process that returns is known in its new incarnation before it would stand for election itself", () => {
    const cluster = createMemoryCluster({ algorithm: raftModel, size: 3, seed: 8 });
    cluster.advance(10);
    const [leader] = cluster.leaders;
    const follower = cluster.processes.find((process) => process !== leader)!;
    follower.restart();
    cluster.advance(10);
    expect(leadersOf(cluster)).toEqual([leader!.id]);
    expect(follower.refused).toBeGreaterThan(0);
    expect(follower.leadership.leader).toBe(leader!.id);
  });

  test.each([
    [{ size: 0 }, /size is 0: give a whole number/],
    [{ size: 3, seed: -1 }, /seed is -1/],
    [{ size: 3, latencyTicks: [0, 1] as const }, /latencyTicks is \[0, 1\]/],
    [{ size: 3, lossPercent: 101 }, /lossPercent is 101/],
    [{ size: 3, diskTicks: Number.NaN }, /diskTicks is NaN/],
  ])("refuses what makes no sense: %j", (options, message) => {
    expect(() => createMemoryCluster({ algorithm: raftModel, ...options })).toThrow(message);
  });

  test("has no process that it does not have", () => {
    expect(() => createMemoryCluster({ algorithm: raftModel, size: 2 }).process(3)).toThrow(/no process 3.*1, 2/);
  });
});
