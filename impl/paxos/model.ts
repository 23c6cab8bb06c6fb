/**
 * The model of election by Paxos: what the explorer is given, and what is claimed.
 *
 * @module interregnum/paxos/model
 */
import type { Model } from "../../spec/model.ts";
import type { Paxos } from "../../spec/paxos/paxos.ts";
import { paxosClaims } from "../../spec/paxos/paxos-claims.ts";
import { configurations, highestBallot, usualParameters } from "./clusters.ts";
import { paxos } from "./paxos.ts";

export * from "../../spec/paxos/paxos-claims.ts";

/**
 * Election by Paxos with what is claimed of it.
 *
 * @remarks
 * As in the model of the synod, with epochs, which may grow without limit, too: the
 * bound `epoch` is the latest that is explored, and `ballot` the highest ballot
 * in any of them.
 */
export const paxosModel: Model<Paxos> = {
  protocol: paxos,
  claims: paxosClaims,
  parameters: usualParameters,
  configurations,
  bounds: { epoch: ({ epoch }) => epoch, ballot: ({ synod: instance }) => highestBallot(instance) },
};
