/** When an entry is committed: sections 5.3 and 5.4.2. */
import { decide, endOf, termAt, votersOf } from "../../spec/raft-log/log.ts";
import type { LogLeader } from "../../spec/raft-log/vocabulary.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/**
 * Section 5.4.2: a leader commits the last entry of its own term that a majority has, and with it all before.
 *
 * @remarks
 * Entries of earlier terms are never committed by counting who has them: another
 * leader may still put something else in their place (figure 8).
 */
export function commit(self: ProcessId, leader: LogLeader): LogLeader {
  const { log, term, commitIndex } = leader;
  for (let index = endOf(log).index; index > commitIndex; index--) {
    if (termAt(log, index) === term && decide(votersOf(log), whoHas(self, leader, index)))
      return { ...leader, commitIndex: index };
  }
  return leader;
}

/** Who has the leader's log up to a place, the leader included. */
function whoHas(self: ProcessId, { matchIndex }: LogLeader, index: number): readonly ProcessId[] {
  const others = Object.entries(matchIndex).filter(([, match]) => match >= index);
  return [self, ...others.map(([process]) => Number(process))];
}
