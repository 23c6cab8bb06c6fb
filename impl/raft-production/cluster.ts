/** Who votes, who may stand, and what a cluster of Raft with options must not be. */
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

/**
 * Refuses a cluster that could never have a leader, or whose options contradict each other.
 *
 * @throws RangeError with what is wrong and what to do about it
 */
export function checkSetup(setup: Configuration<RaftProduction>): void {
  const { processes, parameters } = setup;
  const { learners, witnesses, priority, leaderLease, checkQuorum } = parameters;
  const all = `the processes are ${processes.join(", ")}`;
  for (const [what, named] of Object.entries({ learners, witnesses, priority: Object.keys(priority).map(Number) })) {
    const stranger = named.find((process) => !processes.includes(process));
    if (stranger !== undefined) refuse(`${what} names the process ${stranger}, and there is none: ${all}`);
  }
  const both = learners.find((process) => witnesses.includes(process));
  if (both !== undefined) {
    refuse(`process ${both} is a learner and a witness; a learner has no vote, and a witness has: choose one`);
  }
  if (votersOf(setup).length === 0) refuse(`all processes are learners: leave at least one of ${processes} a vote`);
  if (!processes.some((process) => mayLead(setup, process))) {
    refuse(`every voter is a witness, so that nobody may lead: leave at least one of ${votersOf(setup)} its data`);
  }
  for (const [process, value] of Object.entries(priority)) {
    if (!Number.isInteger(value) || value < 0) {
      refuse(`the priority of process ${process} is ${value}: give an integer of at least 0`);
    }
    if (!mayLead(setup, Number(process))) {
      refuse(`process ${process} has a priority and never stands: learners and witnesses have none`);
    }
  }
  if (leaderLease && !checkQuorum) {
    refuse("leaderLease needs checkQuorum: without it voters desert a leader that still holds its lease");
  }
}

function refuse(what: string): never {
  throw new RangeError(`raft-production: ${what}`);
}
