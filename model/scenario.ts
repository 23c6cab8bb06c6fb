import type { ProcessId } from "../spec/vocabulary.ts";

/** A link on which messages travel, in one direction. See `network/links.ts`. */
export type Link = readonly [from: ProcessId, to: ProcessId];

/** How messages travel. See the file of each name in `network/`. */
export type NetworkName = "unordered" | "set" | "fifo" | "duplicating";

/** When timers run out. See the file of each name in `timing/`. */
export type TimingName = "asynchronous" | "timely";

/** How the processes begin: all with their start step behind them, or each with a start step of its own to come. */
export type StartName = "together" | "staggered";

/** How often each fault may strike: integers of at least 0. */
export interface Budgets {
  /** Processes that stop. */
  readonly crashes: number;
  /** Crashed processes that come back with what they had made durable. */
  readonly restarts: number;
  /** Crashed processes that come back with nothing. */
  readonly amnesia: number;
  /** Messages that vanish. */
  readonly losses: number;
  /** Messages that arrive once more. */
  readonly duplicates: number;
  /** Partitions that cut the cluster in two, until they heal. */
  readonly partitions: number;
  /** Crashes, out of those above, in the middle of a step: only some of its messages are sent. */
  readonly tornSteps: number;
  /** Crashes, out of those above, after which the disk lacks the last write. */
  readonly lostWrites: number;
  /** Requests from outside. */
  readonly requests: number;
  /** Ticks that one process misses, each by itself: it is paused, or its clock is slow. */
  readonly missedTicks: number;
  /** Ticks that the clock of one process makes alone, each by itself: it is fast. */
  readonly extraTicks: number;
}

/** Under which circumstances a model is explored. */
export interface Scenario extends Budgets {
  /** How many processes: an integer of at least 1. */
  readonly nodes: number;
  readonly network: NetworkName;
  /** The links that work, each once and between two different processes; `null` where all of them do. */
  readonly links: readonly Link[] | null;
  readonly timing: TimingName;
  readonly start: StartName;
  /** The greatest value of each bounded measure; a state beyond it is not stored. */
  readonly bounds: Readonly<Record<string, number>>;
}

/** The scenario in which nothing goes wrong: three processes, messages in order, timers in time. */
export const calmScenario: Scenario = {
  nodes: 3,
  network: "fifo",
  links: null,
  timing: "timely",
  start: "together",
  crashes: 0,
  restarts: 0,
  amnesia: 0,
  losses: 0,
  duplicates: 0,
  partitions: 0,
  requests: 0,
  missedTicks: 0,
  extraTicks: 0,
  tornSteps: 0,
  lostWrites: 0,
  bounds: {},
};

/** What is wrong with an input, with a stable code that programs may rely on. */
export class InputError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "InputError";
    this.code = code;
  }
}
