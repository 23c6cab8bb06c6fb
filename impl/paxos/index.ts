/**
 * Election by Paxos: a synod decides on each epoch.
 *
 * @module interregnum/paxos
 */
export { isPaxosMessage } from "../../spec/paxos/messages.ts";
export * from "../../spec/paxos/paxos.ts";
export * from "../../spec/paxos/synod.ts";
export * from "../../spec/quorum-system.ts";
export { paxos } from "./paxos.ts";
