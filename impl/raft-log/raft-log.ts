/**
 * Raft with the log that its election protects: entries go from the leader to
 * the others, are committed once a majority has them, and are compacted; and who
 * votes is an entry of the log itself.
 *
 * A leader's log only grows, and the others' become its copies: AppendEntries
 * names the entry before the new ones, and whoever lacks that one refuses, so
 * that the leader goes back until both agree. Since a vote is refused to a log
 * that is behind, whoever is elected has all that was committed before.
 *
 * Premises: a term, a vote and a log that were promised survive a crash. For the
 * five properties of figure 3 nothing else is needed.
 *
 * Source: Diego Ongaro and John Ousterhout, "In Search of an Understandable
 * Consensus Algorithm (Extended Version)", 2014, sections 5 to 8 with figures 2
 * and 13; Ongaro's thesis, "Consensus: Bridging Theory and Practice", chapter 4;
 * his cure for changes of one process at a time: raft-dev, July 2015. Where we
 * depart: the result of an AppendEntries says how far the logs agree, since
 * nothing else ties it to its request; a snapshot travels in one piece; and the
 * host applies what is committed, by comparing the commit index before and after.
 */
import { match, P } from "ts-pattern";
import { cancelTimer, send, setTimer } from "../../spec/effect.ts";
import type { Event, Receive } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import { withEntries } from "../../spec/raft-log/log.ts";
import type {
  LogCandidate,
  LogFollower,
  LogLeader,
  Propose,
  RaftLog,
  RaftLogMessage,
  RaftLogState,
} from "../../spec/raft-log/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { countVote, standForElection, vote } from "./elections.ts";
import { reconfigure } from "./membership.ts";
import { boot } from "./parameters.ts";
import { appendEntries, learn, proceed, replicate } from "./replication.ts";
import { compact, installSnapshot } from "./snapshot.ts";

/** Raft with its log as a pure reducer. */
export const raftLog: Protocol<RaftLog> = {
  name: "raft-log",
  init: boot,
  step,
  durable: ({ term, votedFor, log }) => ({ term, votedFor, log }),
  leadership: ({ self }, state) => ({
    leader: state.role === "leader" ? self : state.role === "follower" ? state.leader : null,
    epoch: state.term,
  }),
  timers: () => ({ election: [3, 4], heartbeat: 1 }),
};

function step(cluster: Cluster<RaftLog>, state: RaftLogState, event: Event<RaftLog>): Step<RaftLog> {
  const laterTerm = { type: "receive", message: { term: P.number.gt(state.term) } } as const;
  const earlierTerm = { type: "receive", message: { term: P.number.lt(state.term) } } as const;
  const notLeading = { role: P.union("follower", "candidate") } as const;

  return (
    match<[RaftLogState, Event<RaftLog>], Step<RaftLog>>([state, event])
      .with([P._, laterTerm], ([, received]) => enterTerm(cluster, state, received))
      .with([P._, earlierTerm], ([, { from, message }]) => reject(state, from, message))

      .with([P._, { type: "start" }], () => [state, setTimer("election")])
      .with([notLeading, timeout("election")], () => standForElection(cluster, state))
      .with([{ role: "leader" }, timeout("heartbeat")], ([leader]) => heartbeat(cluster, leader))

      .with([{ role: "follower" }, receive("RequestVote")], ([voter, { from, message }]) => vote(voter, message, from))
      .with([P._, receive("RequestVote")], ([, { from, message }]) => reject(state, from, message))
      .with([{ role: "candidate" }, receive("RequestVoteResponse")], ([candidate, { from, message }]) =>
        message.voteGranted ? countVote(cluster, candidate, from) : [state],
      )

      .with([notLeading, receive("AppendEntries")], ([process, { from, message }]) =>
        appendEntries(follow(process, from), message, from),
      )
      .with([notLeading, receive("InstallSnapshot")], ([process, { from, message }]) =>
        installSnapshot(follow(process, from), message, from),
      )
      .with(
        [{ role: "leader" }, P.union(receive("AppendEntriesResponse"), receive("InstallSnapshotResponse"))],
        ([leader, { from, message }]) => learn(cluster, leader, message, from),
      )

      .with([{ role: "leader" }, request("propose")], ([leader, { request }]) => propose(cluster, leader, request))
      .with([{ role: "leader" }, request("reconfigure")], ([leader, { request }]) =>
        proceed(cluster, leader, reconfigure(cluster, leader, request)),
      )
      .with([P._, request("compact")], ([, { request }]) => [compact(state, request)])

      // A timer of another role, a vote or a result that decides nothing any more, a request that only a leader
      // takes: nothing happens. Nor does anything where a leader hears from another one of its own term, which a
      // process that forgot its vote brings about.
      .with([P._, P.union({ type: "timeout" }, { type: "receive" }, { type: "request" })], () => [state])
      .exhaustive()
  );
}

