/**
 * The vocabulary of the kit and the claims that any election can be held to.
 *
 * @module interregnum
 */
export * from "./claim.ts";
export * from "./claims/election.ts";
export * from "./claims/recovery.ts";
export * from "./crisis.ts";
export * from "./effect.ts";
export * from "./epochs.ts";
export * from "./event.ts";
export * from "./fairness.ts";
export * from "./history.ts";
export * from "./messages.ts";
export * from "./model.ts";
export * from "./protocol.ts";
export * from "./quorum.ts";
export * from "./symmetry.ts";
export * from "./vocabulary.ts";
export * from "./world.ts";
