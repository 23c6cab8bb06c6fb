import { bullyModel } from "../impl/bully/model.ts";
import { changRobertsModel } from "../impl/chang-roberts/model.ts";
import { dolevKlaweRodehModel } from "../impl/dolev-klawe-rodeh/model.ts";
import { hirschbergSinclairModel } from "../impl/hirschberg-sinclair/model.ts";
import { invitationModel } from "../impl/invitation/model.ts";
import { itaiRodehModel } from "../impl/itai-rodeh/model.ts";
import { leaseModel } from "../impl/lease/model.ts";
import { leLannModel } from "../impl/lelann/model.ts";
import { paxosModel } from "../impl/paxos/model.ts";
import { raftModel } from "../impl/raft/model.ts";
import { raftLogModel } from "../impl/raft-log/model.ts";
import { raftProductionModel } from "../impl/raft-production/model.ts";
import { stollerModel } from "../impl/stoller/model.ts";
import { synodModel } from "../impl/synod/model.ts";
import { tokenRingModel } from "../impl/token-ring/model.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";

/** An algorithm that the kit brings along. */
export interface Algorithm {
  readonly model: Model;
  /** What people call it, with its source. */
  readonly title: string;
  /** What it goes back to: which table of the crisis matrix it stands in. What is built in has it. */
  readonly family?: Family;
  /** How it elects, in one line. */
  readonly line: string;
  /** Where the package exports the reducer, and in `/model` below it the model: the entry, and the names. What is built in has it. */
  readonly exported?: { readonly from: string; readonly model: string; readonly protocol: string };
  /** The bounds without which its states would never end, where nothing else is said. */
  readonly bounds: Readonly<Record<string, number>>;
}

/** The algorithms that have an idea in common. */
export type Family = "ring" | "bully" | "raft" | "paxos" | "lease";

/** The built-in algorithms by the names that the command line knows them by. */
export const registry: Readonly<Record<string, Algorithm>> = {
  "token-ring": {
    model: anyModel(tokenRingModel),
    exported: { from: "interregnum/token-ring", model: "tokenRingModel", protocol: "tokenRing" },
    title: "Token ring",
    family: "ring",
    line: "Whoever holds the token leads; a lost token is replaced.",
    bounds: { generation: 10 },
  },
  lelann: {
    model: anyModel(leLannModel),
    exported: { from: "interregnum/lelann", model: "leLannModel", protocol: "leLann" },
    title: "Le Lann, 1977",
    family: "ring",
    line: "Every name travels all the way round, and all come to the same.",
    bounds: {},
  },
  "chang-roberts": {
    model: anyModel(changRobertsModel),
    exported: { from: "interregnum/chang-roberts", model: "changRobertsModel", protocol: "changRoberts" },
    title: "Chang and Roberts, 1979",
    family: "ring",
    line: "Names travel round a ring, and only the highest comes home.",
    bounds: {},
  },
  "hirschberg-sinclair": {
    model: anyModel(hirschbergSinclairModel),
    exported: {
      from: "interregnum/hirschberg-sinclair",
      model: "hirschbergSinclairModel",
      protocol: "hirschbergSinclair",
    },
    title: "Hirschberg and Sinclair, 1980",
    family: "ring",
    line: "Names travel both ways, twice as far each time, as long as nobody is higher.",
    bounds: {},
  },
  "dolev-klawe-rodeh": {
    model: anyModel(dolevKlaweRodehModel),
    exported: { from: "interregnum/dolev-klawe-rodeh", model: "dolevKlaweRodehModel", protocol: "dolevKlaweRodeh" },
    title: "Dolev, Klawe and Rodeh, 1982",
    family: "ring",
    line: "Of every two neighbours one gives up, and the highest name is passed along.",
    bounds: {},
  },
  "itai-rodeh": {
    model: anyModel(itaiRodehModel),
    exported: { from: "interregnum/itai-rodeh", model: "itaiRodehModel", protocol: "itaiRodeh" },
    title: "Itai and Rodeh, 1990",
    family: "ring",
    line: "Nobody has a name: all draw lots, until one is the only highest.",
    bounds: { round: 2 },
  },
  bully: {
    model: anyModel(bullyModel),
    exported: { from: "interregnum/bully", model: "bullyModel", protocol: "bully" },
    title: "Bully (Garcia-Molina, 1982)",
    family: "bully",
    line: "Whoever hears of nobody higher takes over.",
    bounds: {},
  },
  stoller: {
    model: anyModel(stollerModel),
    exported: { from: "interregnum/stoller", model: "stollerModel", protocol: "stoller" },
    title: "Bully for asynchronous systems (Stoller, 2000)",
    family: "bully",
    line: "Whoever hears of nobody higher halts the lower ones first.",
    bounds: { held: 2 },
  },
  invitation: {
    model: anyModel(invitationModel),
    exported: { from: "interregnum/invitation", model: "invitationModel", protocol: "invitation" },
    title: "Invitation (Garcia-Molina, 1982)",
    family: "bully",
    line: "Groups, each with a coordinator, invite each other to merge.",
    bounds: { counter: 2 },
  },
  raft: {
    model: anyModel(raftModel),
    exported: { from: "interregnum/raft", model: "raftModel", protocol: "raft" },
    title: "Raft's leader election (Ongaro and Ousterhout, 2014)",
    family: "raft",
    line: "A majority of votes makes the leader of a term.",
    bounds: { term: 2 },
  },
  "raft-log": {
    model: anyModel(raftLogModel),
    exported: { from: "interregnum/raft-log", model: "raftLogModel", protocol: "raftLog" },
    title: "Raft with its log (Ongaro and Ousterhout, 2014)",
    family: "raft",
    line: "Whoever is elected has everything that was committed.",
    bounds: { term: 1, log: 1 },
  },
  synod: {
    model: anyModel(synodModel),
    exported: { from: "interregnum/synod", model: "synodModel", protocol: "synod" },
    title: "The synod: single-decree Paxos (Lamport, 1998)",
    family: "paxos",
    line: "What a quorum has accepted is proposed again for ever.",
    bounds: { ballot: 7 },
  },
  paxos: {
    model: anyModel(paxosModel),
    exported: { from: "interregnum/paxos", model: "paxosModel", protocol: "paxos" },
    title: "Election by Paxos (Lamport, 1998)",
    family: "paxos",
    line: "A synod decides on each epoch; silence begins the next.",
    bounds: { epoch: 3, ballot: 7 },
  },
  "raft-production": {
    model: anyModel(raftProductionModel),
    exported: { from: "interregnum/raft-production", model: "raftProductionModel", protocol: "raftProduction" },
    title: "Raft's leader election with the options of production (Ongaro, 2014)",
    family: "raft",
    line: "Nobody begins a term that it could not win, and no leader stays without a majority.",
    bounds: { term: 1, inflight: 4 },
  },
  lease: {
    model: anyModel(leaseModel),
    exported: { from: "interregnum/lease", model: "leaseModel", protocol: "lease" },
    title: "Lease (Gray and Cheriton, 1989)",
    family: "lease",
    line: "One place grants the lead, for a limited time.",
    bounds: { epoch: 2 },
  },
};

/**
 * A model whose vocabulary is not known any more.
 *
 * @remarks
 * The types of a vocabulary go in and out of the same model, so that the
 * compiler takes no model for a model of everything; whoever has one only ever
 * hands a model its own values back.
 */
export function anyModel<V extends Vocabulary>(model: Model<V>): Model {
  return model as unknown as Model;
}
