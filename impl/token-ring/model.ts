/**
 * The model of the token ring: what the explorer is given, and what is claimed.
 *
 * @module interregnum/token-ring/model
 */
import type { Model } from "../../spec/model.ts";
import type { TokenRing, TokenRingParameters } from "../../spec/ring/token-ring.ts";
import { tokenRingClaimsWith } from "../../spec/ring/token-ring-claims.ts";
import { tokenRing } from "../ring/token-ring.ts";

export * from "../../spec/ring/token-ring-claims.ts";

/**
 * The token ring with the mechanisms that `parameters` names, and what is claimed of it then.
 *
 * @remarks
 * Beside its claims nothing differs from {@link tokenRingModel}: a ring without
 * generations has no epochs, so that claims about epochs do not apply to it.
 * Where timers are not timely, generations grow without end: bound `generation`.
 */
export function tokenRingModelWith(parameters: TokenRingParameters): Model<TokenRing> {
  return {
    protocol: tokenRing,
    claims: tokenRingClaimsWith(parameters),
    parameters,
    bounds: { generation: ({ generation }) => generation },
  };
}

/** The token ring with all its mechanisms. */
export const tokenRingModel: Model<TokenRing> = tokenRingModelWith({
  generations: true,
  skip: true,
  regenerate: true,
});
