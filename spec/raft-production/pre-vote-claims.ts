/** Whom a process refuses its pre-vote: two claims that look at answers on their way. */
import { never, type StateClaim, sometimes } from "../claim.ts";
import { everythingBut } from "../crisis.ts";
import { isUpToDate } from "../raft/vocabulary.ts";
import type { View, World } from "../world.ts";
import type { ProductionFollower, RaftProduction } from "./vocabulary.ts";

/**
 * Claims that no process refuses a pre-vote to the leader that it follows: who is
 * asked by its own leader knows that this one leads no more.
 *
 * @remarks
 * Messages must arrive in order: a heartbeat that comes after the question lets
 * the one that was asked follow whom it has just refused.
 */
export const leadersAreNotRefused: StateClaim<RaftProduction> = never<RaftProduction>(
  "a follower refuses its own leader's pre-vote",
  (world) => refusals(world).some(({ asking, refusing }) => refusing.leader === asking.process),
  {
    words: "No process refuses its pre-vote to the leader that it follows, if that one's log is no less up to date.",
    formula: "□¬ ∃p, q: refused(q, p) ∧ leader(q) = p ∧ log(q) ≤ log(p)",
    under: everythingBut("reordering", "asynchrony"),
    witness: sometimes<RaftProduction>("somebody is refused a pre-vote", (world) => world.processes.some(isRefused), {
      words: "The answer to a pre-vote that is not given is on its way.",
      formula: "EF ∃p, q: refused(q, p)",
      under: [],
    }),
    source: "Ongaro 2014, sections 4.2.3 and 9.6",
  },
);

/**
 * Claims that no process refuses a pre-vote to whom it voted for in the same term.
 *
 * @remarks
 * A non-claim: who returns under a lease keeps to what it may have promised, and
 * does not know to whom, so that it refuses the very leader that it elected. That
 * costs that leader the wait until the promise is over, three ticks.
 */
export const theElectedAreNotRefused: StateClaim<RaftProduction> = never<RaftProduction>(
  "a voter refuses a pre-vote to whom it elected",
  (world) =>
    refusals(world).some(({ asking, refusing }) => refusing.votedFor === asking.process && refusing.leader === null),
  {
    words: "No process that knows no leader refuses its pre-vote to whom it voted for in that term.",
    formula: "□¬ ∃p, q: refused(q, p) ∧ votedFor(q) = p ∧ leader(q) = ⊥ ∧ log(q) ≤ log(p)",
    under: [],
    source: "Ongaro 2014, sections 4.2.3, 6.4.1 and 9.6",
  },
);

/** Who asks, and who refuses though it is in the same term and its log is no further. */
function refusals({ processes }: World<RaftProduction>): readonly Refusal[] {
  return processes.filter(isRefused).flatMap((asking) =>
    processes.flatMap(({ process, status, state }) => {
      const isFromIt = asking.inbox.some(({ from, message }) => from === process && isRefusal(message));
      if (!isFromIt || status !== "up" || state.role !== "follower" || state.term !== asking.state?.term) return [];
      return state.heard && isUpToDate(asking.state.log, state.log) ? [{ asking, refusing: state }] : [];
    }),
  );
}

interface Refusal {
  readonly asking: View<RaftProduction>;
  readonly refusing: ProductionFollower;
}

/** Whether a process that asks for pre-votes is about to learn that it is refused one. */
function isRefused({ status, state, inbox }: View<RaftProduction>): boolean {
  return status === "up" && state.role === "preCandidate" && inbox.some(({ message }) => isRefusal(message));
}

function isRefusal(message: RaftProduction["Message"]): boolean {
  return message.type === "RequestPreVoteResponse" && !message.voteGranted;
}
