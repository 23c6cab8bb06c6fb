import type {
  AppendEntries as Heartbeat,
  AppendEntriesResponse as HeartbeatResponse,
  RequestVote,
  RequestVoteResponse,
} from "../raft/vocabulary.ts";
import type { ProcessId, Vocabulary } from "../vocabulary.ts";

/** An entry of the log. Its place says which one it is: no field does. */
export type Entry = CommandEntry | EmptyEntry | ConfigurationEntry;

/** What a client wants the state machine to do. */
export interface CommandEntry {
  readonly type: "command";
  /** The term in which a leader made the entry: an integer from 1. */
  readonly term: number;
  readonly command: string;
}

/** Does nothing: a leader begins its term with it (section 8), so that what came before is committed. */
export interface EmptyEntry {
  readonly type: "empty";
  readonly term: number;
}

/** Changes who votes, from the moment on in which it stands in a log, committed or not (section 6). */
export interface ConfigurationEntry {
  readonly type: "configuration";
  readonly term: number;
  readonly voters: Voters;
}

/** Who votes, in elections and on entries: the configuration of the paper's section 6. */
export interface Voters {
  /** Whose majority decides: at least one process, in ascending order. C-old where a joint consensus is under way. */
  readonly current: readonly ProcessId[];
  /** Whose majority decides as well, where a joint consensus is under way: C-new. `null` elsewhere. */
  readonly next: readonly ProcessId[] | null;
}

/** What is left of the entries that were compacted (section 7). */
export interface Snapshot {
  /** The place of the last entry that it replaces: an integer from 1, or 0 where it replaces nothing. */
  readonly lastIncludedIndex: number;
  /** The term of that entry, or 0. */
  readonly lastIncludedTerm: number;
  /** Who votes after that entry. */
  readonly voters: Voters;
  /** The state of the state machine after that entry, in whatever way the host writes it. */
  readonly data: string;
}

/** A log: a snapshot of its beginning, and the entries after it. */
export interface Log {
  readonly snapshot: Snapshot;
  readonly entries: readonly Entry[];
}

/** What every process remembers, in whatever role: this much is on its disk (figure 2). */
export interface RaftLogDurable {
  /** The latest term that the process has seen: an integer from 0. */
  readonly term: number;
  /** To whom it gave its vote in that term, if to anybody. */
  readonly votedFor: ProcessId | null;
  readonly log: Log;
}

/** What every process knows, in whatever role. */
export interface RaftLogCommon extends RaftLogDurable {
  /**
   * The place of the last entry that it knows to be committed: an integer from 0.
   * Up to here a host applies entries to its state machine. A restart forgets
   * it, and begins with the snapshot.
   */
  readonly commitIndex: number;
}

/** What a process of Raft can be (figure 4). */
export type RaftLogState = LogFollower | LogCandidate | LogLeader;

/** Answers candidates and leaders, and asks for nothing itself. */
export interface LogFollower extends RaftLogCommon {
  readonly role: "follower";
  /** Whom it takes for the leader of its term, if anybody. */
  readonly leader: ProcessId | null;
}

/** Stands for election in its term, and has voted for itself. */
export interface LogCandidate extends RaftLogCommon {
  readonly role: "candidate";
  /** Who gave it their vote in this term, itself included, in ascending order. */
  readonly votes: readonly ProcessId[];
}

/** Was elected in its term. */
export interface LogLeader extends RaftLogCommon {
  readonly role: "leader";
  /** The place of the next entry to send to each of the others: an integer from 1. */
  readonly nextIndex: Readonly<Record<ProcessId, number>>;
  /** Up to where the log of each of the others is known to be the leader's: an integer from 0. */
  readonly matchIndex: Readonly<Record<ProcessId, number>>;
}

/** The remote procedure calls of the paper (figures 2 and 13) and their results. */
export type RaftLogMessage =
  | RequestVote
  | RequestVoteResponse
  | AppendEntries
  | AppendEntriesResponse
  | InstallSnapshot
  | InstallSnapshotResponse;

/** Brings entries of the leader's log, none in a heartbeat that has no news. */
export interface AppendEntries extends Heartbeat {
  /** The place and the term of the entry before the first of `entries`. */
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  readonly entries: readonly Entry[];
  /** The leader's commit index. */
  readonly leaderCommit: number;
}

/** Answers AppendEntries. */
export interface AppendEntriesResponse extends HeartbeatResponse {
  /** Whether the log had the entry before the first new one. */
  readonly success: boolean;
  /** Of a success: up to where the receiver's log now is the leader's. Otherwise 0. */
  readonly matchIndex: number;
}

/** Brings a snapshot to a process that lacks entries which its leader has no more. In one piece: chunks are the host's. */
export interface InstallSnapshot {
  readonly type: "InstallSnapshot";
  readonly term: number;
  readonly snapshot: Snapshot;
}

/** Answers InstallSnapshot. */
export interface InstallSnapshotResponse {
  readonly type: "InstallSnapshotResponse";
  readonly term: number;
  /** Up to where the receiver's log now is the leader's. */
  readonly matchIndex: number;
}

/** What the outside may ask of a process. Whoever does not lead refuses what only a leader does: nothing happens. */
export type RaftLogRequest = Propose | Reconfigure | Compact;

/** A client asks the leader to append a command. */
export interface Propose {
  readonly type: "propose";
  readonly command: string;
}

/**
 * An operator asks the leader to let these processes vote, and no others.
 *
 * @remarks
 * Refused, so that nothing happens, where the last change is not committed yet,
 * where nothing would change, where nobody would vote, or somebody who is no
 * process of the cluster; and where `membership` does not allow it.
 */
export interface Reconfigure {
  readonly type: "reconfigure";
  readonly voters: readonly ProcessId[];
}

/**
 * The host has written a snapshot of the state machine after the entry `lastIncludedIndex`, and asks for compaction.
 *
 * @remarks
 * Refused, so that nothing happens, where that entry is not committed as far as
 * the process knows, or compacted already.
 */
export interface Compact {
  readonly type: "compact";
  readonly lastIncludedIndex: number;
  readonly data: string;
}

/** What a Raft cluster is set up with. */
export interface RaftLogParameters {
  /** Who votes in the beginning: processes of the cluster, each once; `null`: all of them. */
  readonly voters: readonly ProcessId[] | null;
  /**
   * How who votes may change: not at all (`fixed`), by joint consensus to
   * anything (`joint`, section 6), or by one process at a time (`single`,
   * Ongaro's thesis, section 4.1).
   */
  readonly membership: "fixed" | "joint" | "single";
  /** Whether a leader begins its term with an empty entry (section 8). Without, it waits for a client. */
  readonly emptyEntry: boolean;
  /** What the logs hold when the cluster begins, by process; a log that is not named is empty. The last term in any has been seen by all. */
  readonly logs: Readonly<Record<ProcessId, readonly Entry[]>>;
}

/** The words of Raft with its log. */
export interface RaftLog extends Vocabulary {
  readonly State: RaftLogState;
  readonly Message: RaftLogMessage;
  readonly Timer: "election" | "heartbeat";
  readonly Request: RaftLogRequest;
  readonly Durable: RaftLogDurable;
  readonly Parameters: RaftLogParameters;
}
