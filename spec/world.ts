import type { Leadership } from "./protocol.ts";
import type { Cluster, ProcessId, Vocabulary } from "./vocabulary.ts";

/** A message on its way. */
export interface Envelope<V extends Vocabulary = Vocabulary> {
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly message: V["Message"];
}

/** What can be seen of one process from outside: an onlooker's view, which no process has. */
export type View<V extends Vocabulary = Vocabulary> = UpView<V> | DownView<V> | WaitingView<V>;

interface AnyView<V extends Vocabulary> {
  readonly process: ProcessId;
  readonly cluster: Cluster<V>;
  /** Whom it takes for the leader. A process that is not up takes nobody for it. */
  readonly leadership: Leadership;
  /** The messages on their way to this process. */
  readonly inbox: readonly Envelope<V>[];
}

/** A process that runs. */
export interface UpView<V extends Vocabulary = Vocabulary> extends AnyView<V> {
  readonly status: "up";
  readonly state: V["State"];
}

/** A process that crashed. */
export interface DownView<V extends Vocabulary = Vocabulary> extends AnyView<V> {
  readonly status: "down";
  /** What its disk holds; absent where it can never return. */
  readonly durable?: V["Durable"];
  /** The state in which it would boot from its disk; absent where it can never return. */
  readonly state?: V["State"];
}

/** A process that has not started yet (staggered start). */
export interface WaitingView<V extends Vocabulary = Vocabulary> extends AnyView<V> {
  readonly status: "waiting";
  readonly state: V["State"];
}

/** How often each fault has struck so far. */
export interface Faults {
  readonly crashes: number;
  readonly restarts: number;
  readonly amnesia: number;
  readonly losses: number;
  readonly duplicates: number;
  readonly partitions: number;
  readonly requests: number;
  readonly missedTicks: number;
  readonly extraTicks: number;
  readonly tornSteps: number;
  readonly lostWrites: number;
}

/** A global state as an onlooker sees it: every process, and what a claim remembers. */
export interface World<V extends Vocabulary = Vocabulary, H = unknown> {
  /** In the order of the configuration's processes. */
  readonly processes: readonly View<V>[];
  /** The value of the claim's history variable; `undefined` where it has none. */
  readonly history: H;
  readonly faults: Faults;
  /** Whether a partition is in force. */
  readonly partitioned: boolean;
}

/** Whether this process takes itself for the leader. */
export function leads(view: View): boolean {
  return view.leadership.leader === view.process;
}
