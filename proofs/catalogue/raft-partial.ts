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
import { type Claim, type StateClaim, sometimes } from "../../spec/claim.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Protocol } from "../../spec/protocol.ts";
import { followedLeadersStay, isFollowed } from "../../spec/raft-production/stability-claims.ts";
import type { ProductionParameters, ProductionState, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

/** 1, 2 and 3 reach each other, 4 only 2, and 5 only 3. */
export const twoArms: readonly Link[] = [
  [1, 2],
  [1, 3],
  [2, 3],
  [2, 4],
  [3, 5],
];

/** Four in a row: 2 and 3 each reach a majority, and each leaves somebody out whom the other reaches. */
export const chainOfFour: readonly Link[] = [
  [1, 2],
  [2, 3],
  [3, 4],
];

/** 1, 2 and 3 reach each other, 4 only 2, and nobody reaches 5. */
export const oneArm: readonly Link[] = [
  [1, 2],
  [1, 3],
  [2, 3],
  [2, 4],
];

/** Processes of which `leader` was elected by all before all but some links broke. */
export function afterElectionOf(
  leader: ProcessId,
  options: Partial<ProductionParameters>,
  { claims = [followedLeadersStay], protocol = raftProduction }: Asked = {},
): Model<RaftProduction> {
  const { symmetry: _, ...model } = raftProductionModelWith(options);
  return { ...model, protocol: booting(leader, protocol), claims };
}

/** What is asked of processes that have elected a leader, where it is not the usual. */
interface Asked {
  readonly claims?: readonly Claim<RaftProduction>[];
  readonly protocol?: Protocol<RaftProduction>;
}

/**
 * Raft with options whose voters do not stay with a leader that they hear, so that
 * the check of the quorum is the leader's alone (thesis, section 6.2, without 4.2.3).
 */
export const unstickyVoters: Protocol<RaftProduction> = {
  ...raftProduction,
  name: "raft-production with voters that stay with nobody",
  step: (cluster, state, event) => raftProduction.step(cluster, state, asIfTold(event)),
};

/** Votes are asked for as if the leader itself had told the candidate to stand, which breaks no promise. */
function asIfTold(event: Event<RaftProduction>): Event<RaftProduction> {
  if (event.type !== "receive" || event.message.type !== "RequestVote") return event;
  return { ...event, message: { ...event.message, disruptsLeader: true } };
}

/** Claims that another process than `leader` can lead, which a majority follows. */
export function succession(leader: ProcessId): StateClaim<RaftProduction> {
  return sometimes<RaftProduction>("another leads, and a majority follows", ({ processes }) =>
    processes.some(({ process }) => process !== leader && isFollowed(process, processes)),
  );
}

/** Five processes, unless it is said otherwise, between which these links work. */
export function across(links: readonly Link[], bounds: Scenario["bounds"] = {}, nodes = 5): Scenario {
  return { ...calmScenario, nodes, links: bothWays(links), bounds };
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
      protocol.step(cluster, state, event.type === "start" ? inTermOf(state, happened(cluster).at(-1)!) : event),
  };
}

/** What arrives at the start, in the term in which it finds the process: no term is special. */
function inTermOf({ term }: ProductionState, event: Event<RaftProduction>): Event<RaftProduction> {
  return event.type === "receive" ? { ...event, message: { ...event.message, term } } : event;
}

/** What happens to a process that two others elect: with its own vote these are a majority of four, and of five. */
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
