import type { Model } from "../../spec/model.ts";
import type { DolevKlaweRodeh } from "../../spec/ring/dolev-klawe-rodeh.ts";
import { dolevKlaweRodehClaims } from "../../spec/ring/dolev-klawe-rodeh-claims.ts";
import { alternating } from "./arrangements.ts";
import { dolevKlaweRodeh } from "./dolev-klawe-rodeh.ts";

/** The algorithm of Dolev, Klawe and Rodeh with what is claimed of it, in a ring in which as many as can be survive the first phase. */
export const dolevKlaweRodehModel: Model<DolevKlaweRodeh> = {
  protocol: dolevKlaweRodeh,
  claims: dolevKlaweRodehClaims,
  parameters: null,
  configurations: (size, parameters) => [{ processes: alternating(size), parameters }],
};
