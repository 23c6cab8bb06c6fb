/**
 * The model of Raft's election: what the explorer is given, and what is claimed.
 *
 * @module interregnum/raft/model
 */
import type { Model } from "../../spec/model.ts";
import { raftClaims } from "../../spec/raft/claims.ts";
import { emptyLog, type Raft } from "../../spec/raft/vocabulary.ts";
import { raftEpochs } from "./epochs.ts";
import { raft } from "./raft.ts";
import { raftSymmetry } from "./symmetry.ts";

export * from "../../spec/raft/claims.ts";

/**
 * Raft's election with what is claimed of it.
 *
 * @remarks
 * All logs are empty unless the parameters say otherwise. Where a scenario has a
 * budget for requests, any log may grow by an entry from before the first election.
 * Its processes are interchangeable where their logs begin alike.
 * Terms grow without limit: the bound `term` is the highest that is explored, or
 * only their differences are looked at.
 */
export const raftModel: Model<Raft> = {
  protocol: raft,
  claims: raftClaims,
  parameters: { log: {} },
  bounds: { term: ({ term }) => term },
  requests: (process, { parameters }) => {
    const { term, index } = parameters.log[process] ?? emptyLog;
    return [{ type: "appended", lastLogTerm: term, lastLogIndex: index + 1 }];
  },
  symmetry: raftSymmetry,
  epochs: raftEpochs,
};
