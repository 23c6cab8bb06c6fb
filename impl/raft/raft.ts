/**
 * Raft's election: time is divided into terms, each begins with an election, and
 * a process gives one vote per term, first come, first served.
 *
 * A follower that hears from no leader for a while begins a new term, votes for
 * itself and asks the others. Whoever gets the votes of a majority leads for the
 * rest of the term, and two majorities of one term would share a voter. Timers
 * of uncertain duration see to it that most votes are not split.
 *
 * Premises: a term, a vote and a log that were promised survive a crash. For one
 * leader per term nothing else is needed: no clock, no order of messages, no
 * delivery. That a deposed leader knows it at once is not promised at all.
 *
 * Source: Diego Ongaro and John Ousterhout, "In Search of an Understandable
 * Consensus Algorithm", USENIX ATC 2014, sections 5.1, 5.2 and 5.4.1 with
 * figure 2; Ongaro's thesis, chapter 3. Where we depart: the log itself is not
 * here. The host keeps it and tells where it ends, AppendEntries carries no
 * entries, and its result has no `success`.
 */
import { match, P } from "ts-pattern";
import { broadcast, cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event, Receive } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import { tally } from "../../spec/quorum.ts";
import {
  type Appended,
  emptyLog,
  isUpToDate,
  type Raft,
  type RaftCandidate,
  type RaftFollower,
  type RaftMessage,
  type RaftState,
  type RequestVote,
} from "../../spec/raft/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

/** Raft's election as a pure reducer. */
export const raft: Protocol<Raft> = {
  name: "raft",
  init({ self, parameters }, durable) {
    if (durable !== undefined) return { role: "follower", leader: null, ...durable };
    const log = parameters.log[self] ?? emptyLog;
    // A log that ends in some term was written by a process that had reached this term.
    return { role: "follower", leader: null, term: log.term, votedFor: null, log };
  },
  step,
  durable: ({ term, votedFor, log }) => ({ term, votedFor, log }),
  leadership: ({ self }, state) => ({
    leader: state.role === "leader" ? self : state.role === "follower" ? state.leader : null,
    epoch: state.term,
  }),
  timers: () => ({ election: [3, 4], heartbeat: 1 }),
};

function step(cluster: Cluster<Raft>, state: RaftState, event: Event<Raft>): Step<Raft> {
  const laterTerm = { type: "receive", message: { term: P.number.gt(state.term) } } as const;
  const earlierTerm = { type: "receive", message: { term: P.number.lt(state.term) } } as const;
  const notLeading = { role: P.union("follower", "candidate") } as const;

  return (
    match<[RaftState, Event<Raft>], Step<Raft>>([state, event])
      .with([P._, laterTerm], ([, received]) => enterTerm(cluster, state, received))
      .with([P._, earlierTerm], ([, received]) => reject(state, received))

      .with([P._, { type: "start" }], () => [state, setTimer("election")])
      .with([notLeading, timeout("election")], () => standForElection(cluster, state))
      .with([{ role: "leader" }, timeout("heartbeat")], () => [state, ...heartbeat(cluster, state)])

      .with([{ role: "follower" }, receive("RequestVote")], ([voter, received]) => vote(voter, received))
      .with([P._, receive("RequestVote")], ([, received]) => reject(state, received))
      .with([{ role: "candidate" }, receive("RequestVoteResponse")], ([candidate, { from, message }]) =>
        message.voteGranted ? countVote(cluster, candidate, from) : [state],
      )
      .with([notLeading, receive("AppendEntries")], ([follower, { from }]) => follow(follower, from))

      .with([P._, { type: "request" }], ([, { request }]) => moveLog(state, request))

      // A timer of another role, a vote or a result that decides nothing any more: nothing happens. Nor does
      // anything where a leader hears from another one of its own term, which a process that forgot its vote brings about.
      .with([P._, P.union({ type: "timeout" }, { type: "receive" })], () => [state])
      .exhaustive()
  );
}

/** Section 5.1: a process that sees a later term enters it as a follower, and answers what it received there. */
function enterTerm(cluster: Cluster<Raft>, state: RaftState, received: Receive<Raft>): Step<Raft> {
  const { term } = received.message;
  const follower: RaftFollower = { role: "follower", term, votedFor: null, leader: null, log: state.log };
  const [next, ...effects] = step(cluster, follower, received);
  // Only a leader has no election timer; that of any other process runs on, unless it gives its vote or meets a leader.
  const deposed = state.role === "leader" ? [cancelTimer("heartbeat"), setTimer("election")] : [];
  return [next, ...deposed, ...effects];
}

