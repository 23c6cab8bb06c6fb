import type {
  AppendEntries,
  AppendEntriesResponse,
  Appended,
  RaftCandidate,
  RaftDurable,
  RaftParameters,
  RequestVote,
  RequestVoteResponse,
} from "../raft/vocabulary.ts";
import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** Which options of Raft a cluster is set up with: every process must be given the same. */
export interface ProductionParameters extends RaftParameters {
  /** Whether a process asks, before it begins a term, whether it could win it (thesis, section 9.6). */
  readonly preVote: boolean;
  /** Whether a leader that reaches no majority steps down, and voters stay with a leader that they hear (sections 6.2 and 4.2.3). */
  readonly checkQuorum: boolean;
  /** Whether a leader keeps a lease, under which it may answer reads by itself (section 6.4.1); needs `checkQuorum`. */
  readonly leaderLease: boolean;
  /** Whether a leader heeds {@link Transfer} (section 3.10). */
  readonly transfer: boolean;
  /** Whether a leader heeds {@link Resign}. */
  readonly resign: boolean;
  /** Whether a process heeds {@link Campaign}. */
  readonly campaign: boolean;
  /**
   * How much a process is wanted as the leader: an integer of at least 0, and 0
   * where it is not named. Each higher priority lets the lower ones wait two
   * ticks longer before they stand.
   */
  readonly priority: Readonly<Record<ProcessId, number>>;
  /** Who follows without a vote, and never leads (section 4.2.1). */
  readonly learners: readonly ProcessId[];
  /** Who votes, but never stands: a process that keeps no data. */
  readonly witnesses: readonly ProcessId[];
}

/** What a process of Raft with options can be: as in figure 4, and someone who asks for votes in advance. */
export type ProductionState = ProductionFollower | PreCandidate | RaftCandidate | ProductionLeader;

/** Answers the others, and asks for nothing itself. */
export interface ProductionFollower extends RaftDurable {
  readonly role: "follower";
  /** Whom it takes for the leader of its term, if anybody. */
  readonly leader: ProcessId | null;
  /**
   * Whether it heard from a leader within the minimum election timeout, or may
   * have before it crashed: then it helps nobody else to become one. The leader
   * may be one of an earlier term: what was promised to it still counts.
   */
  readonly heard: boolean;
}

/** Asks whether it could win the next term, and has not begun it. */
export interface PreCandidate extends RaftDurable {
  readonly role: "preCandidate";
  /** Who would vote for it in the next term, itself included, in ascending order. */
  readonly preVotes: readonly ProcessId[];
}

/** Was elected in its term, and has voted for itself. */
export interface ProductionLeader extends RaftDurable {
  readonly role: "leader";
  /** Which voters have answered since the last heartbeat, itself included, in ascending order, up to a majority. */
  readonly acknowledged: readonly ProcessId[];
  /** Whether it may answer reads by itself: `given up` for the rest of its term once it has told another process to stand. */
  readonly lease: "held" | "lapsed" | "given up";
  /** Who was told to take the lead over; the host takes no new work meanwhile. */
  readonly transferee: ProcessId | null;
}

/** What processes say to each other. `term` is always the term in which the sender is. */
export type ProductionMessage =
  | ProductionRequestVote
  | RequestVoteResponse
  | RequestPreVote
  | RequestPreVoteResponse
  | AppendEntries
  | AppendEntriesResponse
  | TimeoutNow;

/** Asks for a vote. */
export interface ProductionRequestVote extends RequestVote {
  /** There where the leader itself told the candidate to stand: a vote for it breaks no promise (section 4.2.3). */
  readonly disruptsLeader?: true;
}

/** Asks whether the sender would get a vote in the term after its own. */
export interface RequestPreVote {
  readonly type: "RequestPreVote";
  /** The sender's term, which it has not left. */
  readonly term: number;
  readonly lastLogTerm: number;
  readonly lastLogIndex: number;
}

/** Answers RequestPreVote. It promises nothing. */
export interface RequestPreVoteResponse {
  readonly type: "RequestPreVoteResponse";
  readonly term: number;
  readonly voteGranted: boolean;
}

/** A leader tells a process to stand for election at once (section 3.10). */
export interface TimeoutNow {
  readonly type: "TimeoutNow";
  readonly term: number;
}

/** The operator wants `to` to lead; the host asks it of the leader once the log of `to` has caught up. */
export interface Transfer {
  readonly type: "transfer";
  readonly to: ProcessId;
}

/** The operator wants the leader to lead no more. */
export interface Resign {
  readonly type: "resign";
}

/** The operator wants this process to stand for election without waiting. */
export interface Campaign {
  readonly type: "campaign";
}

/** The words of Raft's election with the options that production needs. */
export interface RaftProduction extends Vocabulary {
  readonly State: ProductionState;
  readonly Message: ProductionMessage;
  readonly Timer: "election" | "heartbeat" | "silence" | "quorum" | "lease" | "transfer";
  readonly Request: Appended | Transfer | Resign | Campaign;
  readonly Durable: RaftDurable;
  readonly Parameters: ProductionParameters;
}
