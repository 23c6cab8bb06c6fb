/**
 * The token ring: whoever holds the token leads.
 *
 * @module interregnum/token-ring
 */
export { isTokenRingMessage } from "../../spec/ring/messages.ts";
export * from "../../spec/ring/token-ring.ts";
export * from "../ring/token-ring.ts";
