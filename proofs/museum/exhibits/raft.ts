/** Bugs of systems that elect by Raft. */
import { calmScenario } from "../../../model/scenario.ts";
import type { Exhibit, Place } from "../exhibit.ts";

const place: Place = { algorithm: "raft", file: "impl/raft/raft.ts", protocol: "raft" };

/** A follower, candidate or leader that goes on as a follower in the same term, and forgets for whom it has voted there. */
const forgottenVotes: readonly Exhibit[] = [
  {
    name: "forgetful-follower",
    title: "A follower that learns who leads forgets its vote",
    story: [
      "A vote belongs to its term. Here it is taken for a part of not knowing the leader: a follower that hears from one clears its vote, which then is free for a second candidate of the same term.",
      "The voter that two majorities share, and that was to keep them apart, elects both.",
    ],
    seen: [
      {
        system: "Camunda Zeebe",
        reference: "camunda/camunda#5356",
        told: "a follower voted for one candidate, reset its vote when it set that one as the leader, and voted for another in the same term; mended by #5368",
      },
      {
        system: "CCF",
        reference: "microsoft/CCF#8094",
        told: "an AppendEntries of the same term erased the vote, and two leaders of one term followed where pre-vote had left an election late",
      },
    ],
    place,
    bug: [
      [
        'isKnown ? state : { role: "follower", term, votedFor, leader, log },',
        'isKnown ? state : { role: "follower", term, votedFor: state.role === "follower" ? null : votedFor, leader, log },',
      ],
    ],
    scenario: { ...calmScenario, bounds: { term: 1 } },
    claim: "one leader per epoch",
  },
  {
    name: "forgetful-candidate",
    title: "A candidate that steps down forgets that it voted for itself",
    story: [
      "A candidate that hears from the leader of its term becomes a follower, and is built anew as one, with no vote. It can now vote for another candidate of the same term.",
      "Alone this does not make two leaders: whoever stepped down never voted for the one who leads, so that the leader's majority is not among those who forget. It takes away half of the argument all the same, and with one more weakness there are two.",
    ],
    seen: [
      {
        system: "akka-raft",
        reference: "ktoso/akka-raft#56",
        told: "a candidate that steps down to follower forgets for whom it voted in that term",
      },
      {
        system: "CCF",
        reference: "microsoft/CCF#5891",
        told: "found by reading the code, and taken to be harmless: two years later #8094 had two leaders",
      },
    ],
    place,
    bug: [
      [
        'isKnown ? state : { role: "follower", term, votedFor, leader, log },',
        'isKnown ? state : { role: "follower", term, votedFor: state.role === "candidate" ? null : votedFor, leader, log },',
      ],
    ],
    scenario: {
      ...calmScenario,
      nodes: 5,
      timing: "asynchronous",
      network: "set",
      bounds: { term: 1, inflight: 8 },
    },
    symmetry: true,
    claim: "one vote per term",
  },
  {
    name: "forgetful-leader",
    title: "A leader that gives up forgets that it voted for itself",
    story: [
      "A leader that no longer hears from a majority gives up within its term. The step is shared with the one into a later term, and clears the vote as that one does: the leader of a term elects its rival in the same term.",
      "The kit's own leader gives up only when it sees a later term, so that it is first taught to give up, at any heartbeat, and to keep its vote.",
    ],
    seen: [
      {
        system: "Hazelcast",
        reference: "hazelcast/hazelcast#16643",
        told: "a leader that stops hearing from the majority becomes a follower of the same term and deletes its vote",
      },
      {
        system: "NATS",
        reference: "nats-io/nats-server#7698",
        told: "the vote was reset on a step-down and on a transfer of leadership; two leaders of one term were seen in simulation",
      },
      {
        system: "Redpanda",
        reference: "redpanda-data/redpanda#19",
        told: "stepping down erased the vote, although the term had not changed",
      },
    ],
    place,
    ground: [
      [
        '.with([{ role: "leader" }, timeout("heartbeat")], () => [state, ...heartbeat(cluster, state)])',
        '.with([{ role: "leader" }, timeout("heartbeat")], () => giveUp(state))',
      ],
      [
        "/** Section 5.2: who hears from",
        `/** A leader that hears from too few gives up, and is a follower in the same term. */
function giveUp({ term, votedFor, log }: RaftState): Step<Raft> {
  return [{ role: "follower", term, votedFor, leader: null, log }, setTimer("election")];
}

/** Section 5.2: who hears from`,
      ],
    ],
    bug: [
      [
        'return [{ role: "follower", term, votedFor, leader: null, log }, setTimer("election")];',
        'return [{ role: "follower", term, votedFor: null, leader: null, log }, setTimer("election")];',
      ],
      [
        "function giveUp({ term, votedFor, log }: RaftState): Step<Raft> {",
        "function giveUp({ term, log }: RaftState): Step<Raft> {",
      ],
    ],
    scenario: { ...calmScenario, timing: "asynchronous", network: "set", bounds: { term: 1 } },
    claim: "one leader per epoch",
  },
];

