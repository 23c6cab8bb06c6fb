/**
 * Election in an anonymous ring by Itai and Rodeh, 1981: by drawing lots.
 *
 * @module interregnum/itai-rodeh
 */
export * from "../../spec/ring/itai-rodeh.ts";
export { isItaiRodehMessage } from "../../spec/ring/messages.ts";
export * from "../ring/itai-rodeh.ts";
