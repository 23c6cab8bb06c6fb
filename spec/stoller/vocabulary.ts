import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/**
 * The number of an election: whoever holds its k-th election, and stands at place i of n (from 0), gives k·n + i.
 *
 * @remarks
 * So no two processes ever give the same number, and a process never gives one twice, as long as its disk remembers `held`.
 */
export type ElectionNumber = number;

/** What a process of Stoller's Bully can be. In each role it knows how many elections it has held: an integer of at least 0. */
export type StollerState = StollerElec1 | StollerElec2 | StollerWait | StollerFollower | StollerLeader;

/** First stage of its election: has asked all that outrank it whether they are up. */
export interface StollerElec1 {
  readonly role: "elec1";
  readonly held: number;
}

/** Second stage of its election: halts those that it outranks, one after the other, from the highest down. */
export interface StollerElec2 {
  readonly role: "elec2";
  readonly held: number;
  /** Whose answer to Halt it waits for. */
  readonly pending: ProcessId;
  /** Who has acknowledged, in the order of the answers. */
  readonly acks: readonly ProcessId[];
}

/** Leaves the election to another process. */
export interface StollerWait {
  readonly role: "wait";
  readonly held: number;
  readonly awaited: ProcessId;
  /** The election for which it was halted, or `null`: it only knows that a process that outranks it is up. */
  readonly election: ElectionNumber | null;
}

/** Follows the winner of an election in which it was halted: the paper's Norm, with another one as ldr. */
export interface StollerFollower {
  readonly role: "follower";
  readonly held: number;
  readonly leader: ProcessId;
  readonly election: ElectionNumber;
}

/** Has won the last election that it held: the paper's Norm, with itself as ldr. */
export interface StollerLeader {
  readonly role: "leader";
  readonly held: number;
}

/**
 * AreYouUp and Up: the first stage. Halt, Ack and Rej: the second one. Leader: "you have a leader". NormQ: "are you
 * normal, and mine?", which is also the leader's heartbeat. NotNorm: "no".
 */
export type StollerMessage =
  | { readonly type: "AreYouUp" }
  | { readonly type: "Up" }
  | {
      readonly type: "Halt" | "Ack" | "Rej" | "Leader" | "NormQ" | "NotNorm";
      readonly election: ElectionNumber;
    };

/** The words of Stoller's Bully. */
export interface Stoller extends Vocabulary {
  readonly State: StollerState;
  readonly Message: StollerMessage;
  readonly Timer: "answer" | "coordinator" | "silence" | "heartbeat";
  readonly Request: never;
  /** How many elections the process has held. */
  readonly Durable: number;
  readonly Parameters: null;
}
