import type { Raft, RaftState } from "../../spec/raft/vocabulary.ts";
import type { Rename, Symmetry } from "../../spec/symmetry.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/** Where names of processes occur in Raft: in votes, and in whom a follower follows. Messages and logs have none. */
export const raftSymmetry: Symmetry<Raft> = {
  state: (state, rename): RaftState => {
    switch (state.role) {
      case "follower":
        return { ...state, votedFor: renamed(state.votedFor, rename), leader: renamed(state.leader, rename) };
      case "candidate":
        return {
          ...state,
          votedFor: renamed(state.votedFor, rename),
          votes: state.votes.map(rename).sort((a, b) => a - b),
        };
      case "leader":
        return { ...state, votedFor: renamed(state.votedFor, rename) };
    }
  },
  message: (message) => message,
  durable: (durable, rename) => ({ ...durable, votedFor: renamed(durable.votedFor, rename) }),
  parameters: ({ log }, rename) => ({
    log: Object.fromEntries(Object.entries(log).map(([process, end]) => [rename(Number(process)), end])),
  }),
};

function renamed(process: ProcessId | null, rename: Rename): ProcessId | null {
  return process === null ? null : rename(process);
}
