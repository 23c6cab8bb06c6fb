/**
 * Raft's election: one leader per term, elected by a majority.
 *
 * @module interregnum/raft
 */
export * from "../../spec/raft/messages.ts";
export * from "../../spec/raft/vocabulary.ts";
export { raft } from "./raft.ts";
