/**
 * The model of the Bully algorithm: what the explorer is given, and what is claimed.
 *
 * @module interregnum/bully/model
 */
import { bullyClaims } from "../../spec/bully/claims.ts";
import type { Bully } from "../../spec/bully/vocabulary.ts";
import type { Model } from "../../spec/model.ts";
import { bully } from "./bully.ts";

export * from "../../spec/bully/claims.ts";
export * from "../../spec/bully/message-bounds.ts";

/** The Bully algorithm with what is claimed of it. */
export const bullyModel: Model<Bully> = { protocol: bully, claims: bullyClaims, parameters: null };
