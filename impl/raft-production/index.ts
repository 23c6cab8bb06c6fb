/**
 * Raft's election as production runs it: pre-votes, the check of the quorum, the
 * leader's lease, transfer of leadership, priorities, learners and witnesses.
 *
 * @module interregnum/raft-production
 */
export * from "../../spec/raft-production/messages.ts";
export * from "../../spec/raft-production/vocabulary.ts";
export { plainParameters } from "./cluster.ts";
export { raftProduction } from "./production.ts";
export { checkSetup } from "./setup.ts";
