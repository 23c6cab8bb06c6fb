/** Who votes, and how that changes: sections 6 of the paper and 4.1 to 4.2 of Ongaro's thesis. */
import { everybodyIn, termAt, votersOf, withEntries } from "../../spec/raft-log/log.ts";
import type { LogLeader, RaftLog, RaftLogCommon, Reconfigure, Voters } from "../../spec/raft-log/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

/**
 * Whether a process may stand for election: it votes, or did before a change that it does not know to be committed.
 *
 * @remarks
 * Thesis, section 4.2.2: whoever is being removed may still be needed as the
 * leader. One that waits to be added, or knows that it was removed, disturbs nobody.
 */
export function mayStand(self: ProcessId, { log, commitIndex }: RaftLogCommon): boolean {
  return [votersOf(log), votersOf(log, commitIndex)].some((voters) => everybodyIn(voters).includes(self));
}

/** Section 6: a leader puts the new configuration into its log, where it is in force at once; or the leader refuses. */
export function reconfigure(cluster: Cluster<RaftLog>, leader: LogLeader, { voters }: Reconfigure): LogLeader {
  const { membership } = cluster.parameters;
  const { current } = votersOf(leader.log);
  const wanted = inOrder(voters);
  if (!isPossible(cluster, wanted) || !isSettled(leader) || difference(current, wanted) === 0) return leader;
  if (membership === "joint") return changedTo(leader, { current, next: wanted });
  if (membership === "single" && difference(current, wanted) === 1 && hasCommittedOfItsTerm(leader))
    return changedTo(leader, { current: wanted, next: null });
  return leader;
}

/** Section 6: as soon as the joint configuration is committed, its leader appends the new one alone. */
export function concludeChange(leader: LogLeader): LogLeader {
  const { next } = votersOf(leader.log);
  if (next === null || !isSettled(leader)) return leader;
  return changedTo(leader, { current: next, next: null });
}

/** Section 6: a leader that votes no more leads until the change is committed. */
export function isRemoved(self: ProcessId, leader: LogLeader): boolean {
  return isSettled(leader) && !everybodyIn(votersOf(leader.log)).includes(self);
}

/** Whether the configuration in force is committed, as far as the leader knows: one change at a time. */
function isSettled({ log, commitIndex }: LogLeader): boolean {
  return votersOf(log) === votersOf(log, commitIndex);
}

/** Ongaro's cure (raft-dev, July 2015): what other leaders had begun is committed or gone, once an entry of the own term is. */
function hasCommittedOfItsTerm({ log, commitIndex, term }: LogLeader): boolean {
  return termAt(log, commitIndex) === term;
}

/** Whether a configuration consists of processes that there are. */
function isPossible({ processes }: Cluster<RaftLog>, voters: readonly ProcessId[]): boolean {
  return voters.length > 0 && voters.every((process) => processes.includes(process));
}

/** How many processes are in one of two configurations only. */
function difference(one: readonly ProcessId[], other: readonly ProcessId[]): number {
  return everybodyIn({ current: one, next: other }).filter((p) => one.includes(p) !== other.includes(p)).length;
}

function changedTo(leader: LogLeader, voters: Voters): LogLeader {
  return { ...leader, log: withEntries(leader.log, { type: "configuration", term: leader.term, voters }) };
}

function inOrder(processes: readonly ProcessId[]): readonly ProcessId[] {
  return [...new Set(processes)].sort((a, b) => a - b);
}