/** Section 5.1: a process that sees a later term enters it as a follower, and answers what it received there. */
function enterTerm(cluster: Cluster<RaftLog>, state: RaftLogState, received: Receive<RaftLog>): Step<RaftLog> {
  const { term } = received.message;
  const { log, commitIndex } = state;
  const follower: LogFollower = { role: "follower", term, votedFor: null, leader: null, log, commitIndex };
  const [next, ...effects] = step(cluster, follower, received);
  // Only a leader has no election timer; that of any other process runs on, unless it gives its vote or meets a leader.
  const deposed = state.role === "leader" ? [cancelTimer("heartbeat"), setTimer("election")] : [];
  return [next, ...deposed, ...effects];
}

/** Section 5.1: a request from an earlier term is rejected, and so is one for a vote that is gone; the answer tells the term. */
function reject(state: RaftLogState, from: ProcessId, message: RaftLogMessage): Step<RaftLog> {
  const { term } = state;
  return match<RaftLogMessage, Step<RaftLog>>(message)
    .with({ type: "RequestVote" }, () => [state, send(from, { type: "RequestVoteResponse", term, voteGranted: false })])
    .with({ type: "AppendEntries" }, () => [
      state,
      send(from, { type: "AppendEntriesResponse", term, success: false, matchIndex: 0 }),
    ])
    .with({ type: "InstallSnapshot" }, () => [
      state,
      send(from, { type: "InstallSnapshotResponse", term, matchIndex: 0 }),
    ])
    .otherwise(() => [state]);
}

/** Section 5.2: a leader sends heartbeats for as long as it leads, and with them what the others lack. */
function heartbeat(cluster: Cluster<RaftLog>, leader: LogLeader): Step<RaftLog> {
  return [leader, ...replicate(cluster, leader), setTimer("heartbeat")];
}

/** Section 5.3: a leader appends what a client wants, and sends it to the others. */
function propose(cluster: Cluster<RaftLog>, leader: LogLeader, { command }: Propose): Step<RaftLog> {
  const { term, log } = leader;
  return proceed(cluster, leader, { ...leader, log: withEntries(log, { type: "command", term, command }) });
}

/** Section 5.2: who hears from the leader of its term follows it, a candidate too. */
function follow(process: LogFollower | LogCandidate, leader: ProcessId): LogFollower {
  if (process.role === "follower" && process.leader === leader) return process;
  const { term, votedFor, log, commitIndex } = process;
  return { role: "follower", term, votedFor, leader, log, commitIndex };
}

/** The pattern of a message of type `type`. */
function receive<const T extends RaftLogMessage["type"]>(
  type: T,
): { readonly type: "receive"; readonly message: { readonly type: T } } {
  return { type: "receive", message: { type } };
}

/** The pattern of a timer that runs out. */
function timeout<const T extends RaftLog["Timer"]>(timer: T): { readonly type: "timeout"; readonly timer: T } {
  return { type: "timeout", timer };
}

/** The pattern of a request of type `type`. */
function request<const T extends RaftLog["Request"]["type"]>(
  type: T,
): { readonly type: "request"; readonly request: { readonly type: T } } {
  return { type: "request", request: { type } };
}
