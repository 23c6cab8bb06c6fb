import { describe, expect, test } from "vitest";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type {
  ProductionFollower,
  ProductionLeader,
  ProductionMessage,
  ProductionParameters,
  ProductionState,
  RaftProduction,
} from "../../spec/raft-production/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { plainParameters } from "./cluster.ts";
import { raftProduction } from "./production.ts";
import { checkSetup } from "./setup.ts";

const log = { term: 0, index: 0 };
const cluster = (options: Partial<ProductionParameters>, self: ProcessId = 1): Cluster<RaftProduction> => {
  return { self, processes: [1, 2, 3], parameters: { ...plainParameters, ...options } };
};
const follower = (known: Partial<ProductionFollower> = {}): ProductionFollower => {
  return { role: "follower", term: 1, votedFor: null, leader: 2, heard: false, log, ...known };
};
const leader = (known: Partial<ProductionLeader> = {}): ProductionLeader => {
  return { role: "leader", term: 1, votedFor: 1, log, acknowledged: [1], lease: "lapsed", transferee: null, ...known };
};
const receive = (from: ProcessId, message: ProductionMessage): Event<RaftProduction> => ({
  type: "receive",
  from,
  message,
});
const timeout = (timer: RaftProduction["Timer"]): Event<RaftProduction> => ({ type: "timeout", timer });
const asked = (request: RaftProduction["Request"]): Event<RaftProduction> => ({ type: "request", request });
const preVote = (term: number): ProductionMessage => ({
  type: "RequestPreVote",
  term,
  lastLogTerm: 0,
  lastLogIndex: 0,
});
const requestVote = (term: number): ProductionMessage => ({
  type: "RequestVote",
  term,
  lastLogTerm: 0,
  lastLogIndex: 0,
});
const answered = (voteGranted: boolean, term = 1): ProductionMessage => ({
  type: "RequestPreVoteResponse",
  term,
  voteGranted,
});
const refused: ProductionMessage = { type: "RequestVoteResponse", term: 1, voteGranted: false };

interface Case {
  readonly name: string;
  readonly options: Partial<ProductionParameters>;
  readonly self?: ProcessId;
  readonly before: ProductionState;
  readonly event: Event<RaftProduction>;
  readonly after?: ProductionState;
  readonly effects?: readonly Effect<RaftProduction>[];
}

/** Where nothing is said of the state after the step, it is the very state before. */
function check({ options, self = 1, before, event, after, effects = [] }: Case): void {
  const [next, ...done] = raftProduction.step(cluster(options, self), before, event);
  if (after === undefined) expect(next).toBe(before);
  else expect(next).toEqual(after);
  expect(done).toEqual(effects);
}

describe("section 9.6: pre-votes", () => {
  const options = { preVote: true };
  const asking: ProductionState = { role: "preCandidate", term: 1, votedFor: null, preVotes: [1], log };
  test.each<Case>([
    {
      name: "who hears from no leader asks in its own term",
      options,
      before: follower(),
      event: timeout("election"),
      after: asking,
      effects: [send(2, preVote(1)), send(3, preVote(1)), setTimer("election")],
    },
    {
      name: "who heard from no leader lately grants one, and its timer runs on",
      options,
      before: follower(),
      event: receive(3, preVote(1)),
      effects: [send(3, answered(true))],
    },
    {
      name: "who heard from a leader refuses",
      options,
      before: follower({ heard: true }),
      event: receive(3, preVote(1)),
      effects: [send(3, answered(false))],
    },
    {
      name: "but not to that leader itself, which leads no more when it asks",
      options,
      before: follower({ heard: true }),
      event: receive(2, preVote(1)),
      effects: [send(2, answered(true))],
    },
    {
      name: "a leader refuses",
      options,
      before: leader(),
      event: receive(2, preVote(1)),
      effects: [send(2, answered(false))],
    },
    {
      name: "who lags behind is told the term, so that it does not stay there",
      options,
      before: follower(),
      event: receive(3, preVote(0)),
      effects: [send(3, answered(false))],
    },
    { name: "a refusal decides nothing", options, before: asking, event: receive(3, answered(false)) },
  ])("$name", check);
});

describe("sections 6.2 and 4.2.3: the check of the quorum", () => {
  const options = { checkQuorum: true };
  test.each<Case>([
    {
      name: "a leader whose heartbeats no majority answered steps down, and stays in its term",
      options,
      before: leader(),
      event: timeout("quorum"),
      after: follower({ votedFor: 1, leader: null }),
      effects: [cancelTimer("heartbeat"), cancelTimer("quorum"), setTimer("election")],
    },
    {
      name: "a majority of answers lets it lead on",
      options,
      before: leader(),
      event: receive(3, { type: "AppendEntriesResponse", term: 1 }),
      after: leader({ acknowledged: [1, 3] }),
      effects: [setTimer("quorum")],
    },
    {
      name: "who heard from a leader enters nobody else's term",
      options,
      before: follower({ heard: true }),
      event: receive(3, requestVote(2)),
      effects: [send(3, refused)],
    },
    {
      name: "unless that leader told the other to stand",
      options,
      before: follower({ heard: true }),
      event: receive(3, { ...requestVote(2), disruptsLeader: true } as ProductionMessage),
      after: follower({ term: 2, leader: null, votedFor: 3, heard: true }),
      effects: [send(3, { type: "RequestVoteResponse", term: 2, voteGranted: true }), setTimer("election")],
    },
  ])("$name", check);
});

