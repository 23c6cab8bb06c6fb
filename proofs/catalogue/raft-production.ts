/** Raft with options: every combination that is allowed, and what is known to go wrong between them. */
import { raftProductionModelWith } from "../../impl/raft-production/model.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import type { ProductionParameters } from "../../spec/raft-production/vocabulary.ts";
import { anyModel, registry } from "../registry.ts";
import type { Entry } from "./entry.ts";
import type { Row } from "./rows.ts";

type Options = Partial<ProductionParameters>;

const algorithm = "raft-production";

/** One process that may lead, a witness that votes for it, and a learner that follows: with all that keeps a leader in its place. */
const oneOfEach: Options = {
  preVote: true,
  checkQuorum: true,
  leaderLease: true,
  priority: { 1: 1 },
  witnesses: [2],
  learners: [3],
};

/** The row of the crisis matrix: small, since with three alike pre-votes have too many orders for a matrix. */
export const raftProductionRow: Omit<Row, "promise"> = {
  id: algorithm,
  algorithm,
  title: registry[algorithm]!.title,
  ...modelWith(oneOfEach),
  bounds: { term: 2 },
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

/** The entries of Raft with options. */
export const raftProductionEntries: readonly Entry[] = [...combinations];

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
