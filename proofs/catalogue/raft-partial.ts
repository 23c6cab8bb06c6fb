/**
 * Raft with options where only some links work, and a leader was elected before
 * the others broke: whether a leader that a majority follows comes to stay.
 *
 * The graphs are those of Jensen, Howard and Mortier, "Examining Raft's behaviour
 * during partial network failures" (HAOC 2021), and of Howard and Abraham, "Raft
 * does not guarantee liveness in the face of network faults" (2020), which began
 * with the outage that Cloudflare told of in November 2020.
 */
import { raftProductionModelWith } from "../../impl/raft-production/model.ts";
import { raftProduction } from "../../impl/raft-production/production.ts";
import { bothWays } from "../../model/network/links.ts";
import { calmScenario, type Link, type Scenario } from "../../model/scenario.ts";
import { eventuallyAlways, type LivenessClaim } from "../../spec/claim.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Protocol } from "../../spec/protocol.ts";
import { isQuorum } from "../../spec/quorum.ts";
import type { ProductionParameters, ProductionState, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

/** Claims that in the end one leader is followed by a majority, and stays so. */
export const aLeaderStays: LivenessClaim<RaftProduction> = eventuallyAlways<RaftProduction>(
  "a leader that a majority follows comes to stay",
  ({ processes }) =>
    processes.some(({ process }) =>
      isQuorum(
        processes.map((view) => view.process),
        processes.filter(({ leadership }) => leadership.leader === process).map((view) => view.process),
      ),
    ),
);

/** 1, 2 and 3 reach each other, 4 only 2, and 5 only 3. */
export const twoArms: readonly Link[] = [
  [1, 2],
  [1, 3],
  [2, 3],
  [2, 4],
  [3, 5],
];

/** 1, 2 and 3 reach each other, 4 only 2, and nobody reaches 5. */
export const oneArm: readonly Link[] = [
  [1, 2],
  [1, 3],
  [2, 3],
  [2, 4],
];

/** Five processes of which `leader` was elected by all before all but `links` broke. */
export function afterElectionOf(leader: ProcessId, options: Partial<ProductionParameters>): Model<RaftProduction> {
  const model = raftProductionModelWith(options);
  const { symmetry: _, ...rest } = model;
  return { ...rest, protocol: booting(leader), claims: [aLeaderStays] };
}

/** Five processes between which these links work. */
export function across(links: readonly Link[], bounds: Scenario["bounds"] = {}): Scenario {
  return { ...calmScenario, nodes: 5, links: bothWays(links), bounds };
}

/**
 * Raft with options that boots in the midst of an election of `leader`, to which the
 * reducer itself has come: the last thing that happens in it is what happens at the start.
 */
function booting(leader: ProcessId): Protocol<RaftProduction> {
  const happened = (cluster: Cluster<RaftProduction>): readonly Event<RaftProduction>[] =>
    cluster.self === leader ? elected(cluster) : following(leader);
  return {
    ...raftProduction,
    name: `raft-production after an election of ${leader}`,
    init: (cluster, durable) => {
      const booted = raftProduction.init(cluster, durable);
      const before = happened(cluster).slice(0, -1);
      return before.reduce<ProductionState>((state, event) => raftProduction.step(cluster, state, event)[0], booted);
    },
    step: (cluster, state, event) =>
      raftProduction.step(cluster, state, event.type === "start" ? happened(cluster).at(-1)! : event),
  };
}

/** What happens to a process that two others elect: with its own vote these are a majority of five. */
function elected({ processes, self, parameters }: Cluster<RaftProduction>): readonly Event<RaftProduction>[] {
  const answers = (
    type: "RequestPreVoteResponse" | "RequestVoteResponse",
    term: number,
  ): readonly Event<RaftProduction>[] =>
    processes
      .filter((process) => process !== self)
      .slice(0, 2)
      .map((from) => ({ type: "receive", from, message: { type, term, voteGranted: true } }));
  return [
    { type: "timeout", timer: "election" },
    ...(parameters.preVote ? answers("RequestPreVoteResponse", 0) : []),
    ...answers("RequestVoteResponse", 1),
  ];
}

/** What happens to a process that elects `leader`. */
function following(leader: ProcessId): readonly Event<RaftProduction>[] {
  return [
    { type: "receive", from: leader, message: { type: "RequestVote", term: 1, lastLogTerm: 0, lastLogIndex: 0 } },
    { type: "receive", from: leader, message: { type: "AppendEntries", term: 1 } },
  ];
}
