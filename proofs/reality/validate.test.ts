/** Logs of real clusters and of clusters in memory, as they are, and with something wrong in them. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LogEntry, LogWriter, readLog, type StepEntry } from "../../impl/hosts/log.ts";
import { createMemoryCluster, type MemoryCluster } from "../../impl/hosts/memory/index.ts";
import { raft } from "../../impl/raft/raft.ts";
import { recorded } from "../cli/fixtures/recorder.ts";
import { anyModel, registry } from "../registry.ts";
import { journalOf, journalsOf, type Validation, validated } from "./index.ts";

const model = registry["raft"]!.model;

/** A cluster in which much has happened. */
function stormy(seed: number, algorithm = model, canForget = false): MemoryCluster {
  const cluster = createMemoryCluster({ algorithm, size: 3, seed, lossPercent: 5, diskTicks: 0.1 });
  cluster.advance(12.05);
  cluster.leaders[0]?.crash();
  cluster.advance(9.1);
  for (const process of cluster.processes) if (!process.isUp) process.restart();
  cluster.cut([1], [2, 3]);
  cluster.advance(10.03);
  cluster.heal();
  cluster.process(2).pause();
  cluster.advance(8.2);
  cluster.process(2).resume();
  if (canForget) cluster.process(3).wipe();
  cluster.process(3).restart();
  cluster.advance(15.1);
  return cluster;
}

const textsOf = (cluster: MemoryCluster): readonly string[] => cluster.processes.flatMap(({ logs }) => logs);

function judgement(texts: readonly string[], of = model): Validation {
  return validated(of, journalsOf(texts.map((text, i) => journalOf(`log ${i}`, text, true))));
}

/** The text of a log whose entries were changed, with checksums that fit. */
function rewritten(text: string, change: (entries: readonly LogEntry[]) => readonly LogEntry[]): string {
  const writer = new LogWriter();
  return change(readLog(text).entries)
    .map((entry) => writer.line(entry))
    .join("");
}

describe("logs of a cluster in which much went wrong", () => {
  test.each(["token-ring", "bully", "raft"])(
    "%s: every step is one that the reducer takes, and no claim fails",
    (name) => {
      const { model: algorithm } = registry[name]!;
      for (const seed of [1, 2, 3, 4, 5]) {
        const { deviation, judgements, steps, leaders } = judgement(textsOf(stormy(seed, algorithm)), algorithm);
        expect(deviation).toBeNull();
        expect(judgements.filter(({ isKept }) => isKept === false)).toEqual([]);
        expect(steps).toBeGreaterThan(100);
        expect(leaders.length).toBeGreaterThan(1);
      }
    },
  );

  test("claims that are not made where a disk is wiped are not asked then", () => {
    const asked = (texts: readonly string[]): readonly string[] =>
      judgement(texts)
        .judgements.filter(({ isKept }) => isKept !== null)
        .map(({ claim }) => claim);
    expect(asked(textsOf(stormy(1)))).toContain("one leader per epoch");
    expect(asked(textsOf(stormy(1, model, true)))).not.toContain("one leader per epoch");
  });
});

