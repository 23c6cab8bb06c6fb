/**
 * Paxos: the synod, which chooses one leader for ever, and the election by
 * Paxos, in which a synod decides on each epoch.
 *
 * @module interregnum/paxos
 */
export * from "../../spec/paxos/paxos.ts";
export * from "../../spec/paxos/paxos-claims.ts";
export * from "../../spec/paxos/synod.ts";
export * from "../../spec/paxos/synod-claims.ts";
export * from "../../spec/quorum-system.ts";
export { paxosModel, synodModel } from "./model.ts";
export { paxos } from "./paxos.ts";
export { synod } from "./synod.ts";
