/**
 * The model of Hirschberg and Sinclair's algorithm: what the explorer is given, and what is claimed.
 *
 * @module interregnum/hirschberg-sinclair/model
 */
import type { Model } from "../../spec/model.ts";
import type { HirschbergSinclair } from "../../spec/ring/hirschberg-sinclair.ts";
import { hirschbergSinclairClaims } from "../../spec/ring/hirschberg-sinclair-claims.ts";
import { alternating } from "../ring/arrangements.ts";
import { hirschbergSinclair } from "../ring/hirschberg-sinclair.ts";

export * from "../../spec/ring/hirschberg-sinclair-claims.ts";
export { announcementMessages, hirschbergSinclairMessagesAtMost } from "../../spec/ring/message-bounds.ts";

/** Hirschberg and Sinclair's algorithm with what is claimed of it, in a ring in which as many as can be win the first phase. */
export const hirschbergSinclairModel: Model<HirschbergSinclair> = {
  protocol: hirschbergSinclair,
  claims: hirschbergSinclairClaims,
  parameters: null,
  configurations: (size, parameters) => [{ processes: alternating(size), parameters }],
};
