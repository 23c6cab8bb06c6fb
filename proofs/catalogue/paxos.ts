/** What is known of Paxos beside its rows of the matrix: other quorums, and what happens where its premises are not met. */
import { paxosModel } from "../../impl/paxos/model.ts";
import { synod } from "../../impl/paxos/synod.ts";
import { synodModel } from "../../impl/synod/model.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import type { Synod, SynodParameters } from "../../spec/paxos/synod.ts";
import { majorities, type QuorumSystem, quorumsOfSizes } from "../../spec/quorum-system.ts";
import { anyModel } from "../registry.ts";
import type { Entry } from "./entry.ts";

/** A grid of two rows and two columns: the rows ask, the columns accept, and every row meets every column. */
const grid: QuorumSystem = {
  phase1: [
    [1, 2],
    [3, 4],
  ],
  phase2: [
    [1, 3],
    [2, 4],
  ],
};

/** One process alone is enough, and so are the other two. */
const disjoint: QuorumSystem = { phase1: [[1], [2, 3]], phase2: [[1], [2, 3]] };

/** The synod with any quorums, past the check that refuses those which do not meet. */
const synodUnchecked: Model<Synod> = {
  protocol: {
    ...synod,
    name: "synod with unchecked quorums",
    init: ({ self, processes, parameters }, durable) =>
      synod.init({ self, processes, parameters: { ...parameters, quorums: majorities } }, durable),
  },
  claims: synodModel.claims.map((claim) => ({ ...claim, under: claim.kind === "sometimes" ? claim.under : [] })),
  bounds: synodModel.bounds!,
};

/** Entries beside the matrix. */
export const paxosEntries: readonly Entry[] = [
  ofSynod(synodModel, majorities, {
    id: "synod, amnesia in a slow network",
    title: "The synod in a slow network, where a process forgets everything",
    scenario: { network: "set", timing: "asynchronous", crashes: 1, amnesia: 1, bounds: { ballot: 2, inflight: 4 } },
    why: "what the premise is good for: an acceptor that forgets its promise and its vote gives them anew",
  }),
  ofSynod(synodUnchecked, disjoint, {
    id: "synod, quorums that do not meet",
    title: "The synod with quorums that do not meet",
    scenario: { network: "set", timing: "asynchronous", bounds: { ballot: 3 } },
    why: "why such quorums are refused: two values are chosen",
  }),
  ofSynod(synodModel, quorumsOfSizes([1, 2, 3], 3, 1), {
    id: "synod, all promise and one accepts",
    title: "The synod where all must promise and one may accept",
    scenario: { losses: 1, bounds: { ballot: 4 } },
    why: "flexible Paxos: quorums of the second phase need not meet each other",
  }),
  ofSynod(synodModel, grid, {
    id: "synod, a grid of quorums",
    title: "The synod of 4, whose rows promise and columns accept",
    scenario: { nodes: 4, losses: 1, bounds: { ballot: 4 } },
    why: "flexible Paxos: half of the processes are enough in each phase",
  }),
  {
    id: "paxos of 2, slow network",
    algorithm: "paxos",
    title: "Election by Paxos of 2 in a slow network, in two epochs",
    row: null,
    crisis: null,
    scenario: {
      ...calmScenario,
      nodes: 2,
      network: "duplicating",
      timing: "asynchronous",
      bounds: { epoch: 2, ballot: 3 },
    },
    model: anyModel(paxosModel),
    why: "the matrix has one epoch only where messages take any time",
  },
];

function ofSynod(
  model: Model<Synod>,
  quorums: QuorumSystem,
  { scenario, ...rest }: Pick<Entry, "id" | "title"> & { readonly why: string; readonly scenario: Partial<Scenario> },
): Entry {
  const parameters: SynodParameters = { quorums, backOff: true };
  return {
    ...rest,
    algorithm: "synod",
    row: null,
    crisis: null,
    scenario: { ...calmScenario, ...scenario },
    parameters,
    model: anyModel({ ...model, parameters }),
  };
}
