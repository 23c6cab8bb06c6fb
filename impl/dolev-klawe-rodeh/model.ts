/**
 * The model of the algorithm of Dolev, Klawe and Rodeh: what the explorer is given, and what is claimed.
 *
 * @module interregnum/dolev-klawe-rodeh/model
 */
import type { Model } from "../../spec/model.ts";
import type { DolevKlaweRodeh } from "../../spec/ring/dolev-klawe-rodeh.ts";
import { dolevKlaweRodehClaims } from "../../spec/ring/dolev-klawe-rodeh-claims.ts";
import { alternating } from "../ring/arrangements.ts";
import { dolevKlaweRodeh } from "../ring/dolev-klawe-rodeh.ts";

export * from "../../spec/ring/dolev-klawe-rodeh-claims.ts";
export { announcementMessages, dolevKlaweRodehMessagesAtMost } from "../../spec/ring/message-bounds.ts";

/** The algorithm of Dolev, Klawe and Rodeh with what is claimed of it, in a ring in which as many as can be survive the first phase. */
export const dolevKlaweRodehModel: Model<DolevKlaweRodeh> = {
  protocol: dolevKlaweRodeh,
  claims: dolevKlaweRodehClaims,
  parameters: null,
  configurations: (size, parameters) => [{ processes: alternating(size), parameters }],
};
