/**
 * **The synod**: single-decree Paxos. One value is chosen, once and for ever; here the value is who leads.
 *
 * *Idea.* Proposals are numbered. A proposer first asks a quorum of acceptors
 * to promise that they will accept nothing with a lower number, and to tell what
 * they have accepted already (phase 1). Of that it must propose again what has
 * the highest number; only where there is nothing may it propose a value of its
 * own, itself. What a quorum accepts (phase 2) is chosen: every later proposer
 * meets it in phase 1 and can only propose the same.
 *
 * *Premises.* What was promised and accepted survives a crash; with that no two
 * values are ever chosen, on any network and at any speed. That one is chosen in
 * the end needs a time in which one proposer is left alone: no algorithm can do
 * without (Fischer, Lynch and Paterson 1985).
 *
 * *Source.* L. Lamport, "The Part-Time Parliament", TOCS 16(2), 1998, section 2,
 * and "Paxos Made Simple", 2001, section 2, whose words these are. Where we
 * depart: a proposer accepts its own proposals as it makes them. It is the
 * distinguished learner of section 2.3 for what it proposes, and tells the
 * others; whoever knows the chosen value answers with it and nothing else.
 * Acceptors do not say no: a process that was outdone has a timer, and it knows
 * of the higher ballot or does not, but the one that promised it has a timer, too.
 */
