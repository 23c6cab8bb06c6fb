/**
 * Election in a ring by Le Lann, 1977: every id travels all the way round.
 *
 * @module interregnum/lelann
 */
export * from "../../spec/ring/lelann.ts";
export { isLeLannMessage } from "../../spec/ring/messages.ts";
export * from "../ring/lelann.ts";
