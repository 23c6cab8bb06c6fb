/** What is claimed of Stoller's Bully. */
import { always, type Claim, type StateClaim, sometimes } from "../claim.ts";
import { atMostOneLeads, epochsNeverGoBack, followersAgree, oneLeaderPerEpoch } from "../claims/election.ts";
import { followersAreOutranked, highestLeads } from "../claims/rank.ts";
import {
  amnesia,
  type Crisis,
  calm,
  crashAndReturn,
  duplicatedMessage,
  everythingBut,
  leaderCrash,
  lostMessage,
  lostWrite,
  reorderedMessages,
  tornStep,
} from "../crisis.ts";
import type { Stoller } from "./vocabulary.ts";

/** The crises in which nobody is taken for dead who leads; unlike in Bully, processes may come back, and one message be lost. */
const whereSilenceMeansDeath: readonly Crisis[] = [
  calm,
  leaderCrash,
  crashAndReturn,
  amnesia,
  lostMessage,
  lostWrite,
  tornStep,
  duplicatedMessage,
  reorderedMessages,
];

/** The crises in which, besides, nobody comes up while an election goes on. */
const whereNobodyReturns: readonly Crisis[] = [calm, leaderCrash, duplicatedMessage, reorderedMessages];

/** Claims that no election has two winners. */
export const oneStollerLeaderPerElection: Claim<Stoller> = oneLeaderPerEpoch(everythingBut());

/** Claims that those who follow the winner of the same election follow the same process. */
export const stollerFollowersAgree: Claim<Stoller> = followersAgree(everythingBut());

/** Claims that at most one process leads, where silence means death: also where a higher one comes back. */
export const atMostOneStollerLeads: Claim<Stoller> = atMostOneLeads(whereSilenceMeansDeath);

/** Claims that a process never gives a number of an election again. */
export const electionsNeverGoBack: Claim<Stoller> = epochsNeverGoBack<Stoller>(({ held }) => held);

/** Claims that a follower is a process that was halted for the very election that its leader has won. */
export const followersFollowWinners: StateClaim<Stoller> = always<Stoller>(
  "followers follow winners",
  ({ processes }) =>
    processes.every(({ status, state }) => {
      if (status !== "up" || state.role !== "follower") return true;
      const place = processes.findIndex(({ process }) => process === state.leader);
      const leader = processes[place]!.state;
      if (leader === undefined) return true;
      const last = leader.held * processes.length + place;
      return state.election < last || (state.election === last && leader.role !== "elec2");
    }),
  {
    words: "Nobody follows a process in an election that it has not won yet, or not begun.",
    formula: "□ ∀p: follows(p, q, e) ⇒ e < last(q) ∨ (e = last(q) ∧ role(q) ≠ elec2)",
    under: everythingBut("amnesia", "lost write"),
    witness: sometimes<Stoller>(
      "a follower of a winner",
      ({ processes }) => processes.some(({ status, state }) => status === "up" && state.role === "follower"),
      { words: "A process follows the winner of an election.", formula: "EF ∃p, q, e: follows(p, q, e)" },
    ),
    source: "Stoller 1997: Leader is sent to those that acknowledged, and counts in the election for which they wait",
  },
);

/** Every claim about Stoller's Bully. */
export const stollerClaims: readonly Claim<Stoller>[] = [
  oneStollerLeaderPerElection,
  stollerFollowersAgree,
  atMostOneStollerLeads,
  highestLeads(whereNobodyReturns),
  followersAreOutranked(),
  electionsNeverGoBack,
  followersFollowWinners,
];
