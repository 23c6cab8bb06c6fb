/** Bugs of systems that elect by rank, by a token or in a ring. */
import { calmScenario } from "../../../model/scenario.ts";
import type { Exhibit } from "../exhibit.ts";
import { bullyPlace, changRobertsPlace, tokenRingPlace } from "./places.ts";

/** The bugs of Bully, the token ring, and Chang and Roberts' algorithm. */
export const otherExhibits: readonly Exhibit[] = [
  {
    name: "leader-that-resumes",
    title: "A process that returns goes on where it stopped",
    story: [
      "What a process was when it crashed is on its disk, and it takes this up again: a former leader leads, without asking who leads now. Others outrank it, or were elected while it was away.",
      "Who leads is no fact to be remembered. It is found out anew, which is why Bully holds an election at every start.",
    ],
    seen: [
      {
        system: "repmgr",
        reference: "EnterpriseDB/repmgr#212",
        told: "a former master that works again is a master beside the new one: a split brain that is left to scripts",
      },
      {
        system: "OpenRaft",
        reference: "databendlabs/openraft#1467",
        told: "a leader that restarts shows itself as the leader for a while, though another was elected",
      },
    ],
    place: bullyPlace,
    bug: [
      [
        'import type { Bully, BullyState } from "../../spec/bully/vocabulary.ts";',
        'import type { Bully as Forgetful, BullyState } from "../../spec/bully/vocabulary.ts";',
      ],
      [
        "/** The Bully algorithm as a pure reducer. */",
        `type Bully = Omit<Forgetful, "Durable"> & { readonly Durable: BullyState };

/** The Bully algorithm as a pure reducer. */`,
      ],
      ['init: () => ({ role: "candidate" }),', 'init: (_cluster, durable) => durable ?? { role: "candidate" },'],
      ["durable: () => null,", "durable: (state) => state,"],
      [
        '.with([P._, { type: "start" }], () => holdElection(cluster))',
        `.with([{ role: "leader" }, { type: "start" }], () => lead(cluster, state))
      .with([{ role: "follower" }, { type: "start" }], () => [state, setTimer("silence")])
      .with([P._, { type: "start" }], () => holdElection(cluster))`,
      ],
    ],
    scenario: { ...calmScenario, crashes: 2, restarts: 1 },
    claim: "nobody returns as the leader",
  },
  {
    name: "generation-of-two-makers",
    title: "Two processes give the same generation",
    story: [
      "A generation tells an old token from a new one only if nobody else gives the same. Whoever replaces a token here takes the next number, and two that do so at once take the same one.",
      "The kit's numbers belong to their makers, as ballots do in Paxos: each process has every n-th.",
    ],
    seen: [
      {
        system: "comdb2",
        reference: "bloomberg/comdb2#898",
        told: "two nodes could claim to be the master of a single generation",
      },
      {
        system: "Redis Cluster",
        reference: "redis/redis#1799",
        told: "two masters for the same keys, which the reporter puts down to the epochs of their configurations",
      },
    ],
    place: tokenRingPlace,
    bug: [
      [
        "  const owner = processes.at((generation - 1) % processes.length)!;\n  return generation + distance(processes, owner, self);\n",
        "  return generation + 1;\n",
      ],
      ["function next({ processes, self, parameters }: Ring,", "function next({ parameters }: Ring,"],
    ],
    scenario: {
      ...calmScenario,
      timing: "asynchronous",
      network: "unordered",
      bounds: { generation: 3, inflight: 3 },
    },
    claim: "one leader per epoch",
  },
  {
    name: "old-token-taken",
    title: "A token that was replaced is taken all the same",
    story: [
      "A token was thought lost, and another one was made. When the first one arrives after all, its receiver must see that it is outdated. Here nobody compares: whoever has a token in the hand leads, and whoever shows itself is followed, so that there are two leaders that nothing tells apart.",
    ],
    seen: [
      {
        system: "repmgr",
        reference: "EnterpriseDB/repmgr#42",
        told: "a master whose network comes back is a second master: nothing marks it as the older one",
      },
    ],
    place: tokenRingPlace,
    bug: [
      ["  if (ring.parameters.generations && generation <= state.generation) return [state];\n", ""],
      ["  if (generation < state.generation) return [state];\n", ""],
    ],
    scenario: { ...calmScenario, nodes: 4, crashes: 1, losses: 1, bounds: { generation: 8 } },
    claim: "at most one leads",
  },
  {
    name: "lower-id-passed-on",
    title: "A candidate passes on ids that are lower than its own",
    story: [
      "In Chang and Roberts' algorithm a candidate swallows every lower id, which is why only the highest comes home. Here it passes on whatever it receives. Where a message overtakes another, a low id comes home before its process has seen a higher one, and the wrong one is elected.",
    ],
    seen: [
      {
        system: "Literature",
        reference: "Chang and Roberts, CACM 22(5), 1979",
        told: "a message with a lower number than its receiver's own goes no farther",
      },
    ],
    place: changRobertsPlace,
    bug: [
      [
        ".with([racing, id(P.number.lt(cluster.self))], () => [state])",
        ".with([racing, id(P.number.lt(cluster.self))], ([, { message }]) => [state, send(next(cluster), message)])",
      ],
    ],
    scenario: { ...calmScenario, network: "unordered" },
    claim: "the highest is elected",
  },
];
