/** What is claimed of Raft with its log: the five properties of figure 3, and what they rest on. */
import { always, type Claim, everyStep, type StateClaim, type StepClaim, sometimes } from "../claim.ts";
import { epochsNeverGoBack, followersAgree, oneLeaderPerEpoch, somebodyLeads } from "../claims/election.ts";
import { everythingBut } from "../crisis.ts";
import { leads, type View, type World } from "../world.ts";
import { type Commit, commits, inLog, isIn, isSame } from "./commits.ts";
import { decide, endOf, entryAt, termAt, votersOf } from "./log.ts";
import type { Log, RaftLog } from "./vocabulary.ts";

/** A disk that is wiped, or lacks what was written last, breaks what the log promises: see the matrix. */
const aDiskThatKeeps = everythingBut("amnesia", "lost write");

/** Shows that something is committed at all. */
const somethingIsCommitted: StateClaim<RaftLog> = sometimes<RaftLog>(
  "something is committed",
  (world) => world.processes.some(({ state }) => state !== undefined && state.commitIndex > 0),
  { words: "A process knows an entry to be committed.", formula: "EF ∃p: commitIndex(p) > 0" },
);

/** Election Safety: at most one leader can be elected in a given term. */
export const electionSafety: Claim<RaftLog> = {
  ...(oneLeaderPerEpoch() as Claim<RaftLog>),
  source: "Ongaro and Ousterhout 2014, figure 3, Election Safety",
};

/** Leader Append-Only: a leader never overwrites or deletes entries in its log; it only appends new ones. */
export const leaderAppendOnly: StepClaim<RaftLog> = everyStep<RaftLog>(
  "leaders only append",
  (before, after) => {
    if (!leads(before) || !leads(after) || before.state === undefined || after.state === undefined) return true;
    return before.state.term !== after.state.term || isBeginningOf(before.state.log, after.state.log);
  },
  {
    words: "As long as a process leads, its log keeps every entry, or has it in its snapshot.",
    formula: "□[step] ∀p: leader(p) = p = leader′(p) ∧ term(p) = term′(p) ⇒ log(p) ⊑ log′(p)",
    under: everythingBut(),
    witness: sometimes<RaftLog>(
      "a leader has appended",
      (world) => {
        return world.processes.some((view) => leads(view) && endOf(view.state!.log).term === view.state!.term);
      },
      {
        words: "A leader's log ends with an entry of its own term.",
        formula: "EF ∃p: leader(p) = p ∧ lastTerm(p) = term(p)",
      },
    ),
    source: "Ongaro and Ousterhout 2014, figure 3, Leader Append-Only",
  },
);

/** Log Matching: two logs that have an entry of the same place and term are the same up to it. */
export const logMatching: StateClaim<RaftLog> = always<RaftLog>(
  "logs match",
  (world) => pairsOf(world).every(([one, other]) => areAlike(one, other, lastInCommon(one, other))),
  {
    words: "If two logs have an entry of the same place and the same term, then they are the same up to that entry.",
    formula: "□ ∀p, q, i: term(log(p)[i]) = term(log(q)[i]) ⇒ ∀j ≤ i: log(p)[j] = log(q)[j]",
    under: aDiskThatKeeps,
    witness: sometimes<RaftLog>(
      "two logs have an entry in common",
      (world) => pairsOf(world).some(([one, other]) => lastInCommon(one, other) > 0),
      {
        words: "Two logs have an entry of the same place and term.",
        formula: "EF ∃p ≠ q, i: term(log(p)[i]) = term(log(q)[i])",
      },
    ),
    source: "Ongaro and Ousterhout 2014, figure 3, Log Matching",
  },
);

/** Leader Completeness: what is committed in a term is in the logs of the leaders of all later terms. */
export const leaderCompleteness: StateClaim<RaftLog> = always<RaftLog, readonly Commit[]>(
  "leaders have what is committed",
  ({ processes, history }) =>
    processes.every(({ process, leadership, state }) => {
      if (leadership.leader !== process || state === undefined) return true;
      return history.every((commit) => commit.by >= state.term || inLog(state.log, commit));
    }),
  {
    words: "What was committed in a term is in the log of every leader of a later term.",
    formula: "□ ∀p, i, e, t: committed(i, e, t) ∧ leader(p) = p ∧ term(p) > t ⇒ log(p)[i] = e",
    under: aDiskThatKeeps,
    history: commits,
    witness: somethingIsCommitted,
    source: "Ongaro and Ousterhout 2014, figure 3, Leader Completeness",
  },
);

