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
    title: "Lease whose holders resign, twice, with a lost message",
    scenario: { ...calmScenario, requests: 2, losses: 1 },
    model: anyModel(leaseModel),
    why: "the lead is given up in good order, as a tab does that is about to be frozen",
  },
  {
    ...common,
    id: "lease, wrong notices",
    title: "Lease where anybody may be told, wrongly, that the holder is gone",
    scenario: { ...calmScenario, requests: 2, missedTicks: 2, bounds: { epoch: 4 } },
    model: anyModel(leaseModelWithNotices),
    why: "what a lock says is not needed for epochs to have one leader each",
  },
];
