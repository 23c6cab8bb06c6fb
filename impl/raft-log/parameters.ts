/** How a process boots, and what a cluster must be set up with. */
import { everybodyIn } from "../../spec/raft-log/log.ts";
import type {
  Entry,
  Log,
  RaftLog,
  RaftLogDurable,
  RaftLogParameters,
  RaftLogState,
} from "../../spec/raft-log/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

/**
 * The state in which a process boots: a follower that knows nothing to be committed but its snapshot.
 *
 * @throws RangeError where the parameters are impossible
 */
export function boot({ self, processes, parameters }: Cluster<RaftLog>, durable?: RaftLogDurable): RaftLogState {
  validate(processes, parameters);
  const known = durable ?? beginning(parameters, self, processes);
  return { role: "follower", leader: null, commitIndex: known.log.snapshot.lastIncludedIndex, ...known };
}

/** What a disk holds in the beginning. Where a log ends in some term there was an election in it, which all have seen. */
function beginning(
  { voters, logs }: RaftLogParameters,
  self: ProcessId,
  processes: readonly ProcessId[],
): RaftLogDurable {
  const current = [...(voters ?? processes)].sort((a, b) => a - b);
  const snapshot = { lastIncludedIndex: 0, lastIncludedTerm: 0, voters: { current, next: null }, data: "" };
  const log: Log = { snapshot, entries: logs[self] ?? [] };
  const terms = Object.values(logs).map((entries) => entries.at(-1)?.term ?? 0);
  return { term: Math.max(0, ...terms), votedFor: null, log };
}

/** The processes that an entry lets vote. */
function namedIn(entry: Entry): readonly ProcessId[] {
  return entry.type === "configuration" ? everybodyIn(entry.voters) : [];
}

/** Refuses parameters with which no cluster can be set up. */
function validate(processes: readonly ProcessId[], { voters, membership, logs }: RaftLogParameters): void {
  const inLogs = Object.values(logs).flatMap((entries) => entries.flatMap(namedIn));
  const strangers = [...(voters ?? []), ...inLogs].filter((voter) => !processes.includes(voter));
  if (strangers.length > 0)
    refuse(`voters ${strangers.join(", ")} are no processes of the cluster; name some of ${processes.join(", ")}`);
  if (voters !== null && (voters.length === 0 || new Set(voters).size < voters.length))
    refuse(`voters [${voters.join(", ")}]; name at least one, each once, or give null`);
  if (!["fixed", "joint", "single"].includes(membership))
    refuse(`membership “${membership}”; choose “fixed”, “joint” or “single”`);
  for (const [process, entries] of Object.entries(logs)) {
    if (!processes.includes(Number(process)))
      refuse(`a log for ${process}, which is no process of the cluster; leave it out`);
    const terms = entries.map(({ term }) => term);
    if (terms.some((term, i) => !Number.isInteger(term) || term < (terms[i - 1] ?? 1)))
      refuse(`the log of ${process} has the terms ${terms.join(", ")}; give integers from 1 that never decrease`);
  }
}

function refuse(what: string): never {
  throw new RangeError(`raft-log: ${what}`);
}
