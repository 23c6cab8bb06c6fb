/**
 * The model of Raft's election as production runs it: what the explorer is given, and what is claimed.
 *
 * @module interregnum/raft-production/model
 */
import type { Model } from "../../spec/model.ts";
import { emptyLog } from "../../spec/raft/vocabulary.ts";
import { raftProductionClaims } from "../../spec/raft-production/claims.ts";
import type { ProductionParameters, RaftProduction } from "../../spec/raft-production/vocabulary.ts";
import type { Configuration, ProcessId } from "../../spec/vocabulary.ts";
import { plainParameters } from "./cluster.ts";
import { raftProduction } from "./production.ts";
import { raftProductionSymmetry } from "./symmetry.ts";

export * from "../../spec/raft-production/claims.ts";

/** Raft's election with the given options, the others off, and with what is claimed of it. */
export function raftProductionModelWith(options: Partial<ProductionParameters>): Model<RaftProduction> {
  const parameters = { ...plainParameters, ...options };
  const { priority, learners, witnesses } = parameters;
  const areAlike = Object.keys(priority).length + learners.length + witnesses.length === 0;
  return {
    protocol: raftProduction,
    claims: raftProductionClaims,
    parameters,
    bounds: { term: ({ term }) => term },
    requests,
    ...(areAlike ? { symmetry: raftProductionSymmetry } : {}),
  };
}

/**
 * Raft's election with pre-votes and the check of the quorum, which is how most who run it do.
 *
 * @remarks
 * The other options are set by the parameters. What operators ask for is asked
 * where a scenario has a budget for requests and the option is on; with none of
 * these options on, any log may grow by an entry from before the first election.
 * Terms grow without limit; the bound `term` is the highest that is explored.
 */
export const raftProductionModel: Model<RaftProduction> = raftProductionModelWith({ preVote: true, checkQuorum: true });

function requests(
  process: ProcessId,
  { parameters, processes }: Configuration<RaftProduction>,
): readonly RaftProduction["Request"][] {
  const { transfer, resign, campaign } = parameters;
  if (!transfer && !resign && !campaign) {
    const { term, index } = parameters.log[process] ?? emptyLog;
    return [{ type: "appended", lastLogTerm: term, lastLogIndex: index + 1 }];
  }
  // Whoever is asked for: an operator may name a process that must not lead.
  const all = processes.filter((other) => other !== process);
  return [
    ...(transfer ? all.map((to) => ({ type: "transfer", to }) as const) : []),
    ...(resign ? [{ type: "resign" } as const] : []),
    ...(campaign ? [{ type: "campaign" } as const] : []),
  ];
}
