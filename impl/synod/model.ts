/**
 * The model of the synod: what the explorer is given, and what is claimed.
 *
 * @module interregnum/synod/model
 */
import type { Model } from "../../spec/model.ts";
import type { Synod } from "../../spec/paxos/synod.ts";
import { synodClaims } from "../../spec/paxos/synod-claims.ts";
import { configurations, highestBallot, usualParameters } from "../paxos/clusters.ts";
import { synod } from "../paxos/synod.ts";

export * from "../../spec/paxos/synod-claims.ts";

/**
 * The synod with what is claimed of it.
 *
 * @remarks
 * Every process proposes itself. Quorums are majorities unless the parameters
 * say otherwise; a system of quorums that do not meet is refused. Ballots may
 * grow without limit; the bound `ballot` is the highest that is explored.
 */
export const synodModel: Model<Synod> = {
  protocol: synod,
  claims: synodClaims,
  parameters: usualParameters,
  configurations,
  bounds: { ballot: highestBallot },
};
