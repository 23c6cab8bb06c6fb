/**
 * Raft's election as production runs it: the election of `interregnum/raft`, with
 * options that keep a leader which is well from being deposed and depose one that
 * is not, and with what operators ask for.
 *
 * Pre-votes: who could not win a term does not begin it, so that a process which
 * was away deposes nobody. Check of the quorum: a leader that reaches no majority
 * steps down, and voters stay with a leader that they hear. Lease: as long as a
 * majority is bound to stay with it, a leader may answer reads by itself.
 *
 * Premises: those of Raft for one leader per term, whatever the options. For the
 * lease alone, clocks: a message and its answer take less than a tick, and no
 * clock runs late or ahead by a tick within three. With every option off this is
 * Raft, step by step.
 *
 * Source: Diego Ongaro, "Consensus: Bridging Theory and Practice", PhD thesis,
 * Stanford 2014, sections 3.10, 4.2.1, 4.2.3, 6.2, 6.4.1 and 9.6. Where we depart:
 * a pre-vote tells the term in which its sender is, not the one that it would
 * begin, so that one rule about terms is enough for all messages; the lease is
 * given up for the rest of the term once another process was told to stand.
 */
import { match, P } from "ts-pattern";
import { cancelTimer, send, setTimer } from "../../spec/effect.ts";
import type { Event, Receive } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import { type Appended, emptyLog, isUpToDate, type RaftCandidate } from "../../spec/raft/vocabulary.ts";
import type {
  PreCandidate,
  ProductionFollower,
  ProductionLeader,
  ProductionMessage,
  ProductionState,
  RaftProduction,
} from "../../spec/raft-production/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { electionTicks, isVoter, mayLead } from "./cluster.ts";
import { acknowledge, atRest, heartbeat, stepDown } from "./leading.ts";
import { checkSetup } from "./setup.ts";
import { campaign, countPreVote, countVote, standForElection } from "./standing.ts";

/** Raft's election with options, as a pure reducer. `init` throws a RangeError where the options contradict each other. */
export const raftProduction: Protocol<RaftProduction> = {
  name: "raft-production",
  init(cluster, durable) {
    checkSetup(cluster);
    const { self, parameters } = cluster;
    const log = parameters.log[self] ?? emptyLog;
    const kept = durable ?? { term: log.term, votedFor: null, log };
    // Section 6.4.1: before it crashed it may have answered a leader, who counts on it.
    return { role: "follower", leader: null, heard: parameters.leaderLease && isVoter(cluster, self), ...kept };
  },
  step,
  durable: ({ term, votedFor, log }) => ({ term, votedFor, log }),
  leadership: ({ self }, state) => ({
    leader: state.role === "leader" ? self : state.role === "follower" ? state.leader : null,
    epoch: state.term,
  }),
  timers: (cluster) => ({
    election: electionTicks(cluster),
    heartbeat: 1,
    silence: 3,
    quorum: 3,
    lease: 2,
    transfer: 3,
  }),
};

type Voting = Receive<RaftProduction> & {
  readonly message: { readonly type: "RequestVote" | "RequestPreVote" };
};

