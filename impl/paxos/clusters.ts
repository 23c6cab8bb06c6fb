/** What the models of the synod and of the election by Paxos have in common. */
import type { SynodParameters, SynodState } from "../../spec/paxos/synod.ts";
import { checkQuorumSystem, majorities } from "../../spec/quorum-system.ts";
import type { Configuration, Vocabulary } from "../../spec/vocabulary.ts";

/** Quorums are majorities, and a proposer that lost waits. */
export const usualParameters: SynodParameters = { quorums: majorities, backOff: true };

/** The processes 1, 2, ... `size`, where their quorums meet. */
export function configurations<V extends Vocabulary & { readonly Parameters: SynodParameters }>(
  size: number,
  parameters: V["Parameters"],
): readonly Configuration<V>[] {
  const processes = Array.from({ length: size }, (_, i) => i + 1);
  checkQuorumSystem(processes, parameters.quorums);
  return [{ processes, parameters }];
}

/** The highest ballot that an acceptor has promised, or in which a learner knows that a value was chosen. */
export function highestBallot(state: SynodState): number {
  return state.role === "learner" ? state.chosen.ballot : state.promised;
}