/** Section 5.1: a request from an earlier term is rejected, and so is one for a vote that is gone; the answer tells the term. */
function reject(state: RaftState, { from, message }: Receive<Raft>): Step<Raft> {
  const { term } = state;
  return match<RaftMessage, Step<Raft>>(message)
    .with({ type: "RequestVote" }, () => [state, send(from, { type: "RequestVoteResponse", term, voteGranted: false })])
    .with({ type: "AppendEntries" }, () => [state, send(from, { type: "AppendEntriesResponse", term })])
    .otherwise(() => [state]);
}

/** Section 5.2: a process that hears from no leader begins a term, votes for itself and asks the others for their votes. */
function standForElection(cluster: Cluster<Raft>, { term, log }: RaftState): Step<Raft> {
  const { self } = cluster;
  const candidate: RaftCandidate = { role: "candidate", term: term + 1, votedFor: self, votes: [], log };
  const request: RequestVote = {
    type: "RequestVote",
    term: candidate.term,
    lastLogTerm: log.term,
    lastLogIndex: log.index,
  };
  const [next, ...effects] = countVote(cluster, candidate, self);
  if (next.role === "leader") return [next, ...effects];
  return [next, ...broadcast(others(cluster), request), setTimer("election")];
}

/** Sections 5.2 and 5.4.1: a vote goes to the first candidate of the term that asks and whose log is no less up to date. */
function vote(voter: RaftFollower, received: Receive<Raft> & { readonly message: RequestVote }): Step<Raft> {
  const { from, message } = received;
  const isFree = voter.votedFor === null || voter.votedFor === from;
  const log = { term: message.lastLogTerm, index: message.lastLogIndex };
  if (!isFree || !isUpToDate(log, voter.log)) return reject(voter, received);
  return [
    voter.votedFor === from ? voter : { ...voter, votedFor: from },
    send(from, { type: "RequestVoteResponse", term: voter.term, voteGranted: true }),
    setTimer("election"),
  ];
}

/** Section 5.2: a candidate that a majority voted for leads, and at once keeps the others from standing. */
function countVote(cluster: Cluster<Raft>, candidate: RaftCandidate, voter: ProcessId): Step<Raft> {
  if (candidate.votes.includes(voter)) return [candidate];
  const { term, votedFor, log } = candidate;
  const votes = [...candidate.votes, voter].sort((a, b) => a - b);
  if (tally(cluster.processes, votes) !== "won") return [{ ...candidate, votes }];
  return [{ role: "leader", term, votedFor, log }, cancelTimer("election"), ...heartbeat(cluster, candidate)];
}

/** Section 5.2: a leader sends heartbeats for as long as it leads. */
function heartbeat(cluster: Cluster<Raft>, { term }: RaftState): readonly Effect<Raft>[] {
  return [...broadcast(others(cluster), { type: "AppendEntries", term }), setTimer("heartbeat")];
}

/** Section 5.2: who hears from the leader of its term follows it, a candidate too, and waits anew. */
function follow(state: RaftFollower | RaftCandidate, leader: ProcessId): Step<Raft> {
  const { term, votedFor, log } = state;
  const isKnown = state.role === "follower" && state.leader === leader;
  return [
    isKnown ? state : { role: "follower", term, votedFor, leader, log },
    send(leader, { type: "AppendEntriesResponse", term }),
    setTimer("election"),
  ];
}

/** The host tells where the log ends now. */
function moveLog(state: RaftState, { lastLogTerm: term, lastLogIndex: index }: Appended): Step<Raft> {
  const isThere = state.log.term === term && state.log.index === index;
  return [isThere ? state : { ...state, log: { term, index } }];
}

function others({ processes, self }: Cluster<Raft>): readonly ProcessId[] {
  return processes.filter((process) => process !== self);
}

/** The pattern of a message of type `type`. */
function receive<const T extends RaftMessage["type"]>(
  type: T,
): { readonly type: "receive"; readonly message: { readonly type: T } } {
  return { type: "receive", message: { type } };
}

/** The pattern of a timer that runs out. */
function timeout<const T extends Raft["Timer"]>(timer: T): { readonly type: "timeout"; readonly timer: T } {
  return { type: "timeout", timer };
}
