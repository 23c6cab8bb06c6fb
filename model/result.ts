import type { Claim } from "../spec/claim.ts";
import type { Crisis } from "../spec/crisis.ts";
import type { Fairness } from "../spec/fairness.ts";
import type { Leadership } from "../spec/protocol.ts";
import type { ProcessId } from "../spec/vocabulary.ts";
import type { Profile } from "./profile-result.ts";
import type { Scenario } from "./scenario.ts";
import type { StrategyName } from "./strategy.ts";

/**
 * How a claim came out.
 *
 * - `holds`: every reachable state was seen (for a `sometimes`: a state was found in which it is true)
 * - `holds within bounds`: every state within the bounds was seen, and the bounds cut something
 * - `violated`: there is a trace (for a `sometimes`: every reachable state was seen, and it is true in none)
 * - `undecided`: the exploration ended before it could tell, or, for a claim over
 *   runs that go on for ever, what the bounds cut could matter
 */
export type VerdictName = "holds" | "holds within bounds" | "violated" | "undecided";

/** What makes a process take a step of its reducer, as a plain JSON value. */
export type StepAction =
  | { readonly type: "start"; readonly process: ProcessId }
  | { readonly type: "deliver"; readonly process: ProcessId; readonly from: ProcessId; readonly message: unknown }
  | { readonly type: "duplicate"; readonly process: ProcessId; readonly from: ProcessId; readonly message: unknown }
  | { readonly type: "timeout"; readonly process: ProcessId; readonly timer: string }
  | { readonly type: "request"; readonly process: ProcessId; readonly request: unknown }
  | { readonly type: "restart"; readonly process: ProcessId }
  | { readonly type: "amnesia"; readonly process: ProcessId };

/** What can be done to a global state: one transition, as a plain JSON value. */
export type Action =
  | StepAction
  | {
      readonly type: "drop";
      readonly process: ProcessId;
      readonly from: ProcessId;
      readonly message: unknown;
      /** Why it is gone: lost on its way, its process is down, or its link is cut. */
      readonly cause: "lost" | "down" | "cut";
    }
  | { readonly type: "tick" }
  /** A tick passes for all but this process. */
  | { readonly type: "missedTick"; readonly process: ProcessId }
  /** A tick passes for this process alone. */
  | { readonly type: "extraTick"; readonly process: ProcessId }
  | { readonly type: "crash"; readonly process: ProcessId }
  /** A crash in the middle of a step, when so many of its messages were sent. */
  | {
      readonly type: "tornStep";
      readonly process: ProcessId;
      readonly step: StepAction;
      readonly sent: number;
      readonly of: number;
    }
  /** A crash after which the disk lacks the last write. */
  | { readonly type: "lostWrite"; readonly process: ProcessId }
  | { readonly type: "cut"; readonly sides: readonly [readonly ProcessId[], readonly ProcessId[]] }
  | { readonly type: "heal" };

/** One process within a global state, as a plain JSON value. */
export interface ProcessSnapshot {
  readonly process: ProcessId;
  readonly status: "up" | "down" | "waiting";
  /** Absent where a crashed process can never return. */
  readonly state?: unknown;
  readonly leadership: Leadership;
  /** Armed timers, by name; the ticks that remain under timely timing, `null` under asynchronous timing. */
  readonly timers: Readonly<Record<string, number | null>>;
  readonly inbox: readonly { readonly from: ProcessId; readonly message: unknown }[];
}

/** A global state, as a plain JSON value. */
export interface Snapshot {
  readonly processes: readonly ProcessSnapshot[];
  /** The sides of the partition in force, or `null`. */
  readonly cut: readonly [readonly ProcessId[], readonly ProcessId[]] | null;
  /** The values of the history variables, by name. */
  readonly histories: Readonly<Record<string, unknown>>;
}

/** One step of a trace. */
export interface TraceStep {
  /** From 1. */
  readonly step: number;
  readonly action: Action;
  /** What the process that acted wanted done: messages sent, timers set and cancelled. */
  readonly effects: readonly unknown[];
  readonly after: Snapshot;
}

/** A way from an initial state to the state in question: breadth first and without reduction, one of the shortest. */
export interface Trace {
  readonly initial: Snapshot;
  readonly parameters: unknown;
  readonly steps: readonly TraceStep[];
  /**
   * Where the trace stands for a run that goes on for ever: how many steps come
   * before those that repeat, which lead back to where they began. Where it is the
   * number of all steps, nothing happens any more.
   */
  readonly repeatsFrom?: number;
  /**
   * By how much all epochs are higher each time round: where epochs are relative, and
   * not 0. What repeats leads back to where it began but for that, and goes on.
   */
  readonly epochsRise?: number;
}

