/** Who votes, who may stand, and how long each waits. */
import type { ProductionParameters, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import type { Cluster, Configuration, ProcessId, Ticks } from "../../spec/vocabulary.ts";

/** Raft without any option. */
export const plainParameters: ProductionParameters = {
  log: {},
  preVote: false,
  checkQuorum: false,
  leaderLease: false,
  transfer: false,
  resign: false,
  campaign: false,
  priority: {},
  learners: [],
  witnesses: [],
};

/** Whose votes count: everybody but the learners. */
export function votersOf({ processes, parameters }: Configuration<RaftProduction>): readonly ProcessId[] {
  return processes.filter((process) => !parameters.learners.includes(process));
}

/** Whether a process has a vote. */
export function isVoter({ parameters }: Configuration<RaftProduction>, process: ProcessId): boolean {
  return !parameters.learners.includes(process);
}

/** Whether a process may lead: it votes, and is no witness. */
export function mayLead(setup: Configuration<RaftProduction>, process: ProcessId): boolean {
  return setup.processes.includes(process) && isVoter(setup, process) && !setup.parameters.witnesses.includes(process);
}

/** Everybody else. */
export function others({ processes, self }: Cluster<RaftProduction>): readonly ProcessId[] {
  return processes.filter((process) => process !== self);
}

/** How long a process waits for a leader before it stands, in ticks: the longer, the more priorities are above its own. */
export function electionTicks(cluster: Cluster<RaftProduction>): Ticks {
  const priorityOf = (process: ProcessId): number => cluster.parameters.priority[process] ?? 0;
  const candidates = cluster.processes.filter((process) => mayLead(cluster, process));
  const higher = candidates.map(priorityOf).filter((priority) => priority > priorityOf(cluster.self));
  const longer = 2 * new Set(higher).size;
  return [3 + longer, 4 + longer];
}
