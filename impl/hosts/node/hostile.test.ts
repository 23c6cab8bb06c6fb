/** What comes from a network that means no good: it changes nothing, and is counted. */
import { mkdtempSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePorts } from "../../../proofs/reality/ports.ts";
import { until } from "../../../proofs/reality/watch.ts";
import { isRaftMessage } from "../../../spec/raft/messages.ts";
import { raftModel } from "../../raft/model.ts";
import { encoded, type Frame, mostBytes } from "./frames.ts";
import { createElector, type Elector } from "./index.ts";

/** Process 2 of three, whose timers run for so long that nothing happens but what arrives. */
let victim: Elector;
let port: number;
let disk: string;
let incarnation: number;

beforeAll(async () => {
  const [one, two, three] = await freePorts(3);
  port = two!;
  const dataDir = mkdtempSync(join(tmpdir(), "interregnum-hostile-"));
  disk = join(dataDir, "process-2.json");
  const processes = { 1: `127.0.0.1:${one}`, 2: `127.0.0.1:${two}`, 3: `127.0.0.1:${three}` };
  victim = await createElector({
    id: 2,
    processes,
    algorithm: raftModel,
    isMessage: isRaftMessage,
    dataDir,
    tickMs: 1e6,
  });
  await until(() => victim.counters.writes === 1, 15_000);
  incarnation = (JSON.parse(readFileSync(disk, "utf8").split("\n")[0]!) as { incarnation: number }).incarnation;
});
afterAll(() => victim.close());

const hello: Frame = {
  cluster: "interregnum",
  from: 1,
  incarnation: 50,
  to: 2,
  toIncarnation: null,
  kind: "hello",
  content: "raft",
};
const candidacy = { type: "RequestVote", term: 9, lastLogTerm: 0, lastLogIndex: 0 };
const message = (change: object): Frame => ({
  ...hello,
  kind: "message",
  toIncarnation: incarnation,
  content: candidacy,
  ...change,
});

const countRefused = (): number => Object.values(victim.counters.refused).reduce((sum, count) => sum + count, 0);

/** Writes bytes to the victim, waits until it has refused something more, and closes. */
async function attack(bytes: Buffer, isAnswered = false): Promise<void> {
  const before = countRefused();
  const socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => {});
  let answer = 0;
  socket.on("data", (data) => {
    answer += data.length;
  });
  socket.write(bytes);
  expect(await until(() => countRefused() > before, 115_000)).toBe(true);
  if (isAnswered) expect(answer).toBeGreaterThan(0);
  socket.destroy();
}

/** What must not change, whatever comes. */
const standing = (): unknown => [
  readFileSync(disk, "utf8"),
  victim.leadership,
  victim.counters.writes,
  victim.counters.sent,
];

function framed(body: string): Buffer {
  const bytes = Buffer.from(`0000${body}`);
  bytes.writeUInt32BE(bytes.length - 4);
  return bytes;
}

describe("what is refused changes nothing, and is counted by its reason", () => {
  test.each<[reason: string, bytes: () => readonly (Frame | Buffer)[]]>([
    ["garbage", () => [framed("{}")]],
    ["garbage", () => [hello, framed("[1]")]],
    ["oversized frame", () => [Buffer.from([0xff, 0xff, 0xff, 0xff])]],
    ["another version", () => [framed('[2,"interregnum",1,50,2,null,"hello","raft"]')]],
    ["no hello", () => [message({})]],
    ["no hello", () => [hello, hello]],
    ["another cluster", () => [{ ...hello, cluster: "other" }]],
    ["another protocol", () => [{ ...hello, content: "bully" }]],
    ["stranger", () => [{ ...hello, from: 9 }]],
    // It is the lower number that connects.
    ["stranger", () => [{ ...hello, from: 3 }]],
    ["stranger", () => [{ ...hello, from: 2 }]],
    ["stranger", () => [{ ...hello, to: 1 }]],
    ["stranger", () => [hello, message({ from: 3 })]],
    ["stranger", () => [hello, message({ incarnation: 51 })]],
    ["not a message", () => [hello, message({ content: { ...candidacy, term: -1 } })]],
    ["not a message", () => [hello, message({ content: { ...candidacy, extra: 1 } })]],
    ["not a message", () => [hello, message({ content: null })]],
    ["for another incarnation", () => [hello, message({ toIncarnation: incarnation - 1 })]],
    ["for another incarnation", () => [hello, message({ toIncarnation: incarnation + 1 })]],
  ])("%s", async (reason, parts) => {
    const before = standing();
    const count = victim.counters.refused[reason as "garbage"] ?? 0;
    const bytes = parts().map((part) => (Buffer.isBuffer(part) ? part : encoded(part)!));
    await attack(Buffer.concat(bytes), bytes.length > 1);
    expect(victim.counters.refused[reason as "garbage"]).toBe(count + 1);
    expect(standing()).toEqual(before);
  });

  test("an older incarnation is refused where a newer one was heard, also over a connection of its own", async () => {
    const before = standing();
    const socket = connect({ port, host: "127.0.0.1" });
    socket.write(encoded({ ...hello, incarnation: 60 })!);
    expect(await until(() => victim.connected.includes(1), 115_000)).toBe(true);
    await attack(encoded({ ...hello, incarnation: 59 })!);
    expect(victim.counters.refused["an older incarnation connects"]).toBe(1);
    expect(victim.connected).toContain(1);
    socket.destroy();
    await until(() => !victim.connected.includes(1), 115_000);
    // The connection is gone, and what it has said is still known.
    await attack(Buffer.concat([encoded(hello)!, encoded(message({}))!]));
    expect(victim.counters.refused["from an older incarnation"]).toBe(1);
    expect(standing()).toEqual(before);
  });

  test("whatever is generated: noise, broken frames, and messages that are nearly right", async () => {
    const before = standing();
    const noise = fc.uint8Array({ minLength: 4, maxLength: 100 }).map((bytes) => {
      const long = Buffer.from(bytes);
      long.writeUInt32BE(mostBytes + 1 + (long[0] ?? 0), 0);
      return long;
    });
    const nearly = fc
      .record({
        type: fc.constantFrom("RequestVote", "AppendEntries", "Vote"),
        term: fc.oneof(fc.constant(-1), fc.double({ noInteger: true }), fc.string()),
      })
      .map((content) =>
        Buffer.concat([encoded({ ...hello, incarnation: 100 })!, encoded(message({ incarnation: 100, content }))!]),
      );
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, fc.json().map(framed), nearly), async (bytes) => {
        await attack(bytes);
        expect(standing()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  test("and a message that is right is heard after all that", async () => {
    const { writes } = victim.counters;
    const socket = connect({ port, host: "127.0.0.1" });
    socket.write(Buffer.concat([encoded({ ...hello, incarnation: 200 })!, encoded(message({ incarnation: 200 }))!]));
    expect(await until(() => victim.counters.writes > writes, 115_000)).toBe(true);
    expect(victim.leadership.epoch).toBe(9);
    socket.destroy();
  });

  test("a hundred that connect and say nothing are too many", async () => {
    const sockets = Array.from({ length: 100 }, () => connect({ port, host: "127.0.0.1" }).on("error", () => {}));
    expect(await until(() => (victim.counters.refused["too many strangers"] ?? 0) >= 36, 115_000)).toBe(true);
    for (const socket of sockets) socket.destroy();
  });
});
