import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type {
  LogPosition,
  Raft,
  RaftCandidate,
  RaftFollower,
  RaftLeader,
  RaftMessage,
  RaftState,
} from "../../spec/raft/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { raft } from "./raft.ts";

const empty: LogPosition = { term: 0, index: 0 };

const follower = (term: number, known: Partial<RaftFollower> = {}): RaftFollower => {
  return { role: "follower", term, votedFor: null, leader: null, log: empty, ...known };
};
/** Process 1 as a candidate, by default with its own vote only. */
const candidate = (term: number, votes: readonly ProcessId[] = [1], log: LogPosition = empty): RaftCandidate => {
  return { role: "candidate", term, votedFor: 1, votes, log };
};
/** Process 1 as a leader. */
const leader = (term: number): RaftLeader => ({ role: "leader", term, votedFor: 1, log: empty });

const requestVote = (term: number, log: LogPosition = empty): RaftMessage => {
  return { type: "RequestVote", term, lastLogTerm: log.term, lastLogIndex: log.index };
};
const granted = (term: number): RaftMessage => ({ type: "RequestVoteResponse", term, voteGranted: true });
const refused = (term: number): RaftMessage => ({ type: "RequestVoteResponse", term, voteGranted: false });
const appendEntries = (term: number): RaftMessage => ({ type: "AppendEntries", term });
const appended = (term: number): RaftMessage => ({ type: "AppendEntriesResponse", term });

const start: Event<Raft> = { type: "start" };
const timeout = (timer: Raft["Timer"]): Event<Raft> => ({ type: "timeout", timer });
const receive = (from: ProcessId, message: RaftMessage): Event<Raft> => ({ type: "receive", from, message });

/** What process 1 of `size` knows. */
const cluster = (size: number): Cluster<Raft> => {
  const processes = Array.from({ length: size }, (_, i) => i + 1);
  return { self: 1, processes, parameters: { log: {} } };
};

/** What process 1 of three does, or of as many as `size` says. */
interface Case {
  readonly name: string;
  readonly before: RaftState;
  readonly event: Event<Raft>;
  readonly after: RaftState;
  readonly effects?: readonly Effect<Raft>[];
  readonly size?: number;
}

function check({ before, event, after, effects = [], size = 3 }: Case): void {
  const [state, ...rest] = raft.step(cluster(size), before, event);
  expect(state).toEqual(after);
  expect(rest).toEqual(effects);
  if (JSON.stringify(before) === JSON.stringify(after)) expect(state).toBe(before);
}

describe("section 5.1: terms", () => {
  const later: readonly (readonly [RaftMessage, readonly Effect<Raft>[]])[] = [
    [requestVote(3), [send(2, granted(3)), setTimer("election")]],
    [refused(3), []],
    [appendEntries(3), [send(2, appended(3)), setTimer("election")]],
    [appended(3), []],
  ];
  const voteOrLeader = (type: RaftMessage["type"]): Partial<RaftFollower> =>
    type === "RequestVote" ? { votedFor: 2 } : type === "AppendEntries" ? { leader: 2 } : {};

  for (const [message, effects] of later) {
    const after = follower(3, voteOrLeader(message.type));
    test.each<Case>([
      {
        name: "a follower",
        before: follower(2, { votedFor: 3, leader: 3 }),
        event: receive(2, message),
        after,
        effects,
      },
      { name: "a candidate", before: candidate(2), event: receive(2, message), after, effects },
      {
        name: "a leader",
        before: leader(2),
        event: receive(2, message),
        after,
        effects: [cancelTimer("heartbeat"), setTimer("election"), ...effects],
      },
    ])(`$name that sees a later term in ${message.type} enters it as a follower`, check);
  }

  for (const before of [follower(2, { leader: 3 }), candidate(2), leader(2)]) {
    test.each<Case>([
      { name: "RequestVote", before, event: receive(2, requestVote(1)), after: before, effects: [send(2, refused(2))] },
      {
        name: "AppendEntries",
        before,
        event: receive(2, appendEntries(1)),
        after: before,
        effects: [send(2, appended(2))],
      },
      { name: "RequestVoteResponse", before, event: receive(2, granted(1)), after: before },
      { name: "AppendEntriesResponse", before, event: receive(2, appended(1)), after: before },
    ])(`$name of an earlier term changes nothing in a ${before.role}, and a request is answered with the term`, check);
  }
});

