/** What is claimed of Raft's election with options: what is claimed of Raft, and what each option promises. */
import { always, type Claim, everyStep, never, type StateClaim, type StepClaim, sometimes } from "../claim.ts";
import { epochsNeverGoBack, followersAgree, oneLeaderPerEpoch, somebodyLeads } from "../claims/election.ts";
import { calm, duplicatedMessage, everythingBut, leaderCrash, lostMessage, reorderedMessages } from "../crisis.ts";
import type { Shift } from "../epochs.ts";
import type { History } from "../history.ts";
import { isQuorum, majority } from "../quorum.ts";
import { isUpToDate } from "../raft/vocabulary.ts";
import { oneVotePerTerm as oneVotePerTermOfRaft, type Vote, votes as votesOfRaft } from "../raft/votes.ts";
import type { ProcessId } from "../vocabulary.ts";
import { leads, type View } from "../world.ts";
import type { ProductionParameters, RaftProduction } from "./vocabulary.ts";

// These read terms, votes and logs alone, which are the same with options as without.
const votes = votesOfRaft as unknown as History<RaftProduction, readonly Vote[]>;
const oneVotePerTerm = oneVotePerTermOfRaft as unknown as StateClaim<RaftProduction>;

/** Claims that whoever becomes a leader was voted for by a majority of the voters, whose logs were no more up to date than its own. */
export const electedByVoters: StepClaim<RaftProduction> = everyStep<RaftProduction, readonly Vote[]>(
  "leaders were elected by voters",
  (before, after, { history }) => {
    const { state, cluster, process } = after;
    if (leads(before) || !leads(after) || state === undefined) return true;
    const given = history.filter(({ term, candidate, log }) => {
      return term === state.term && candidate === process && isUpToDate(state.log, log);
    });
    return (
      isQuorum(
        voters(after),
        given.map(({ voter }) => voter),
      ) && !cluster.parameters.learners.includes(process)
    );
  },
  {
    words:
      "Whoever becomes the leader of a term has the votes of a majority of the voters in it, and their logs were no more up to date than its own when they voted; learners do not count.",
    formula:
      "□[step] ∀p: leader(p) ≠ p ∧ leader′(p) = p ⇒ |{q ∈ Voters: voted(q, term′(p), p) ∧ log(q) when it voted ≤ log′(p)}| > |Voters| / 2",
    under: everythingBut(),
    history: votes,
    witness: somebodyLeads,
    source: "Ongaro 2014, sections 3.4, 3.6.1 and 4.2.1",
  },
);

/** History variable: the latest term that anybody began by standing for election in it. */
const begun: History<RaftProduction, number> = {
  name: "latest term begun",
  words: "the latest term in which somebody stood for election, and so voted for itself",
  initial: 0,
  next: (latest, _before, { process, state }) => (state?.votedFor === process ? Math.max(latest, state.term) : latest),
  rename: (latest) => latest,
  shift: latestAfter,
};

/** Claims that pre-votes, asked for, given or refused, bring nobody into a term which nobody began. */
export const preVotesChangeNoTerm: StateClaim<RaftProduction> = always<RaftProduction, number>(
  "a pre-vote changes no term",
  ({ processes, history }) =>
    processes.every((view) => (view.state?.term ?? 0) <= Math.max(history, ...logTerms(view))),
  {
    words:
      "No process is in a term in which nobody has stood for election: to ask, to promise and to refuse in advance takes nobody into a later term.",
    formula: "□ ∀p: term(p) ≤ max {t: ∃q: stood(q, t)}",
    under: everythingBut(),
    history: begun,
    witness: sometimes<RaftProduction>(
      "somebody asks in advance",
      ({ processes }) =>
        processes.some(({ state }) => state?.role === "preCandidate") || !isOn(processes[0], "preVote"),
      { words: "A process asks for pre-votes, where they are on.", formula: "EF ∃p: role(p) = preCandidate" },
    ),
    source: "Ongaro 2014, section 9.6",
  },
);

