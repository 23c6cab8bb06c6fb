import { raftProductionNonClaims } from "./raft-production-non-claims.ts";
import { ringNonClaims } from "./rings.ts";

/** A claim that is known to fail somewhere, with the story of how: a kit that only shows what works teaches nothing. */
export interface NonClaim {
  /** The entry of the catalogue. */
  readonly entry: string;
  readonly claim: string;
  /** What the trace shows. */
  readonly story: string;
}

/** What is known to fail, each with a shortest trace in `traces/`. */
export const nonClaims: readonly NonClaim[] = [
  {
    entry: "bully, slow network",
    claim: "at most one leads",
    story: "A process that is slow to answer is taken for dead, and two lead.",
  },
  {
    entry: "bully, crash and return",
    claim: "at most one leads",
    story: "A process that returns and outranks the leader takes the lead before the leader knows.",
  },
  {
    entry: "bully, lost message",
    claim: "at most one leads",
    story: "One Election that is lost, and its sender believes that nobody outranks it.",
  },
  {
    entry: "bully, partition",
    claim: "at most one leads",
    story: "Each side of a partition elects its highest.",
  },
  {
    entry: "stoller, partition",
    claim: "at most one leads",
    story: "Each side of a partition holds an election of its own, with a number of its own.",
  },
  {
    entry: "stoller, lost write",
    claim: "followers follow winners",
    story:
      "The disk of a winner has forgotten its election, and somebody follows it there: the number may be given again.",
  },
  {
    entry: "invitation, calm",
    claim: "at most one leads",
    story: "In the beginning everybody is a group by itself, and coordinates it.",
  },
  {
    entry: "invitation, lost write",
    claim: "members are known",
    story: "A number of a group that the disk has forgotten is given again, to a group with other members.",
  },
  {
    entry: "raft, amnesia",
    claim: "one leader per epoch",
    story: "A voter that forgot its vote gives it again, and a term has two leaders.",
  },
  {
    entry: "raft, partition",
    claim: "at most one leads",
    story: "A leader that is cut off does not know that it is deposed.",
  },
  {
    entry: "raft, slow network",
    claim: "at most one leads",
    story: "A leader whose heartbeats are slow is deposed, and does not know it yet.",
  },
  {
    entry: "raft, timers that run out at any moment",
    claim: "one leads again and again",
    story: "Candidates stand anew before their votes arrive, and nobody is ever elected.",
  },
  {
    entry: "raft-log, a log forgotten",
    claim: "leaders have what is committed",
    story: "A process forgets what it has acknowledged, and elects a leader that never had it.",
  },
  {
    entry: "raft-log, a log forgotten",
    claim: "state machines agree",
    story: "What was committed is committed once more, as something else: a log on a disk that forgets is no log.",
  },
  {
    entry: "lease, a long pause",
    claim: "at most one leads",
    story: "A holder that stands still while its lease runs out still believes that it leads when it goes on.",
  },
  {
    entry: "lease, amnesia",
    claim: "one leader per epoch",
    story: "A grantor that forgot what it granted grants the same epoch to another.",
  },
  {
    entry: "token-ring (skip, regenerate), crash and return",
    claim: "at most one leads",
    story: "Without generations, a process that returns regenerates a token beside the one that is there.",
  },
  {
    entry: "token-ring without generations, a crash and a loss",
    claim: "at most one leads",
    story: "Without generations, a crash and a lost message leave two tokens that nothing tells apart.",
  },
  {
    entry: "token-ring without generations, two losses",
    claim: "at most one leads",
    story: "Two lost messages, and a token that was thought lost was not.",
  },
  {
    entry: "token-ring, amnesia meets amnesia",
    claim: "one leader per epoch",
    story: "A generation that everybody has forgotten is given once more.",
  },
  {
    entry: "token-ring, partition",
    claim: "at most one leads",
    story: "Even with generations a leader that is cut off leads on, in an old generation.",
  },
  {
    entry: "synod, amnesia in a slow network",
    claim: "agreement",
    story: "An acceptor that forgets its promise and its vote gives them anew, and two values are chosen.",
  },
  {
    entry: "synod, quorums that do not meet",
    claim: "agreement",
    story: "Two quorums without a process in common choose a value each.",
  },
  {
    entry: "paxos, crash and return",
    claim: "at most one leads",
    story: "A leader that returns finds on its disk that it leads, and does not know that it was succeeded.",
  },
  {
    entry: "paxos, partition",
    claim: "at most one leads",
    story: "A leader that is cut off does not know that it is succeeded.",
  },
  ...raftProductionNonClaims,
  ...ringNonClaims,
];
