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
export * from "../../spec/raft-log/log.ts";
export * from "../../spec/raft-log/vocabulary.ts";
export { raftLog } from "./raft-log.ts";