describe("section 5.2: an election begins", () => {
  const asks = [send(2, requestVote(3)), send(3, requestVote(3)), setTimer("election")];
  test.each<Case>([
    {
      name: "a process starts as a follower and waits",
      before: follower(0),
      event: start,
      after: follower(0),
      effects: [setTimer("election")],
    },
    {
      name: "a follower that hears from no leader stands for election and votes for itself",
      before: follower(2, { votedFor: 3, leader: 3 }),
      event: timeout("election"),
      after: candidate(3),
      effects: asks,
    },
    {
      name: "a candidate whose votes were split begins a new election",
      before: candidate(2, [1, 2]),
      event: timeout("election"),
      after: candidate(3),
      effects: asks,
    },
    {
      name: "a process that is alone elects itself",
      before: follower(0),
      event: timeout("election"),
      after: leader(1),
      effects: [cancelTimer("election"), setTimer("heartbeat")],
      size: 1,
    },
  ])("$name", check);
});

describe("section 5.2: a vote", () => {
  test.each<Case>([
    {
      name: "goes to the first that asks",
      before: follower(1),
      event: receive(3, requestVote(1)),
      after: follower(1, { votedFor: 3 }),
      effects: [send(3, granted(1)), setTimer("election")],
    },
    {
      name: "is refused to the second that asks",
      before: follower(1, { votedFor: 3 }),
      event: receive(2, requestVote(1)),
      after: follower(1, { votedFor: 3 }),
      effects: [send(2, refused(1))],
    },
    {
      name: "is granted again where the same candidate asks again",
      before: follower(1, { votedFor: 3 }),
      event: receive(3, requestVote(1)),
      after: follower(1, { votedFor: 3 }),
      effects: [send(3, granted(1)), setTimer("election")],
    },
    {
      name: "is refused by a candidate, which has given it to itself",
      before: candidate(1),
      event: receive(2, requestVote(1)),
      after: candidate(1),
      effects: [send(2, refused(1))],
    },
    {
      name: "is refused by a leader",
      before: leader(1),
      event: receive(2, requestVote(1)),
      after: leader(1),
      effects: [send(2, refused(1))],
    },
  ])("$name", check);
});

describe("section 5.4.1: a voter whose log ends at (term 2, index 5)", () => {
  const log = { term: 2, index: 5 };
  test.each<readonly [verdict: "grants" | "refuses", end: LogPosition]>([
    ["grants", { term: 2, index: 5 }],
    ["grants", { term: 2, index: 6 }],
    ["grants", { term: 3, index: 1 }],
    ["refuses", { term: 2, index: 4 }],
    ["refuses", { term: 1, index: 9 }],
    ["refuses", { term: 0, index: 0 }],
  ])("%s its vote to a candidate whose log ends at %o", (verdict, end) => {
    const before = follower(3, { log });
    const [after, ...effects] = raft.step(cluster(3), before, receive(2, requestVote(3, end)));
    if (verdict === "grants") {
      expect(after).toEqual({ ...before, votedFor: 2 });
      expect(effects).toEqual([send(2, granted(3)), setTimer("election")]);
    } else {
      expect(after).toBe(before);
      expect(effects).toEqual([send(2, refused(3))]);
    }
  });

  test("does not wait any longer for a candidate of a later term that it refuses", () => {
    const [state, ...effects] = raft.step(cluster(3), follower(3, { log }), receive(2, requestVote(4)));
    expect(state).toEqual(follower(4, { log }));
    expect(effects).toEqual([send(2, refused(4))]);
  });

  test("tells where its log ends when it asks for votes itself", () => {
    const [, asked] = raft.step(cluster(3), follower(3, { log }), timeout("election"));
    expect(asked).toEqual(send(2, requestVote(4, log)));
  });
});

describe("section 5.2: votes are counted", () => {
  const heartbeats = [send(2, appendEntries(1)), send(3, appendEntries(1)), setTimer("heartbeat")];
  test.each<Case>([
    {
      name: "a majority makes a leader, which sends heartbeats at once",
      before: candidate(1),
      event: receive(3, granted(1)),
      after: leader(1),
      effects: [cancelTimer("election"), ...heartbeats],
    },
    {
      name: "less than a majority does not, and the voters are kept in order",
      before: candidate(1, [1, 4]),
      event: receive(2, granted(1)),
      after: candidate(1, [1, 2, 4]),
      size: 6,
    },
    {
      name: "a vote that arrives twice counts once",
      before: candidate(1, [1, 2]),
      event: receive(2, granted(1)),
      after: candidate(1, [1, 2]),
      size: 5,
    },
    { name: "a refusal counts for nothing", before: candidate(1), event: receive(3, refused(1)), after: candidate(1) },
    {
      name: "a vote that comes after the election counts for nothing",
      before: leader(1),
      event: receive(3, granted(1)),
      after: leader(1),
    },
    {
      name: "a vote for a candidate that gave up counts for nothing",
      before: follower(1, { votedFor: 1, leader: 2 }),
      event: receive(3, granted(1)),
      after: follower(1, { votedFor: 1, leader: 2 }),
    },
  ])("$name", check);
});

