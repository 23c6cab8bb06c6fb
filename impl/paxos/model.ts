import type { Model } from "../../spec/model.ts";
import type { Paxos } from "../../spec/paxos/paxos.ts";
import { paxosClaims } from "../../spec/paxos/paxos-claims.ts";
import type { Synod, SynodParameters, SynodState } from "../../spec/paxos/synod.ts";
import { synodClaims } from "../../spec/paxos/synod-claims.ts";
import { checkQuorumSystem, majorities } from "../../spec/quorum-system.ts";
import type { Configuration, Vocabulary } from "../../spec/vocabulary.ts";
import { paxosEpochs } from "./epochs.ts";
import { paxos } from "./paxos.ts";
import { synod } from "./synod.ts";

const usual: SynodParameters = { quorums: majorities, backOff: true };

/**
 * The synod with what is claimed of it.
 *
 * @remarks
 * Every process proposes itself. Quorums are majorities unless the parameters
 * say otherwise; a system of quorums that do not meet is refused. Ballots may
 * grow without limit; the bound `ballot` is the highest that is explored. More
 * than their differences matters: a ballot tells whose it is, by what is left over
 * where it is divided by the number of processes. And those of a process that is
 * cut off rise without end while those of the others stay.
 */
export const synodModel: Model<Synod> = {
  protocol: synod,
  claims: synodClaims,
  parameters: usual,
  configurations,
  bounds: { ballot: highestBallot },
};

/**
 * Election by Paxos with what is claimed of it.
 *
 * @remarks
 * As in {@link synodModel}, with epochs, which may grow without limit, too: the
 * bound `epoch` is the latest that is explored, or only their differences are
 * looked at; `ballot` is the highest ballot in any of them.
 */
export const paxosModel: Model<Paxos> = {
  protocol: paxos,
  claims: paxosClaims,
  parameters: usual,
  configurations,
  bounds: { epoch: ({ epoch }) => epoch, ballot: ({ synod: instance }) => highestBallot(instance) },
  epochs: paxosEpochs,
};

/** The processes 1, 2, ... `size`, where their quorums meet. */
function configurations<V extends Vocabulary & { readonly Parameters: SynodParameters }>(
  size: number,
  parameters: V["Parameters"],
): readonly Configuration<V>[] {
  const processes = Array.from({ length: size }, (_, i) => i + 1);
  checkQuorumSystem(processes, parameters.quorums);
  return [{ processes, parameters }];
}

function highestBallot(state: SynodState): number {
  return state.role === "learner" ? state.chosen.ballot : state.promised;
}
