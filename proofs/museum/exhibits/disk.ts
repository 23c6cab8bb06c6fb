/** Bugs of Raft: what is not on the disk when it must be. */
import { calmScenario } from "../../../model/scenario.ts";
import type { Exhibit } from "../exhibit.ts";
import { raftPlace as place } from "./places.ts";

/** What a crash takes along that it must not. */
export const forgottenOnDisk: readonly Exhibit[] = [
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
    name: "own-vote-not-kept",
    title: "A candidate counts its own vote, and does not keep it",
    story: [
      "A candidate votes for itself: it begins its tally with one vote. That this vote is given in the term must be written down like any other. Here it is not, and once the candidate is a follower again it has a vote to give.",
    ],
    seen: [
      {
        system: "NebulaGraph",
        reference: "vesoft-inc/nebula#3415",
        told: "a node that stood for election did not save that it had voted for itself, so that another could be elected with its vote in the same term",
      },
    ],
    place,
    bug: [
      [
        'role: "candidate", term: term + 1, votedFor: self, votes: [], log };',
        'role: "candidate", term: term + 1, votedFor: null, votes: [], log };',
      ],
    ],
    scenario: {
      ...calmScenario,
      timing: "asynchronous",
      network: "set",
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
        told: "whoever stores a term must clear the vote in the same write, which nothing said until this change; made for DAOS",
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
        "  return [next, ...deposed, ...effects];\n",
        `  if (state.votedFor !== null) {
    const onDisk: Partial<RaftDurable> = { votedFor: state.votedFor };
    return [{ ...follower, onDisk } as RaftFollower, ...deposed];
  }
  return [next, ...deposed, ...effects];
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
