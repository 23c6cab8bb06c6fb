/**
 * The model of the lease: what the explorer is given, and what is claimed.
 *
 * @module interregnum/lease/model
 */
import { leaseClaims } from "../../spec/lease/claims.ts";
import type { Lease } from "../../spec/lease/vocabulary.ts";
import type { Model } from "../../spec/model.ts";
import { lease } from "./lease.ts";

export * from "../../spec/lease/claims.ts";

/**
 * The lease with what is claimed of it.
 *
 * @remarks
 * The first process is the grantor. Where the scenario has requests, any other may
 * be asked to resign. That a holder is gone (`gone`) is no request of this model,
 * since it must be true: see {@link leaseModelWithNotices}.
 */
export const leaseModel: Model<Lease> = {
  protocol: lease,
  claims: leaseClaims,
  parameters: null,
  bounds: { epoch: ({ epoch }) => epoch },
  requests: (process, { processes }) => (process === processes[0] ? [] : [{ type: "resign" }]),
};

/**
 * The lease where anybody may be told at any moment that anybody is gone, and
 * mostly that is wrong: what is claimed of it then. Two may lead at once, but
 * never in one epoch.
 */
export const leaseModelWithNotices: Model<Lease> = {
  ...leaseModel,
  claims: leaseClaims.filter(({ name }) => name !== "at most one leads"),
  requests: (process, { processes: [grantor, ...others] }) =>
    process === grantor
      ? []
      : [
          { type: "resign" },
          ...others.filter((one) => one !== process).map((one) => ({ type: "gone", process: one }) as const),
        ],
};
