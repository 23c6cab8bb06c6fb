/**
 * Why both options are needed: Raft where links are missing for ever, with
 * neither option, with each alone, and with both, in all terms.
 *
 * What Howard and Abraham (2020) tell of two graphs of five processes, one for
 * each option, is true of one graph of four: a chain. Whoever leads in its middle
 * leaves one process out, which stands again and again; whoever led at its end
 * before the links broke keeps those who hear it from electing another. Priorities
 * let the two in the middle stand first, which has fewer orders.
 */
import type { LivenessClaim } from "../../spec/claim.ts";
import {
  aLeaderStays,
  aLeaderStaysWhateverIsDrawn,
  aMajorityCanFollow,
  noLeaderStays,
} from "../../spec/raft-production/stability-claims.ts";
import type { ProductionParameters, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import { anyModel } from "../registry.ts";
import type { Entry } from "./entry.ts";
import { across, afterElectionOf, chainOfFour, twoArms, unstickyVoters } from "./raft-partial.ts";
import { raftProductionEntry } from "./raft-production-entry.ts";

/** What an entry is called, of whom it tells, and what is asked of it. */
interface Case {
  readonly name: string;
  readonly leader: number;
  readonly options: Partial<ProductionParameters>;
  readonly claims: readonly LivenessClaim<RaftProduction>[];
  readonly why: string;
  /** Whether the leader checks its quorum, and voters stay with nobody. */
  readonly isLeadersCheckAlone?: boolean;
}

const middleFirst: Partial<ProductionParameters> = { priority: { 2: 1, 3: 1 } };
const livelock = [aLeaderStaysWhateverIsDrawn, noLeaderStays, aMajorityCanFollow];
const stability = [aLeaderStaysWhateverIsDrawn, aMajorityCanFollow];

const cases: readonly Case[] = [
  {
    name: "no option; a chain led from within",
    leader: 2,
    options: middleFirst,
    claims: livelock,
    why: "whom the leader does not reach deposes it by a later term, whoever leads: no leader ever stays",
  },
  {
    name: "the leader's check alone; a chain led from within",
    leader: 2,
    options: { ...middleFirst, checkQuorum: true },
    claims: livelock,
    why: "a leader that reaches a majority passes its own check, and is deposed all the same",
    isLeadersCheckAlone: true,
  },
  {
    name: "pre-vote; a chain led from within",
    leader: 2,
    options: { ...middleFirst, preVote: true },
    claims: stability,
    why: "who could not win begins no term",
  },
  {
    name: "pre-vote; a chain led from its end",
    leader: 1,
    options: { ...middleFirst, preVote: true },
    claims: livelock,
    why: "who hears a leader without a majority refuses the others, so that nobody is ever elected",
  },
  {
    name: "pre-vote, check-quorum; a chain led from within",
    leader: 2,
    options: { ...middleFirst, preVote: true, checkQuorum: true },
    claims: stability,
    why: "with both options a leader that reaches a majority stays",
  },
  {
    name: "pre-vote, check-quorum; a chain led from its end",
    leader: 1,
    options: { ...middleFirst, preVote: true, checkQuorum: true },
    claims: [aLeaderStays, aLeaderStaysWhateverIsDrawn, aMajorityCanFollow],
    why: "with both options a leader that reaches no majority steps down, and sooner or later another is elected and stays",
  },
];

/** The graph of the paper and of the outage: of the two that reach everybody but one, the third goes first, and 1 never stands. */
const ofThePaper: Entry = {
  ...entry({
    name: "no option; two arms for ever",
    leader: 3,
    options: { witnesses: [1], priority: { 3: 2, 2: 1 } },
    claims: livelock,
    why: "the ends of the arms take turns to depose whoever leads",
  }),
  scenario: across(twoArms),
};

/** The entries about leaders that stay, and those that never do. */
export const raftLivelockEntries: readonly Entry[] = [...cases.map(entry), ofThePaper];

function entry({ name, leader, options, claims, why, isLeadersCheckAlone = false }: Case): Entry {
  const asked = { claims, ...(isLeadersCheckAlone ? { protocol: unstickyVoters } : {}) };
  const model = anyModel(afterElectionOf(leader, options, asked));
  return { ...raftProductionEntry(name, model, across(chainOfFour, {}, 4), why), relativeEpochs: true };
}
