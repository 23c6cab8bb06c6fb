import type { Model } from "../../spec/model.ts";
import type { HirschbergSinclair } from "../../spec/ring/hirschberg-sinclair.ts";
import { hirschbergSinclairClaims } from "../../spec/ring/hirschberg-sinclair-claims.ts";
import { alternating } from "./arrangements.ts";
import { hirschbergSinclair } from "./hirschberg-sinclair.ts";

/** Hirschberg and Sinclair's algorithm with what is claimed of it, in a ring in which as many as can be win the first phase. */
export const hirschbergSinclairModel: Model<HirschbergSinclair> = {
  protocol: hirschbergSinclair,
  claims: hirschbergSinclairClaims,
  parameters: null,
  configurations: (size, parameters) => [{ processes: alternating(size), parameters }],
};
