/** History variable: what has ever been committed, as the processes took it. */
import type { Shift } from "../epochs.ts";
import type { History } from "../history.ts";
import type { Rename } from "../symmetry.ts";
import { entryAt, termAt } from "./log.ts";
import type { Entry, Log, RaftLog, Snapshot, Voters } from "./vocabulary.ts";

/** An entry that a process took for committed. */
export interface Commit {
  readonly index: number;
  readonly entry: Entry;
  /** The earliest term in which a process took it for committed. */
  readonly by: number;
}

/** What was committed, in the order of its places; a place comes twice where two processes do not agree. */
export const commits: History<RaftLog, readonly Commit[]> = {
  name: "commits",
  words: "which entry was ever taken for committed at which place, and in which term first",
  initial: [],
  next: (history, before, { state }) => {
    if (state === undefined) return history;
    const known = before.state === undefined ? 0 : before.state.commitIndex;
    let next = history;
    for (let index = known + 1; index <= state.commitIndex; index++) {
      // What came by a snapshot has no entry any more: of it the claims look at where it ends.
      const entry = entryAt(state.log, index);
      if (entry !== undefined) next = remembered(next, { index, entry, by: state.term });
    }
    return next;
  },
  rename: (history, rename) =>
    history.map((commit) => ({ ...commit, entry: renamedEntry(commit.entry, rename) })).sort(inOrder),
  shift: (history, shift) => {
    // A term that nobody knows of any more is as good as any other that is lower than all.
    const notBelow: Shift = (term) => Math.max(-1, shift(term));
    return history.map(({ index, entry, by }) => ({ index, entry: shiftedEntry(entry, notBelow), by: notBelow(by) }));
  },
};

/** Whether a log has what was committed, as itself or in its snapshot. */
export function inLog(log: Log, { index, entry }: Commit): boolean {
  if (index < log.snapshot.lastIncludedIndex) return true;
  const there = entryAt(log, index);
  return there === undefined ? termAt(log, index) === entry.term : isSame(there, entry);
}

/** Whether a snapshot ends with what was committed. */
export function isIn(history: readonly Commit[], { lastIncludedIndex, lastIncludedTerm }: Snapshot): boolean {
  if (lastIncludedIndex === 0) return true;
  return history.some(({ index, entry }) => index === lastIncludedIndex && entry.term === lastIncludedTerm);
}

/** Whether two entries are the same. */
export function isSame(one: Entry, other: Entry): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** An entry with its term shifted. */
export function shiftedEntry(entry: Entry, shift: Shift): Entry {
  return { ...entry, term: shift(entry.term) };
}

/** An entry with every name in it replaced. */
export function renamedEntry(entry: Entry, rename: Rename): Entry {
  return entry.type === "configuration" ? { ...entry, voters: renamedVoters(entry.voters, rename) } : entry;
}

/** A configuration with every name in it replaced. */
export function renamedVoters({ current, next }: Voters, rename: Rename): Voters {
  return { current: renamedAll(current, rename), next: next === null ? null : renamedAll(next, rename) };
}

function renamedAll(processes: readonly number[], rename: Rename): readonly number[] {
  return processes.map(rename).sort((a, b) => a - b);
}

function remembered(history: readonly Commit[], commit: Commit): readonly Commit[] {
  const same = history.find(({ index, entry }) => index === commit.index && isSame(entry, commit.entry));
  if (same !== undefined && same.by <= commit.by) return history;
  return [...history.filter((other) => other !== same), commit].sort(inOrder);
}

function inOrder(a: Commit, b: Commit): number {
  return (
    a.index - b.index || a.entry.term - b.entry.term || (JSON.stringify(a.entry) < JSON.stringify(b.entry) ? -1 : 1)
  );
}
