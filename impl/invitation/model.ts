/**
 * The model of the Invitation algorithm: what the explorer is given, and what is claimed.
 *
 * @module interregnum/invitation/model
 */
import { invitationClaims } from "../../spec/invitation/claims.ts";
import type { Invitation } from "../../spec/invitation/vocabulary.ts";
import type { Model } from "../../spec/model.ts";
import { invitation } from "./invitation.ts";

export * from "../../spec/invitation/claims.ts";

/**
 * The Invitation algorithm with what is claimed of it.
 *
 * @remarks
 * Where links or timers keep changing, groups follow each other without end: the bound `counter` is how far a process counts.
 */
export const invitationModel: Model<Invitation> = {
  protocol: invitation,
  claims: invitationClaims,
  parameters: null,
  bounds: { counter: ({ counter }) => counter },
};
