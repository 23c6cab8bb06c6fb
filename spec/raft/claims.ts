/** What is claimed of Raft's election. */
import { always, type Claim, everyStep, type StateClaim, type StepClaim, sometimes } from "../claim.ts";
import { epochsNeverGoBack, followersAgree, oneLeaderPerEpoch, somebodyLeads } from "../claims/election.ts";
import {
  calm,
  crashAndReturn,
  duplicatedMessage,
  everythingBut,
  leaderCrash,
  lostMessage,
  reorderedMessages,
} from "../crisis.ts";
import type { History } from "../history.ts";
import { isQuorum } from "../quorum.ts";
import type { ProcessId } from "../vocabulary.ts";
import { leads, type View, type World } from "../world.ts";
import { emptyLog, isUpToDate, type LogPosition, type Raft } from "./vocabulary.ts";

/** A vote that was given. */
export interface Vote {
  readonly term: number;
  readonly voter: ProcessId;
  readonly candidate: ProcessId;
  /** Where the voter's log ended when it gave the vote. */
  readonly log: LogPosition;
}

/** History variable: the votes that were given, as the voters had them in their states; candidates vote for themselves. */
export const votes: History<Raft, readonly Vote[]> = {
  name: "votes",
  words: "who has voted for whom in which term, and where the voter's log ended then",
  initial: [],
  next: (given, _before, after) => {
    if (after.state === undefined || after.state.votedFor === null) return given;
    const { term, votedFor: candidate, log } = after.state;
    const voter = after.process;
    if (given.some((vote) => vote.term === term && vote.voter === voter && vote.candidate === candidate)) return given;
    return [...given, { term, voter, candidate, log }].sort(inOrder);
  },
  rename: (given, rename) =>
    given.map((vote) => ({ ...vote, voter: rename(vote.voter), candidate: rename(vote.candidate) })).sort(inOrder),
  shift: (given, shift) => given.map((vote) => ({ ...vote, term: shift(vote.term) })).filter(({ term }) => term >= 0),
};

function inOrder(a: Vote, b: Vote): number {
  return a.term - b.term || a.voter - b.voter || a.candidate - b.candidate;
}

/** Claims that no term ever has two leaders. */
export const oneLeaderPerTerm: Claim<Raft> = oneLeaderPerEpoch();

/** Claims that processes which know the leader of the same term know the same one. */
export const raftFollowersAgree: Claim<Raft> = followersAgree();

/** Claims that the term of a process never decreases. */
export const termsNeverGoBack: Claim<Raft> = epochsNeverGoBack<Raft>((state) => state.term);

/** Claims that a process gives one vote in a term, and keeps to it over a crash. */
export const oneVotePerTerm: StateClaim<Raft> = always<Raft, readonly Vote[]>(
  "one vote per term",
  ({ history }) => new Set(history.map(({ term, voter }) => `${term} ${voter}`)).size === history.length,
  {
    words: "In the whole history no process votes for two candidates in the same term.",
    formula: "□ ∀p, t, c, d: voted(p, t, c) ∧ voted(p, t, d) ⇒ c = d",
    under: everythingBut("amnesia", "lost write"),
    history: votes,
    witness: sometimes<Raft, readonly Vote[]>(
      "a vote is given away",
      ({ history }) => history.some(({ voter, candidate }) => voter !== candidate),
      { words: "A process votes for another one.", formula: "EF ∃p, t, c ≠ p: voted(p, t, c)", history: votes },
    ),
    source: "Ongaro and Ousterhout 2014, section 5.2",
  },
);

/** Claims that whoever leads a term was voted for in it by a majority: by the voters' own word, not by the leader's tally. */
export const leadersWereElected: StateClaim<Raft> = always<Raft, readonly Vote[]>(
  "leaders were elected",
  ({ processes, history }) =>
    processes.every((view) => !leads(view) || isQuorum(view.cluster.processes, votersOf(view, history))),
  {
    words: "Whoever leads a term has the votes of a majority in that term.",
    formula: "□ ∀p: leader(p) = p ⇒ |{q: voted(q, term(p), p)}| > n / 2",
    under: everythingBut(),
    history: votes,
    witness: somebodyLeads,
    source: "Ongaro and Ousterhout 2014, section 5.2",
  },
);

/**
 * Claims the election restriction: a new leader's log is at least as up to date as those of a majority.
 *
 * @remarks
 * The logs of the majority are those that its processes had when they voted. By
 * the time that the last vote arrives a voter may have moved on to a later term
 * and got entries there which the new leader of the old term knows nothing of.
 */
export const leadersAreUpToDate: StepClaim<Raft> = everyStep<Raft, readonly Vote[]>(
  "leaders are up to date",
  (before, after, { history }) => {
    if (leads(before) || !leads(after) || after.state === undefined) return true;
    const { log } = after.state;
    const notAhead = history.filter((vote) => isUpToDate(log, vote.log));
    return isQuorum(after.cluster.processes, votersOf(after, notAhead));
  },
  {
    words:
      "The log of a process that becomes the leader is at least as up to date as those of a majority were when they voted.",
    formula:
      "□[step] ∀p: leader(p) ≠ p ∧ leader′(p) = p ⇒ |{q: voted(q, term′(p), p) ∧ log(q) when it voted ≤ log′(p)}| > n / 2",
    under: everythingBut(),
    history: votes,
    witness: somebodyLeads,
    source: "Ongaro and Ousterhout 2014, section 5.4.1",
  },
);

/**
 * Claims that at most one process leads, where heartbeats outrun the election timers and all logs end alike.
 *
 * @remarks
 * Raft promises no more than one leader per term, and needs no more: a leader
 * that is deposed does not know it yet. One is deposed even where nothing goes
 * wrong if the logs differ: a candidate whose log is behind can win a term in
 * which a third process, which refused it, stands for the next one already.
 * The claim leaves such clusters out.
 */
export const atMostOneRaftLeads: StateClaim<Raft> = always<Raft>(
  "at most one leads",
  (world) => world.processes.filter(leads).length <= 1 || !logsEndAlike(world),
  {
    words:
      "Where all logs end alike from the beginning, at every moment at most one process takes itself for the leader.",
    formula: "(∀p, q: log₀(p) = log₀(q)) ⇒ □ ∀p, q: leader(p) = p ∧ leader(q) = q ⇒ p = q",
    under: [calm, leaderCrash, crashAndReturn, lostMessage, duplicatedMessage, reorderedMessages],
    witness: somebodyLeads,
  },
);

/** Every claim about Raft's election. */
export const raftClaims: readonly Claim<Raft>[] = [
  oneLeaderPerTerm,
  raftFollowersAgree,
  termsNeverGoBack,
  oneVotePerTerm,
  leadersWereElected,
  leadersAreUpToDate,
  atMostOneRaftLeads,
];

/** Who voted for the process of `view` in its term. */
function votersOf({ process, state }: View<Raft>, given: readonly Vote[]): readonly ProcessId[] {
  return given.filter(({ term, candidate }) => term === state?.term && candidate === process).map(({ voter }) => voter);
}

/** Whether all logs ended alike when the cluster began, and none has moved. */
function logsEndAlike({ processes, faults }: World<Raft>): boolean {
  const ends = processes.map(({ process, cluster }) => cluster.parameters.log[process] ?? emptyLog);
  return faults.requests === 0 && ends.every(({ term, index }) => term === ends[0]?.term && index === ends[0].index);
}
