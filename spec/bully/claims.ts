/** What is claimed of the Bully algorithm. */
import { always, type Claim, everyStep, type StateClaim, type StepClaim, sometimes } from "../claim.ts";
import { atMostOneLeads, somebodyLeads } from "../claims/election.ts";
import { aProcessFollows, followersAreOutranked, highestLeads } from "../claims/rank.ts";
import { type Crisis, calm, duplicatedMessage, everythingBut, leaderCrash, reorderedMessages } from "../crisis.ts";
import { leads } from "../world.ts";
import type { Bully } from "./vocabulary.ts";

/**
 * The crises that leave the premises of the algorithm alone: nobody is taken for
 * dead who is up, and nobody comes back.
 */
const whereSilenceMeansDeath: readonly Crisis[] = [calm, leaderCrash, duplicatedMessage, reorderedMessages];

/** Claims that at most one process leads, where silence means death. */
export const atMostOneBullyLeads: Claim<Bully> = atMostOneLeads(whereSilenceMeansDeath);

/** Claims that whoever comes to lead is the highest of the processes that are up. */
export const theHighestLeads: StepClaim<Bully> = highestLeads(whereSilenceMeansDeath);

/** Claims that nobody follows a process which is up and does not lead. */
export const theFollowedLead: StateClaim<Bully> = always<Bully>(
  "the followed lead",
  ({ processes }) =>
    processes.every(({ leadership }) => {
      const followed = processes.find(({ process }) => process === leadership.leader);
      return followed === undefined || followed.status !== "up" || leads(followed);
    }),
  {
    words:
      "A process that is followed leads, unless it is down. With at most one leader, all who follow a process that is up follow the same.",
    formula: "□ ∀p, q: leader(p) = q ∧ up(q) ⇒ leader(q) = q",
    under: whereSilenceMeansDeath,
    witness: aProcessFollows,
  },
);

/** Claims that a process follows only one that outranks it, whatever goes wrong. */
export const leadersOutrankFollowers: StateClaim<Bully> = followersAreOutranked();

/** Claims that nobody returns as the leader but the process that outranks all the others, whatever goes wrong. */
export const nobodyReturnsAsTheLeader: StepClaim<Bully> = everyStep<Bully>(
  "nobody returns as the leader",
  (before, after) =>
    before.status === "up" || !leads(after) || after.cluster.processes.every((process) => process <= after.process),
  {
    words: "A process that starts or comes back leads at once only where nobody in the cluster outranks it.",
    formula: "□[step] ∀p: ¬up(p) ∧ leader′(p) = p ⇒ p = max(P)",
    under: everythingBut(),
    witness: somebodyLeads,
    source: "Garcia-Molina 1982, Bully: a process that recovers holds an election",
  },
);

/** Shows that the lead is taken over: a process leads while one that outranks it is down. */
export const theLeadIsTakenOver: StateClaim<Bully> = sometimes<Bully>(
  "the lead is taken over",
  ({ processes, faults }) =>
    faults.crashes > 0 &&
    processes.some(
      (view) => leads(view) && processes.some((other) => other.status === "down" && other.process > view.process),
    ),
  {
    words: "After a crash of the highest process another one leads.",
    formula: "EF ∃p, q: leader(p) = p ∧ down(q) ∧ q > p",
    under: [leaderCrash],
  },
);

/** Every claim about the Bully algorithm. */
export const bullyClaims: readonly Claim<Bully>[] = [
  atMostOneBullyLeads,
  theHighestLeads,
  theFollowedLead,
  leadersOutrankFollowers,
  nobodyReturnsAsTheLeader,
  theLeadIsTakenOver,
];
