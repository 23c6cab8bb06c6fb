/**
 * The model of Le Lann's algorithm: what the explorer is given, and what is claimed.
 *
 * @module interregnum/lelann/model
 */
import type { Model } from "../../spec/model.ts";
import type { LeLann } from "../../spec/ring/lelann.ts";
import { leLannClaims } from "../../spec/ring/lelann-claims.ts";
import { falling } from "../ring/arrangements.ts";
import { leLann } from "../ring/lelann.ts";

export * from "../../spec/ring/lelann-claims.ts";
export { leLannMessagesAtMost } from "../../spec/ring/message-bounds.ts";

/** Le Lann's algorithm with what is claimed of it, in a ring along which ids fall. */
export const leLannModel: Model<LeLann> = {
  protocol: leLann,
  claims: leLannClaims,
  parameters: null,
  configurations: (size, parameters) => [{ processes: falling(size), parameters }],
};
