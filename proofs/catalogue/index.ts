/**
 * The catalogue: every model in every scenario that is looked at, once. The
 * tests hold it to what is pinned, the command line prints it as the crisis
 * matrix, and the documentation takes its evidence from it.
 */
import { changRobertsModel } from "../../impl/chang-roberts/model.ts";
import { tokenRingModelWith } from "../../impl/token-ring/model.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import { crises } from "../../spec/crisis.ts";
import type { Model } from "../../spec/model.ts";
import { scenarioOf } from "../crises.ts";
import raftElection from "../known/raft-election.ts";
import twoPhaseCommit from "../known/two-phase-commit.ts";
import { anyModel, registry } from "../registry.ts";
import type { Entry } from "./entry.ts";
import { leases } from "./lease.ts";
import { paxosEntries } from "./paxos.ts";
import { raftLogEntries } from "./raft-log.ts";
import { raftProductionEntries } from "./raft-production.ts";
import { ringEntries } from "./rings.ts";
import { rows } from "./rows.ts";

export { type Entry, type Evidence, type Pin, pinOf } from "./entry.ts";
export { prove, proving } from "./prove.ts";
export { type Row, rows } from "./rows.ts";

/** The entries of the crisis matrix: every row under every crisis. */
const matrix: readonly Entry[] = rows.flatMap((row) =>
  crises.map((crisis): Entry => {
    const { id, algorithm, title, model, parameters, promise, inAllEpochs } = row;
    const bounds = row.boundsIn?.[crisis.name] ?? row.bounds;
    const relative = inAllEpochs?.[crisis.name];
    return {
      id: `${id}, ${crisis.name}`,
      algorithm,
      title: `${title}: ${crisis.name}`,
      row: id,
      crisis: crisis.name,
      scenario: { ...scenarioOf(crisis), bounds: relative ?? bounds },
      ...(relative === undefined ? {} : { relativeEpochs: true }),
      ...(parameters === undefined ? {} : { parameters }),
      model,
      promise,
    };
  }),
);

/** Chang and Roberts' algorithm without announcement, and with every subset of the processes as its initiators. */
const changRobertsOfEverySubset: Model = anyModel({
  ...changRobertsModel,
  // Where nothing is announced, nobody follows: there is nothing to agree about.
  claims: changRobertsModel.claims.filter(({ name }) => name !== "followers agree"),
  configurations: (size: number) => {
    const all = Array.from({ length: size }, (_, i) => i + 1);
    const subsets = Array.from({ length: 2 ** size }, (_, bits) => all.filter((id) => ((bits >> (id - 1)) & 1) === 1));
    return subsets.flatMap((initiators) => changRobertsModel.configurations!(size, { initiators, announce: false }));
  },
});

/** Answers that other checkers have published for the same models. */
const knownAnswers: readonly Entry[] = [
  known("chang-roberts of every subset", changRobertsOfEverySubset, {
    scenario: { network: "set", start: "staggered" },
    why: "tlaplus/Examples, specifications/chang_roberts: 137 distinct states, 227 generated, depth 10 in levels",
  }),
  known("two-phase commit, 3 resource managers", anyModel(twoPhaseCommit), {
    scenario: { nodes: 4, network: "duplicating", timing: "asynchronous" },
    why: "TLA+'s TwoPhase and stateright's example: 288 states",
  }),
  known("two-phase commit, 5 resource managers", anyModel(twoPhaseCommit), {
    scenario: { nodes: 6, network: "duplicating", timing: "asynchronous" },
    why: "TLA+'s TwoPhase and stateright's example: 8,832 states",
  }),
  known("raft election, 3 processes, term 2", anyModel(raftElection), {
    scenario: { network: "set", timing: "asynchronous", bounds: { term: 2 } },
    why: "agreed by three independent checkers: 2,255,243 states, 16,946,124 transitions, depth 24",
  }),
  known("raft election, 4 processes, term 1", anyModel(raftElection), {
    scenario: { nodes: 4, network: "set", timing: "asynchronous", bounds: { term: 1 } },
    why: "agreed by three independent checkers: 701,064 states, 5,229,760 transitions",
  }),
];

/** What is known to fail, beyond what the matrix shows. */
const nonClaims: readonly Entry[] = [
  {
    ...ofRing({ generations: false, skip: true, regenerate: true }, { nodes: 4, crashes: 1, losses: 1 }),
    id: "token-ring without generations, a crash and a loss",
    title: "Token ring of 4 without generations, after a crash and a lost message",
    why: "two tokens that nothing tells apart",
  },
  {
    ...ofRing({ generations: true, skip: true, regenerate: true }, { nodes: 4, crashes: 1, losses: 1 }),
    id: "token-ring, a crash and a loss",
    title: "Token ring of 4, after a crash and a lost message",
    why: "what generations buy: the same crisis leaves one leader",
  },
  {
    ...ofRing({ generations: false, skip: true, regenerate: true }, { losses: 2 }),
    id: "token-ring without generations, two losses",
    title: "Token ring without generations, after two lost messages",
    why: "a token that was thought lost was not",
  },
  {
    ...ofRing(
      { generations: true, skip: true, regenerate: true },
      { crashes: 4, amnesia: 3, bounds: { generation: 5, inflight: 6 } },
    ),
    id: "token-ring, amnesia meets amnesia",
    title: "Token ring after one amnesia too many",
    why: "a generation that everybody has forgotten is given once more",
  },
];

/** What needs other parameters to be worth looking at. */
const variants: readonly Entry[] = [
  {
    id: "raft, a log ahead",
    algorithm: "raft",
    title: "Raft where one log is ahead of the others",
    row: null,
    crisis: null,
    scenario: { ...calmScenario, losses: 1, bounds: registry["raft"]!.bounds },
    parameters: { log: { 3: { term: 0, index: 1 } } },
    model: registry["raft"]!.model,
    why: "the election restriction has something to protect",
  },
];

/** Every entry of the catalogue. */
export const catalogue: readonly Entry[] = [
  ...matrix,
  ...knownAnswers,
  ...variants,
  ...nonClaims,
  ...ringEntries,
  ...raftLogEntries,
  ...paxosEntries,
  ...raftProductionEntries,
  ...leases,
];

function known(
  algorithm: string,
  model: Model,
  { scenario, why }: { readonly scenario: Partial<Scenario>; readonly why: string },
): Entry {
  const title = `Known answer: ${algorithm}`;
  return {
    id: `known answer: ${algorithm}`,
    algorithm,
    title,
    row: null,
    crisis: null,
    scenario: { ...calmScenario, ...scenario },
    model,
    why,
  };
}

function ofRing(
  parameters: { readonly generations: boolean; readonly skip: boolean; readonly regenerate: boolean },
  scenario: Partial<Scenario>,
): Omit<Entry, "id" | "title"> {
  const { bounds } = registry["token-ring"]!;
  return {
    algorithm: "token-ring",
    row: null,
    crisis: null,
    scenario: { ...calmScenario, bounds, ...scenario },
    parameters,
    model: anyModel(tokenRingModelWith(parameters)),
  };
}
