import type { NetworkName } from "../scenario.ts";

/**
 * What is in flight to one process: envelopes by their numbers, in a canonical
 * order, so that equal contents are equal lists.
 *
 * @remarks
 * An envelope's number stands for its sender and its message; {@link SenderOf}
 * gives the sender.
 */
export type Inbox = readonly number[];

/** The sender of an envelope, as its position in the configuration. */
export type SenderOf = (envelope: number) => number;

/** What a network does with what is sent: how an inbox grows, what may come out of it next, and how it shrinks. */
export interface Network {
  readonly name: NetworkName;
  /** The inbox after `envelope` was sent. */
  send(inbox: Inbox, envelope: number, senderOf: SenderOf): Inbox;
  /** The envelopes of which each may be the next to arrive. */
  deliverable(inbox: Inbox, senderOf: SenderOf): readonly number[];
  /** The inbox after a deliverable envelope arrived or was lost. */
  take(inbox: Inbox, envelope: number): Inbox;
  /** Whether an arrived message stays in flight. */
  readonly keeps: boolean;
}

/** `inbox` with `envelope` at its place in ascending order. */
export function inserted(inbox: Inbox, envelope: number): Inbox {
  const at = inbox.findIndex((other) => other > envelope);
  return at < 0 ? [...inbox, envelope] : [...inbox.slice(0, at), envelope, ...inbox.slice(at)];
}

/** `inbox` without the first copy of `envelope`. */
export function removed(inbox: Inbox, envelope: number): Inbox {
  const at = inbox.indexOf(envelope);
  return [...inbox.slice(0, at), ...inbox.slice(at + 1)];
}
