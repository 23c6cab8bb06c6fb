/** Bugs of Raft: a vote that is cleared although the term is the same. */
import { calmScenario } from "../../../model/scenario.ts";
import type { Exhibit } from "../exhibit.ts";
import { raftPlace as place } from "./places.ts";

/** A follower, candidate or leader that goes on as a follower in the same term, and forgets for whom it has voted there. */
export const forgottenVotes: readonly Exhibit[] = [
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
