/**
 * The election of Raft without its log: D. Ongaro and J. Ousterhout, "In Search
 * of an Understandable Consensus Algorithm" (2014), section 5.2. It is the model
 * by which checkers are compared here, so every detail is settled:
 *
 * - RequestVote carries its term; Vote carries the voter's term and its answer.
 * - A request of an earlier term, and one of a process that voted for another in
 *   this term, is refused, in the voter's own term. A repeated one is granted again.
 * - A message of a later term, of either kind, makes a follower of its receiver.
 *   A Vote of an earlier term, or to a process that is no candidate, is ignored.
 * - A candidate's own vote is no message. A candidate notes who granted, not who
 *   refused, and times out again into the next term. A leader keeps the votes
 *   that elected it, and notes no more; its timer is off until it steps down.
 *
 * Over the `set` network, with asynchronous timing, all processes started
 * together and nothing going wrong, three independent checkers agree: 3 processes
 * and term 2 have 2,255,243 states, 16,946,124 transitions and depth 24; 4
 * processes and term 1 have 701,064 states and 5,229,760 transitions.
 */
import {
  always,
  broadcast,
  type Claim,
  type Cluster,
  cancelTimer,
  everyStep,
  everythingBut,
  isQuorum,
  leads,
  type Model,
  type ProcessId,
  type Protocol,
  type Rename,
  type Step,
  type Symmetry,
  send,
  setTimer,
  somebodyLeads,
  type Vocabulary,
} from "../../spec/index.ts";

/** The words of an election in Raft. */
export interface RaftElection extends Vocabulary {
  readonly State: Follower | Candidate | Leader;
  readonly Message: RequestVote | Vote;
  readonly Timer: "election";
  readonly Request: never;
  readonly Durable: Disk;
  readonly Parameters: null;
}

interface Follower {
  readonly role: "follower";
  readonly term: number;
  /** Whom it voted for in this term. */
  readonly votedFor: ProcessId | null;
}

interface Candidate {
  readonly role: "candidate";
  readonly term: number;
  /** Itself. */
  readonly votedFor: ProcessId;
  /** Who granted it their vote, itself included, in ascending order. */
  readonly votes: readonly ProcessId[];
}

interface Leader {
  readonly role: "leader";
  readonly term: number;
  /** Itself. */
  readonly votedFor: ProcessId;
  /** The votes that elected it. */
  readonly votes: readonly ProcessId[];
}

interface RequestVote {
  readonly type: "RequestVote";
  readonly term: number;
}

interface Vote {
  readonly type: "Vote";
  readonly term: number;
  readonly granted: boolean;
}

/** What must survive a crash, so that nobody votes twice in a term. */
interface Disk {
  readonly term: number;
  readonly votedFor: ProcessId | null;
}

type State = RaftElection["State"];
type Answer = Step<RaftElection>;

const raftElection: Protocol<RaftElection> = {
  name: "raft election",
  init: (_cluster, durable = { term: 0, votedFor: null }) => ({ role: "follower", ...durable }),
  step: (cluster, state, event) => {
    if (event.type === "start") return [state, setTimer("election")];
    if (event.type === "timeout") return campaign(cluster, state);
    if (event.type === "receive") return receive(cluster, state, event.from, event.message);
    return [state];
  },
  durable: ({ term, votedFor }) => ({ term, votedFor }),
  leadership: ({ self }, { role, term }) => ({ leader: role === "leader" ? self : null, epoch: term }),
  timers: () => ({ election: [3, 4] }),
};

/** A process times out and asks for votes in the next term. */
function campaign(cluster: Cluster<RaftElection>, state: State): Answer {
  const { self, processes } = cluster;
  const term = state.term + 1;
  const others = processes.filter((process) => process !== self);
  const requests = broadcast(others, { type: "RequestVote", term } as const);
  const [campaigning, ...effects] = counted(cluster, { role: "candidate", term, votedFor: self, votes: [self] });
  return [campaigning, setTimer("election"), ...effects, ...requests];
}

