/**
 * Raft with the log that its election protects, and changes of who votes.
 *
 * @module interregnum/raft-log
 */

export type { LogPosition, RequestVote, RequestVoteResponse } from "../../spec/raft/vocabulary.ts";
export { endOf, entriesFrom, entryAt, everybodyIn, termAt, votersOf } from "../../spec/raft-log/log.ts";
export * from "../../spec/raft-log/vocabulary.ts";
export { raftLog } from "./raft-log.ts";
