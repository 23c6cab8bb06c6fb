/**
 * Election in a ring: the token ring, and the algorithm of Chang and Roberts.
 *
 * @module interregnum/ring
 */
export * from "../../spec/ring/chang-roberts.ts";
export * from "../../spec/ring/chang-roberts-claims.ts";
export { announcementMessages, changRobertsMessagesAtMost } from "../../spec/ring/message-bounds.ts";
export { isChangRobertsMessage, isTokenRingMessage } from "../../spec/ring/messages.ts";
export * from "../../spec/ring/token-ring.ts";
export * from "../../spec/ring/token-ring-claims.ts";
export * from "./chang-roberts.ts";
export * from "./model.ts";
export * from "./ring.ts";
export * from "./token-ring.ts";
