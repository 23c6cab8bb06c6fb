import { type Network, removed } from "./network.ts";

/**
 * First in, first out, on every link: messages from one process to another
 * arrive in the order in which they were sent. Messages of different senders
 * overtake each other freely.
 */
export const fifo: Network = {
  name: "fifo",
  keeps: false,
  // Kept by sender, and in the order of sending within a sender: between senders there is no order to remember.
  send: (inbox, envelope, senderOf) => {
    const sender = senderOf(envelope);
    const at = inbox.findIndex((other) => senderOf(other) > sender);
    return at < 0 ? [...inbox, envelope] : [...inbox.slice(0, at), envelope, ...inbox.slice(at)];
  },
  deliverable: (inbox, senderOf) =>
    inbox.filter((envelope, i) => i === 0 || senderOf(inbox[i - 1]!) !== senderOf(envelope)),
  take: removed,
};
