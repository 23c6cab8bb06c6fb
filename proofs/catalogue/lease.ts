/** The lease beyond the crises of the matrix: processes that resign, and notices that are wrong. */
import { leaseModel, leaseModelWithNotices } from "../../impl/lease/model.ts";
import { calmScenario } from "../../model/scenario.ts";
import { anyModel } from "../registry.ts";
import type { Entry } from "./entry.ts";

const common = { algorithm: "lease", row: null, crisis: null } as const;

/** The entries of the lease that are in no row. */
export const leases: readonly Entry[] = [
  {
    ...common,
    id: "lease, two resignations",
    title: "Lease whose holders resign, twice",
    scenario: { ...calmScenario, requests: 2 },
    model: anyModel(leaseModel),
    why: "the lead is given up in good order, as a tab does that is about to be frozen",
  },
  {
    ...common,
    id: "lease, wrong notices",
    title: "Lease where anybody may be told, wrongly, that the holder is gone",
    scenario: { ...calmScenario, requests: 2 },
    model: anyModel(leaseModelWithNotices),
    why: "what a lock says is not needed for epochs to have one leader each",
  },
  {
    ...common,
    id: "lease, a long pause",
    title: "Lease whose holder stands still for longer than its lease runs",
    scenario: { ...calmScenario, missedTicks: 6, bounds: { epoch: 2 } },
    // The one claim that is known to fail here: what else is claimed is looked at in the matrix.
    model: anyModel({ ...leaseModel, claims: leaseModel.claims.filter(({ name }) => name === "at most one leads") }),
    why: "why a holder that wakes up has to look at the time before it does anything",
  },
];
