import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** The position of the last entry of a log. */
export interface LogPosition {
  /** The term in which the entry was made: an integer from 0. */
  readonly term: number;
  /** Its place in the log: an integer from 1, or 0 where there is none. */
  readonly index: number;
}

/** Where an empty log ends. */
export const emptyLog: LogPosition = { term: 0, index: 0 };

/** What every process remembers, in whatever role: this much is on its disk. */
export interface RaftDurable {
  /** The latest term that the process has seen: an integer from 0. */
  readonly term: number;
  /** To whom it gave its vote in that term, if to anybody. */
  readonly votedFor: ProcessId | null;
  /** Where its log ends. */
  readonly log: LogPosition;
}

/** What a process of Raft can be (figure 4). */
export type RaftState = RaftFollower | RaftCandidate | RaftLeader;

/** Answers candidates and leaders, and asks for nothing itself. */
export interface RaftFollower extends RaftDurable {
  readonly role: "follower";
  /** Whom it takes for the leader of its term, if anybody. */
  readonly leader: ProcessId | null;
}

/** Stands for election in its term, and has voted for itself. */
export interface RaftCandidate extends RaftDurable {
  readonly role: "candidate";
  /** Who gave it their vote in this term, itself included, in ascending order. */
  readonly votes: readonly ProcessId[];
}

/** Was elected in its term, and has voted for itself. */
export interface RaftLeader extends RaftDurable {
  readonly role: "leader";
}

/** The two remote procedure calls of the paper (figure 2) and their results. */
export type RaftMessage = RequestVote | RequestVoteResponse | AppendEntries | AppendEntriesResponse;

/** Asks for a vote. */
export interface RequestVote {
  readonly type: "RequestVote";
  /** The candidate's term. */
  readonly term: number;
  readonly lastLogTerm: number;
  readonly lastLogIndex: number;
}

/** Answers RequestVote. */
export interface RequestVoteResponse {
  readonly type: "RequestVoteResponse";
  /** The voter's term, from which a stale candidate learns that it is one. */
  readonly term: number;
  readonly voteGranted: boolean;
}

/** The heartbeat of a leader: an AppendEntries without entries. */
export interface AppendEntries {
  readonly type: "AppendEntries";
  /** The leader's term. */
  readonly term: number;
}

/** Answers AppendEntries. */
export interface AppendEntriesResponse {
  readonly type: "AppendEntriesResponse";
  /** The receiver's term, from which a stale leader learns that it is one. */
  readonly term: number;
}

/** The host tells that the log of this process now ends elsewhere. */
export interface Appended {
  readonly type: "appended";
  /** The term of the last entry: an integer from 0 to the term of the process. */
  readonly lastLogTerm: number;
  /** The place of the last entry: an integer from 0. */
  readonly lastLogIndex: number;
}

/** What a Raft cluster is set up with. */
export interface RaftParameters {
  /** Where the logs end when the cluster begins, by process; a log that is not named is empty. */
  readonly log: Readonly<Record<ProcessId, LogPosition>>;
}

/** The words of Raft, as far as its election goes. */
export interface Raft extends Vocabulary {
  readonly State: RaftState;
  readonly Message: RaftMessage;
  readonly Timer: "election" | "heartbeat";
  readonly Request: Appended;
  readonly Durable: RaftDurable;
  readonly Parameters: RaftParameters;
}

/**
 * Whether a log that ends at `log` is at least as up to date as one that ends at `other` (section 5.4.1).
 *
 * @remarks
 * The log whose last entry is of the later term is the more up to date one; of
 * two logs that end in the same term it is the longer one.
 */
export function isUpToDate(log: LogPosition, other: LogPosition): boolean {
  return log.term === other.term ? log.index >= other.index : log.term > other.term;
}