function step(
  cluster: Cluster<RaftProduction>,
  state: ProductionState,
  event: Event<RaftProduction>,
): Step<RaftProduction> {
  const { self, parameters } = cluster;
  const laterTerm = { type: "receive", message: { term: P.number.gt(state.term) } } as const;
  const earlierTerm = { type: "receive", message: { term: P.number.lt(state.term) } } as const;
  const voting = { type: "receive", message: { type: P.union("RequestVote", "RequestPreVote") } } as const;
  const notLeading = { role: P.union("follower", "preCandidate", "candidate") } as const;
  const leading = { role: "leader" } as const;
  const isEligible = (): boolean => mayLead(cluster, self);

  return (
    match<[ProductionState, Event<RaftProduction>], Step<RaftProduction>>([state, event])
      .with(
        [P._, voting],
        ([, received]) => staysWithLeader(cluster, state, received),
        ([, received]) => reject(state, received),
      )
      .with([P._, laterTerm], ([, received]) => enterTerm(cluster, state, received))
      .with([P._, earlierTerm], ([, received]) => reject(state, received))

      .with([P._, { type: "start" }], () => [state, ...waiting(cluster, state)])
      .with([notLeading, timeout("election")], isEligible, () => campaign(cluster, state))
      .with([leading, timeout("heartbeat")], ([leader]) => heartbeat(cluster, leader))
      .with([{ role: "follower", heard: true }, timeout("silence")], ([voter]) => [{ ...voter, heard: false }])
      .with([leading, timeout("quorum")], ([leader]) => stepDown(cluster, leader))
      .with([{ ...leading, lease: "held" }, timeout("lease")], ([leader]) => [{ ...leader, lease: "lapsed" }])
      .with([leading, timeout("transfer")], ([leader]) => giveUpTransfer(leader))

      .with([{ role: "follower" }, receive("RequestVote")], ([voter, received]) => vote(cluster, voter, received))
      .with([notLeading, receive("RequestPreVote")], ([, received]) => preVote(cluster, state, received))
      .with([P._, voting], ([, received]) => reject(state, received))
      .with([{ role: "candidate" }, receive("RequestVoteResponse")], ([candidate, { from, message }]) =>
        message.voteGranted ? countVote(cluster, candidate, from) : [state],
      )
      .with([{ role: "preCandidate" }, receive("RequestPreVoteResponse")], ([asking, { from, message }]) =>
        message.voteGranted ? countPreVote(cluster, asking, from) : [state],
      )
      .with([notLeading, receive("AppendEntries")], ([follower, { from }]) => follow(cluster, follower, from))
      .with([leading, receive("AppendEntriesResponse")], ([leader, { from }]) => acknowledge(cluster, leader, from))
      .with([notLeading, receive("TimeoutNow")], isEligible, () => standForElection(cluster, state, true))

      .with([P._, asked("appended")], ([, { request }]) => moveLog(state, request))
      .with([leading, asked("transfer")], ([leader, { request }]) => handOver(cluster, leader, request.to))
      .with([leading, asked("resign")], ([leader]) => (parameters.resign ? stepDown(cluster, leader) : [state]))
      .with([notLeading, asked("campaign")], isEligible, ([waits]) => campaignNow(cluster, waits))

      // A timer of another role, a vote or a result that decides nothing any more, a request that is not for this
      // process: nothing happens.
      .with([P._, P.union({ type: "timeout" }, { type: "receive" }, { type: "request" })], () => [state])
      .exhaustive()
  );
}

/**
 * Sections 4.2.3 and 9.6: who leads, or heard from a leader within the minimum election timeout, helps nobody else.
 *
 * @remarks
 * A leader that stands anew leads no more, and may have the help of those that it
 * led. And a leader that told a process to stand wants it to be helped.
 */
function staysWithLeader(
  { parameters }: Cluster<RaftProduction>,
  state: ProductionState,
  { from, message }: Voting,
): boolean {
  if (message.type === "RequestVote" && (!parameters.checkQuorum || message.disruptsLeader === true)) return false;
  return state.role === "leader" || (state.role === "follower" && state.heard && state.leader !== from);
}

/** Section 5.1: a process that sees a later term enters it as a follower, and answers what it received there. */
function enterTerm(
  cluster: Cluster<RaftProduction>,
  state: ProductionState,
  received: Receive<RaftProduction>,
): Step<RaftProduction> {
  const { term } = received.message;
  const heard = state.role === "follower" && state.heard;
  const follower: ProductionFollower = { role: "follower", term, votedFor: null, leader: null, heard, log: state.log };
  const [next, ...effects] = step(cluster, follower, received);
  const deposed = state.role === "leader" ? [...atRest(cluster, state), setTimer("election")] : [];
  return [next, ...deposed, ...effects];
}

/** Section 5.1: a request from an earlier term is rejected, and so is one for a vote that is not to be had; the answer tells the term. */
function reject(state: ProductionState, { from, message }: Receive<RaftProduction>): Step<RaftProduction> {
  const { term } = state;
  return match<ProductionMessage, Step<RaftProduction>>(message)
    .with({ type: "RequestVote" }, () => [state, send(from, { type: "RequestVoteResponse", term, voteGranted: false })])
    .with({ type: "RequestPreVote" }, () => [
      state,
      send(from, { type: "RequestPreVoteResponse", term, voteGranted: false }),
    ])
    .with({ type: "AppendEntries" }, () => [state, send(from, { type: "AppendEntriesResponse", term })])
    .otherwise(() => [state]);
}

/** Sections 5.2 and 5.4.1: a vote goes to the first candidate of the term that asks and whose log is no less up to date. */
function vote(
  cluster: Cluster<RaftProduction>,
  voter: ProductionFollower,
  received: Receive<RaftProduction> & { readonly message: { readonly type: "RequestVote" } },
): Step<RaftProduction> {
  const { from } = received;
  const isFree = voter.votedFor === null || voter.votedFor === from;
  if (!isFree || !couldWinVote(cluster, voter, received)) return reject(voter, received);
  return [
    voter.votedFor === from ? voter : { ...voter, votedFor: from },
    send(from, { type: "RequestVoteResponse", term: voter.term, voteGranted: true }),
    ...(mayLead(cluster, cluster.self) ? [setTimer("election")] : []),
  ];
}

