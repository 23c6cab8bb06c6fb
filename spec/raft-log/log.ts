/** What a log holds where: places are counted from 1, over what was compacted, too. */
import { isQuorum } from "../quorum.ts";
import type { LogPosition } from "../raft/vocabulary.ts";
import type { ProcessId } from "../vocabulary.ts";
import type { Entry, Log, Voters } from "./vocabulary.ts";

/** Where a log ends: at its last entry, or at what its snapshot includes last (section 7). */
export function endOf({ snapshot, entries }: Log): LogPosition {
  const { lastIncludedIndex, lastIncludedTerm } = snapshot;
  return { term: entries.at(-1)?.term ?? lastIncludedTerm, index: lastIncludedIndex + entries.length };
}

/** The entry at a place; `undefined` where there is none, or none any more. */
export function entryAt({ snapshot, entries }: Log, index: number): Entry | undefined {
  return entries[index - snapshot.lastIncludedIndex - 1];
}

/** The term of the entry at a place, that which the snapshot includes last included; `undefined` where it is not known. */
export function termAt(log: Log, index: number): number | undefined {
  const { lastIncludedIndex, lastIncludedTerm } = log.snapshot;
  return index === lastIncludedIndex ? lastIncludedTerm : entryAt(log, index)?.term;
}

/** The entries of a log from a place on that is not compacted. */
export function entriesFrom({ snapshot, entries }: Log, index: number): readonly Entry[] {
  return entries.slice(Math.max(0, index - snapshot.lastIncludedIndex - 1));
}

/** A log without what comes after a place that is not compacted. */
export function upTo({ snapshot, entries }: Log, index: number): Log {
  return { snapshot, entries: entries.slice(0, index - snapshot.lastIncludedIndex) };
}

/** A log with more entries at its end. */
export function withEntries({ snapshot, entries }: Log, ...more: readonly Entry[]): Log {
  return { snapshot, entries: [...entries, ...more] };
}

/** Who votes by the last configuration of a log, or by the last up to a place: committed or not (section 6). */
export function votersOf(log: Log, index: number = endOf(log).index): Voters {
  return log.entries
    .slice(0, Math.max(0, index - log.snapshot.lastIncludedIndex))
    .reduce((voters, entry) => (entry.type === "configuration" ? entry.voters : voters), log.snapshot.voters);
}

/** Everybody who votes, in ascending order: in a joint consensus, who is in either configuration. */
export function everybodyIn({ current, next }: Voters): readonly ProcessId[] {
  return [...new Set([...current, ...(next ?? [])])].sort((a, b) => a - b);
}

/** Whether `processes` decide: they hold a majority, in a joint consensus one of either configuration (section 6). */
export function decide({ current, next }: Voters, processes: readonly ProcessId[]): boolean {
  return isQuorum(current, processes) && (next === null || isQuorum(next, processes));
}