describe("section 3.10 and what operators ask for", () => {
  const options = { transfer: true, resign: true, preVote: true, campaign: true, checkQuorum: true, leaderLease: true };
  const lease = { lease: "given up", transferee: 3 } as const;
  test.each<Case>([
    {
      name: "a leader gives its lease up before it tells another to stand",
      options,
      before: leader({ lease: "held" }),
      event: asked({ type: "transfer", to: 3 }),
      after: leader(lease),
      effects: [send(3, { type: "TimeoutNow", term: 1 }), setTimer("transfer"), cancelTimer("lease")],
    },
    {
      name: "a transfer that comes to nothing is given up, and the lease stays so",
      options,
      before: leader(lease),
      event: timeout("transfer"),
      after: leader({ lease: "given up" }),
    },
    {
      name: "it tells one process at a time",
      options,
      before: leader(lease),
      event: asked({ type: "transfer", to: 2 }),
    },
    {
      name: "it hands over to no learner",
      options: { ...options, learners: [3] },
      before: leader(),
      event: asked({ type: "transfer", to: 3 }),
    },
    {
      name: "who is bound to a lease does not campaign",
      options,
      before: follower({ heard: true }),
      event: asked({ type: "campaign" }),
    },
    {
      name: "an option that is off is not heeded",
      options: { checkQuorum: true },
      before: leader(),
      event: asked({ type: "resign" }),
    },
  ])("$name", check);

  test("who is told to stand does not ask first, though pre-votes are on", () => {
    const told = raftProduction.step(cluster(options), follower(), receive(2, { type: "TimeoutNow", term: 1 }));
    expect(told[0]).toMatchObject({ role: "candidate", term: 2 });
    expect(told[1]).toEqual(send(2, { ...requestVote(2), disruptsLeader: true }));
  });

  test("a witness and a learner do not stand when they are told to", () => {
    for (const odd of [{ witnesses: [1] }, { learners: [1] }]) {
      const state = follower();
      const [next] = raftProduction.step(
        cluster({ ...options, ...odd }),
        state,
        receive(2, { type: "TimeoutNow", term: 1 }),
      );
      expect(next).toBe(state);
    }
  });
});

test("each higher priority lets a process wait two ticks longer", () => {
  const of = (self: ProcessId) => raftProduction.timers(cluster({ priority: { 1: 5, 2: 5, 3: 1 } }, self)).election;
  expect([of(1), of(2), of(3)]).toEqual([
    [3, 4],
    [3, 4],
    [5, 6],
  ]);
});

describe("what contradicts itself is refused, with what to do", () => {
  test.each<[Partial<ProductionParameters>, RegExp]>([
    [{ learners: [1, 2, 3] }, /all processes are learners: leave at least one of 1,2,3 a vote/],
    [{ witnesses: [1, 2], learners: [3] }, /every voter is a witness/],
    [{ priority: { 4: 1 } }, /priority names the process 4, and there is none: the processes are 1, 2, 3/],
    [{ learners: [7] }, /learners names the process 7/],
    [{ learners: [2], witnesses: [2] }, /process 2 is a learner and a witness.*choose one/],
    [{ priority: { 1: -1 } }, /the priority of process 1 is -1: give an integer of at least 0/],
    [{ priority: { 3: 1 }, witnesses: [3] }, /process 3 has a priority and never stands/],
    [{ leaderLease: true }, /leaderLease needs checkQuorum/],
    [{ priority: { 1: 1.5 } }, /the priority of process 1 is 1\.5: give an integer of at least 0/],
    [{ priority: { 1: Number.NaN } }, /the priority of process 1 is null/],
    [{ priority: { 1: Number.POSITIVE_INFINITY } }, /the priority of process 1 is null/],
    [{ learners: [2, 2] }, /learners names a process twice: \[2,2\]/],
    [{ log: { 9: { term: 1, index: 1 } } }, /log names the process 9, and there is none/],
    [
      { log: { 1: { term: -1, index: 1 } } },
      /the end of the log of process 1 is {"term":-1,"index":1}: give an integer/,
    ],
  ])("%j", (options, words) => {
    expect(() => checkSetup(cluster(options))).toThrow(RangeError);
    expect(() => raftProduction.init(cluster(options))).toThrow(words);
  });

  // What the compiler would refuse, and what comes out of a file or a command line.
  test.each<[Readonly<Record<string, unknown>>, RegExp]>([
    [{ preVot: true }, /there is no option preVot: there are log, preVote, checkQuorum/],
    [{ preVote: 1 }, /preVote is 1: give something like false/],
    [{ checkQuorum: undefined }, /checkQuorum is missing: give something like false/],
    [{ learners: { 3: true } }, /learners is {"3":true}: give something like \[\]/],
    [{ learners: ["3"] }, /learners names the process "3", and there is none: the processes are 1, 2, 3/],
    [{ priority: [1] }, /priority is \[1\]: give something like {}/],
    [{ priority: { first: 1 } }, /priority names the process "first", and there is none/],
    [{ priority: { "01": 1 } }, /priority names the process "01", and there is none/],
    [{ priority: { 1: "high" } }, /the priority of process 1 is "high"/],
    [{ log: { 1: 5 } }, /the end of the log of process 1 is 5/],
    [{ log: { 1: null } }, /the end of the log of process 1 is null/],
    [{ log: null }, /log is null: give something like {}/],
  ])("%j, which the compiler would refuse", (options, words) => {
    const untyped = options as Partial<ProductionParameters>;
    expect(() => checkSetup(cluster(untyped))).toThrow(RangeError);
    expect(() => raftProduction.init(cluster(untyped))).toThrow(words);
  });
});
