/**
 * Election in a ring by Hirschberg and Sinclair, 1980: in both directions, with *n* log *n* messages.
 *
 * @module interregnum/hirschberg-sinclair
 */
export * from "../../spec/ring/hirschberg-sinclair.ts";
export { isHirschbergSinclairMessage } from "../../spec/ring/messages.ts";
export * from "../ring/hirschberg-sinclair.ts";
