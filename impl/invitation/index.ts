/**
 * The Invitation algorithm: groups, each with one coordinator, that merge again.
 *
 * @module interregnum/invitation
 */
export * from "../../spec/invitation/messages.ts";
export * from "../../spec/invitation/vocabulary.ts";
export { invitation } from "./invitation.ts";
