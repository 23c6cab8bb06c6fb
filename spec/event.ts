import type { ProcessId, Vocabulary } from "./vocabulary.ts";

/** What happens to a process. Events are all that a process ever learns: time and randomness arrive as events, too. */
export type Event<V extends Vocabulary = Vocabulary> = Start | Receive<V> | Timeout<V> | Asked<V>;

/** The process starts, for the first time or again after a crash. */
export interface Start {
  readonly type: "start";
}

/** A message arrives. */
export interface Receive<V extends Vocabulary = Vocabulary> {
  readonly type: "receive";
  readonly from: ProcessId;
  readonly message: V["Message"];
}

/** A timer that the process armed runs out. It was disarmed before this step. */
export interface Timeout<V extends Vocabulary = Vocabulary> {
  readonly type: "timeout";
  readonly timer: V["Timer"];
}

/** The outside asks the process for something. */
export interface Asked<V extends Vocabulary = Vocabulary> {
  readonly type: "request";
  readonly request: V["Request"];
}
