/**
 * The synod: single-decree Paxos, which chooses one leader for ever.
 *
 * @module interregnum/synod
 */
export { isSynodMessage } from "../../spec/paxos/messages.ts";
export * from "../../spec/paxos/synod.ts";
export * from "../../spec/quorum-system.ts";
export { synod } from "../paxos/synod.ts";