/** State Machine Safety: no two processes ever apply different entries at the same place. */
export const stateMachineSafety: StateClaim<RaftLog> = always<RaftLog, readonly Commit[]>(
  "state machines agree",
  ({ processes, history }) =>
    new Set(history.map(({ index }) => index)).size === history.length &&
    processes.every(({ state }) => state === undefined || isIn(history, state.log.snapshot)),
  {
    words:
      "In the whole history no two processes take different entries of the same place for committed, snapshots included.",
    formula: "□ ∀i, d, e: committed(i, d) ∧ committed(i, e) ⇒ d = e",
    under: aDiskThatKeeps,
    history: commits,
    witness: somethingIsCommitted,
    source: "Ongaro and Ousterhout 2014, figure 3, State Machine Safety",
  },
);

/**
 * Claims that whoever leads was voted for by a majority of the configuration that it had when it was elected.
 *
 * @remarks
 * The voters are asked, not the leader's tally. One that has moved on to a later
 * term may have voted in this one, and counts as one that did.
 */
export const logLeadersWereElected: StateClaim<RaftLog> = always<RaftLog>(
  "leaders were elected",
  ({ processes }) =>
    processes.every((view) => {
      if (!leads(view) || view.state === undefined) return true;
      const { term, log } = view.state;
      if (log.snapshot.lastIncludedTerm === term) return true;
      const mayHaveVoted = processes.filter(
        ({ state }) =>
          state === undefined || state.term > term || (state.term === term && state.votedFor === view.process),
      );
      return decide(
        votersOf(log, endOfEarlierTerms(log, term)),
        mayHaveVoted.map(({ process }) => process),
      );
    }),
  {
    words:
      "Whoever leads has the votes of a majority of the configuration that was in its log when it stood, but for those who have moved on.",
    formula:
      "□ ∀p: leader(p) = p ⇒ decides({q: votedFor(q) = p ∧ term(q) = term(p) ∨ term(q) > term(p)}, configuration of log(p) before term(p))",
    under: aDiskThatKeeps,
    witness: somebodyLeads as StateClaim<RaftLog>,
    source: "Ongaro and Ousterhout 2014, sections 5.2 and 6",
  },
);

/** Every claim about Raft with its log, however its membership changes. */
export const raftLogClaims: readonly Claim<RaftLog>[] = [
  electionSafety,
  followersAgree(),
  epochsNeverGoBack<RaftLog>((state) => state.term),
  logLeadersWereElected,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
];

/** Where a log ended before its entries of a term. */
function endOfEarlierTerms(log: Log, term: number): number {
  return endOf(log).index - log.entries.filter((entry) => entry.term === term).length;
}

/** The last place at which two logs have an entry of the same term that neither has compacted; 0 where there is none. */
function lastInCommon(one: Log, other: Log): number {
  let index = Math.min(endOf(one).index, endOf(other).index);
  while (index > 0 && (entryAt(one, index) === undefined || termAt(one, index) !== entryAt(other, index)?.term))
    index--;
  return index;
}

/** Whether two logs are the same up to a place, as far as both still have their entries. */
function areAlike(one: Log, other: Log, upTo: number): boolean {
  for (let index = upTo; index > 0; index--) {
    const [a, b] = [entryAt(one, index), entryAt(other, index)];
    if (a !== undefined && b !== undefined && !isSame(a, b)) return false;
  }
  return true;
}

/** Whether one log goes on where the other ends: what is compacted is committed, and never again looked at. */
function isBeginningOf(one: Log, other: Log): boolean {
  return endOf(one).index <= endOf(other).index && areAlike(one, other, endOf(one).index);
}

function pairsOf({ processes }: World<RaftLog>): readonly (readonly [Log, Log])[] {
  const logs = processes.flatMap(({ state }: View<RaftLog>) => (state === undefined ? [] : [state.log]));
  return logs.flatMap((one, i) => logs.slice(i + 1).map((other) => [one, other] as const));
}
