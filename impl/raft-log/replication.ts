/** How a log gets from the leader to the others: section 5.3. */
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Step } from "../../spec/protocol.ts";
import { endOf, entriesFrom, everybodyIn, termAt, upTo, votersOf, withEntries } from "../../spec/raft-log/log.ts";
import type {
  AppendEntries,
  AppendEntriesResponse,
  Entry,
  InstallSnapshotResponse,
  Log,
  LogFollower,
  LogLeader,
  RaftLog,
} from "../../spec/raft-log/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { commit } from "./commit.ts";
import { concludeChange, isRemoved } from "./membership.ts";

/** Section 5.3: a leader sends every voter what follows on what that one is thought to have; in a heartbeat, too. */
export function replicate({ self }: Cluster<RaftLog>, leader: LogLeader): readonly Effect<RaftLog>[] {
  const others = everybodyIn(votersOf(leader.log)).filter((process) => process !== self);
  return others.map((process) => replicateTo(process, leader));
}

/** Sections 5.3 and 7: what follows on `nextIndex`, or the snapshot where the leader has that entry no more. */
function replicateTo(process: ProcessId, { term, log, commitIndex, nextIndex }: LogLeader): Effect<RaftLog> {
  const prevLogIndex = nextIndex[process]! - 1;
  const prevLogTerm = termAt(log, prevLogIndex);
  if (prevLogTerm === undefined) return send(process, { type: "InstallSnapshot", term, snapshot: log.snapshot });
  const entries = entriesFrom(log, prevLogIndex + 1);
  const message = { type: "AppendEntries", term, prevLogIndex, prevLogTerm, entries } as const;
  return send(process, { ...message, leaderCommit: commitIndex });
}

/** Figure 2, receiver of AppendEntries: a log that lacks the entry before the new ones takes none of them. */
export function appendEntries(follower: LogFollower, message: AppendEntries, leader: ProcessId): Step<RaftLog> {
  const { term, commitIndex } = follower;
  const { prevLogIndex, prevLogTerm, entries, leaderCommit } = message;
  const success = matches(follower.log, prevLogIndex, prevLogTerm);
  const matchIndex = success ? prevLogIndex + entries.length : 0;
  const answer = send(leader, { type: "AppendEntriesResponse", term, success, matchIndex });
  const log = success ? merged(follower.log, prevLogIndex, entries) : follower.log;
  const committed = Math.max(commitIndex, Math.min(leaderCommit, matchIndex));
  const isNews = log !== follower.log || committed !== commitIndex;
  return [isNews ? { ...follower, log, commitIndex: committed } : follower, answer, setTimer("election")];
}

/** Whether a log has an entry of this term at this place: what was compacted was committed, and is as in every leader's log. */
function matches(log: Log, index: number, term: number): boolean {
  return index <= log.snapshot.lastIncludedIndex || termAt(log, index) === term;
}

/** Figure 2, steps 3 and 4: an entry in conflict with a new one goes, with all after it; what is there already stays. */
function merged(log: Log, prevLogIndex: number, entries: readonly Entry[]): Log {
  const first = entries.findIndex(({ term }, i) => !matches(log, prevLogIndex + 1 + i, term));
  return first === -1 ? log : withEntries(upTo(log, prevLogIndex + first), ...entries.slice(first));
}

/** Section 5.3: a leader learns what a follower has, and goes on from there; or one entry back, where that one refused. */
export function learn(
  cluster: Cluster<RaftLog>,
  leader: LogLeader,
  answer: AppendEntriesResponse | InstallSnapshotResponse,
  follower: ProcessId,
): Step<RaftLog> {
  const known = leader.matchIndex[follower]!;
  if (answer.type === "AppendEntriesResponse" && !answer.success) {
    const nextIndex = Math.max(known, leader.nextIndex[follower]! - 2) + 1;
    if (nextIndex === leader.nextIndex[follower]) return [leader];
    const back = { ...leader, nextIndex: { ...leader.nextIndex, [follower]: nextIndex } };
    return [back, replicateTo(follower, back)];
  }
  // An answer that was overtaken by a later one is no news.
  if (answer.matchIndex <= known) return [leader];
  const matchIndex = { ...leader.matchIndex, [follower]: answer.matchIndex };
  const nextIndex = { ...leader.nextIndex, [follower]: answer.matchIndex + 1 };
  return proceed(cluster, leader, { ...leader, matchIndex, nextIndex });
}

/** What follows on news of a leader: it commits what it can, ends a change of voters, tells the others what is new in its log. */
export function proceed(cluster: Cluster<RaftLog>, before: LogLeader, after: LogLeader): Step<RaftLog> {
  const leader = settled(cluster.self, after);
  const news = endOf(leader.log).index > endOf(before.log).index ? replicate(cluster, leader) : [];
  if (!isRemoved(cluster.self, leader)) return [leader, ...news];
  const { term, votedFor, log, commitIndex } = leader;
  const deposed: LogFollower = { role: "follower", term, votedFor, leader: null, log, commitIndex };
  return [deposed, ...news, cancelTimer("heartbeat"), setTimer("election")];
}

/** A leader that can commit nothing more: where it alone decides, the end of a change is committed as it is appended. */
function settled(self: ProcessId, leader: LogLeader): LogLeader {
  const next = concludeChange(commit(self, leader));
  return next === leader ? leader : settled(self, next);
}
