/** Changes of who votes: section 6 of the paper, sections 4.1 and 4.2 of Ongaro's thesis; and the parameters that are refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { votersOf, withEntries } from "../../spec/raft-log/log.ts";
import type { Entry, Log, LogLeader, RaftLog, RaftLogParameters, Voters } from "../../spec/raft-log/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { mayStand, reconfigure } from "./membership.ts";
import { raftLog } from "./raft-log.ts";

const processes = [1, 2, 3, 4, 5];
const voting = (current: readonly ProcessId[], next: readonly ProcessId[] | null = null): Voters => ({ current, next });
const change = (term: number, voters: Voters): Entry => ({ type: "configuration", term, voters });
const empty = (term: number): Entry => ({ type: "empty", term });
const log = (...entries: readonly Entry[]): Log => ({
  snapshot: { lastIncludedIndex: 0, lastIncludedTerm: 0, voters: voting([1, 2, 3]), data: "" },
  entries,
});
const cluster = (membership: RaftLogParameters["membership"], self: ProcessId = 1): Cluster<RaftLog> => ({
  self,
  processes,
  parameters: { voters: [1, 2, 3], membership, emptyEntry: true, logs: {} },
});
/** Process 1 as the leader of term 2, which has committed as much, and knows what the others have. */
const leader = (commitIndex: number, of: Log, match: Readonly<Record<ProcessId, number>> = {}): LogLeader => {
  const matchIndex = { 2: 0, 3: 0, 4: 0, 5: 0, ...match };
  const nextIndex = Object.fromEntries(Object.entries(matchIndex).map(([process, known]) => [process, known + 1]));
  return { role: "leader", term: 2, votedFor: 1, commitIndex, log: of, nextIndex, matchIndex };
};
const settled = leader(1, log(empty(2)));
const asked = (voters: readonly ProcessId[]) => ({ type: "reconfigure", voters }) as const;

describe("what a leader does when it is asked for other voters", () => {
  const joint = log(empty(2), change(2, voting([1, 2, 3], [3, 4, 5])));
  test.each([
    [
      "section 6: by joint consensus, both configurations decide from now on",
      "joint",
      settled,
      [3, 4, 5],
      voting([1, 2, 3], [3, 4, 5]),
    ],
    ["thesis, 4.1: one process more, at once", "single", settled, [1, 2, 3, 4], voting([1, 2, 3, 4])],
    ["thesis, 4.1: one process less, at once", "single", settled, [3, 2], voting([2, 3])],
    ["thesis, 4.1: two at a time are refused", "single", settled, [1, 2, 3, 4, 5], null],
    ["thesis, 4.1: one for another is two, and refused", "single", settled, [1, 2, 4], null],
    ["fixed membership does not change", "fixed", settled, [1, 2], null],
    ["what is there already is no change", "joint", settled, [3, 1, 2], null],
    ["nobody is no configuration", "joint", settled, [], null],
    ["a stranger cannot vote", "joint", settled, [1, 2, 9], null],
    ["one change at a time", "joint", leader(1, joint), [1, 2], null],
    [
      "raft-dev 2015: no single change before an entry of the own term is committed",
      "single",
      leader(0, log(empty(1), empty(2))),
      [1, 2],
      null,
    ],
    [
      "raft-dev 2015: an entry of an earlier term is not enough",
      "single",
      leader(1, log(empty(1), empty(2))),
      [1, 2],
      null,
    ],
  ] as const)("%s", (_name, membership, before, voters, after) => {
    const next = reconfigure(cluster(membership), before, asked(voters));
    if (after === null) expect(next).toBe(before);
    else expect(next).toEqual({ ...before, log: withEntries(before.log, change(2, after)) });
  });

  test("who does not lead does nothing", () => {
    const follower = raftLog.init(cluster("joint"));
    const event = { type: "request", request: asked([1, 2]) } as const;
    expect(raftLog.step(cluster("joint"), follower, event)).toEqual([follower]);
  });
});