/** A message of a later term makes a follower of its receiver, before it is looked at. */
function receive(cluster: Cluster<RaftElection>, state: State, from: ProcessId, message: RequestVote | Vote): Answer {
  const answer = (current: State): Answer =>
    message.type === "RequestVote" ? vote(current, from, message) : count(cluster, current, from, message);
  if (message.term <= state.term) return answer(state);
  const [next, ...effects] = answer({ role: "follower", term: message.term, votedFor: null });
  return [next, setTimer("election"), ...effects];
}

/** A process grants its vote to the first that asks for it in its term, and refuses everybody else. */
function vote(state: State, from: ProcessId, request: RequestVote): Answer {
  const { term, votedFor } = state;
  const granted = request.term === term && (votedFor === null || votedFor === from);
  const reply = send(from, { type: "Vote", term, granted } as const);
  return granted && state.role === "follower" ? [{ ...state, votedFor: from }, reply] : [state, reply];
}

/** A candidate counts a vote that it was granted. */
function count(cluster: Cluster<RaftElection>, state: State, from: ProcessId, { term, granted }: Vote): Answer {
  if (state.role !== "candidate" || term < state.term || !granted || state.votes.includes(from)) return [state];
  return counted(cluster, { ...state, votes: [...state.votes, from].sort((a, b) => a - b) });
}

/** A candidate with the votes of a majority leads. */
function counted({ processes }: Cluster<RaftElection>, candidate: Candidate): Answer {
  if (!isQuorum(processes, candidate.votes)) return [candidate];
  return [{ ...candidate, role: "leader" }, cancelTimer("election")];
}

const oneLeaderPerTerm: Claim<RaftElection> = always(
  "one leader per term",
  ({ processes }) => {
    const terms = processes.filter(leads).map((view) => view.leadership.epoch);
    return new Set(terms).size === terms.length;
  },
  {
    words: "At every moment at most one process leads in each term.",
    formula: "□ ∀p, q: leads(p) ∧ leads(q) ∧ term(p) = term(q) ⇒ p = q",
    under: everythingBut("amnesia", "lost write"),
    witness: somebodyLeads,
    source: "Ongaro and Ousterhout 2014, figure 3, Election Safety",
  },
);

const votesStand: Claim<RaftElection> = everyStep(
  "votes stand",
  ({ state: before }, { state: after }) =>
    before === undefined ||
    after === undefined ||
    after.term > before.term ||
    (after.term === before.term && (before.votedFor === null || after.votedFor === before.votedFor)),
  {
    words: "No process goes back to an earlier term, or votes twice in one, not even over a crash.",
    formula: "□ ∀p: term′(p) > term(p) ∨ term′(p) = term(p) ∧ votedFor(p) ∈ {⊥, votedFor′(p)}",
    under: everythingBut("amnesia", "lost write"),
    source: "Ongaro and Ousterhout 2014, section 5.2",
  },
);

const sorted = (processes: readonly ProcessId[]): readonly ProcessId[] => [...processes].sort((a, b) => a - b);

const renamed = (process: ProcessId | null, rename: Rename): ProcessId | null =>
  process === null ? null : rename(process);

const symmetry: Symmetry<RaftElection> = {
  state: (state, rename): State =>
    state.role === "follower"
      ? { ...state, votedFor: renamed(state.votedFor, rename) }
      : { ...state, votedFor: rename(state.votedFor), votes: sorted(state.votes.map(rename)) },
  message: (message) => message,
  durable: ({ term, votedFor }, rename) => ({ term, votedFor: renamed(votedFor, rename) }),
};

const model: Model<RaftElection> = {
  protocol: raftElection,
  claims: [oneLeaderPerTerm, votesStand, somebodyLeads],
  bounds: { term: ({ term }) => term },
  symmetry,
};

export default model;