/** What a crash takes along that it must not. */
const forgottenOnDisk: readonly Exhibit[] = [
  {
    name: "vote-not-durable",
    title: "The vote is not written to the disk",
    story: [
      "The term survives a crash, the vote does not. A voter that crashes and returns within the same election votes a second time, and one crash makes two leaders.",
    ],
    seen: [
      {
        system: "PySyncObj",
        reference: "bakwc/PySyncObj#84",
        told: "the vote is not stored before it is granted, so that a restart within an election can give it again",
      },
      { system: "Barge", reference: "mgodave/barge#5", told: "neither the term nor the vote is persisted" },
    ],
    place,
    bug: [
      [
        "durable: ({ term, votedFor, log }) => ({ term, votedFor, log }),",
        "durable: ({ term, log }) => ({ term, votedFor: null, log }),",
      ],
    ],
    scenario: {
      ...calmScenario,
      timing: "asynchronous",
      crashes: 1,
      restarts: 1,
      bounds: { term: 1, inflight: 4 },
    },
    claim: "one leader per epoch",
  },
  {
    name: "term-not-durable",
    title: "The term begins at zero after every restart",
    story: [
      "Only the log is on the disk. A process that returns begins at term 0, and so lives through terms a second time that it has voted in.",
      "Where a whole cluster restarts its logs are ahead of its terms, and entries that were committed after the restart lose against older ones.",
    ],
    seen: [
      {
        system: "PySyncObj",
        reference: "bakwc/PySyncObj#202",
        told: "term and vote were reset on every start, and a restart of all members overwrote what was committed",
      },
      {
        system: "raft-java",
        reference: "wenweihu86/raft-java#57",
        told: "a term that is begun by standing for election is not persisted",
      },
    ],
    place,
    bug: [
      [
        'if (durable !== undefined) return { role: "follower", leader: null, ...durable };',
        'if (durable !== undefined) return { role: "follower", leader: null, ...durable, term: 0, votedFor: null };',
      ],
    ],
    scenario: {
      ...calmScenario,
      nodes: 2,
      timing: "asynchronous",
      crashes: 1,
      restarts: 1,
      bounds: { term: 2, inflight: 2 },
    },
    claim: "epochs never go back",
  },
  {
    name: "vote-cleared-before-term",
    title: "Term and vote are written one after the other, the vote first",
    story: [
      "Who enters a later term has two things to write: the term, and that no vote was given in it. Where these are two writes, a crash can come between them. If the vote is cleared first, what the disk then holds is the old term and no vote: a second vote in the old term.",
      "In one write nothing can come between. In two the term must be the first: a later term with an old vote only refuses what it could have granted.",
      "The kit's reducer writes both at once, so that it is first taught to write twice, in the right order: a process is between its writes until the next thing happens to it, and the message that brought the later term is lost on it.",
    ],
    seen: [
      {
        system: "willemt/raft",
        reference: "willemt/raft#47",
        told: "hosts were to store the term and to clear the vote by two separate callbacks; found while building DAOS on it, and made one",
      },
    ],
    place,
    ground: [
      [
        "durable: ({ term, votedFor, log }) => ({ term, votedFor, log }),",
        "durable: ({ term, votedFor, log, ...rest }) => ({ term, votedFor, log, ...betweenWrites(rest) }),",
      ],
      [
        "function step(cluster: Cluster<Raft>, state: RaftState, event: Event<Raft>): Step<Raft> {",
        `/** What the disk still holds of an earlier moment, while one of two writes is done. */
function betweenWrites(state: object): Partial<RaftDurable> {
  return "onDisk" in state ? (state.onDisk as Partial<RaftDurable>) : {};
}

/** The second write is done before anything else happens. */
function secondWrite(state: RaftState): RaftState {
  if (!("onDisk" in state)) return state;
  const { onDisk: _, ...written } = state;
  return written;
}

function step(cluster: Cluster<Raft>, before: RaftState, event: Event<Raft>): Step<Raft> {
  const state = secondWrite(before);`,
      ],
      [
        "  const [next, ...effects] = step(cluster, follower, received);\n",
        `  if (state.votedFor !== null) {
    const onDisk: Partial<RaftDurable> = { votedFor: state.votedFor };
    return [{ ...follower, onDisk } as RaftFollower];
  }
  const [next, ...effects] = step(cluster, follower, received);
`,
      ],
      ["  type RaftCandidate,\n", "  type RaftCandidate,\n  type RaftDurable,\n"],
    ],
    bug: [
      [
        "const onDisk: Partial<RaftDurable> = { votedFor: state.votedFor };",
        "const onDisk: Partial<RaftDurable> = { term: state.term };",
      ],
    ],
    scenario: {
      ...calmScenario,
      timing: "asynchronous",
      crashes: 1,
      restarts: 1,
      bounds: { term: 2, inflight: 4 },
    },
    claim: "one vote per term",
  },
];

