/** A log whose beginning is a snapshot: section 7. */
import { send, setTimer } from "../../spec/effect.ts";
import type { Step } from "../../spec/protocol.ts";
import { entriesFrom, termAt, votersOf } from "../../spec/raft-log/log.ts";
import type {
  Compact,
  InstallSnapshot,
  Log,
  LogFollower,
  RaftLog,
  RaftLogState,
  Snapshot,
} from "../../spec/raft-log/vocabulary.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/** Section 7: a process replaces entries that are committed by the snapshot that its host has written of them. */
export function compact(state: RaftLogState, { lastIncludedIndex, data }: Compact): RaftLogState {
  const { log, commitIndex } = state;
  const lastIncludedTerm = termAt(log, lastIncludedIndex);
  const isNews = lastIncludedIndex > log.snapshot.lastIncludedIndex && lastIncludedIndex <= commitIndex;
  if (!isNews || lastIncludedTerm === undefined) return state;
  const voters = votersOf(log, lastIncludedIndex);
  return { ...state, log: beginningWith(log, { lastIncludedIndex, lastIncludedTerm, voters, data }) };
}

/** Figure 13: a follower takes the snapshot in the place of what it has, but for entries that follow on it. */
export function installSnapshot(
  follower: LogFollower,
  { snapshot }: InstallSnapshot,
  leader: ProcessId,
): Step<RaftLog> {
  const { lastIncludedIndex } = snapshot;
  const isNews = lastIncludedIndex > follower.commitIndex;
  return [
    isNews ? { ...follower, commitIndex: lastIncludedIndex, log: beginningWith(follower.log, snapshot) } : follower,
    send(leader, { type: "InstallSnapshotResponse", term: follower.term, matchIndex: lastIncludedIndex }),
    setTimer("election"),
  ];
}

/** Figure 13: what follows on the last entry that a snapshot includes is kept, if that very entry is there; else nothing is. */
function beginningWith(log: Log, snapshot: Snapshot): Log {
  const { lastIncludedIndex, lastIncludedTerm } = snapshot;
  const follows = termAt(log, lastIncludedIndex) === lastIncludedTerm;
  return { snapshot, entries: follows ? entriesFrom(log, lastIncludedIndex + 1) : [] };
}
