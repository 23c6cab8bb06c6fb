/** Bugs of Raft's options: leases that are not kept to, and leadership that goes to who must not lead. */
import { plainParameters } from "../../../impl/raft-production/cluster.ts";
import { calmScenario } from "../../../model/scenario.ts";
import type { ProductionParameters } from "../../../spec/raft-production/vocabulary.ts";
import type { Exhibit } from "../exhibit.ts";
import { raftProductionPlace as place } from "./places.ts";

/** Two that may lead and a witness, under a lease. */
const leasing: ProductionParameters = {
  ...plainParameters,
  checkQuorum: true,
  leaderLease: true,
  priority: { 1: 2, 2: 1 },
  witnesses: [3],
};

/** The bugs of Raft's options. */
export const raftOptions: readonly Exhibit[] = [
  {
    name: "lease-forgotten-by-a-voter",
    title: "A voter that restarts forgets that it heard from a leader",
    story: [
      "Who answers a heartbeat is bound to vote for nobody else for a while, and the leader's lease rests on that. A voter that crashes and comes back has forgotten it: what was promised is on no disk. It votes for the next that asks, and two hold a lease at once.",
      "The kit's voters keep silent for that while whenever they boot with leases on.",
    ],
    seen: [
      {
        system: "TiKV",
        reference: "tikv/tikv#15035",
        told: "one process is isolated and another restarts, and a leader is elected before the lease of the old one has run out",
      },
      {
        system: "etcd",
        reference: "etcd-io/etcd#5451",
        told: "the review of leases has it that who restarts cannot vote for some seconds",
      },
    ],
    place,
    bug: [["heard: parameters.leaderLease && isVoter(cluster, self), ...kept", "heard: false, ...kept"]],
    scenario: { ...calmScenario, partitions: 1, crashes: 1, restarts: 1, bounds: { term: 2, inflight: 2 } },
    parameters: leasing,
    claim: "a lease read is never stale",
  },
  {
    name: "lease-kept-in-a-transfer",
    title: "A leader keeps its lease while it hands over",
    story: [
      "Voters stay with a leader that they hear, so that it may answer reads by itself; but a process that the leader told to stand may have their votes at once. A leader that goes on answering reads after it said so does not see what its successor writes.",
      "The kit's leader gives its lease up for the rest of its term before it tells another process to stand: the word may also arrive when the leader has long gone back to work.",
    ],
    seen: [
      {
        system: "TiKV",
        reference: "tikv/tikv#1593",
        told: "a transfer of leadership makes a follower stand before its time, which the lease does not allow for",
      },
      {
        system: "raft-rs",
        reference: "tikv/raft-rs#234",
        told: "to forget an aborted transfer is not enough, since the message that lets the other stand may still be on its way",
      },
    ],
    place,
    bug: [
      ['lease: parameters.leaderLease ? "given up" : leader.lease', "lease: leader.lease"],
      ['    ...(leader.lease === "held" ? [cancelTimer("lease")] : []),\n', ""],
      ["import { cancelTimer, send, setTimer } from", "import { send, setTimer } from"],
    ],
    scenario: { ...calmScenario, requests: 1, bounds: { term: 2, inflight: 4 } },
    parameters: { ...leasing, transfer: true },
    claim: "a lease read is never stale",
  },
  {
    name: "learner-told-to-lead",
    title: "Leadership is handed to a learner",
    story: [
      "An operator names a process that has no vote, the leader does not look, and the learner does as it is told: it stands, and others vote for it. Elsewhere both only looked whether they themselves were learners, or not at all.",
      "The kit's leader does not hand over to who must not lead, and who must not lead does not stand.",
    ],
    seen: [
      {
        system: "NuRaft",
        reference: "eBay/NuRaft#553",
        told: "a learner can be made the leader on request",
      },
      {
        system: "raft-rs",
        reference: "tikv/raft-rs#164",
        told: "in a transfer the leader looks whether it is a learner itself, not whether the other is one",
      },
    ],
    place,
    bug: [
      ["to !== self && mayLead(cluster, to) && leader", "to !== self && leader"],
      [
        '.with([notLeading, receive("TimeoutNow")], isEligible, () =>',
        '.with([notLeading, receive("TimeoutNow")], () =>',
      ],
    ],
    scenario: { ...calmScenario, requests: 1, bounds: { term: 2, inflight: 4 } },
    parameters: { ...plainParameters, transfer: true, priority: { 1: 1 }, learners: [3] },
    claim: "a learner votes or leads, or a witness leads",
  },
];
