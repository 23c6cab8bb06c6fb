/** Pre-votes that are not given: to a leader by those that it led, and between processes in different terms. */
import { raftProductionModelWith } from "../../impl/raft-production/model.ts";
import { raftProduction } from "../../impl/raft-production/production.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import type { Claim } from "../../spec/claim.ts";
import { oneLeadsAgainAndAgain } from "../../spec/claims/recovery.ts";
import { send } from "../../spec/effect.ts";
import type { Protocol } from "../../spec/protocol.ts";
import { leadersAreNotRefused, theElectedAreNotRefused } from "../../spec/raft-production/pre-vote-claims.ts";
import type { ProductionParameters, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import { anyModel } from "../registry.ts";
import type { Entry } from "./entry.ts";
import { raftProductionEntry } from "./raft-production-entry.ts";
import { recoveryClaims } from "./recoveries.ts";

/** A leader that an operator asks to resign, which stands anew when its timer runs out; another that may lead, and a witness. */
const resigning: Partial<ProductionParameters> = {
  preVote: true,
  checkQuorum: true,
  resign: true,
  priority: { 1: 2, 2: 1 },
  witnesses: [3],
};

/**
 * Raft with options whose followers refuse whoever asks for a pre-vote while they
 * hear from a leader, that leader included: so it was in HashiCorp's Raft
 * (hashicorp/raft#606) and in Apache Ratis (apache/ratis#1024).
 */
const strictFollowers: Protocol<RaftProduction> = {
  ...raftProduction,
  name: "raft-production with followers that refuse their own leader",
  step: (cluster, state, event) => {
    const isAsked = event.type === "receive" && event.message.type === "RequestPreVote";
    if (!isAsked || state.role !== "follower" || !state.heard || state.leader !== event.from) {
      return raftProduction.step(cluster, state, event);
    }
    const refusal = { type: "RequestPreVoteResponse", term: state.term, voteGranted: false } as const;
    return event.message.term > state.term
      ? raftProduction.step(cluster, state, event)
      : [state, send(event.from, refusal)];
  },
};

/**
 * Raft with options in which a pre-vote tells nobody a term: who lags behind
 * answers in its own, where the answer does not count, and is told nothing when
 * it asks. So it was in etcd, which came to a standstill by it (etcd-io/etcd#8243).
 */
const termsUntold: Protocol<RaftProduction> = {
  ...raftProduction,
  name: "raft-production in which pre-votes tell no term",
  step: (cluster, state, event) => {
    if (event.type !== "receive" || event.message.type !== "RequestPreVote" || event.message.term === state.term) {
      return raftProduction.step(cluster, state, event);
    }
    if (event.message.term < state.term) return [state];
    return [state, send(event.from, { type: "RequestPreVoteResponse", term: state.term, voteGranted: true })];
  },
};

/** Two in term 1, and a third in term 0, which was away, and without whose vote nobody is elected once one of the two crashes. */
const lagging: Partial<ProductionParameters> = {
  preVote: true,
  priority: { 3: 2, 1: 1 },
  log: { 1: { term: 1, index: 1 }, 2: { term: 1, index: 1 } },
};

/** That nobody refuses its leader, and that what a refusal costs is a wait and no more. */
const asked: readonly Claim<RaftProduction>[] = [
  leadersAreNotRefused,
  oneLeadsAgainAndAgain() as unknown as Claim<RaftProduction>,
];

/** That somebody is elected in the end, or can be. */
const comingBack = recoveryClaims() as unknown as readonly Claim<RaftProduction>[];

/** The entries about pre-votes that are refused. */
export const raftRefusalEntries: readonly Entry[] = [
  {
    ...entry("a leader stands anew", resigning, { requests: 1 }, asked, "its followers know that it leads no more"),
    relativeEpochs: true,
  },
  {
    ...entry(
      "strict followers; a leader stands anew",
      resigning,
      { requests: 1 },
      asked.map((claim) => ({ ...claim, under: [] })),
      "where a follower refuses its own leader, the leader waits until it has not been heard for three ticks",
      strictFollowers,
    ),
    relativeEpochs: true,
  },
  {
    ...entry(
      "pre-vote; a process lags behind",
      lagging,
      { crashes: 1 },
      comingBack,
      "who is asked in advance learns the term, and who asks in an earlier one is told it",
    ),
    relativeEpochs: true,
  },
  {
    ...entry(
      "pre-votes that tell no term; a process lags behind",
      lagging,
      { crashes: 1 },
      comingBack,
      "where nobody learns a term before it is begun, two that are in different ones never elect anybody",
      termsUntold,
    ),
    relativeEpochs: true,
  },
  entry(
    "lease; a voter returns, and its leader stands anew",
    { ...resigning, campaign: true, leaderLease: true },
    { requests: 2, crashes: 1, restarts: 1, bounds: { term: 1, inflight: 2 } },
    [theElectedAreNotRefused],
    "who returns keeps to a promise, and has forgotten to whom it was given",
  ),
];

function entry(
  name: string,
  options: Partial<ProductionParameters>,
  scenario: Partial<Scenario>,
  claims: readonly Claim<RaftProduction>[],
  why: string,
  protocol: Protocol<RaftProduction> = raftProduction,
): Entry {
  const { symmetry: _, ...rest } = raftProductionModelWith(options);
  const model = anyModel({ ...rest, protocol, claims });
  return raftProductionEntry(name, model, { ...calmScenario, ...scenario }, why);
}