/** Votes that are given, taken or counted wrongly. */
const wrongVotes: readonly Exhibit[] = [
  {
    name: "votes-not-voters",
    title: "Votes are counted, not voters",
    story: [
      "A candidate keeps a number, and adds one to it for every vote that arrives. A vote that arrives twice counts twice, and a candidate leads for whom no majority has voted.",
    ],
    seen: [
      {
        system: "xraft",
        reference: "xnnyygn/xraft#27",
        told: "the result does not say whose vote it is, and one that is duplicated is counted twice",
      },
      {
        system: "akka-raft",
        reference: "ktoso/akka-raft#45",
        told: "a candidate does not tell two votes of the same follower apart",
      },
      {
        system: "liferaft",
        reference: "markwylde/liferaft, index.js, case 'voted'",
        told: "a granted vote adds one to a counter, from whomever it comes",
      },
    ],
    place,
    bug: [
      ["if (candidate.votes.includes(voter)) return [candidate];\n  ", ""],
      [
        'if (tally(cluster.processes, votes) !== "won") return',
        "if (votes.length < majority(cluster.processes.length)) return",
      ],
      ["import { tally } from", "import { majority } from"],
    ],
    scenario: {
      ...calmScenario,
      nodes: 4,
      timing: "asynchronous",
      network: "set",
      duplicates: 1,
      bounds: { term: 1, inflight: 5 },
    },
    symmetry: true,
    claim: "leaders were elected",
  },
  {
    name: "stale-vote",
    title: "A vote of an earlier term is counted in this one",
    story: [
      "A candidate stood in a term, was voted for, and stood again before the vote arrived. It counts the late vote in its new term, in which the voter may by now have voted for somebody else.",
    ],
    seen: [
      {
        system: "little-raft",
        reference: "andreev-io/little-raft#44",
        told: "a vote with a lower term is not ignored, which can lead to two leaders of one term; mended by #45",
      },
      {
        system: "akka-raft",
        reference: "ktoso/akka-raft#46",
        told: "a candidate does not look at the term of a vote, and can be elected by delayed ones",
      },
    ],
    place,
    bug: [
      [
        'const earlierTerm = { type: "receive", message: { term: P.number.lt(state.term) } } as const;',
        'const earlierTerm = { type: "receive", message: { type: P.not("RequestVoteResponse"), term: P.number.lt(state.term) } } as const;',
      ],
    ],
    scenario: { ...calmScenario, timing: "asynchronous", bounds: { term: 2, inflight: 4 } },
    claim: "leaders were elected",
  },
  {
    name: "stale-leader",
    title: "A heartbeat of an earlier term is answered as if it were of this one",
    story: [
      "A leader that was deposed goes on sending heartbeats until it hears of the later term. A process in the later term that takes them for current follows a leader that its term never had.",
    ],
    seen: [
      {
        system: "NebulaGraph",
        reference: "vesoft-inc/nebula#685",
        told: "elections compared the term that was proposed last, replication another, older one: a candidate of a later term followed the leader of an earlier one",
      },
    ],
    place,
    bug: [
      [
        'const earlierTerm = { type: "receive", message: { term: P.number.lt(state.term) } } as const;',
        'const earlierTerm = { type: "receive", message: { type: P.not("AppendEntries"), term: P.number.lt(state.term) } } as const;',
      ],
    ],
    scenario: { ...calmScenario, timing: "asynchronous", bounds: { term: 2, inflight: 4 } },
    claim: "followers agree",
  },
  {
    name: "shorter-log-elected",
    title: "A candidate is refused only where both its last term and its last index are behind",
    story: [
      "The election restriction compares the terms of the last entries, and the lengths of the logs where these are equal. Here a voter refuses only a candidate that is behind in both: one with the same last term and a shorter log is elected, and entries that a majority had are lost.",
    ],
    seen: [
      {
        system: "liferaft",
        reference: "markwylde/liferaft#8",
        told: "a voter said no only where term and index were both greater, which lost data where the terms were equal; mended by #10",
      },
    ],
    place,
    bug: [
      [
        "if (!isFree || !isUpToDate(log, voter.log)) return reject(voter, received);",
        "if (!isFree || (voter.log.term > log.term && voter.log.index > log.index)) return reject(voter, received);",
      ],
      ["  isUpToDate,\n", ""],
    ],
    scenario: { ...calmScenario, bounds: { term: 1 } },
    parameters: { log: { 2: { term: 0, index: 1 }, 3: { term: 0, index: 1 } } },
    claim: "leaders are up to date",
  },
  {
    name: "longer-log-elected",
    title: "Logs are compared by their length alone",
    story: [
      "The longer log is taken for the newer one. A process that wrote many entries in an early term beats one that has fewer of a later term, which a majority may have agreed on.",
    ],
    seen: [
      {
        system: "noraft",
        reference: "sile/noraft#22",
        told: "a voter compared only the index, so that a longer log of an earlier term won",
      },
    ],
    place,
    bug: [
      [
        "if (!isFree || !isUpToDate(log, voter.log)) return reject(voter, received);",
        "if (!isFree || log.index < voter.log.index) return reject(voter, received);",
      ],
      ["  isUpToDate,\n", ""],
    ],
    scenario: { ...calmScenario, bounds: { term: 2 } },
    parameters: {
      log: { 1: { term: 0, index: 2 }, 2: { term: 1, index: 1 }, 3: { term: 1, index: 1 } },
    },
    claim: "leaders are up to date",
  },
];

/** The bugs of Raft. */
export const raftExhibits: readonly Exhibit[] = [...forgottenVotes, ...forgottenOnDisk, ...wrongVotes];
