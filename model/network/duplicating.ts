import { inserted, type Network } from "./network.ts";

/**
 * Sent is sent for ever: a message may arrive again and again, at any time and
 * in any order, or never. Whatever the processes can come to under any other
 * network with the same faults, they can come to under this one.
 */
export const duplicating: Network = {
  name: "duplicating",
  keeps: true,
  send: (inbox, envelope) => (inbox.includes(envelope) ? inbox : inserted(inbox, envelope)),
  deliverable: (inbox) => inbox,
  take: (inbox) => inbox,
};