describe("section 5.2: heartbeats", () => {
  const heard = [send(2, appended(1)), setTimer("election")];
  test.each<Case>([
    {
      name: "a leader repeats them",
      before: leader(1),
      event: timeout("heartbeat"),
      after: leader(1),
      effects: [send(2, appendEntries(1)), send(3, appendEntries(1)), setTimer("heartbeat")],
    },
    {
      name: "a follower learns from the first who leads",
      before: follower(1, { votedFor: 3 }),
      event: receive(2, appendEntries(1)),
      after: follower(1, { votedFor: 3, leader: 2 }),
      effects: heard,
    },
    {
      name: "a follower is kept from standing by any other",
      before: follower(1, { leader: 2 }),
      event: receive(2, appendEntries(1)),
      after: follower(1, { leader: 2 }),
      effects: heard,
    },
    {
      name: "a candidate that hears the leader of its term follows it, and its vote remains its own",
      before: candidate(1),
      event: receive(2, appendEntries(1)),
      after: follower(1, { votedFor: 1, leader: 2 }),
      effects: heard,
    },
    {
      name: "a leader ignores an answer of its own term",
      before: leader(1),
      event: receive(2, appended(1)),
      after: leader(1),
    },
    {
      name: "a leader ignores another one of its term",
      before: leader(1),
      event: receive(2, appendEntries(1)),
      after: leader(1),
    },
    { name: "a leader never stands for election", before: leader(1), event: timeout("election"), after: leader(1) },
    { name: "a follower sends none", before: follower(1), event: timeout("heartbeat"), after: follower(1) },
  ])("$name", check);
});

describe("figure 2: what is durable", () => {
  const log = { term: 1, index: 7 };

  test("term, vote and the end of the log come back after a crash, and nothing else does", () => {
    for (const before of [
      follower(2, { votedFor: 3, leader: 3, log }),
      candidate(2, [1, 2], log),
      { ...leader(2), log },
    ]) {
      const back = raft.init(cluster(3), raft.durable(before));
      expect(back).toEqual(follower(2, { votedFor: before.votedFor, log }));
    }
  });

  test("a process that boots with nothing has the log of its parameters and is in the term of its last entry", () => {
    const configured: Cluster<Raft> = { ...cluster(3), parameters: { log: { 1: log } } };
    expect(raft.init(configured)).toEqual(follower(1, { log }));
    expect(raft.init(cluster(3))).toEqual(follower(0));
  });

  test("the host moves the end of the log in any role", () => {
    const request: Event<Raft> = { type: "request", request: { type: "appended", lastLogTerm: 1, lastLogIndex: 7 } };
    for (const before of [follower(1, { leader: 2 }), candidate(1), leader(1)]) {
      const [after, ...effects] = raft.step(cluster(3), before, request);
      expect(after).toEqual({ ...before, log });
      expect(effects).toEqual([]);
      expect(raft.step(cluster(3), after, request)[0]).toBe(after);
    }
  });
});

test("a process takes for the leader of its term itself, whom it follows, or nobody", () => {
  const known = [follower(1), follower(2, { leader: 3 }), candidate(3), leader(4)];
  expect(known.map((state) => raft.leadership(cluster(3), state))).toEqual([
    { leader: null, epoch: 1 },
    { leader: 3, epoch: 2 },
    { leader: null, epoch: 3 },
    { leader: 1, epoch: 4 },
  ]);
});

test("whatever a process receives, its term never goes back and its vote stays within the term", () => {
  const term = fc.integer({ min: 0, max: 4 });
  const position = fc.record({ term: fc.integer({ min: 0, max: 2 }), index: fc.integer({ min: 0, max: 2 }) });
  const message = fc.oneof(
    fc.tuple(term, position).map(([at, end]) => requestVote(at, end)),
    term.chain((at) => fc.constantFrom(granted(at), refused(at), appendEntries(at), appended(at))),
  );
  const events = fc.array(
    fc.oneof(
      fc.constantFrom(timeout("election"), timeout("heartbeat")),
      fc.tuple(fc.integer({ min: 2, max: 5 }), message).map(([from, said]) => receive(from, said)),
    ),
  );
  fc.assert(
    fc.property(events, (happenings) => {
      let state = raft.step(cluster(5), raft.init(cluster(5)), start)[0];
      for (const event of happenings) {
        const [next, ...effects] = raft.step(cluster(5), state, event);
        expect(next.term).toBeGreaterThanOrEqual(state.term);
        if (next.term === state.term && state.votedFor !== null) expect(next.votedFor).toBe(state.votedFor);
        expect(effects.filter((effect) => effect.type === "send" && effect.to === 1)).toEqual([]);
        state = next;
      }
    }),
  );
});
