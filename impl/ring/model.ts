import type { Model } from "../../spec/model.ts";
import type { ChangRoberts } from "../../spec/ring/chang-roberts.ts";
import { changRobertsClaims } from "../../spec/ring/chang-roberts-claims.ts";
import type { TokenRing, TokenRingParameters } from "../../spec/ring/token-ring.ts";
import { tokenRingClaimsWith } from "../../spec/ring/token-ring-claims.ts";
import { falling } from "./arrangements.ts";
import { changRoberts } from "./chang-roberts.ts";
import { tokenRing } from "./token-ring.ts";

/**
 * The token ring with the mechanisms that `parameters` names, and what is claimed of it then.
 *
 * @remarks
 * Beside its claims nothing differs from {@link tokenRingModel}: a ring without
 * generations has no epochs, so that claims about epochs do not apply to it.
 * Where timers are not timely, generations grow without end: bound `generation`.
 * More than their differences matters: a generation tells who may give it, by what
 * is left over where it is divided by the number of processes.
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

/**
 * Chang and Roberts' algorithm in a ring along which ids fall, so that every id travels as far as it can.
 *
 * @remarks
 * By default all processes start the election, and the elected one announces itself.
 */
export const changRobertsModel: Model<ChangRoberts> = {
  protocol: changRoberts,
  claims: changRobertsClaims,
  parameters: { initiators: null, announce: true },
  configurations: (size, parameters) => [{ processes: falling(size), parameters }],
};