describe("section 6: a change in force decides", () => {
  const joint = change(2, voting([1, 2, 3], [3, 4, 5]));
  const during = log(empty(2), joint);
  const answer = (from: ProcessId, matchIndex: number) =>
    ({
      type: "receive",
      from,
      message: { type: "AppendEntriesResponse", term: 2, success: true, matchIndex },
    }) as const;

  test("a majority of one configuration commits nothing", () => {
    const [next] = raftLog.step(cluster("joint"), leader(1, during), answer(2, 2));
    expect(next.commitIndex).toBe(1);
  });

  test("a majority of each commits, and the leader appends and sends the new configuration alone", () => {
    const [next, ...effects] = raftLog.step(cluster("joint"), leader(1, during, { 2: 2, 4: 2 }), answer(3, 2));
    expect(next).toMatchObject({
      role: "leader",
      commitIndex: 2,
      log: { entries: [empty(2), joint, change(2, voting([3, 4, 5]))] },
    });
    expect(effects.map((effect) => (effect.type === "send" ? effect.to : effect.type))).toEqual([3, 4, 5]);
  });

  test("a leader that votes no more leads until the change is committed, and does not count itself", () => {
    const after = log(empty(2), joint, change(2, voting([3, 4, 5])));
    const [still] = raftLog.step(cluster("joint"), leader(2, after), answer(3, 3));
    expect(still).toMatchObject({ role: "leader", commitIndex: 2 });
    const [next, ...effects] = raftLog.step(cluster("joint"), still, answer(4, 3));
    expect(next).toMatchObject({ role: "follower", leader: null, commitIndex: 3 });
    expect(effects).toEqual([
      { type: "cancelTimer", timer: "heartbeat" },
      { type: "setTimer", timer: "election" },
    ]);
  });

  test("a candidate needs the votes of its configuration in force: of each, in a joint consensus", () => {
    const votes = (from: ProcessId) =>
      ({ type: "receive", from, message: { type: "RequestVoteResponse", term: 2, voteGranted: true } }) as const;
    const before = {
      role: "candidate",
      term: 2,
      votedFor: 3,
      votes: [3, 4, 5],
      commitIndex: 0,
      log: log(joint),
    } as const;
    const [other] = raftLog.step(cluster("joint", 3), { ...before, votes: [3, 4] }, votes(5));
    expect(other).toMatchObject({ role: "candidate", votes: [3, 4, 5] });
    const [elected] = raftLog.step(cluster("joint", 3), before, votes(2));
    expect(elected.role).toBe("leader");
  });
});

describe("thesis, section 4.2.2: who may stand for election", () => {
  const without1 = change(1, voting([2, 3]));
  const follower = { role: "follower", term: 1, votedFor: null, leader: null } as const;
  test.each([
    ["a voter", 1, { ...follower, commitIndex: 0, log: log() }, true],
    ["one that waits to be added", 4, { ...follower, commitIndex: 0, log: log() }, false],
    ["one that is being removed", 1, { ...follower, commitIndex: 0, log: log(without1) }, true],
    ["one that knows that it was removed", 1, { ...follower, commitIndex: 1, log: log(without1) }, false],
  ] as const)("%s", (_name, self, state, may) => {
    expect(mayStand(self, state)).toBe(may);
    const [next, ...effects] = raftLog.step(cluster("single", self), state, { type: "timeout", timer: "election" });
    expect(next.role).toBe(may ? "candidate" : "follower");
    expect(effects.at(-1)).toEqual({ type: "setTimer", timer: "election" });
  });
});

test("whatever changes a leader allows one after the other, majorities before and after share a process", () => {
  const some = fc.subarray(processes, { minLength: 1 });
  const majorities = (voters: readonly ProcessId[]) => {
    const sets = Array.from({ length: 2 ** processes.length }, (_, bits) =>
      processes.filter((_, i) => (bits >> i) & 1),
    );
    return sets.filter((set) => voters.filter((voter) => set.includes(voter)).length * 2 > voters.length);
  };
  fc.assert(
    fc.property(some, some, (current, wanted) => {
      const before = leader(2, log(empty(2), change(2, voting(current))));
      const after = reconfigure(cluster("single"), before, asked(wanted));
      if (after === before) return;
      const { current: next } = votersOf(after.log);
      for (const one of majorities(current)) {
        for (const other of majorities(next)) expect(one.some((process) => other.includes(process))).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

describe("parameters that are refused", () => {
  const correct: RaftLogParameters = { voters: null, membership: "fixed", emptyEntry: true, logs: {} };
  test.each<readonly [string, Partial<RaftLogParameters>, RegExp]>([
    [
      "a voter that is no process",
      { voters: [1, 9] },
      /voters 9 are no processes of the cluster; name some of 1, 2, 3, 4, 5/,
    ],
    ["nobody who votes", { voters: [] }, /voters \[\]; name at least one, each once, or give null/],
    ["a voter twice", { voters: [1, 1] }, /voters \[1, 1\]; name at least one, each once/],
    [
      "a membership that there is not",
      { membership: "any" as "fixed" },
      /membership “any”; choose “fixed”, “joint” or “single”/,
    ],
    ["the log of a stranger", { logs: { 9: [empty(1)] } }, /a log for 9, which is no process of the cluster/],
    [
      "terms that decrease",
      { logs: { 2: [empty(2), empty(1)] } },
      /the log of 2 has the terms 2, 1; give integers from 1/,
    ],
    ["a stranger in a log", { logs: { 2: [change(1, voting([7]))] } }, /voters 7 are no processes/],
  ])("%s", (_name, wrong, message) => {
    const parameters = { ...correct, ...wrong };
    expect(() => raftLog.init({ self: 1, processes, parameters })).toThrow(message);
  });

  test("those that are correct are taken, and all have seen the last term of any log", () => {
    const parameters = { ...correct, logs: { 2: [empty(1), empty(3)] } };
    expect(raftLog.init({ self: 1, processes, parameters })).toMatchObject({
      term: 3,
      votedFor: null,
      log: { entries: [] },
    });
  });
});
