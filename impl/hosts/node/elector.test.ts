import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { freePorts } from "../../../proofs/reality/ports.ts";
import { until } from "../../../proofs/reality/watch.ts";
import { isBullyMessage } from "../../../spec/bully/messages.ts";
import { isRaftMessage } from "../../../spec/raft/messages.ts";
import { bullyModel } from "../../bully/model.ts";
import { raftModel } from "../../raft/model.ts";
import { createElector, type Elector, type ElectorOptions } from "./index.ts";

const open: Elector[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((elector) => elector.close()));
});

const raft = { algorithm: raftModel, isMessage: isRaftMessage, tickMs: 20 };
const scratch = (): string => mkdtempSync(join(tmpdir(), "interregnum-elector-"));

async function addresses(size: number): Promise<Readonly<Record<number, string>>> {
  const ports = await freePorts(size);
  return Object.fromEntries(ports.map((port, i) => [i + 1, `127.0.0.1:${port}`]));
}

async function begun(options: ElectorOptions<never>): Promise<Elector> {
  const elector = await createElector(options);
  open.push(elector);
  return elector;
}

async function three(options: object = raft): Promise<readonly [Elector, Elector, Elector]> {
  const processes = await addresses(3);
  const dataDir = scratch();
  const all = [1, 2, 3].map((id) => begun({ id, processes, dataDir, ...options } as unknown as ElectorOptions<never>));
  return (await Promise.all(all)) as [Elector, Elector, Elector];
}

const leaderOf = (electors: readonly Elector[]): Elector | undefined => electors.find(({ reign }) => reign !== null);
const followed = (electors: readonly Elector[]): boolean => {
  const leader = leaderOf(electors);
  return leader !== undefined && electors.every(({ leadership }) => leadership.leader === leader.id);
};

describe("an election between processes", () => {
  test("has one leader whom all follow, with an epoch; it ends with a signal where the leader closes, and another one leads a later epoch", async () => {
    const electors = await three();
    expect(await until(() => followed(electors), 20_000)).toBe(true);
    const leader = leaderOf(electors)!;
    const { epoch, signal } = leader.reign!;
    const others = electors.filter((elector) => elector !== leader);
    await leader.close();
    expect(signal.aborted).toBe(true);
    expect(leader.reign).toBeNull();
    expect(await until(() => leaderOf(others) !== undefined, 20_000)).toBe(true);
    expect(leaderOf(others)!.reign!.epoch).toBeGreaterThan(epoch!);
  });

  test("goes on after a resignation, and who resigned takes part again", async () => {
    const electors = await three();
    await until(() => followed(electors), 20_000);
    const old = leaderOf(electors)!;
    const heard: string[] = [];
    old.on("lost", () => heard.push(`lost, signal ${old.reign === null}`));
    old.resign();
    expect(heard).toEqual(["lost, signal true"]);
    expect(
      await until(() => leaderOf(electors) !== undefined && leaderOf(electors) !== old && followed(electors), 20_000),
    ).toBe(true);
  });

  test("goes on without one that is cut off, and takes it back once it is not", async () => {
    const electors = await three();
    await until(() => followed(electors), 20_000);
    const cut = leaderOf(electors)!;
    const others = electors.filter((elector) => elector !== cut);
    cut.cutOff(others.map(({ id }) => id));
    expect(await until(() => leaderOf(others) !== undefined, 20_000)).toBe(true);
    cut.cutOff([]);
    expect(await until(() => followed(electors), 20_000)).toBe(true);
  });

  test("works without epochs, too: the highest of Bully leads", async () => {
    const electors = await three({ algorithm: bullyModel, isMessage: isBullyMessage, tickMs: 20 });
    expect(await until(() => followed(electors), 20_000)).toBe(true);
    expect(leaderOf(electors)!.id).toBe(3);
    expect(leaderOf(electors)!.reign!.epoch).toBeUndefined();
  });

  test("of one process is won by it", async () => {
    const elector = await begun({
      id: 1,
      processes: await addresses(1),
      dataDir: scratch(),
      ...raft,
    } as unknown as ElectorOptions<never>);
    expect(await until(() => elector.reign !== null, 20_000)).toBe(true);
  });

  test("is not disturbed by a listener that throws", async () => {
    const errors: unknown[] = [];
    const electors = await three({ ...raft, onError: (error: unknown) => errors.push(error) });
    for (const elector of electors) {
      elector.on("follower", () => {
        throw new Error("thrown by a listener");
      });
    }
    expect(await until(() => followed(electors) && errors.length >= 2, 20_000)).toBe(true);
  });

  test("writes a log for each boot where it is told to", async () => {
    const logDir = scratch();
    const electors = await three({ ...raft, logDir });
    await until(() => followed(electors), 20_000);
    await Promise.all(electors.map((elector) => elector.close()));
    expect(readdirSync(logDir).sort()).toEqual(
      [1, 2, 3].map((id) => expect.stringMatching(`^process-${id}-\\d+\\.ndjson$`)),
    );
  });
});

describe("an elector is refused", () => {
  const options = (change: object): ElectorOptions<never> =>
    ({
      id: 1,
      processes: { 1: "127.0.0.1:7001", 2: "127.0.0.1:7002" },
      dataDir: scratch(),
      ...raft,
      ...change,
    }) as unknown as ElectorOptions<never>;

  test.each([
    ["option", { id: 3 }, /id is 3, and processes names 1, 2/],
    ["option", { processes: { 1: "127.0.0.1:7001", 0: "127.0.0.1:7002" } }, /numbered 0/],
    ["option", { tickMs: 0 }, /tickMs is 0/],
    ["option", { queueMost: 0.5 }, /queueMost is 0.5/],
    ["option", { cluster: "" }, /cluster is empty/],
    ["option", { dataDir: "" }, /dataDir is missing/],
    ["option", { isMessage: undefined }, /isMessage is missing/],
    ["address", { processes: { 1: "127.0.0.1:7001", 2: "7002" } }, /address of process 2 is “7002”/],
    ["address", { processes: { 1: "127.0.0.1:70010", 2: "[::1]:7002" } }, /70010/],
    ["insecure", { processes: { 1: "127.0.0.1:7001", 2: "10.0.0.2:7002" } }, /10\.0\.0\.2:7002 can be reached/],
    ["insecure", { listen: "0.0.0.0:7001" }, /0\.0\.0\.0:7001 can be reached/],
  ])("%s: %j", async (code, change, message) => {
    await expect(createElector(options(change))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  test("where its address is taken", async () => {
    const processes = await addresses(1);
    await begun(options({ processes }));
    await expect(createElector(options({ processes }))).rejects.toMatchObject({
      code: "listen",
      message: expect.stringMatching(/runs already/),
    });
  });

  test("where its disk is damaged, and then leaves its address free", async () => {
    const processes = await addresses(1);
    const dataDir = scratch();
    writeFileSync(join(dataDir, "process-1.json"), "what is this");
    await expect(createElector(options({ processes, dataDir }))).rejects.toMatchObject({ code: "disk-damaged" });
    await begun(options({ processes }));
  });
});
