import type { Vocabulary } from "../vocabulary.ts";
import type { Synod, SynodMessage, SynodParameters, SynodState } from "./synod.ts";

/**
 * What a process of the election by Paxos is: a process of the synod that
 * decides on its epoch.
 *
 * @remarks
 * It leads its epoch where it has learned that it is the value that is chosen
 * there. Nothing is kept of earlier epochs: there it answers no more, which is
 * what an acceptor may do at any time.
 */
export interface PaxosState {
  /** The latest epoch that the process has seen: an integer from 1. */
  readonly epoch: number;
  readonly synod: SynodState;
}

/** What must survive a crash: the epoch, and what the synod that decides on it must not forget. */
export interface PaxosDurable {
  readonly epoch: number;
  readonly synod: Synod["Durable"];
}

/** A message of the synod that decides on an epoch; `chosen`, from whom it names, is the heartbeat of a leader. */
export type PaxosMessage = SynodMessage & {
  readonly epoch: number;
};

/** The words of the election by Paxos. */
export interface Paxos extends Vocabulary {
  readonly State: PaxosState;
  readonly Message: PaxosMessage;
  /** `proposal` as in the synod; `silence` in a follower, `heartbeat` in a leader. */
  readonly Timer: Synod["Timer"] | "silence" | "heartbeat";
  readonly Request: never;
  readonly Durable: PaxosDurable;
  readonly Parameters: SynodParameters;
}
