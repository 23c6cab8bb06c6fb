import { inserted, type Network, removed } from "./network.ts";

/**
 * A bag: messages overtake each other freely, and as many copies arrive as were
 * sent.
 */
export const unordered: Network = {
  name: "unordered",
  keeps: false,
  send: inserted,
  deliverable: (inbox) => inbox.filter((envelope, i) => envelope !== inbox[i - 1]),
  take: removed,
};
