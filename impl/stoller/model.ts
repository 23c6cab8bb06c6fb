/**
 * The model of Stoller's Bully: what the explorer is given, and what is claimed.
 *
 * @module interregnum/stoller/model
 */
import type { Model } from "../../spec/model.ts";
import { stollerClaims } from "../../spec/stoller/claims.ts";
import type { Stoller } from "../../spec/stoller/vocabulary.ts";
import { stoller } from "./stoller.ts";

export * from "../../spec/stoller/claims.ts";

/**
 * Stoller's Bully with what is claimed of it.
 *
 * @remarks
 * Where messages get lost or timers are asynchronous, elections follow each other without end: the bound `held` is how
 * many a process holds. To look at the differences of these numbers alone would not help: each process counts its own
 * elections, so that the numbers of two of them may drift apart without end.
 */
export const stollerModel: Model<Stoller> = {
  protocol: stoller,
  claims: stollerClaims,
  parameters: null,
  bounds: { held: ({ held }) => held },
};
