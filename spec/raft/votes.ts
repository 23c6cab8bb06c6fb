/** Who voted for whom in Raft, and that nobody votes twice in a term. */
import { always, type StateClaim, sometimes } from "../claim.ts";
import { everythingBut } from "../crisis.ts";
import type { History } from "../history.ts";
import type { ProcessId } from "../vocabulary.ts";
import type { LogPosition, Raft } from "./vocabulary.ts";

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
