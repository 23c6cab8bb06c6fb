import type { Model } from "../../spec/model.ts";
import type { ItaiRodeh, ItaiRodehParameters } from "../../spec/ring/itai-rodeh.ts";
import { itaiRodehClaimsWith } from "../../spec/ring/itai-rodeh-claims.ts";
import { itaiRodeh } from "./itai-rodeh.ts";
import { itaiRodehEpochs } from "./itai-rodeh-epochs.ts";

/**
 * Itai and Rodeh's algorithm set up by `parameters`, and what is claimed of it then.
 *
 * @remarks
 * Where rounds are numbered they grow without end: bound `round`, or look at
 * their differences only. Without numbers there is nothing to look at in this way.
 */
export function itaiRodehModelWith(parameters: ItaiRodehParameters): Model<ItaiRodeh> {
  return {
    protocol: itaiRodeh,
    claims: itaiRodehClaimsWith(parameters),
    parameters,
    bounds: { round: (state) => ("round" in state ? state.round : 0) },
    ...(parameters.rounds ? { epochs: itaiRodehEpochs } : {}),
  };
}

/** Itai and Rodeh's algorithm with two identities, numbered rounds, and a ring of known size. */
export const itaiRodehModel: Model<ItaiRodeh> = itaiRodehModelWith({ identities: 2, rounds: true, uncounted: 0 });
