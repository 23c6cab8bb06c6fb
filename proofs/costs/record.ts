/** What elections cost, as it was recorded: some of it takes minutes. `recorded.test.ts` says how it is made, and repeats what is quick. */
import { readFileSync } from "node:fs";
import type { CountedFrom } from "../../model/costs/index.ts";
import { type Range, reckoning } from "./reckon.ts";
import { type Simulated, simulatedSizes, simulating } from "./simulated.ts";
import { type CostSubject, costSubjectsOf } from "./subjects.ts";

/** The most and the least of an election: `most` is `null` where there is none, and `least` where it is not known. */
export interface RecordedExtremes {
  readonly most: number | null;
  readonly least: number | null;
}

/** What was recorded of an election of some number of processes. */
export interface RecordedCost {
  readonly states: number;
  readonly isReduced: boolean;
  readonly arrives: string | null;
  readonly messages: RecordedExtremes;
  readonly ticks: RecordedExtremes;
  /** Over all arrangements, where nothing is left to the schedule. */
  readonly mean: number | null;
}

/** All that is recorded: by algorithm, beginning and number of processes; what is not in it was not finished. */
export interface CostRecord {
  readonly exact: Readonly<Record<string, RecordedCost>>;
  readonly means: Readonly<Record<string, readonly Simulated[]>>;
}

/** Where the record lies. */
export const recordUrl: URL = new URL("recorded.json", import.meta.url);

/** Reads it. */
export function readRecord(): CostRecord {
  return JSON.parse(readFileSync(recordUrl, "utf8")) as CostRecord;
}

/** An election, and the greatest number of processes of which its costs are recorded, from 3 on; and from which number on silent moves are taken at once from the outset. */
export type Recording = readonly [algorithm: string, from: CountedFrom, most: number, reducedFrom?: number];

/** What is recorded, as far as it is finished. */
export const recordings: readonly Recording[] = [
  ["lelann", "beginning", 6],
  ["chang-roberts", "beginning", 6],
  ["hirschberg-sinclair", "beginning", 5],
  ["dolev-klawe-rodeh", "beginning", 6],
  ["itai-rodeh", "beginning", 5],
  ["token-ring", "beginning", 6],
  ["token-ring", "crash", 6],
  ["bully", "beginning", 5, 5],
  ["bully", "crash at rest", 6, 6],
  ["bully", "crash", 4],
  ["stoller", "beginning", 5, 5],
  ["stoller", "crash at rest", 4],
  ["stoller", "crash", 4],
  ["invitation", "beginning", 6],
  ["invitation", "crash", 4],
  ["paxos", "beginning", 6],
  ["paxos", "crash", 6],
  ["lease", "beginning", 6],
  ["lease", "crash", 5],
  ["raft", "beginning", 4],
  ["raft", "crash", 3],
  ["raft-log", "beginning", 3],
];

/** The rings of which random runs are recorded. */
export const simulatedRings: readonly string[] = [
  "chang-roberts",
  "dolev-klawe-rodeh",
  "hirschberg-sinclair",
  "itai-rodeh",
];

/** With how many processes, how many runs, and from which seed: with many identities a run of Itai and Rodeh's algorithm takes long. */
export function recordedSizes(ring: string): readonly number[] {
  return ring === "itai-rodeh" ? [8, 16, 32] : simulatedSizes;
}
const recordedRuns = { runs: 100, seed: 1 } as const;

/** How many states are gone through at the most, over all arrangements, before silent moves are taken at once; and how many then. */
const mostStates = 1_000_000;
const mostReducedStates = 10_000_000;

/** What of an election is told. */
export function subjectOf(algorithm: string, from: CountedFrom): CostSubject {
  const subject = costSubjectsOf(algorithm).find((one) => one.from === from);
  if (subject === undefined) throw new Error(`no costs are told of ${algorithm} from the ${from}`);
  return subject;
}

/** Under which name an election of some number of processes is recorded. */
export function keyOf([algorithm, from]: Recording, nodes: number): string {
  return `${algorithm} / ${from} / ${nodes}`;
}

/** Reckons what is recorded of an election; `null` where it is not finished. */
export function costToRecord(
  [algorithm, from, , reducedFrom = Number.POSITIVE_INFINITY]: Recording,
  nodes: number,
): RecordedCost | null {
  const options =
    nodes >= reducedFrom
      ? ({ maxStates: mostReducedStates, reduction: true } as const)
      : ({ maxStates: mostStates, reduction: "where needed" } as const);
  const steps = reckoning(subjectOf(algorithm, from), nodes, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done !== true) continue;
    const { states, isReduced, arrives, messages, ticks } = value;
    const isKnown = (range: Range): boolean => range.kind === "exact" || range.kind === "unbounded";
    if (!isKnown(messages) || !isKnown(ticks)) return null;
    const mean = messages.kind === "exact" ? messages.mean : null;
    return { states, isReduced, arrives, messages: extremesOf(messages), ticks: extremesOf(ticks), mean };
  }
}

/** Simulates what is recorded of a ring. */
export function meansToRecord(
  algorithm: string,
  sizes: readonly number[] = recordedSizes(algorithm),
): readonly Simulated[] {
  return [...simulating(subjectOf(algorithm, "beginning"), { ...recordedRuns, sizes })];
}

function extremesOf(range: Range): RecordedExtremes {
  return {
    most: range.kind === "exact" ? range.most : null,
    least: "least" in range ? range.least : null,
  };
}