/** What else came out for a claim over runs that go on for ever. */
export interface LivenessResult {
  /** What is owed in the runs that were looked at; `null` where the claim does not look at runs (`recoverable`). */
  readonly fairness: Fairness | null;
  /** Whether it holds with probability 1 only: an adversary that chooses the durations of timers could break it. */
  readonly almostSurely: boolean;
  /**
   * Why the claim says little here, if so: what is good is so in every state that
   * was seen, in none, or (`eventually`) in every initial one; or nothing ever
   * calls for it (`leadsTo`).
   */
  readonly vacuous: "always good" | "never good" | "good from the beginning" | "never called for" | null;
  /** How many states and transitions the graph had in which it was decided. */
  readonly states: number;
  readonly edges: number;
}

/** What came out for one claim. */
export interface Verdict {
  readonly claim: string;
  readonly kind: Claim["kind"];
  readonly verdict: VerdictName;
  /** Whether the claim is made under this scenario at all: whether its premises cover the scenario's hazards. */
  readonly claimed: boolean;
  readonly under: readonly Crisis[];
  /** The `always` claims of which this one is the witness. */
  readonly witnessOf?: readonly string[];
  /**
   * The length of the trace: breadth first and without reduction a shortest
   * counterexample, or for a `sometimes` that holds a shortest example; else that
   * of the one that was found.
   */
  readonly steps?: number;
  readonly trace?: Trace;
  /** Only of claims over runs that go on for ever, where they were looked at. */
  readonly liveness?: LivenessResult;
}

/** What was explored, and what came of it. */
export interface Exploration {
  readonly algorithm: string;
  readonly scenario: Scenario;
  readonly parameters: unknown;
  /** Whether states that differ by names of processes alone were explored as one: then all counts are of orbits, one state each. */
  readonly symmetry: boolean;
  /**
   * Whether states that differ by a shift of all epochs alone were explored as one:
   * then all counts are of states whose least epoch is 0, and bounds apart every
   * verdict is one on all epochs.
   */
  readonly relativeEpochs: boolean;
  /**
   * Whether states that differ only by moves that commute with all others and that
   * no claim can see were explored as one. Then `states`, `transitions`, `cut`,
   * `depth` and `levels` are of the states that stand for the others; `terminal` is
   * what it is without; and traces are walks, but not the shortest.
   * `localStates`, `messages` and `reducerCalls` are also of what was only asked to
   * see whether it commutes.
   */
  readonly reduction: boolean;
  /** In which order it went about. */
  readonly strategy: StrategyName;
  /**
   * How many threads explored together, in the end: the counts do not depend on it,
   * as long as no limit ends the exploration.
   */
  readonly workers: number;
  /** Distinct states that were stored; in walks, that were seen. Exact. */
  readonly states: number;
  readonly initial: number;
  /** Successors that were generated, initial states and cut successors excluded; in walks, steps that were taken. */
  readonly transitions: number;
  /** Transitions and initial states. */
  readonly generated: number;
  /**
   * The greatest distance from an initial state; the initial states have 0.
   * Depth first and in walks: the length of the longest way that was followed.
   */
  readonly depth: number;
  /** `depth` + 1. */
  readonly levels: number;
  /** Successors beyond a bound: neither stored nor counted elsewhere. In walks: those that were chosen, and taken back. */
  readonly cut: number;
  /** States without any successor; in walks, those that a walk ended in. */
  readonly terminal: number;
  /** Distinct cells: everything that belongs to one process. By diagrams, distinct parts of cells: what is in flight on each link is one by itself. */
  readonly cells: number;
  /** Distinct local states. */
  readonly localStates: number;
  /** Distinct messages, with their senders. */
  readonly messages: number;
  /** Distinct (local state, event) pairs; the reducer is called twice for each, to see that it answers the same. */
  readonly reducerCalls: number;
  /** Whether every reachable state was stored: nothing was cut, and nothing stopped the exploration. */
  readonly exhaustive: boolean;
  /**
   * Why the exploration ended before all was seen, if it did: everything was
   * decided, a limit was reached (`depth` is that of a search depth first), it was
   * interrupted, or the walks were all taken, which never see everything for sure.
   */
  readonly stopped: "decided" | "states" | "cells" | "memory" | "depth" | "interrupted" | "walks" | null;
  /** In walks: how many were taken, of how many steps at most, and from which seed. */
  readonly walks?: { readonly taken: number; readonly steps: number; readonly seed: number };
  readonly verdicts: readonly Verdict[];
  /** What was done how often, where it was asked for. */
  readonly profile?: Profile;
}
