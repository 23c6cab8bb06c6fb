/**
 * Raft with the log that its election protects, and changes of who votes.
 *
 * @module interregnum/raft-log
 */
export {
  emptyLog,
  isUpToDate,
  type LogPosition,
  type RequestVote,
  type RequestVoteResponse,
} from "../../spec/raft/vocabulary.ts";
export * from "../../spec/raft-log/claims.ts";
export * from "../../spec/raft-log/commits.ts";
export * from "../../spec/raft-log/log.ts";
export * from "../../spec/raft-log/membership-claims.ts";
export * from "../../spec/raft-log/vocabulary.ts";
export { raftLogModel, raftLogModelWith } from "./model.ts";
export { raftLog } from "./raft-log.ts";
