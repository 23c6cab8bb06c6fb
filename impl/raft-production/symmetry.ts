import type { ProductionState, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import type { Rename, Symmetry } from "../../spec/symmetry.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/** Where names of processes occur in Raft with options. Options that name processes tell them apart: then nothing is symmetric. */
export const raftProductionSymmetry: Symmetry<RaftProduction> = {
  state: (state, rename): ProductionState => {
    const renamed = { ...state, votedFor: maybe(state.votedFor, rename) };
    switch (renamed.role) {
      case "follower":
        return { ...renamed, leader: maybe(renamed.leader, rename) };
      case "preCandidate":
        return { ...renamed, preVotes: all(renamed.preVotes, rename) };
      case "candidate":
        return { ...renamed, votes: all(renamed.votes, rename) };
      case "leader":
        return {
          ...renamed,
          acknowledged: all(renamed.acknowledged, rename),
          transferee: maybe(renamed.transferee, rename),
        };
    }
  },
  message: (message) => message,
  durable: (durable, rename) => ({ ...durable, votedFor: maybe(durable.votedFor, rename) }),
  request: (request, rename) => (request.type === "transfer" ? { ...request, to: rename(request.to) } : request),
  parameters: ({ log, priority, learners, witnesses, ...options }, rename) => ({
    ...options,
    log: keys(log, rename),
    priority: keys(priority, rename),
    learners: all(learners, rename),
    witnesses: all(witnesses, rename),
  }),
};

function maybe(process: ProcessId | null, rename: Rename): ProcessId | null {
  return process === null ? null : rename(process);
}

function all(processes: readonly ProcessId[], rename: Rename): readonly ProcessId[] {
  return processes.map(rename).sort((a, b) => a - b);
}

function keys<T>(values: Readonly<Record<ProcessId, T>>, rename: Rename): Readonly<Record<ProcessId, T>> {
  return Object.fromEntries(Object.entries(values).map(([process, value]) => [rename(Number(process)), value]));
}
