/** Raft with options: every combination that is allowed, and what is known to go wrong between them. */
import { raftProductionModelWith } from "../../impl/raft-production/model.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import type { Claim } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import { leaseReadsAreFresh } from "../../spec/raft-production/claims.ts";
import { followedLeadersStay } from "../../spec/raft-production/stability-claims.ts";
import type { ProductionParameters, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import { anyModel, registry } from "../registry.ts";
import type { Entry } from "./entry.ts";
import { raftLivelockEntries } from "./raft-livelock.ts";
import { across, afterElectionOf, twoArms } from "./raft-partial.ts";
import { raftRefusalEntries } from "./raft-refusals.ts";
import { raftTransferEntries } from "./raft-transfer.ts";
import type { Row } from "./rows.ts";

type Options = Partial<ProductionParameters>;

const algorithm = "raft-production";

/** Three voters, of whom the first waits the shortest: priorities keep elections apart, which have too many orders otherwise. */
const inOrder: Options = { preVote: true, checkQuorum: true, priority: { 1: 2, 2: 1 } };

/** What is in flight is bounded where a process that was away comes back into an election. */
const fewMessages: Scenario["bounds"] = { term: 2, inflight: 3 };

/** The row of the crisis matrix: as most who run it do, with pre-votes and the check of the quorum. */
export const raftProductionRow: Omit<Row, "promise"> = {
  id: algorithm,
  algorithm,
  title: registry[algorithm]!.title,
  ...modelWith(inOrder),
  bounds: { term: 2 },
  boundsIn: {
    amnesia: fewMessages,
    "slow network": { term: 1, inflight: 10 },
    partition: { term: 1 },
    "torn step": fewMessages,
  },
  // Nobody begins a term that it could not win, so that terms hardly part, and all of them can be seen.
  inAllEpochs: {
    "crash and return": {},
    "lost write": {},
    "paused process": {},
    "fast clock": {},
  },
};

/** What keeps a leader in its place: a lease needs the check of the quorum. */
const guards: Readonly<Record<string, Options>> = {
  plain: {},
  "pre-vote": { preVote: true },
  "check-quorum": { checkQuorum: true },
  "pre-vote, check-quorum": { preVote: true, checkQuorum: true },
  "check-quorum, lease": { checkQuorum: true, leaderLease: true },
  "pre-vote, check-quorum, lease": { preVote: true, checkQuorum: true, leaderLease: true },
};

/** Who takes part: all of it with a priority each, which keeps elections apart. */
const parts: Readonly<Record<string, Options>> = {
  voters: { priority: { 1: 2, 2: 1 } },
  "a witness": { priority: { 1: 2, 2: 1 }, witnesses: [3] },
  "a learner": { priority: { 1: 2, 2: 1 }, learners: [3] },
  both: { priority: { 1: 1 }, witnesses: [2], learners: [3] },
};

/**
 * What operators may ask for: all of it, or nothing.
 *
 * @remarks
 * With one request in all, the runs with everything on are those in which
 * transfer is asked for, and those with resign, and those with campaign: there
 * are no others, so that the options need not be taken one by one.
 */
const wishes: Readonly<Record<string, Options>> = {
  "": {},
  ", on request": { transfer: true, resign: true, campaign: true },
};

/** Every combination that is allowed. */
const combinations: readonly Entry[] = Object.entries(guards).flatMap(([guard, guarding]) =>
  Object.entries(parts).flatMap(([part, taking]) =>
    Object.entries(wishes).map(([wish, heeding]): Entry => {
      const name = `${guard}; ${part}${wish}`;
      return entry(
        name,
        { ...guarding, ...taking, ...heeding },
        wish === ""
          ? { losses: 1, bounds: { term: 2, inflight: 3 } }
          : { requests: 1, bounds: { term: 2, inflight: 3 } },
        "every combination of options that is allowed keeps what is claimed",
      );
    }),
  ),
);

/** Two that may lead and a witness, all of whom keep to a lease. */
const leasing: Options = {
  preVote: true,
  checkQuorum: true,
  leaderLease: true,
  priority: { 1: 2, 2: 1 },
  witnesses: [3],
};

/** What a lease rests on: it is never stale where clocks run alike, and a tick is enough to make it so. */
const leases: readonly Entry[] = [
  ofLease("lease; a partition", { partitions: 1 }, "a leader that is cut off loses its lease before another leads"),
  ofLease(
    "lease; a partition and a restart",
    { partitions: 1, crashes: 1, restarts: 1, bounds: { term: 2, inflight: 2 } },
    "a voter that returns keeps to what it may have promised",
  ),
  ofLease("lease; a slow clock", { missedTicks: 3 }, "a leader whose clock stands still holds its lease for too long"),
  ofLease(
    "lease; a fast clock",
    { partitions: 1, extraTicks: 1 },
    "voters whose clocks run ahead desert a lease too soon",
  ),
  ofLease(
    "lease; a slow network",
    { timing: "asynchronous", bounds: { term: 2, inflight: 3 } },
    "without clocks no lease means anything",
  ),
];

/** What one option lacks without the other. */
const interplays: readonly Entry[] = [
  {
    ...entry(
      "check-quorum alone; a partition",
      { checkQuorum: true, priority: { 1: 2, 2: 1 } },
      { partitions: 1, bounds: { term: 2, inflight: 3 } },
      "without pre-votes a process that was cut off returns in a later term, and deposes a leader that is well",
    ),
    model: claiming([followedLeadersStay as Claim], raftProductionModelWith({})),
  },
  ofArms("no option; two arms", {}, "an end of an arm stands again and again, and deposes whom all others follow"),
  ofArms("pre-vote; two arms", { preVote: true }, "an end of an arm is refused, since the others hear from a leader"),
  ofArms("pre-vote, check-quorum; two arms", { preVote: true, checkQuorum: true }, "both together are as good here"),
];

/** The entries of Raft with options. */
export const raftProductionEntries: readonly Entry[] = [
  ...combinations,
  ...leases,
  ...interplays,
  ...raftLivelockEntries,
  ...raftTransferEntries,
  ...raftRefusalEntries,
];

function ofLease(name: string, scenario: Partial<Scenario>, why: string): Entry {
  const bounds = { term: 2, inflight: 3 };
  const all = entry(name, leasing, { bounds, ...scenario }, why);
  return { ...all, model: claiming([leaseReadsAreFresh as Claim], raftProductionModelWith(leasing)) };
}

/** Five processes, of which the third was elected before 4 and 5 were left with a link each. */
function ofArms(name: string, options: Options, why: string): Entry {
  const model = afterElectionOf(3, options);
  const all = entry(name, options, across(twoArms, { term: 2, inflight: 8 }), why);
  return { ...all, model: anyModel(model) };
}

/** A model with these claims and no others. */
function claiming(claims: readonly Claim[], model: Model<RaftProduction>): Model {
  const { symmetry: _, ...rest } = anyModel(model);
  return { ...rest, claims };
}

function entry(name: string, options: Options, scenario: Partial<Scenario>, why: string): Entry {
  return {
    id: `${algorithm} (${name})`,
    algorithm,
    title: `Raft with options: ${name}`,
    row: null,
    crisis: null,
    scenario: { ...calmScenario, ...scenario },
    ...modelWith(options),
    why,
  };
}

function modelWith(options: Options): Pick<Entry, "model" | "parameters"> {
  const model = anyModel(raftProductionModelWith(options));
  return { model, parameters: model.parameters };
}
