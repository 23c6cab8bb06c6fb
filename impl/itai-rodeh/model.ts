/**
 * The model of Itai and Rodeh's algorithm: what the explorer is given, and what is claimed.
 *
 * @module interregnum/itai-rodeh/model
 */
import type { Model } from "../../spec/model.ts";
import type { ItaiRodeh, ItaiRodehParameters } from "../../spec/ring/itai-rodeh.ts";
import { itaiRodehClaimsWith } from "../../spec/ring/itai-rodeh-claims.ts";
import { itaiRodeh } from "../ring/itai-rodeh.ts";

export * from "../../spec/ring/itai-rodeh-claims.ts";
export { announcementMessages, itaiRodehMessagesOfARoundAtMost } from "../../spec/ring/message-bounds.ts";

/**
 * Itai and Rodeh's algorithm set up by `parameters`, and what is claimed of it then.
 *
 * @remarks
 * Where rounds are numbered they grow without end: bound `round`.
 */
export function itaiRodehModelWith(parameters: ItaiRodehParameters): Model<ItaiRodeh> {
  return {
    protocol: itaiRodeh,
    claims: itaiRodehClaimsWith(parameters),
    parameters,
    bounds: { round: (state) => ("round" in state ? state.round : 0) },
  };
}

/** Itai and Rodeh's algorithm with two identities, numbered rounds, and a ring of known size. */
export const itaiRodehModel: Model<ItaiRodeh> = itaiRodehModelWith({ identities: 2, rounds: true, uncounted: 0 });
