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
import {
  eventuallyAlways,
  everyStep,
  type LivenessClaim,
  type StateClaim,
  type StepClaim,
  sometimes,
} from "../../spec/claim.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Protocol } from "../../spec/protocol.ts";
import { isQuorum } from "../../spec/quorum.ts";
import type { ProductionParameters, ProductionState, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { leads, type View } from "../../spec/world.ts";

/** Claims that in the end one leader is followed by a majority, and stays so. */
export const aLeaderStays: LivenessClaim<RaftProduction> = eventuallyAlways<RaftProduction>(
  "a leader that a majority follows comes to stay",
  ({ processes }) => processes.some(({ process }) => isFollowed(process, processes)),
);

/** Claims that a leader which a majority follows, itself included, is never deposed. */
export const followedLeadersStay: StepClaim<RaftProduction> = everyStep<RaftProduction>(
  "whom a majority follows is not deposed",
  (before, after, { processes }) => {
    if (before.status !== "up" || after.status !== "up" || !leads(before) || leads(after)) return true;
    const asBefore = processes.map((view) => (view.process === before.process ? before : view));
    return !isFollowed(before.process, asBefore);
  },
  { under: [] },
);

/** Whether a majority follows `leader` in its own term. */
function isFollowed(leader: ProcessId, processes: readonly View<RaftProduction>[]): boolean {
  const epoch = processes.find(({ process }) => process === leader)?.leadership.epoch;
  const following = processes.filter(({ leadership }) => leadership.leader === leader && leadership.epoch === epoch);
  return isQuorum(
    processes.map(({ process }) => process),
    following.map(({ process }) => process),
  );
}

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
  const { symmetry: _, ...model } = raftProductionModelWith(options);
  return { ...model, protocol: booting(leader, raftProduction), claims: [followedLeadersStay] };
}

/** Claims that another process than `leader` can lead, which a majority follows. */
export function succession(leader: ProcessId): StateClaim<RaftProduction> {
  return sometimes<RaftProduction>("another leads, and a majority follows", ({ processes }) =>
    processes.some(({ process }) => process !== leader && isFollowed(process, processes)),
  );
}

/** Five processes between which these links work. */
export function across(links: readonly Link[], bounds: Scenario["bounds"] = {}): Scenario {
  return { ...calmScenario, nodes: 5, links: bothWays(links), bounds };
}

/**
 * Raft with options that boots in the midst of an election of `leader`, to which the
 * reducer itself has come: the last thing that happens in it is what happens at the start.
 */
function booting(leader: ProcessId, protocol: Protocol<RaftProduction>): Protocol<RaftProduction> {
  const happened = (cluster: Cluster<RaftProduction>): readonly Event<RaftProduction>[] =>
    cluster.self === leader ? elected(cluster) : following(leader);
  return {
    ...protocol,
    name: `${protocol.name} after an election of ${leader}`,
    init: (cluster, durable) => {
      const booted = protocol.init(cluster, durable);
      const before = happened(cluster).slice(0, -1);
      return before.reduce<ProductionState>((state, event) => protocol.step(cluster, state, event)[0], booted);
    },
    step: (cluster, state, event) =>
      protocol.step(cluster, state, event.type === "start" ? happened(cluster).at(-1)! : event),
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
