import type { QuorumSystem } from "../quorum-system.ts";
import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** A proposal that was accepted: a number and a value. The value is the process that is to lead. */
export interface Proposal {
  /** The number of the proposal: an integer from 1. */
  readonly ballot: number;
  readonly value: ProcessId;
}

/** What an acceptor must not forget: it is on its disk. */
export interface SynodNotes {
  /**
   * The highest ballot that it has promised or accepted anything in: an integer
   * from 1, or 0 where there is none. It has begun no higher one itself.
   */
  readonly promised: number;
  /** What it accepted last, if anything. */
  readonly accepted: Proposal | null;
}

/** The disk of a process that has learned which proposal is chosen: nothing else matters any more. */
export interface SynodLedger {
  readonly chosen: Proposal;
}

/**
 * What a process of the synod can be.
 *
 * @remarks
 * Every process is an acceptor; one that has begun a ballot is a proposer, too,
 * as long as it knows of no higher ballot; and every process is a learner in the
 * end.
 */
export type SynodState = SynodAcceptor | SynodPreparing | SynodProposing | SynodLearner;

/** Answers proposers, and proposes nothing at the moment. */
export interface SynodAcceptor extends SynodNotes {
  readonly role: "acceptor";
}

/** Has begun the ballot `promised`, and waits for the promises of a quorum: phase 1. */
export interface SynodPreparing extends SynodNotes {
  readonly role: "preparing";
  /** Who promised, itself included, in ascending order. */
  readonly promises: readonly ProcessId[];
  /** Of all that they have accepted, the proposal with the highest number. */
  readonly highest: Proposal | null;
}

/** Has issued the proposal `accepted`, and waits until a quorum has accepted it: phase 2. */
export interface SynodProposing extends SynodNotes {
  readonly role: "proposing";
  readonly accepted: Proposal;
  /** Who accepted it, itself included, in ascending order. */
  readonly votes: readonly ProcessId[];
}

/** Knows a proposal that is chosen, and so the value. */
export interface SynodLearner extends SynodLedger {
  readonly role: "learner";
}

/** What proposers and acceptors say to each other, and learners to everybody. */
export type SynodMessage = Prepare | Promised | Accept | Accepted | Chosen;

/** Phase 1a: asks for the promise to accept nothing numbered less than `ballot`, and for what was accepted already. */
export interface Prepare {
  readonly type: "prepare";
  readonly ballot: number;
}

/** Phase 1b: promises, and tells what it accepted last. */
export interface Promised {
  readonly type: "promise";
  readonly ballot: number;
  readonly accepted: Proposal | null;
}

/** Phase 2a: asks to accept a proposal. */
export interface Accept extends Proposal {
  readonly type: "accept";
}

/** Phase 2b: has accepted the proposal numbered `ballot`. */
export interface Accepted {
  readonly type: "accepted";
  readonly ballot: number;
}

/** Tells which proposal is chosen: the message Success of "The Part-Time Parliament". */
export interface Chosen extends Proposal {
  readonly type: "chosen";
}

/** What a synod is set up with. */
export interface SynodParameters {
  /** Which sets of processes are enough in each phase. */
  readonly quorums: QuorumSystem;
  /**
   * Whether a proposer that is outdone leaves the others their time; where not,
   * it begins a higher ballot at once, and two proposers may duel for ever.
   */
  readonly backOff: boolean;
}

/** The words of the synod. */
export interface Synod extends Vocabulary {
  readonly State: SynodState;
  readonly Message: SynodMessage;
  readonly Timer: "proposal";
  readonly Request: never;
  readonly Durable: SynodNotes | SynodLedger;
  readonly Parameters: SynodParameters;
}

/**
 * The process that may begin a ballot, and nobody else.
 *
 * @remarks
 * Numbers go round the processes, so that each has a set of its own and there
 * is always a higher one: with three processes 1, 4, 7, ... belong to the first.
 *
 * @param ballot - an integer from 1
 */
export function ownerOf(processes: readonly ProcessId[], ballot: number): ProcessId {
  return processes[(ballot - 1) % processes.length]!;
}

/**
 * The lowest ballot of process `self` that is higher than `ballot`.
 *
 * @param ballot - an integer from 0
 */
export function ballotAfter(processes: readonly ProcessId[], ballot: number, self: ProcessId): number {
  const size = processes.length;
  const distance = (processes.indexOf(self) - (ballot % size) + size) % size;
  return ballot + 1 + distance;
}
