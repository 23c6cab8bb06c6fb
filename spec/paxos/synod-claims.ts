/** What is claimed of the synod. */
import type { Claim, StateClaim, StepClaim } from "../claim.ts";
import { atMostOneLeads, followersAgree } from "../claims/election.ts";
import { everythingBut } from "../crisis.ts";
import { synodClaimsAt } from "./claims.ts";
import type { Synod } from "./synod.ts";

const claims = synodClaimsAt<Synod>((synod) => ({ epoch: 1, synod }));

/** Claims that no two values are chosen. */
export const synodAgreement: StateClaim<Synod> = claims.agreement;

/** Claims that only a process that proposed itself is chosen. */
export const synodValidity: StateClaim<Synod> = claims.validity;

/** Claims that no two values are proposed in one ballot. */
export const synodOneValuePerBallot: StateClaim<Synod> = claims.oneValuePerBallot;

/** Claims that every later proposal has the value that is chosen. */
export const synodChosenStaysChosen: StateClaim<Synod> = claims.chosenStaysChosen;

/** Claims that a proposer takes over what was accepted last. */
export const synodValueRule: StateClaim<Synod> = claims.valueRule;

/** Claims that a quorum has accepted, in one ballot, what any process learns. */
export const synodOnlyChosenIsLearned: StateClaim<Synod> = claims.onlyChosenIsLearned;

/** Claims that an acceptor accepts nothing below what it promised. */
export const synodPromisesAreKept: StepClaim<Synod> = claims.promisesAreKept;

/** Claims that an acceptor never forgets a promise. */
export const synodPromisesNeverGoBack: StepClaim<Synod> = claims.promisesNeverGoBack;

/** Claims that a learner never changes its mind. */
export const synodLearnedStaysLearned: StepClaim<Synod> = claims.learnedStaysLearned;

/** Claims that at most one process takes itself for the one that is chosen. */
export const atMostOneOfSynodLeads: Claim<Synod> = atMostOneLeads(everythingBut("amnesia", "lost write"));

/** Claims that all who know the chosen process know the same one. */
export const synodLearnersAgree: Claim<Synod> = followersAgree();

/** Every claim about the synod. */
export const synodClaims: readonly Claim<Synod>[] = [
  synodAgreement,
  synodValidity,
  synodOneValuePerBallot,
  synodChosenStaysChosen,
  synodValueRule,
  synodOnlyChosenIsLearned,
  synodPromisesAreKept,
  synodPromisesNeverGoBack,
  synodLearnedStaysLearned,
  atMostOneOfSynodLeads,
  synodLearnersAgree,
];
