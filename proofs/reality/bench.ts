/**
 * `npm run bench:hosts`: what the host for Node sustains, printed and written to
 * `dist/bench-hosts.json`. `-- --kills 200 --ticks 100,20,5,1` says how many
 * leaders are killed for each length of a tick, in milliseconds.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createMemoryCluster } from "../../impl/hosts/memory/index.ts";
import { createElector } from "../../impl/hosts/node/index.ts";
import { raftModel } from "../../impl/raft/model.ts";
import { isRaftMessage } from "../../spec/raft/messages.ts";
import { packageRoot } from "../package-root.ts";
import { healed } from "./drill.ts";
import { Fleet } from "./fleet.ts";
import { freePorts } from "./ports.ts";
import { percentile } from "./statistics.ts";
import { until } from "./watch.ts";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "200" }, ticks: { type: "string", default: "100,20,5,1" } },
});
const kills = Number(values.kills);
const scratch = (): string => mkdtempSync(join(tmpdir(), "interregnum-bench-"));

/** How long one row may take, in milliseconds: where a tick is too short for this machine, nobody may lead for long enough. */
const patienceMs = 300_000;

/** From a leader's `kill -9` to the next leader, in milliseconds, five processes of Raft, of which at least four are up and follow the leader; the last that was killed may still be on its way back. */
async function killing(tickMs: number): Promise<readonly number[]> {
  const directory = scratch();
  const fleet = await Fleet.start({ algorithm: "raft", nodes: 5, tickMs, directory, hasLogs: false });
  const times: number[] = [];
  let killedAt: number | null = null;
  fleet.on(({ at, report }) => {
    if (report.type !== "leader" || killedAt === null) return;
    times.push(at - killedAt);
    killedAt = null;
  });
  for (const end = Date.now() + patienceMs; times.length < kills && Date.now() < end; ) {
    for (const id of fleet.ids) void fleet.restart(id);
    await until(() => isReady(fleet), 1_000);
    const [leader] = fleet.leaders;
    if (leader === undefined) continue;
    killedAt = Date.now();
    await fleet.kill(leader.id);
    await until(() => killedAt === null, 10_000);
  }
  await fleet.close();
  rmSync(directory, { recursive: true, force: true });
  return times;
}

function isReady({ leaders, members }: Fleet): boolean {
  const [leader, ...more] = leaders;
  return (
    leader !== undefined && more.length === 0 && members.filter(({ follows }) => follows === leader.id).length >= 3
  );
}

/** The same for the algorithm alone: in memory, where messages and writes take next to no time. In ticks. */
function killingInMemory(): readonly number[] {
  return Array.from({ length: kills }, (_, seed) => {
    const cluster = createMemoryCluster({
      algorithm: raftModel,
      size: 5,
      seed,
      latencyTicks: [0.001, 0.002],
      diskTicks: 0,
    });
    while (cluster.leaders.length === 0) cluster.advance(1);
    cluster.advance(2);
    const begun = cluster.now;
    cluster.leaders[0]!.crash();
    while (cluster.leaders.length === 0) cluster.advance(0.01);
    return cluster.now - begun;
  });
}

/** How many heartbeats a second one process answers over one connection: framing, validation, interpreter, reducer and all. */
async function flooding(): Promise<{ readonly messages: number; readonly seconds: number }> {
  const [first, second] = await freePorts(2);
  const processes = { 1: `127.0.0.1:${first}`, 2: `127.0.0.1:${second}` };
  const elector = await createElector({
    id: 2,
    processes,
    algorithm: raftModel,
    isMessage: isRaftMessage,
    dataDir: scratch(),
    cluster: "bench",
    tickMs: 1e6,
  });
  await until(() => elector.counters.writes > 0, 5_000);
  const program = fileURLToPath(new URL("./flood.js", import.meta.url));
  const child = spawn(process.execPath, [program, String(second), "100000"], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (data: Buffer) => {
    out += data.toString();
  });
  await new Promise((resolve) => child.on("close", resolve));
  await elector.close();
  return JSON.parse(out) as { messages: number; seconds: number };
}

/** What an idle cluster of five takes, for each process: seconds of processor time a second, and megabytes. Linux only. */
async function idling(
  tickMs: number,
): Promise<{ readonly cpu: number; readonly megabytes: number; readonly messagesPerSecond: number } | null> {
  if (process.platform !== "linux") return null;
  const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  const directory = scratch();
  const fleet = await Fleet.start({ algorithm: "raft", nodes: 5, tickMs, directory, hasLogs: false });
  await healed(fleet, 10_000);
  const used = (): number =>
    fleet.ids.reduce((sum, id) => {
      const fields = readFileSync(`/proc/${fleet.pid(id)}/stat`, "utf8")
        .split(") ")[1]!
        .split(" ");
      return sum + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    }, 0);
  const resident = (): number =>
    fleet.ids.reduce((sum, id) => {
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${fleet.pid(id)}/status`, "utf8")) ?? [];
      return sum + Number(kilobytes) / 1024;
    }, 0);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const [cpu, sent, begun] = [used(), await fleet.sent(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const seconds = (performance.now() - begun) / 1_000;
  const result = {
    cpu: (used() - cpu) / seconds / 5,
    megabytes: resident() / 5,
    messagesPerSecond: ((await fleet.sent()) - sent) / seconds,
  };
  await fleet.close();
  rmSync(directory, { recursive: true, force: true });
  return result;
}

const alone = killingInMemory();
const inTicks = { median: percentile(alone, 50)!, p99: percentile(alone, 99)! };
const flood = await flooding();
console.log(`one process answers ${Math.round(flood.messages / flood.seconds).toLocaleString("en")} messages a second`);
const idle = await idling(50);
if (idle !== null) {
  console.log(
    `five idle processes, tick 50 ms: each ${(100 * idle.cpu).toFixed(2)} % of a processor and ${idle.megabytes.toFixed(0)} MB; ` +
      `together ${idle.messagesPerSecond.toFixed(0)} messages a second (the algorithm: ${(2 * 4 * 1_000) / 50})`,
  );
}
console.log(`\nfrom kill -9 of the leader to the next leader, five processes, in ms`);
console.log("tick    kills  median    99 %   the algorithm alone: median   99 %");
const rows = [];
for (const tickMs of values.ticks.split(",").map(Number)) {
  const times = await killing(tickMs);
  const row = {
    tickMs,
    kills: times.length,
    median: percentile(times, 50)!,
    p99: percentile(times, 99)!,
    alone: { median: inTicks.median * tickMs, p99: inTicks.p99 * tickMs },
  };
  rows.push(row);
  const cells = [row.tickMs, row.kills, row.median, row.p99].map((value) => String(value).padStart(6));
  console.log(`${cells.join("  ")}${row.alone.median.toFixed(1).padStart(31)}${row.alone.p99.toFixed(1).padStart(8)}`);
}
writeFileSync(
  join(packageRoot(), "dist", "bench-hosts.json"),
  `${JSON.stringify({ flood, idle, kills, rows }, null, 2)}\n`,
);
