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
 * many a process holds.
 */
export const stollerModel: Model<Stoller> = {
  protocol: stoller,
  claims: stollerClaims,
  parameters: null,
  bounds: { held: ({ held }) => held },
};
