/** A follower's log against a deliberately dumb twin: after whatever arrives, it is what figure 2 says, word for word. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { endOf, entryAt, termAt } from "../../spec/raft-log/log.ts";
import type { Entry, Log, LogFollower } from "../../spec/raft-log/vocabulary.ts";
import { appendEntries } from "./replication.ts";
import { compact } from "./snapshot.ts";

const written = (terms: readonly number[]): readonly Entry[] =>
  terms.map((term) => ({ type: "command", term, command: "x" }));
const ascending = fc
  .array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 })
  .map((terms) => terms.sort((a, b) => a - b));
const log = (entries: readonly Entry[]): Log => ({
  snapshot: { lastIncludedIndex: 0, lastIncludedTerm: 0, voters: { current: [1, 2, 3], next: null }, data: "" },
  entries,
});

/** Figure 2, step by step, on a list of terms; `null` where it is refused. */
function byFigure2(
  mine: readonly number[],
  prevLogIndex: number,
  prevLogTerm: number,
  theirs: readonly number[],
): readonly number[] | null {
  if (prevLogIndex > 0 && mine[prevLogIndex - 1] !== prevLogTerm) return null;
  const result = [...mine];
  theirs.forEach((term, i) => {
    const place = prevLogIndex + i;
    if (result[place] !== undefined && result[place] !== term) result.length = place;
    if (result[place] === undefined) result[place] = term;
  });
  return result;
}

test("figure 2, receiver of AppendEntries: the log and the answer are what the steps of the figure give", () => {
  fc.assert(
    fc.property(ascending, ascending, fc.nat(5), (mine, leaders, from) => {
      const prevLogIndex = Math.min(from, leaders.length);
      const prevLogTerm = leaders[prevLogIndex - 1] ?? 0;
      const theirs = leaders.slice(prevLogIndex);
      const before: LogFollower = {
        role: "follower",
        term: 4,
        votedFor: null,
        leader: 2,
        commitIndex: 0,
        log: log(written(mine)),
      };
      const message = { type: "AppendEntries", term: 4, prevLogIndex, prevLogTerm, leaderCommit: 0 } as const;
      const [after, answer] = appendEntries(before, { ...message, entries: written(theirs) }, 2);
      const expected = byFigure2(mine, prevLogIndex, prevLogTerm, theirs);
      expect(after.log.entries.map(({ term }) => term)).toEqual(expected ?? mine);
      const matchIndex = expected === null ? 0 : leaders.length;
      expect(answer).toMatchObject({ message: { success: expected !== null, matchIndex } });
    }),
    { numRuns: 300 },
  );
});

test("section 7: compaction changes neither where a log ends, nor what it holds behind, and goes no further than what is committed", () => {
  fc.assert(
    fc.property(ascending, fc.nat(5), fc.nat(6), (terms, committed, lastIncludedIndex) => {
      const commitIndex = Math.min(committed, terms.length);
      const before: LogFollower = {
        role: "follower",
        term: 4,
        votedFor: null,
        leader: 2,
        commitIndex,
        log: log(written(terms)),
      };
      const after = compact(before, { type: "compact", lastIncludedIndex, data: "state" });
      expect(after !== before).toBe(lastIncludedIndex > 0 && lastIncludedIndex <= commitIndex);
      expect(endOf(after.log)).toEqual(endOf(before.log));
      const first = after.log.snapshot.lastIncludedIndex;
      for (let index = first; index <= terms.length; index++) {
        expect(termAt(after.log, index)).toBe(termAt(before.log, index));
        if (index > first) expect(entryAt(after.log, index)).toEqual(entryAt(before.log, index));
      }
      expect(entryAt(after.log, first)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