/** Section 9.6: a process says whether its vote could be had in the next term. That binds it to nothing, and changes nothing. */
function preVote(cluster: Cluster<RaftProduction>, state: ProductionState, received: Voting): Step<RaftProduction> {
  const { from } = received;
  if (!couldWinVote(cluster, state, received)) return reject(state, received);
  return [state, send(from, { type: "RequestPreVoteResponse", term: state.term, voteGranted: true })];
}

/** Sections 4.2.1 and 5.4.1: a learner has no vote, and a voter has none for a log that is behind its own. */
function couldWinVote(cluster: Cluster<RaftProduction>, { log }: ProductionState, { message }: Voting): boolean {
  return isVoter(cluster, cluster.self) && isUpToDate({ term: message.lastLogTerm, index: message.lastLogIndex }, log);
}

/** Section 5.2: who hears from the leader of its term follows it, a candidate too, and waits anew. */
function follow(
  cluster: Cluster<RaftProduction>,
  state: ProductionFollower | PreCandidate | RaftCandidate,
  leader: ProcessId,
): Step<RaftProduction> {
  const { parameters, self } = cluster;
  const { term, votedFor, log } = state;
  const heard = (parameters.preVote || parameters.checkQuorum) && isVoter(cluster, self);
  const isKnown = state.role === "follower" && state.leader === leader && state.heard === heard;
  const next: ProductionFollower = isKnown ? state : { role: "follower", term, votedFor, leader, heard, log };
  return [next, send(leader, { type: "AppendEntriesResponse", term }), ...waiting(cluster, next)];
}

/** Who may stand waits for the election; who heard from a leader, for its silence. */
function waiting(cluster: Cluster<RaftProduction>, state: ProductionState) {
  return [
    ...(mayLead(cluster, cluster.self) ? [setTimer("election")] : []),
    ...(state.role === "follower" && state.heard ? [setTimer("silence")] : []),
  ];
}

/** Section 3.10: a leader tells another process to stand at once. From now on voters may desert it: it has no lease any more. */
function handOver(cluster: Cluster<RaftProduction>, leader: ProductionLeader, to: ProcessId): Step<RaftProduction> {
  const { parameters, self } = cluster;
  const isPossible = parameters.transfer && to !== self && mayLead(cluster, to) && leader.transferee === null;
  if (!isPossible) return [leader];
  return [
    { ...leader, transferee: to, lease: parameters.leaderLease ? "given up" : leader.lease },
    send(to, { type: "TimeoutNow", term: leader.term }),
    setTimer("transfer"),
    ...(leader.lease === "held" ? [cancelTimer("lease")] : []),
  ];
}

/** Section 3.10: a leader that is not relieved within an election timeout leads on. */
function giveUpTransfer(leader: ProductionLeader): Step<RaftProduction> {
  return [leader.transferee === null ? leader : { ...leader, transferee: null }];
}

/** An operator's wish: stand without waiting, unless this process is bound to stay with a leader that may hold a lease. */
function campaignNow(
  cluster: Cluster<RaftProduction>,
  state: ProductionFollower | PreCandidate | RaftCandidate,
): Step<RaftProduction> {
  const { parameters } = cluster;
  const isBound = parameters.leaderLease && state.role === "follower" && state.heard;
  return parameters.campaign && !isBound ? campaign(cluster, state) : [state];
}

/** The host tells where the log ends now. */
function moveLog(state: ProductionState, { lastLogTerm: term, lastLogIndex: index }: Appended): Step<RaftProduction> {
  const isThere = state.log.term === term && state.log.index === index;
  return [isThere ? state : { ...state, log: { term, index } }];
}

/** The pattern of a message of type `type`. */
function receive<const T extends ProductionMessage["type"]>(
  type: T,
): { readonly type: "receive"; readonly message: { readonly type: T } } {
  return { type: "receive", message: { type } };
}

/** The pattern of a timer that runs out. */
function timeout<const T extends RaftProduction["Timer"]>(timer: T): { readonly type: "timeout"; readonly timer: T } {
  return { type: "timeout", timer };
}

/** The pattern of a request of type `type`. */
function asked<const T extends RaftProduction["Request"]["type"]>(
  type: T,
): { readonly type: "request"; readonly request: { readonly type: T } } {
  return { type: "request", request: { type } };
}
