/** Bugs of Raft: votes and messages that are counted, answered or refused wrongly. */
import { calmScenario } from "../../../model/scenario.ts";
import type { Exhibit } from "../exhibit.ts";
import { raftPlace as place } from "./places.ts";

/** Votes that are given, taken or counted wrongly. */
export const wrongVotes: readonly Exhibit[] = [
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
