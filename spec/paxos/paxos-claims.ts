/** What is claimed of the election by Paxos. */
import type { Claim, StateClaim, StepClaim } from "../claim.ts";
import { atMostOneLeads, epochsNeverGoBack, followersAgree, oneLeaderPerEpoch } from "../claims/election.ts";
import { calm, duplicatedMessage, leaderCrash, lostMessage, reorderedMessages } from "../crisis.ts";
import { synodClaimsAt } from "./claims.ts";
import type { Paxos } from "./paxos.ts";

const claims = synodClaimsAt<Paxos>((state) => state);

/** Claims that no epoch ever has two leaders. */
export const oneLeaderPerPaxosEpoch: Claim<Paxos> = oneLeaderPerEpoch();

/** Claims that processes which know the leader of the same epoch know the same one. */
export const paxosFollowersAgree: Claim<Paxos> = followersAgree();

const neverBack = epochsNeverGoBack<Paxos>(({ epoch }) => epoch);

/** Claims that the epoch of a process never decreases. Where nothing goes wrong the first epoch never ends. */
export const paxosEpochsNeverGoBack: Claim<Paxos> = {
  ...neverBack,
  witness: { ...neverBack.witness!, under: [leaderCrash] },
};

/**
 * Claims that at most one process leads, where heartbeats outrun silence.
 *
 * @remarks
 * No more is promised than one leader per epoch: one that is succeeded does not know it yet, nor does one that
 * returns and finds on its disk that it leads.
 */
export const atMostOneOfPaxosLeads: Claim<Paxos> = atMostOneLeads([
  calm,
  leaderCrash,
  lostMessage,
  duplicatedMessage,
  reorderedMessages,
]);

/** Claims that no two leaders are chosen for one epoch. */
export const paxosAgreement: StateClaim<Paxos> = claims.agreement;

/** Claims that only a process that proposed itself in an epoch is chosen for it. */
export const paxosValidity: StateClaim<Paxos> = claims.validity;

/** Claims that no two values are proposed in one ballot of an epoch. */
export const paxosOneValuePerBallot: StateClaim<Paxos> = claims.oneValuePerBallot;

/** Claims that every later proposal of an epoch has the value that is chosen there. */
export const paxosChosenStaysChosen: StateClaim<Paxos> = claims.chosenStaysChosen;

/** Claims that a proposer takes over what was accepted last in its epoch. */
export const paxosValueRule: StateClaim<Paxos> = claims.valueRule;

/** Claims that a quorum has accepted, in one ballot, the leader that any process knows of. */
export const paxosOnlyChosenIsLearned: StateClaim<Paxos> = claims.onlyChosenIsLearned;

/** Claims that an acceptor accepts nothing below what it promised. */
export const paxosPromisesAreKept: StepClaim<Paxos> = claims.promisesAreKept;

/** Claims that an acceptor never forgets a promise within an epoch. */
export const paxosPromisesNeverGoBack: StepClaim<Paxos> = claims.promisesNeverGoBack;

/** Claims that nobody changes its mind about who leads an epoch. */
export const paxosLearnedStaysLearned: StepClaim<Paxos> = claims.learnedStaysLearned;

/** Every claim about the election by Paxos. */
export const paxosClaims: readonly Claim<Paxos>[] = [
  oneLeaderPerPaxosEpoch,
  paxosFollowersAgree,
  paxosEpochsNeverGoBack,
  atMostOneOfPaxosLeads,
  paxosAgreement,
  paxosValidity,
  paxosOneValuePerBallot,
  paxosChosenStaysChosen,
  paxosValueRule,
  paxosOnlyChosenIsLearned,
  paxosPromisesAreKept,
  paxosPromisesNeverGoBack,
  paxosLearnedStaysLearned,
];
