import type { Epochs, Shift } from "../../spec/epochs.ts";
import { shiftedEntry } from "../../spec/raft-log/commits.ts";
import type { Log, RaftLog, RaftLogMessage, Snapshot } from "../../spec/raft-log/vocabulary.ts";

/**
 * Where terms occur in Raft with its log: every process and every message has one, and so does every entry.
 *
 * @remarks
 * Where there is no entry, at place 0, there is no term: the 0 that stands there is none, and stays.
 * An entry keeps its term for good, so that terms drift apart wherever elections fail once there is one.
 */
export const raftLogEpochs: Epochs<RaftLog> = {
  state: (state, shift) => ({ ...state, term: shift(state.term), log: shiftedLog(state.log, shift) }),
  message: (message, shift): RaftLogMessage => {
    const term = shift(message.term);
    switch (message.type) {
      case "RequestVote":
        return { ...message, term, lastLogTerm: termAt(message.lastLogIndex, message.lastLogTerm, shift) };
      case "AppendEntries": {
        const prevLogTerm = termAt(message.prevLogIndex, message.prevLogTerm, shift);
        return { ...message, term, prevLogTerm, entries: message.entries.map((entry) => shiftedEntry(entry, shift)) };
      }
      case "InstallSnapshot":
        return { ...message, term, snapshot: shiftedSnapshot(message.snapshot, shift) };
      default:
        return { ...message, term };
    }
  },
  durable: (durable, shift) => ({ ...durable, term: shift(durable.term), log: shiftedLog(durable.log, shift) }),
};

function shiftedLog({ snapshot, entries }: Log, shift: Shift): Log {
  return { snapshot: shiftedSnapshot(snapshot, shift), entries: entries.map((entry) => shiftedEntry(entry, shift)) };
}

function shiftedSnapshot(snapshot: Snapshot, shift: Shift): Snapshot {
  const { lastIncludedIndex, lastIncludedTerm } = snapshot;
  return { ...snapshot, lastIncludedTerm: termAt(lastIncludedIndex, lastIncludedTerm, shift) };
}

/** The term of the entry at a place after a shift. */
function termAt(index: number, term: number, shift: Shift): number {
  return index === 0 ? term : shift(term);
}
