/** The transitions of Raft with its log. What elections share with `interregnum/raft` is tested here only where the log takes part. */
import { describe, expect, test } from "vitest";
import { broadcast, cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type {
  AppendEntries,
  Entry,
  Log,
  LogCandidate,
  LogFollower,
  LogLeader,
  RaftLog,
  RaftLogMessage,
  RaftLogParameters,
  RaftLogState,
  Voters,
} from "../../spec/raft-log/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { raftLog } from "./raft-log.ts";

const command = (term: number): Entry => ({ type: "command", term, command: "x" });
const empty = (term: number): Entry => ({ type: "empty", term });
const voting = (current: readonly ProcessId[], next: readonly ProcessId[] | null = null): Voters => ({ current, next });

/** A log of these entries, of which the first `lastIncludedIndex` are compacted. */
const log = (entries: readonly Entry[], lastIncludedIndex = 0, voters = voting([1, 2, 3])): Log => {
  const lastIncludedTerm = entries[lastIncludedIndex - 1]?.term ?? 0;
  const data = lastIncludedIndex === 0 ? "" : "state";
  return { snapshot: { lastIncludedIndex, lastIncludedTerm, voters, data }, entries: entries.slice(lastIncludedIndex) };
};

const follower = (term: number, known: Partial<LogFollower> = {}): LogFollower => {
  return { role: "follower", term, votedFor: null, leader: null, commitIndex: 0, log: log([]), ...known };
};
/** Process 1 as a candidate with its own vote. */
const candidate = (term: number, known: Partial<LogCandidate> = {}): LogCandidate => {
  return { role: "candidate", term, votedFor: 1, votes: [1], commitIndex: 0, log: log([]), ...known };
};
/** Process 1 as the leader of three, which thinks that the others have nothing yet. */
const leader = (term: number, known: Partial<LogLeader> = {}): LogLeader => {
  const indexes = { nextIndex: { 2: 1, 3: 1 }, matchIndex: { 2: 0, 3: 0 } };
  return { role: "leader", term, votedFor: 1, commitIndex: 0, log: log([]), ...indexes, ...known };
};

const requestVote = (term: number, lastLogTerm: number, lastLogIndex: number): RaftLogMessage => {
  return { type: "RequestVote", term, lastLogTerm, lastLogIndex };
};
const voted = (term: number, voteGranted: boolean): RaftLogMessage => {
  return { type: "RequestVoteResponse", term, voteGranted };
};
const append = (
  term: number,
  [prevLogIndex, prevLogTerm]: readonly [number, number],
  entries: readonly Entry[] = [],
  leaderCommit = 0,
): AppendEntries => ({ type: "AppendEntries", term, prevLogIndex, prevLogTerm, entries, leaderCommit });
const appended = (term: number, matchIndex: number | null): RaftLogMessage => {
  return { type: "AppendEntriesResponse", term, success: matchIndex !== null, matchIndex: matchIndex ?? 0 };
};
const installed = (term: number, matchIndex: number): RaftLogMessage => {
  return { type: "InstallSnapshotResponse", term, matchIndex };
};

const receive = (from: ProcessId, message: RaftLogMessage): Event<RaftLog> => ({ type: "receive", from, message });
const timeout = (timer: RaftLog["Timer"]): Event<RaftLog> => ({ type: "timeout", timer });
const asked = (request: RaftLog["Request"]): Event<RaftLog> => ({ type: "request", request });

interface Case {
  readonly name: string;
  readonly before: RaftLogState;
  readonly event: Event<RaftLog>;
  readonly after: RaftLogState;
  readonly effects?: readonly Effect<RaftLog>[];
  readonly parameters?: Partial<RaftLogParameters>;
  readonly size?: number;
}

/** A case in which nothing happens. */
const nothing = (name: string, before: RaftLogState, event: Event<RaftLog>): Case => {
  return { name, before, event, after: before };
};

/** What process 1 of `size` knows. */
const cluster = (parameters: Partial<RaftLogParameters> = {}, size = 3): Cluster<RaftLog> => ({
  self: 1,
  processes: Array.from({ length: size }, (_, i) => i + 1),
  parameters: { voters: null, membership: "fixed", emptyEntry: true, logs: {}, ...parameters },
});

function check({ before, event, after, effects = [], parameters, size }: Case): void {
  const [state, ...rest] = raftLog.step(cluster(parameters, size), before, event);
  expect(state).toEqual(after);
  expect(rest).toEqual(effects);
  if (JSON.stringify(before) === JSON.stringify(after)) expect(state).toBe(before);
}

describe("section 5.4.1: the election restriction", () => {
  const mine = log([command(1), command(2)]);
  const voter = follower(2, { log: mine });
  const refusing = (name: string, message: RaftLogMessage, before = voter): Case => ({
    name,
    before,
    event: receive(2, message),
    after: { ...before, term: 3 },
    effects: [send(2, voted(3, false))],
  });
  test.each<Case>([
    refusing("a log whose last term is earlier gets no vote, however long it is", requestVote(3, 1, 9)),
    refusing("a log of the same last term that is shorter gets no vote", requestVote(3, 2, 1)),
    refusing(
      "section 7: a log that is all snapshot ends with what the snapshot includes last",
      requestVote(3, 1, 1),
      follower(2, { log: log([command(1), command(2)], 2), commitIndex: 2 }),
    ),
    {
      name: "a log that ends alike gets the vote",
      before: voter,
      event: receive(2, requestVote(3, 2, 2)),
      after: follower(3, { log: mine, votedFor: 2 }),
      effects: [send(2, voted(3, true)), setTimer("election")],
    },
    {
      name: "a candidate tells where its log ends, over a snapshot, too",
      before: follower(2, { log: log([command(1), command(2)], 2), commitIndex: 2 }),
      event: timeout("election"),
      after: candidate(3, { log: log([command(1), command(2)], 2), commitIndex: 2 }),
      effects: [send(2, requestVote(3, 2, 2)), send(3, requestVote(3, 2, 2)), setTimer("election")],
    },
  ])("$name", check);
});

describe("sections 5.2 and 8: a new leader", () => {
  const before = candidate(2, { log: log([command(1)]) });
  const leading = [cancelTimer("election"), setTimer("heartbeat")];
  const elected = { nextIndex: { 2: 2, 3: 2 }, matchIndex: { 2: 0, 3: 0 } };
  test.each<Case>([
    {
      name: "begins its term with an empty entry, and thinks that the others have what it has",
      before,
      event: receive(2, voted(2, true)),
      after: leader(2, { log: log([command(1), empty(2)]), ...elected }),
      effects: [...leading, ...broadcast([2, 3], append(2, [1, 1], [empty(2)]))],
    },
    {
      name: "begins with a heartbeat where it is told to wait for a client",
      before,
      event: receive(2, voted(2, true)),
      after: leader(2, { log: log([command(1)]), ...elected }),
      effects: [...leading, ...broadcast([2, 3], append(2, [1, 1]))],
      parameters: { emptyEntry: false },
    },
    {
      name: "that votes alone leads and commits at once",
      before: follower(0, { log: log([], 0, voting([1])) }),
      event: timeout("election"),
      after: leader(1, {
        log: log([empty(1)], 0, voting([1])),
        commitIndex: 1,
        nextIndex: {},
        matchIndex: {},
      }),
      effects: leading,
      size: 1,
    },
  ])("$name", check);
});

describe("section 5.3: a follower appends", () => {
  const following = (entries: readonly Entry[], commitIndex = 0): LogFollower =>
    follower(3, { leader: 2, log: log(entries), commitIndex });
  const answered = (
    name: string,
    before: RaftLogState,
    message: AppendEntries,
    after: RaftLogState,
    match: number | null,
  ): Case => ({
    name,
    before,
    event: receive(2, message),
    after,
    effects: [send(2, appended(3, match)), setTimer("election")],
  });
  const [one, two, three] = [command(1), command(2), command(3)];
  test.each<Case>([
    answered("what follows on what it has", following([one]), append(3, [1, 1], [three]), following([one, three]), 2),
    answered(
      "nothing where it lacks the entry before",
      following([one]),
      append(3, [2, 2], [three]),
      following([one]),
      null,
    ),
    answered(
      "nothing where the entry before is of another term",
      following([one]),
      append(3, [1, 2], [three]),
      following([one]),
      null,
    ),
    answered(
      "in the place of an entry in conflict and all after it",
      following([one, two, two]),
      append(3, [1, 1], [three]),
      following([one, three]),
      2,
    ),
    answered(
      "nothing that it has already, and cuts nothing off",
      following([one, three, three]),
      append(3, [1, 1], [three]),
      following([one, three, three]),
      2,
    ),
    answered(
      "nothing that it has already, for a heartbeat that is out of date",
      following([one, three]),
      append(3, [0, 0]),
      following([one, three]),
      0,
    ),
    answered(
      "and commits what the leader has committed",
      following([one]),
      append(3, [1, 1], [three], 1),
      following([one, three], 1),
      2,
    ),
    answered(
      "and commits no further than the last new entry",
      following([one, two]),
      append(3, [1, 1], [], 2),
      following([one, two], 1),
      1,
    ),
    answered(
      "and never takes back what it has committed",
      following([one, three], 2),
      append(3, [1, 1], [three], 1),
      following([one, three], 2),
      2,
    ),
    answered(
      "and commits nothing where it refuses",
      following([one]),
      append(3, [2, 2], [], 2),
      following([one]),
      null,
    ),
    answered(
      "a candidate follows first",
      candidate(3, { log: log([one]) }),
      append(3, [1, 1], [three]),
      follower(3, { votedFor: 1, leader: 2, log: log([one, three]) }),
      2,
    ),
    answered(
      "section 7: what lies before its snapshot is there, whatever it was",
      follower(3, { leader: 2, log: log([one, two], 2), commitIndex: 2 }),
      append(3, [0, 0], [one, two, three]),
      follower(3, { leader: 2, log: log([one, two, three], 2), commitIndex: 2 }),
      3,
    ),
  ])("$name", check);

  test("a stale leader is told the later term, and nothing is appended", () => {
    const refusal = { event: receive(3, append(2, [1, 1], [two])), effects: [send(3, appended(3, null))] };
    check({ name: "", before: following([one]), after: following([one]), ...refusal });
  });
});

describe("sections 5.3 and 5.4.2: a leader replicates and commits", () => {
  const entries = [command(1), command(2), command(3)];
  const leading = (known: Partial<LogLeader>): LogLeader => leader(3, { log: log(entries), ...known });
  test.each<Case>([
    {
      name: "a client's command is appended and sent at once",
      before: leader(3, { log: log([command(1)]), nextIndex: { 2: 2, 3: 1 } }),
      event: asked({ type: "propose", command: "x" }),
      after: leader(3, { log: log([command(1), command(3)]), nextIndex: { 2: 2, 3: 1 } }),
      effects: [send(2, append(3, [1, 1], [command(3)])), send(3, append(3, [0, 0], [command(1), command(3)]))],
    },
    nothing("who does not lead takes no command", follower(3, { leader: 2 }), asked({ type: "propose", command: "x" })),
    {
      name: "a heartbeat brings what is lacking, and how far it is committed",
      before: leading({ nextIndex: { 2: 4, 3: 3 }, commitIndex: 3 }),
      event: timeout("heartbeat"),
      after: leading({ nextIndex: { 2: 4, 3: 3 }, commitIndex: 3 }),
      effects: [send(2, append(3, [3, 3], [], 3)), send(3, append(3, [2, 2], [command(3)], 3)), setTimer("heartbeat")],
    },
    {
      name: "after a refusal it goes back by one, and tries at once",
      before: leading({ nextIndex: { 2: 4, 3: 4 } }),
      event: receive(2, appended(3, null)),
      after: leading({ nextIndex: { 2: 3, 3: 4 } }),
      effects: [send(2, append(3, [2, 2], [command(3)]))],
    },
    nothing(
      "a refusal that is out of date does not lead back behind what is known to match",
      leading({ nextIndex: { 2: 2, 3: 4 }, matchIndex: { 2: 1, 3: 0 } }),
      receive(2, appended(3, null)),
    ),
    {
      name: "an entry of its own term that a majority has is committed, and all before",
      before: leading({}),
      event: receive(2, appended(3, 3)),
      after: leading({ nextIndex: { 2: 4, 3: 1 }, matchIndex: { 2: 3, 3: 0 }, commitIndex: 3 }),
    },
    {
      name: "figure 8: an entry of an earlier term that a majority has is not committed",
      before: leading({}),
      event: receive(2, appended(3, 2)),
      after: leading({ nextIndex: { 2: 3, 3: 1 }, matchIndex: { 2: 2, 3: 0 } }),
    },
    nothing(
      "an answer that was overtaken takes nothing back",
      leading({ nextIndex: { 2: 4, 3: 1 }, matchIndex: { 2: 3, 3: 0 }, commitIndex: 3 }),
      receive(2, appended(3, 1)),
    ),
  ])("$name", check);
});

describe("section 7: snapshots", () => {
  const entries = [command(1), command(2), command(3)];
  const whole = log(entries);
  const compacted = log(entries, 2);
  const install: RaftLogMessage = { type: "InstallSnapshot", term: 3, snapshot: compacted.snapshot };
  const answers = [send(2, installed(3, 2)), setTimer("election")];
  const compact = (lastIncludedIndex: number): Event<RaftLog> =>
    asked({ type: "compact", lastIncludedIndex, data: "state" });
  const following = (known: Partial<LogFollower>): LogFollower => follower(3, { leader: 2, ...known });
  test.each<Case>([
    {
      name: "what is committed is replaced by its snapshot, in whatever role",
      before: leader(3, { log: whole, commitIndex: 2 }),
      event: compact(2),
      after: leader(3, { log: compacted, commitIndex: 2 }),
    },
    nothing(
      "what is not known to be committed is not compacted",
      following({ log: whole, commitIndex: 1 }),
      compact(2),
    ),
    {
      name: "whoever lacks what the leader has no more is sent the snapshot",
      before: leader(3, { log: compacted, commitIndex: 2, nextIndex: { 2: 3, 3: 2 } }),
      event: timeout("heartbeat"),
      after: leader(3, { log: compacted, commitIndex: 2, nextIndex: { 2: 3, 3: 2 } }),
      effects: [send(2, append(3, [2, 2], [command(3)], 2)), send(3, install), setTimer("heartbeat")],
    },
    {
      name: "it takes the place of a log without its last entry",
      before: following({ log: log([command(1)]) }),
      event: receive(2, install),
      after: following({ log: log([command(1), command(2)], 2), commitIndex: 2 }),
      effects: answers,
    },
    {
      name: "it takes the place of a log that has another entry there",
      before: following({ log: log([command(1), command(1), command(1)]) }),
      event: receive(2, install),
      after: following({ log: log([command(1), command(2)], 2), commitIndex: 2 }),
      effects: answers,
    },
    {
      name: "figure 13: what follows on its last entry is kept",
      before: following({ log: whole, commitIndex: 1 }),
      event: receive(2, install),
      after: following({ log: compacted, commitIndex: 2 }),
      effects: answers,
    },
    {
      name: "it takes back nothing that is committed",
      before: following({ log: whole, commitIndex: 3 }),
      event: receive(2, install),
      after: following({ log: whole, commitIndex: 3 }),
      effects: answers,
    },
    {
      name: "a stale leader's is refused with the later term",
      before: follower(4),
      event: receive(2, install),
      after: follower(4),
      effects: [send(2, installed(4, 0))],
    },
    {
      name: "the leader goes on behind the snapshot that was taken",
      before: leader(3, { log: compacted, commitIndex: 2, nextIndex: { 2: 1, 3: 1 } }),
      event: receive(2, installed(3, 2)),
      after: leader(3, { log: compacted, commitIndex: 2, nextIndex: { 2: 3, 3: 1 }, matchIndex: { 2: 2, 3: 0 } }),
    },
  ])("$name", check);

  test("a process that returns knows what its snapshot includes to be committed, and nothing more", () => {
    const durable = { term: 3, votedFor: null, log: compacted };
    expect(raftLog.init(cluster(), durable)).toEqual(follower(3, { log: compacted, commitIndex: 2 }));
  });
});