/** Claims that with pre-votes nobody begins a term that it could not win, unless it is told to. */
export const noTermWithoutPreVotes: StepClaim<RaftProduction> = everyStep<RaftProduction>(
  "no term without pre-votes",
  (before, after) => {
    const { preVote, transfer } = after.cluster.parameters;
    const [was, is] = [before.state, after.state];
    if (!preVote || transfer || was === undefined || is?.role !== "candidate" || is.term === was.term) return true;
    // The one whose answer decided it is not among those that were counted before.
    return was.role === "preCandidate" && was.preVotes.length + 1 >= majority(voters(after).length);
  },
  {
    words:
      "Where pre-votes are on and leadership is not transferred, a process begins a term only when a majority of the voters would vote for it.",
    formula: "□[step] ∀p: role′(p) = candidate ∧ term′(p) > term(p) ⇒ |preVotes(p)| + 1 > |Voters| / 2",
    under: everythingBut(),
    witness: somebodyLeads,
    source: "Ongaro 2014, section 9.6",
  },
);

/** Claims that who heard from a leader lately helps nobody else. */
export const whoHeardStays: StepClaim<RaftProduction> = everyStep<RaftProduction>(
  "who heard from a leader votes for nobody else",
  (before, after) => {
    if (before.status !== "up" || after.status !== "up" || before.state.role !== "follower" || !before.state.heard)
      return true;
    const { checkQuorum, transfer } = after.cluster.parameters;
    const { votedFor, term } = after.state;
    const isNew = votedFor !== null && (term !== before.state.term || votedFor !== before.state.votedFor);
    return !checkQuorum || transfer || !isNew || votedFor === after.process || votedFor === before.state.leader;
  },
  {
    words:
      "Where the quorum is checked and leadership is not transferred, a process that heard from a leader within the minimum election timeout gives its vote to that leader or to nobody.",
    formula: "□[step] ∀p: heard(p) ∧ votedFor′(p) ≠ votedFor(p) ⇒ votedFor′(p) ∈ {⊥, p, leader(p)}",
    under: everythingBut(),
    witness: sometimes<RaftProduction>(
      "somebody heard from a leader",
      ({ processes }) =>
        !isOn(processes[0], "checkQuorum") ||
        processes.some(({ state }) => state?.role === "follower" && state.heard && state.leader !== null),
      { words: "A process heard from a leader lately, where that counts.", formula: "EF ∃p: heard(p)" },
    ),
    source: "Ongaro 2014, section 4.2.3",
  },
);

/** Claims that learners follow and do nothing else, and that witnesses never lead. */
export const learnersNeverLead: StateClaim<RaftProduction> = never<RaftProduction>(
  "a learner votes or leads, or a witness leads",
  ({ processes }) =>
    processes.some(({ process, cluster: { parameters }, state }) => {
      if (state === undefined) return false;
      const isLearner = parameters.learners.includes(process);
      const isIdle = state.role === "follower";
      return (isLearner && (!isIdle || state.votedFor !== null)) || (parameters.witnesses.includes(process) && !isIdle);
    }),
  {
    words: "A learner never votes, stands or leads, and a witness never stands or leads.",
    formula: "□ ∀p: (p ∈ Learners ⇒ votedFor(p) = ⊥ ∧ role(p) = follower) ∧ (p ∈ Witnesses ⇒ role(p) = follower)",
    under: everythingBut(),
    witness: somebodyLeads,
    source: "Ongaro 2014, section 4.2.1",
  },
);

/** History variable: the latest term that anybody led. */
const latestLed: History<RaftProduction, number> = {
  name: "latest term led",
  words: "the latest term that anybody has led",
  initial: 0,
  next: (latest, _before, after) => (leads(after) ? Math.max(latest, after.leadership.epoch ?? 0) : latest),
  rename: (latest) => latest,
  shift: latestAfter,
};

