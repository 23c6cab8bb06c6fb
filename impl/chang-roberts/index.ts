/**
 * Election in a ring by Chang and Roberts, 1979: names travel round, and only the highest comes home.
 *
 * @module interregnum/chang-roberts
 */
export * from "../../spec/ring/chang-roberts.ts";
export { isChangRobertsMessage } from "../../spec/ring/messages.ts";
export * from "../ring/chang-roberts.ts";