import { match, P } from "ts-pattern";
import { broadcast, cancelTimer, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import {
  ballotAfter,
  type Proposal,
  type Synod,
  type SynodNotes,
  type SynodPreparing,
  type SynodProposing,
  type SynodState,
} from "../../spec/paxos/synod.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import { checkQuorumSystem, includesQuorum } from "../../spec/quorum-system.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

type Undecided = Exclude<SynodState, { readonly role: "learner" }>;

/** Single-decree Paxos as a pure reducer: which process is chosen. */
export const synod: Protocol<Synod> = {
  name: "synod",
  init({ processes, parameters }, durable = { promised: 0, accepted: null }) {
    checkQuorumSystem(processes, parameters.quorums);
    return "chosen" in durable ? { role: "learner", ...durable } : { role: "acceptor", ...durable };
  },
  step,
  // A ballot that a process has begun it has promised to itself, so that it does not begin it again.
  durable: (state) =>
    state.role === "learner" ? { chosen: state.chosen } : { promised: state.promised, accepted: state.accepted },
  leadership: (_cluster, state) => ({ leader: state.role === "learner" ? state.chosen.value : null }),
  timers: (cluster) => ({ proposal: 1 + rank(cluster) }),
};

function step(cluster: Cluster<Synod>, state: SynodState, event: Event<Synod>): Step<Synod> {
  return match<[SynodState, Event<Synod>], Step<Synod>>([state, event])
    .with([{ role: "learner" }, receive(P.union("prepare", "accept"))], ([learner, { from }]) => [
      state,
      send(from, { type: "chosen", ...learner.chosen }),
    ])
    .with([undecided, { type: "start" }], () => [state, setTimer("proposal")])
    .with([undecided, { type: "timeout" }], ([outdone]) => prepare(cluster, outdone))
    .with([undecided, receive("prepare")], ([acceptor, { from, message }]) =>
      promise(cluster, acceptor, from, message.ballot),
    )
    .with([{ role: "preparing" }, receive("promise")], ([proposer, { from, message }]) =>
      message.ballot === proposer.promised ? countPromise(cluster, proposer, from, message.accepted) : [state],
    )
    .with([undecided, receive("accept")], ([acceptor, { from, message }]) => accept(acceptor, from, message))
    .with([{ role: "proposing" }, receive("accepted")], ([proposer, { from, message }]) =>
      message.ballot === proposer.promised ? countVote(cluster, proposer, from) : [state],
    )
    .with([undecided, receive("chosen")], ([, { message }]) => learn(message))
    .otherwise(() => [state]);
}

/** Phase 1a: a proposer chooses a number of its own that is higher than any it knows of, and asks all acceptors. */
function prepare(cluster: Cluster<Synod>, { promised, accepted }: SynodNotes): Step<Synod> {
  const { processes, self } = cluster;
  const ballot = ballotAfter(processes, promised, self);
  const begun: SynodPreparing = { role: "preparing", promised: ballot, accepted, promises: [], highest: null };
  const [next, ...effects] = countPromise(cluster, begun, self, accepted);
  if (next.role !== "preparing") return [next, ...effects];
  return [next, ...broadcast(others(cluster), { type: "prepare", ballot }), setTimer("proposal")];
}

/** Phase 1b: an acceptor promises a number that is higher than any before, and abandons a ballot of its own (section 2.2). */
function promise(cluster: Cluster<Synod>, acceptor: Undecided, proposer: ProcessId, ballot: number): Step<Synod> {
  if (ballot <= acceptor.promised) return [acceptor];
  const { accepted } = acceptor;
  const next: SynodState = { role: "acceptor", promised: ballot, accepted };
  const promised = send(proposer, { type: "promise", ballot, accepted });
  if (cluster.parameters.backOff) return [next, promised, setTimer("proposal")];
  if (acceptor.role === "acceptor") return [next, promised];
  const [again, ...effects] = prepare(cluster, next);
  return [again, promised, ...effects];
}

/** Phase 2a: with the promises of a quorum a proposer issues what has the highest number among what they accepted, or itself. */
function countPromise(
  cluster: Cluster<Synod>,
  proposer: SynodPreparing,
  acceptor: ProcessId,
  accepted: Proposal | null,
): Step<Synod> {
  const { processes, self, parameters } = cluster;
  const promises = withOne(proposer.promises, acceptor);
  if (promises === proposer.promises) return [proposer];
  const highest = higher(proposer.highest, accepted);
  if (!includesQuorum(processes, parameters.quorums.phase1, promises)) return [{ ...proposer, promises, highest }];
  const { promised } = proposer;
  const proposal: Proposal = { ballot: promised, value: highest?.value ?? self };
  const issued: SynodProposing = { role: "proposing", promised, accepted: proposal, votes: [] };
  const [next, ...effects] = countVote(cluster, issued, self);
  if (next.role !== "proposing") return [next, ...effects];
  return [next, ...broadcast(others(cluster), { type: "accept", ...proposal }), setTimer("proposal")];
}

/** Phase 2b: an acceptor accepts a proposal unless it has promised a higher number. */
function accept(acceptor: Undecided, proposer: ProcessId, { ballot, value }: Proposal): Step<Synod> {
  if (ballot < acceptor.promised) return [acceptor];
  const isKnown = acceptor.accepted?.ballot === ballot;
  return [
    isKnown ? acceptor : { role: "acceptor", promised: ballot, accepted: { ballot, value } },
    send(proposer, { type: "accepted", ballot }),
  ];
}

/** Section 2.3: what a quorum has accepted is chosen, and whoever learns that tells all learners. */
function countVote(cluster: Cluster<Synod>, proposer: SynodProposing, acceptor: ProcessId): Step<Synod> {
  const { processes, parameters } = cluster;
  const votes = withOne(proposer.votes, acceptor);
  if (votes === proposer.votes) return [proposer];
  if (!includesQuorum(processes, parameters.quorums.phase2, votes)) return [{ ...proposer, votes }];
  return [
    ...learn(proposer.accepted),
    ...broadcast(others(cluster), { type: "chosen", ...proposer.accepted } as const),
  ];
}

/** Section 2.3: a learner that knows what is chosen need not propose any more. */
function learn({ ballot, value }: Proposal): Step<Synod> {
  return [{ role: "learner", chosen: { ballot, value } }, cancelTimer("proposal")];
}

/** Of two proposals the one with the higher number. */
function higher(a: Proposal | null, b: Proposal | null): Proposal | null {
  return (a?.ballot ?? 0) < (b?.ballot ?? 0) ? b : a;
}

/** A list in ascending order with one more process, or the same list where it is there already. */
function withOne(list: readonly ProcessId[], process: ProcessId): readonly ProcessId[] {
  return list.includes(process) ? list : [...list, process].sort((a, b) => a - b);
}

/**
 * How many processes propose before this one: 0 for the last of all, which is the distinguished proposer.
 *
 * @remarks
 * Section 2.4: to choose one takes randomness or real time. A tick is longer
 * than both phases, so that nobody begins before a proposer of a higher rank is done.
 */
export function rank({ processes, self }: Pick<Cluster<Synod>, "processes" | "self">): number {
  return processes.length - 1 - processes.indexOf(self);
}

function others({ processes, self }: Cluster<Synod>): readonly ProcessId[] {
  return processes.filter((process) => process !== self);
}

/** A process that does not know yet which value is chosen. */
const undecided = { role: P.union("acceptor", "preparing", "proposing") } as const;

/** The pattern of a message of type `type`. */
function receive<const T>(type: T): { readonly type: "receive"; readonly message: { readonly type: T } } {
  return { type: "receive", message: { type } };
}
