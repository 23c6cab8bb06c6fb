/**
 * The model of Raft with its log: what the explorer is given, and what is claimed.
 *
 * @module interregnum/raft-log/model
 */
import type { Model } from "../../spec/model.ts";
import { raftLogClaims } from "../../spec/raft-log/claims.ts";
import { endOf } from "../../spec/raft-log/log.ts";
import { membershipClaimsWith } from "../../spec/raft-log/membership-claims.ts";
import type { RaftLog, RaftLogParameters, RaftLogRequest } from "../../spec/raft-log/vocabulary.ts";
import type { Configuration } from "../../spec/vocabulary.ts";
import { raftLog } from "./raft-log.ts";
import { raftLogSymmetry } from "./symmetry.ts";

export * from "../../spec/raft-log/claims.ts";
export * from "../../spec/raft-log/commits.ts";
export * from "../../spec/raft-log/membership-claims.ts";

/** What may be asked for, in the order in which it is offered. */
const allRequests: readonly RaftLogRequest["type"][] = ["propose", "compact", "reconfigure"];

/**
 * Raft with its log and these parameters, and what is claimed of it then.
 *
 * @remarks
 * Terms and logs grow without limit; the bounds `term` and `log` are the highest
 * term and the longest log that are explored. Where a scenario has a budget for
 * requests, the processes are asked for what is named: to `propose` a command,
 * to `compact` the first entry of their log or the first two, to `reconfigure`
 * to one voter less or one more than in the beginning, unless membership is
 * fixed. Processes are interchangeable where their logs begin alike and all vote.
 *
 * @param requests - what may be asked for: everything by default
 *
 * @example
 * ```ts
 * const model = raftLogModelWith({ voters: [1, 2], membership: "single", emptyEntry: true, logs: {} });
 * model.claims.map(({ name }) => name).includes("a leader commits before it changes who votes"); // true
 * ```
 */
export function raftLogModelWith(
  parameters: RaftLogParameters,
  requests: readonly RaftLogRequest["type"][] = allRequests,
): Model<RaftLog> {
  return {
    protocol: raftLog,
    claims: [...raftLogClaims, ...membershipClaimsWith(parameters)],
    parameters,
    bounds: { term: ({ term }) => term, log: ({ log }) => endOf(log).index },
    requests: (_process, configuration) => requests.flatMap((type) => requestsOf(type, configuration)),
    symmetry: raftLogSymmetry,
  };
}

/** Raft with its log, whose leaders begin with an empty entry, among processes that all vote for good. */
export const raftLogModel: Model<RaftLog> = raftLogModelWith({
  voters: null,
  membership: "fixed",
  emptyEntry: true,
  logs: {},
});

function requestsOf(type: RaftLogRequest["type"], configuration: Configuration<RaftLog>): readonly RaftLogRequest[] {
  switch (type) {
    case "propose":
      return [{ type, command: "x" }];
    case "compact":
      return [1, 2].map((lastIncludedIndex) => ({ type, lastIncludedIndex, data: "" }));
    case "reconfigure":
      return configuration.parameters.membership === "fixed"
        ? []
        : changesOf(configuration).map((voters) => ({ type, voters }));
  }
}

/** The voters of the beginning with one less, or one more. */
function changesOf({ processes, parameters }: Configuration<RaftLog>): readonly (readonly number[])[] {
  const voters = parameters.voters ?? processes;
  const changed = processes.map((process) =>
    voters.includes(process) ? voters.filter((voter) => voter !== process) : [...voters, process].sort((a, b) => a - b),
  );
  return changed.filter(({ length }) => length > 0);
}
