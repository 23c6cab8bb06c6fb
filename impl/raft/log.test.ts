import { expect, test } from "vitest";
import type { LogPosition, RaftState } from "../../spec/raft/vocabulary.ts";
import { raft } from "./raft.ts";

const cluster = { self: 1, processes: [1, 2, 3], parameters: { log: {} } };
const endingAt = (log: LogPosition): RaftState => ({ role: "follower", term: 3, votedFor: 2, leader: 2, log });

/** What becomes of a process whose log ends at (term 2, index 5) when the host tells where it ends now. */
function moved(before: RaftState, { term, index }: LogPosition): RaftState {
  const request = { type: "appended", lastLogTerm: term, lastLogIndex: index } as const;
  const [after, ...effects] = raft.step(cluster, before, { type: "request", request });
  expect(effects).toEqual([]);
  return after;
}

test.each([
  ["a later entry of the same term", { term: 2, index: 6 }],
  ["an entry of a later term in the same place", { term: 3, index: 5 }],
  ["an entry of a later term further back", { term: 3, index: 4 }],
])("the log ends where the host says: %s", (_what, log) => {
  expect(moved(endingAt({ term: 2, index: 5 }), log)).toEqual(endingAt(log));
});

test("a log that ends where it ended is the very state", () => {
  const before = endingAt({ term: 2, index: 5 });
  expect(moved(before, { term: 2, index: 5 })).toBe(before);
});
