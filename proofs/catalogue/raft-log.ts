/** Raft with its log beyond the matrix: with clients, snapshots, changes of who votes, and a disk that forgets. */
import { raftLogModelWith } from "../../impl/raft-log/model.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import type { RaftLogParameters, RaftLogRequest } from "../../spec/raft-log/vocabulary.ts";
import { anyModel } from "../registry.ts";
import type { Entry } from "./entry.ts";

const slow: Scenario = { ...calmScenario, timing: "asynchronous", network: "set" };

/** The properties of figure 3 where there is something to protect, exhaustively within bounds. */
export const raftLogEntries: readonly Entry[] = [
  entry("raft-log, a client", ["propose"], {
    scenario: { requests: 1, bounds: { term: 2, log: 2, inflight: 3 } },
    why: "what a client was told is committed is in every later leader's log",
  }),
  entry("raft-log, a crash between terms", [], {
    scenario: { crashes: 1, restarts: 1, bounds: { term: 2, log: 1, inflight: 3 } },
    why: "the log is on the disk before it is acknowledged",
  }),
  entry("raft-log, a lagging process", ["compact"], {
    scenario: { requests: 1, bounds: { term: 1, log: 1, inflight: 3 } },
    why: "whoever lacks what its leader has compacted gets the snapshot",
  }),
  entry("raft-log, two processes, whatever may be asked for", ["propose", "compact"], {
    scenario: { nodes: 2, requests: 1, bounds: { term: 2, log: 2, inflight: 2 } },
    why: "small enough for the naive twin",
  }),
  entry("raft-log, joint consensus of one and two", ["reconfigure"], {
    scenario: { nodes: 2, requests: 2, bounds: { term: 2, log: 3, inflight: 2 } },
    parameters: { membership: "joint", voters: [1] },
    why: "small enough for the naive twin",
  }),
  entry("raft-log, single change of one and two", ["reconfigure"], {
    scenario: { nodes: 2, requests: 2, bounds: { term: 2, log: 3, inflight: 2 } },
    parameters: { membership: "single", voters: [1] },
    why: "small enough for the naive twin",
  }),
  entry("raft-log, joint consensus", ["reconfigure"], {
    scenario: { requests: 1, bounds: { term: 2, log: 4, inflight: 3 } },
    parameters: { membership: "joint", voters: [1, 2] },
    why: "a process joins or leaves, and both majorities decide in between",
  }),
  entry("raft-log, single change", ["reconfigure"], {
    scenario: { requests: 1, bounds: { term: 2, log: 3, inflight: 3 } },
    parameters: { membership: "single", voters: [1, 2] },
    why: "a process joins or leaves once its leader has committed an entry of its own",
  }),
  entry("raft-log, a log forgotten", [], {
    scenario: { crashes: 1, amnesia: 1, bounds: { term: 2, log: 1, inflight: 3, depth: 16 } },
    why: "a majority that has what was committed, and one of it forgets",
  }),
];

function entry(
  id: string,
  requests: readonly RaftLogRequest["type"][],
  about: {
    readonly scenario: Partial<Scenario>;
    readonly parameters?: Partial<RaftLogParameters>;
    readonly why: string;
  },
): Entry {
  const unchanged: RaftLogParameters = { voters: null, membership: "fixed", emptyEntry: true, logs: {} };
  const parameters = { ...unchanged, ...about.parameters };
  return {
    id,
    algorithm: "raft-log",
    title: id.replace("raft-log", "Raft with its log"),
    row: null,
    crisis: null,
    scenario: { ...slow, ...about.scenario },
    parameters,
    model: anyModel(raftLogModelWith(parameters, requests)),
    why: about.why,
  };
}
