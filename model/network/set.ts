import { inserted, type Network, removed } from "./network.ts";

/**
 * A set: messages overtake each other freely, and a message equal to one that
 * is in flight on the same link adds nothing.
 */
export const set: Network = {
  name: "set",
  keeps: false,
  send: (inbox, envelope) => (inbox.includes(envelope) ? inbox : inserted(inbox, envelope)),
  deliverable: (inbox) => inbox,
  take: removed,
};
