/** Bugs of Paxos: acceptors that do not keep their word, and proposers that do not listen. */
import { calmScenario, type Scenario } from "../../../model/scenario.ts";
import type { Exhibit } from "../exhibit.ts";
import { synodPlace as place } from "./places.ts";

const slow: Scenario = { ...calmScenario, network: "set", timing: "asynchronous", bounds: { ballot: 2, inflight: 4 } };

/** What two values in one synod come of. */
export const paxosExhibits: readonly Exhibit[] = [
  {
    name: "promise-not-durable",
    title: "An acceptor forgets its promise in a crash",
    story: [
      "What an acceptor has accepted is on its disk, what it has promised is not. It promises a higher ballot, crashes, and when it is back it accepts a lower one, of which the proposer of the higher does not hear any more.",
    ],
    seen: [
      {
        system: "Paxos Made Simple",
        reference: "Lamport 2001, sections 2.2 and 2.5",
        told: "an acceptor must remember the highest prepare request that it has answered, even if it fails and restarts, and records its answer before it sends it",
      },
    ],
    place,
    bug: [["{ promised: state.promised, accepted: state.accepted }", "{ promised: 0, accepted: state.accepted }"]],
    scenario: { ...slow, crashes: 1, restarts: 1 },
    claim: "agreement",
  },
  {
    name: "ballot-used-twice",
    title: "A proposer that returns begins with the same ballot again",
    story: [
      "An acceptor writes down what it answers, a proposer nothing of what it does on its own account: neither that it has begun a ballot nor that it has proposed something in it. When it is back it takes the same number, and may now have to propose something else. A ballot has two values, and a vote for one of them counts for the other.",
    ],
    seen: [
      {
        system: "PhxPaxos",
        reference: "Tencent/phxpaxos#145",
        told: "a reader fears that a proposer which keeps nothing takes the same number after a restart, and that old promises then count; there it begins above what its own acceptor has promised, as it does here",
      },
      {
        system: "The Part-Time Parliament",
        reference: "Lamport 1998, section 2.3, step 1",
        told: "which ballots a priest has begun is in the back of its ledger, so that it begins none twice",
      },
    ],
    place,
    bug: [
      [
        "{ promised: state.promised, accepted: state.accepted }",
        '{ promised: state.role === "acceptor" ? state.promised : 0, accepted: state.role === "acceptor" ? state.accepted : null }',
      ],
    ],
    scenario: { ...slow, crashes: 1, restarts: 1 },
    claim: "one value per ballot",
  },
  {
    name: "own-value-proposed",
    title: "A proposer proposes itself whatever was accepted before",
    story: [
      "Acceptors tell what they have accepted, and the proposer does not listen. Where a value is chosen already another one is chosen after it.",
    ],
    seen: [
      {
        system: "Paxos Made Simple",
        reference: "Lamport 2001, section 2.2, P2c",
        told: "the value must be that of the proposal with the highest number among the answers; a proposer may choose one only where nothing was accepted",
      },
    ],
    place,
    bug: [["value: highest?.value ?? self", "value: self"]],
    scenario: slow,
    claim: "agreement",
  },
  {
    name: "promise-not-compared",
    title: "An acceptor accepts without looking at what it has promised",
    story: [
      "A promise is given, and each accept request is granted all the same. A proposer that was outdone long ago still gets its votes, next to the one that outdid it and could not know of them.",
    ],
    seen: [
      {
        system: "Paxos Made Simple",
        reference: "Lamport 2001, section 2.2, P1a",
        told: "an acceptor can accept a proposal only if it has not answered a prepare request with a higher number",
      },
    ],
    place,
    bug: [["  if (ballot < acceptor.promised) return [acceptor];\n  const isKnown", "  const isKnown"]],
    scenario: slow,
    claim: "agreement",
  },
  {
    name: "stale-promise",
    title: "A promise of an earlier ballot is counted in this one",
    story: [
      "A proposer was outdone, has begun a higher ballot, and a promise for its old one arrives late. It counts it: its sender has promised nothing for the new ballot, and may have accepted something in the meantime of which the late message knows nothing.",
    ],
    seen: [
      {
        system: "MyPaxos",
        reference: "luohaha/MyPaxos#18",
        told: "answers to an earlier prepare are counted toward the quorum of a later one, and two values are decided for one instance",
      },
    ],
    place,
    bug: [
      [
        "message.ballot === proposer.promised ? countPromise(cluster, proposer, from, message.accepted) : [state]",
        "countPromise(cluster, proposer, from, message.accepted)",
      ],
    ],
    scenario: { ...slow, bounds: { ballot: 4, inflight: 5 } },
    claim: "agreement",
  },
];
