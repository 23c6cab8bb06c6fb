/** Leadership that is handed over, in all terms: that a transfer ends, whatever is lost or crashes meanwhile. */
import { raftProductionModelWith } from "../../impl/raft-production/model.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import type { Claim } from "../../spec/claim.ts";
import { transferClaims, transfersAreGivenUpCleanly } from "../../spec/raft-production/transfer-claims.ts";
import type { ProductionParameters, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import { anyModel } from "../registry.ts";
import type { Entry } from "./entry.ts";
import { raftProductionEntry } from "./raft-production-entry.ts";

/** Two that hand the lead to each other, and a witness: an operator asks once, for whomever it likes. */
const handingOver: Partial<ProductionParameters> = {
  preVote: true,
  checkQuorum: true,
  transfer: true,
  priority: { 1: 2, 2: 1 },
  witnesses: [3],
};

/** The entries about transfers. */
export const raftTransferEntries: readonly Entry[] = [
  inAllTerms("transfer", {}, "a transfer succeeds, or is given up"),
  inAllTerms(
    "transfer; a lost message",
    { losses: 1 },
    "the word to stand may be lost: the leader gives up and leads on",
  ),
  inAllTerms("transfer; a crash", { crashes: 1 }, "the other may crash: the leader gives up and leads on"),
  entry(
    "transfer under a lease",
    { ...handingOver, leaderLease: true },
    { losses: 1, bounds: { term: 2, inflight: 3 } },
    [transfersAreGivenUpCleanly],
    "a leader that gives a transfer up holds no lease",
  ),
];

function inAllTerms(name: string, scenario: Partial<Scenario>, why: string): Entry {
  return { ...entry(name, handingOver, scenario, transferClaims, why), relativeEpochs: true };
}

function entry(
  name: string,
  options: Partial<ProductionParameters>,
  scenario: Partial<Scenario>,
  claims: readonly Claim<RaftProduction>[],
  why: string,
): Entry {
  const { symmetry: _, ...rest } = raftProductionModelWith(options);
  const model = anyModel({ ...rest, claims });
  return raftProductionEntry(name, model, { ...calmScenario, requests: 1, ...scenario }, why);
}
