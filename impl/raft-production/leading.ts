/** What a leader of Raft with options does: heartbeats, the check of its quorum, its lease, and the end of all that. */
import { broadcast, cancelTimer, type Effect, setTimer } from "../../spec/effect.ts";
import type { Step } from "../../spec/protocol.ts";
import { isQuorum } from "../../spec/quorum.ts";
import type { RaftCandidate } from "../../spec/raft/vocabulary.ts";
import type { ProductionLeader, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { isVoter, others, votersOf } from "./cluster.ts";

/** Section 5.2: whom a majority voted for leads, and at once keeps the others from standing. */
export function lead(cluster: Cluster<RaftProduction>, { term, votedFor, log }: RaftCandidate): Step<RaftProduction> {
  const leader: ProductionLeader = {
    role: "leader",
    term,
    votedFor,
    log,
    acknowledged: [],
    lease: "lapsed",
    transferee: null,
  };
  const [next, ...effects] = heartbeat(cluster, leader);
  const watched = cluster.parameters.checkQuorum ? [setTimer("quorum")] : [];
  return [next, cancelTimer("election"), ...watched, ...effects];
}

/** Section 5.2: a leader sends heartbeats for as long as it leads, and counts anew who answers. */
export function heartbeat(cluster: Cluster<RaftProduction>, leader: ProductionLeader): Step<RaftProduction> {
  const { term } = leader;
  const round = { ...leader, acknowledged: [] };
  const [next, ...renewed] = cluster.parameters.checkQuorum ? acknowledge(cluster, round, cluster.self) : [leader];
  return [next, ...broadcast(others(cluster), { type: "AppendEntries", term }), setTimer("heartbeat"), ...renewed];
}

/**
 * Sections 6.2 and 6.4.1: a leader whose heartbeat a majority of the voters answered may lead on, and its lease runs anew.
 *
 * @remarks
 * The lease of 2 ticks ends before the 3 ticks do for which the voters that
 * answered stay with it. It runs from the answers, not from the heartbeat: that
 * a message and its answer together take less than a tick is its premise.
 */
export function acknowledge(
  cluster: Cluster<RaftProduction>,
  leader: ProductionLeader,
  from: ProcessId,
): Step<RaftProduction> {
  const { checkQuorum, leaderLease } = cluster.parameters;
  const voters = votersOf(cluster);
  const isKnown = leader.acknowledged.includes(from) || isQuorum(voters, leader.acknowledged);
  if (!checkQuorum || isKnown || !isVoter(cluster, from)) return [leader];
  const acknowledged = [...leader.acknowledged, from].sort((a, b) => a - b);
  if (!isQuorum(voters, acknowledged)) return [{ ...leader, acknowledged }];
  if (!leaderLease || leader.lease === "given up") return [{ ...leader, acknowledged }, setTimer("quorum")];
  return [{ ...leader, acknowledged, lease: "held" }, setTimer("quorum"), setTimer("lease")];
}

/** Sections 6.2 and 3.10: a leader that reaches no majority, or is asked to, leads no more, and stays in its term. */
export function stepDown(cluster: Cluster<RaftProduction>, leader: ProductionLeader): Step<RaftProduction> {
  const { term, votedFor, log } = leader;
  return [
    { role: "follower", term, votedFor, leader: null, heard: false, log },
    ...atRest(cluster, leader),
    setTimer("election"),
  ];
}

/** The timers of a leader, of which a process that leads no more has none. */
export function atRest(
  { parameters }: Cluster<RaftProduction>,
  { lease, transferee }: ProductionLeader,
): readonly Effect<RaftProduction>[] {
  return [
    cancelTimer("heartbeat"),
    ...(parameters.checkQuorum ? [cancelTimer("quorum")] : []),
    ...(lease === "held" ? [cancelTimer("lease")] : []),
    ...(transferee === null ? [] : [cancelTimer("transfer")]),
  ];
}