/** Claims that as long as a leader holds its lease nobody leads a later term, so that what it answers is not outdated. */
export const leaseReadsAreFresh: StateClaim<RaftProduction> = always<RaftProduction, number>(
  "a lease read is never stale",
  ({ processes, history }) => processes.every((view) => !holdsLease(view) || view.state?.term === history),
  {
    words:
      "As long as a leader holds its lease nobody has led a later term, so that it has not missed what another leader did. Clocks run alike, and a message and its answer take less than a tick.",
    formula: "□ ∀p: lease(p) = held ⇒ ∄q, t > term(p): led(q, t)",
    under: everythingBut("asynchrony", "pause", "fast clock", "amnesia", "lost write"),
    history: latestLed,
    witness: sometimes<RaftProduction>(
      "somebody holds a lease",
      ({ processes }) => processes.some(holdsLease) || !isOn(processes[0], "leaderLease"),
      { words: "A leader holds a lease, where there are any.", formula: "EF ∃p: lease(p) = held" },
    ),
    source: "Ongaro 2014, section 6.4.1",
  },
);

/** Claims that a leader which a majority of the voters heard lately is not deposed, where both pre-votes and the check of the quorum are on. */
export const heardLeadersStay: StepClaim<RaftProduction> = everyStep<RaftProduction>(
  "whom a majority hears is not deposed",
  (before, after, world) => {
    const { preVote, checkQuorum, leaderLease } = after.cluster.parameters;
    // With a lease who has just booted helps nobody, so that a term may be begun and come to nothing.
    if (!preVote || !checkQuorum || leaderLease) return true;
    if (before.status !== "up" || after.status !== "up" || !leads(before) || leads(after)) return true;
    // The rest of the world is looked at last: most steps need no look at it.
    if (world.faults.requests > 0) return true;
    const hearing = world.processes.filter(({ process, status, state }) => {
      if (process === before.process) return true;
      return status === "up" && state?.role === "follower" && state.heard && state.leader === before.process;
    });
    return !isQuorum(
      voters(after),
      hearing.map(({ process }) => process),
    );
  },
  {
    words:
      "Where pre-votes and the check of the quorum are on, there is no lease, and nobody asked for anything, a leader that a majority of the voters heard within the minimum election timeout leads on.",
    formula: "□[step] ∀p: leader(p) = p ∧ |{q: heard(q) ∧ leader(q) = p} ∪ {p}| > |Voters| / 2 ⇒ leader′(p) = p",
    under: [calm, leaderCrash, lostMessage, duplicatedMessage, reorderedMessages],
    witness: somebodyLeads,
    source: "Ongaro 2014, section 9.6",
  },
);

/** Every claim about Raft's election with options. */
export const raftProductionClaims: readonly Claim<RaftProduction>[] = [
  oneLeaderPerEpoch(),
  followersAgree(),
  epochsNeverGoBack<RaftProduction>((state) => state.term),
  oneVotePerTerm,
  electedByVoters,
  preVotesChangeNoTerm,
  noTermWithoutPreVotes,
  whoHeardStays,
  learnersNeverLead,
  leaseReadsAreFresh,
  heardLeadersStay,
];

/** The latest of some terms after a shift: one that is below all that anybody knows of is as good as none. */
function latestAfter(latest: number, shift: Shift): number {
  return Math.max(-1, shift(latest));
}

function voters({ cluster: { processes, parameters } }: View<RaftProduction>): readonly ProcessId[] {
  return processes.filter((process) => !parameters.learners.includes(process));
}

function holdsLease({ status, state }: View<RaftProduction>): boolean {
  return status === "up" && state.role === "leader" && state.lease === "held";
}

/** The terms in which the logs of the cluster ended when it began. */
function logTerms({ cluster }: View<RaftProduction>): readonly number[] {
  return Object.values(cluster.parameters.log).map(({ term }) => term);
}

function isOn(view: View<RaftProduction> | undefined, option: keyof ProductionParameters): boolean {
  return view?.cluster.parameters[option] === true;
}