describe("what the code that was checked would not have done is found", () => {
  const texts = textsOf(stormy(3));
  const long = texts.reduce((best, text, i) => (text.length > texts[best]!.length ? i : best), 0);
  const changed = (change: (entries: readonly LogEntry[]) => readonly LogEntry[]): Validation =>
    judgement(texts.with(long, rewritten(texts[long]!, change)));
  const steps = (entries: readonly LogEntry[]): readonly (readonly [number, StepEntry])[] =>
    entries.flatMap((entry, i) => (entry.type === "step" ? [[i, entry] as const] : []));

  test("other effects than the reducer answers: whichever step it is", () => {
    fc.assert(
      fc.property(fc.nat(), (n) => {
        let line = 0;
        const { deviation } = changed((entries) => {
          const all = steps(entries);
          const [at, step] = all[n % all.length]!;
          line = at + 1;
          return entries.with(at, { ...step, effects: [...step.effects, { type: "cancelTimer", timer: "heartbeat" }] });
        });
        expect(deviation).toMatchObject({ line, why: expect.stringMatching(/the reducer answers otherwise/) });
      }),
      { numRuns: 30 },
    );
  });

  test("a timer that was not armed", () => {
    const { deviation } = changed((entries) => {
      const [at, step] = steps(entries).find(([, { event }]) => event.type === "timeout")!;
      return entries.toSpliced(at + 1, 0, step);
    });
    expect(deviation?.why).toMatch(/was not armed|during a write/);
  });

  test("a step before the end of a write", () => {
    const { deviation } = changed((entries) =>
      entries.filter(
        ({ type }, i) =>
          i < 5 || type !== "written" || entries.findIndex((other, j) => j >= 5 && other.type === "written") !== i,
      ),
    );
    expect(deviation?.why).toMatch(/during a write/);
  });

  test("something else on the disk than was written", () => {
    const { deviation } = changed((entries) =>
      entries.map((entry) =>
        entry.type === "written" ? { ...entry, durable: { ...(entry.durable as object), term: 77 } } : entry,
      ),
    );
    expect(deviation).toMatchObject({ why: expect.stringMatching(/was written in place of/) });
  });

  test("a boot from another disk", () => {
    const at = texts.findIndex((text) => (readLog(text).entries[0] as { durable?: unknown }).durable !== undefined);
    const durable = { term: 0, votedFor: null, log: { term: 0, index: 0 } };
    const other = rewritten(texts[at]!, ([boot, ...rest]) => [{ ...boot!, durable } as LogEntry, ...rest]);
    expect(judgement(texts.with(at, other)).deviation).toMatchObject({
      line: 1,
      why: expect.stringMatching(/it boots from/),
    });
  });

  test("a message that nobody sent: the log of its sender lacks its last lines", () => {
    const { deviation } = changed((entries) => entries.slice(0, Math.floor(entries.length / 2)));
    expect(deviation?.why).toMatch(/that log is cut off|no log|it boots from/);
  });

  test("a log that is missing", () => {
    expect(judgement(texts.filter((_, i) => i !== long)).deviation?.why).toMatch(/no log/);
  });

  test("a claim that fails across processes is shown with the steps before: a vote that is given twice", () => {
    // Hosts whose reducer forgets its vote, validated by that same reducer: every step fits, and two lead one term.
    const forgetful = anyModel({
      ...(model as never as { claims: [] }),
      protocol: {
        ...raft,
        durable: (state: Parameters<typeof raft.durable>[0]) => ({ ...raft.durable(state), votedFor: null }),
      },
    } as never);
    const isBroken = ({ judgements }: Validation): boolean => judgements.some(({ isKept }) => isKept === false);
    let found: Validation | undefined;
    for (let seed = 0; seed < 300 && found === undefined; seed++) {
      const cluster = createMemoryCluster({ algorithm: forgetful, size: 3, seed, latencyTicks: [0.3, 1.2] });
      for (let i = 0; i < 20; i++) {
        cluster.advance(1.7);
        cluster.process(1 + (i % 3)).restart();
      }
      const validation = judgement(textsOf(cluster), forgetful);
      if (isBroken(validation)) found = validation;
    }
    const broken = found?.judgements.find(({ isKept }) => isKept === false);
    expect(broken?.claim).toMatch(/one leader per epoch|one vote per term|followers agree/);
    expect(broken?.trace?.steps.length).toBeGreaterThan(0);
  });
});

describe("interregnum validate", () => {
  const logs = textsOf(stormy(2));
  const written = (texts: readonly string[]): string => {
    const directory = mkdtempSync(join(tmpdir(), "interregnum-validate-"));
    for (const [i, text] of texts.entries()) writeFileSync(join(directory, `log-${i}.ndjson`), text);
    return directory;
  };
  const run = (texts: readonly string[], ...more: readonly string[]) =>
    recorded(["validate", written(texts), ...more], { algorithms: registry });

  test("tells what the logs show, and ends with 0", async () => {
    const { out, err, status } = await run(logs, "--crashed");
    expect({ err, status }).toEqual({ err: "", status: 0 });
    expect(out).toContain("✓ one leader per epoch: kept");
    expect(out).toMatch(/led {2}\d \(epoch 1\)/);
  });

  test("shows a step that the reducer does not take, with its file and line, and ends with 1", async () => {
    const wrong = rewritten(logs[0]!, (entries) =>
      entries.map((entry, i) => (i === 3 && entry.type === "step" ? { ...entry, effects: [] } : entry)),
    );
    const { out, status } = await run(logs.with(0, wrong), "--crashed");
    expect(status).toBe(1);
    expect(out.replaceAll(/\s+/g, " ")).toMatch(/✗ \S*log-0\.ndjson, line 4: process 1 did what raft does not do/);
  });

  test.each([
    [
      "that was edited",
      () => logs.with(0, logs[0]!.replace('"term":1', '"term":2')),
      ["--crashed"],
      /log-0\.ndjson, line \d+: its checksum does not fit/,
    ],
    [
      "that was cut off",
      () => logs.with(0, logs[0]!.slice(0, -9)),
      ["--crashed"],
      /log-0\.ndjson, line \d+: it was cut off/,
    ],
    ["without its end", () => logs, [], /line \d+: the log ends without its last line/],
    [
      "of another cluster",
      () => [...logs, rewritten(logs[0]!, ([boot, ...rest]) => [{ ...boot!, cluster: "other" } as LogEntry, ...rest])],
      ["--crashed"],
      /line 1: its cluster is "other"/,
    ],
    ["that is there twice", () => [...logs, logs[0]!], ["--crashed"], /line 1: .* is of the same boot of process 1/],
    ["that is none", () => ["what is this\n"], ["--crashed"], /line 1: it does not end with a checksum/],
  ])("refuses a log %s, with the line, and ends with 2", async (_, texts, options, message) => {
    const { out, err, status } = await run(texts(), ...options);
    expect({ out, status }).toEqual({ out: "", status: 2 });
    expect(err.replaceAll(/\s+/g, " ")).toMatch(message);
  });

  test("refuses what is not there", async () => {
    for (const args of [["validate"], ["validate", "nothing-here"], ["validate", written([])]]) {
      const { status, err } = await recorded(args, { algorithms: registry });
      expect(status).toBe(2);
      expect(err).toMatch(/no log|no such file|no file/);
    }
  });
});
