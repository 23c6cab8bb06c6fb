import type { Effect } from "./effect.ts";
import type { Event } from "./event.ts";
import type { Cluster, ProcessId, Ticks, Vocabulary } from "./vocabulary.ts";

/** What a step answers: the next state, and the effects in the order in which they apply. */
export type Step<V extends Vocabulary = Vocabulary> = readonly [state: V["State"], ...effects: readonly Effect<V>[]];

/** Whom a process takes for the leader, and in which epoch. */
export interface Leadership {
  /** The leader as this process sees it: itself where it leads, `null` where it knows none. */
  readonly leader: ProcessId | null;
  /**
   * What a term (Raft), a ballot (Paxos) and a generation (token ring) have in
   * common: an integer that grows. A protocol without epochs leaves it out, and
   * claims about epochs do not apply to it.
   */
  readonly epoch?: number;
}

/**
 * A protocol: how a process boots, how it answers every event, what of it is
 * durable and whom it follows.
 *
 * @remarks
 * All five functions are pure: no clock, no randomness, no I/O, nothing kept
 * between calls, nothing of their input changed. `step` is total: every event
 * has an answer in every state. "Nothing happened" is the same state reference
 * and no effects.
 */
export interface Protocol<V extends Vocabulary = Vocabulary> {
  readonly name: string;
  /** The state in which a process boots: with nothing, or with what it had made durable. */
  init(cluster: Cluster<V>, durable?: V["Durable"]): V["State"];
  /** One atomic step. */
  step(cluster: Cluster<V>, state: V["State"], event: Event<V>): Step<V>;
  /** What must have reached the disk before the messages of a step leave the process. */
  durable(state: V["State"]): V["Durable"];
  /** Whom this process takes for the leader. */
  leadership(cluster: Cluster<V>, state: V["State"]): Leadership;
  /** How long each timer runs, in ticks, at least 1. Only timers that are named here may be set. */
  timers(cluster: Cluster<V>): Readonly<Record<V["Timer"], Ticks>>;
}
