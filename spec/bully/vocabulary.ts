import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/**
 * What a process of the Bully algorithm can be.
 *
 * @remarks
 * Exactly one timer is armed in each role: `answer` in a candidate,
 * `coordinator` in one that defers, `silence` in a follower, `heartbeat` in a
 * leader.
 */
export type BullyState = BullyCandidate | BullyDeferring | BullyFollower | BullyLeader;

/** Holds an election: has asked every process that outranks it, and waits for an Answer. */
export interface BullyCandidate {
  readonly role: "candidate";
}

/** Was answered by a process that outranks it, and waits for that one's election to end. */
export interface BullyDeferring {
  readonly role: "deferring";
}

/** Has accepted a coordinator, and monitors it. */
export interface BullyFollower {
  readonly role: "follower";
  readonly leader: ProcessId;
}

/** Is the coordinator. */
export interface BullyLeader {
  readonly role: "leader";
}

/** Election: "I hold an election." Answer: "I am up, and outrank you." Coordinator: "I lead." */
export type BullyMessage =
  | { readonly type: "Election" }
  | { readonly type: "Answer" }
  | { readonly type: "Coordinator" };

/** The words of the Bully algorithm. */
export interface Bully extends Vocabulary {
  readonly State: BullyState;
  readonly Message: BullyMessage;
  readonly Timer: "answer" | "coordinator" | "silence" | "heartbeat";
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}
