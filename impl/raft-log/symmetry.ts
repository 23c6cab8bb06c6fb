import { renamedEntry, renamedVoters } from "../../spec/raft-log/commits.ts";
import type { Log, RaftLog, RaftLogMessage, RaftLogState, Snapshot } from "../../spec/raft-log/vocabulary.ts";
import type { Rename, Symmetry } from "../../spec/symmetry.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/** Where names of processes occur in Raft with its log: in votes, leaders, what is known of each of the others, and in configurations. */
export const raftLogSymmetry: Symmetry<RaftLog> = {
  state: (state, rename): RaftLogState => {
    const common = { votedFor: renamed(state.votedFor, rename), log: renamedLog(state.log, rename) };
    switch (state.role) {
      case "follower":
        return { ...state, ...common, leader: renamed(state.leader, rename) };
      case "candidate":
        return { ...state, ...common, votes: inOrder(state.votes.map(rename)) };
      case "leader": {
        const nextIndex = renamedKeys(state.nextIndex, rename);
        return { ...state, ...common, nextIndex, matchIndex: renamedKeys(state.matchIndex, rename) };
      }
    }
  },
  message: (message, rename): RaftLogMessage => {
    if (message.type === "InstallSnapshot") return { ...message, snapshot: renamedSnapshot(message.snapshot, rename) };
    if (message.type !== "AppendEntries") return message;
    return { ...message, entries: message.entries.map((entry) => renamedEntry(entry, rename)) };
  },
  durable: (durable, rename) => ({
    ...durable,
    votedFor: renamed(durable.votedFor, rename),
    log: renamedLog(durable.log, rename),
  }),
  request: (request, rename) =>
    request.type === "reconfigure" ? { ...request, voters: inOrder(request.voters.map(rename)) } : request,
  parameters: (parameters, rename) => ({
    ...parameters,
    voters: parameters.voters === null ? null : inOrder(parameters.voters.map(rename)),
    logs: renamedKeys(parameters.logs, rename, (entries) => entries.map((entry) => renamedEntry(entry, rename))),
  }),
};

function renamed(process: ProcessId | null, rename: Rename): ProcessId | null {
  return process === null ? null : rename(process);
}

function renamedLog({ snapshot, entries }: Log, rename: Rename): Log {
  return {
    snapshot: renamedSnapshot(snapshot, rename),
    entries: entries.map((entry) => renamedEntry(entry, rename)),
  };
}

function renamedSnapshot(snapshot: Snapshot, rename: Rename): Snapshot {
  return { ...snapshot, voters: renamedVoters(snapshot.voters, rename) };
}

function renamedKeys<T>(
  record: Readonly<Record<ProcessId, T>>,
  rename: Rename,
  value: (value: T) => T = (same) => same,
): Readonly<Record<ProcessId, T>> {
  return Object.fromEntries(
    Object.entries(record).map(([process, known]) => [rename(Number(process)), value(known as T)]),
  );
}

function inOrder(processes: readonly ProcessId[]): readonly ProcessId[] {
  return [...processes].sort((a, b) => a - b);
}
