import type { Model } from "../../spec/model.ts";
import type { LeLann } from "../../spec/ring/lelann.ts";
import { leLannClaims } from "../../spec/ring/lelann-claims.ts";
import { falling } from "./arrangements.ts";
import { leLann } from "./lelann.ts";

/** Le Lann's algorithm with what is claimed of it, in a ring along which ids fall. */
export const leLannModel: Model<LeLann> = {
  protocol: leLann,
  claims: leLannClaims,
  parameters: null,
  configurations: (size, parameters) => [{ processes: falling(size), parameters }],
};
