import { describe, expect, test } from "vitest";
import { networks } from "./index.ts";

/** Envelopes 0 to 9 are of sender 0, 10 to 19 of sender 1, and so on. */
const senderOf = (envelope: number): number => Math.floor(envelope / 10);

function inboxAfter(name: keyof typeof networks, ...sent: readonly number[]): readonly number[] {
  return sent.reduce<readonly number[]>((inbox, envelope) => networks[name].send(inbox, envelope, senderOf), []);
}

describe("fifo", () => {
  test("delivers the messages of one sender in the order of sending", () => {
    const inbox = inboxAfter("fifo", 5, 12, 3, 11);
    expect(networks.fifo.deliverable(inbox, senderOf)).toEqual([5, 12]);
    expect(networks.fifo.deliverable(networks.fifo.take(inbox, 5), senderOf)).toEqual([3, 12]);
  });

  test("does not remember an order between senders", () => {
    expect(inboxAfter("fifo", 5, 12, 3)).toEqual(inboxAfter("fifo", 12, 5, 3));
    expect(inboxAfter("fifo", 5, 3)).not.toEqual(inboxAfter("fifo", 3, 5));
  });

  test("delivers the first of two equal messages, and then the second", () => {
    const inbox = networks.fifo.take(inboxAfter("fifo", 5, 3, 5), 5);
    expect(inbox).toEqual([3, 5]);
  });
});

describe("unordered", () => {
  test("delivers any message, as often as it was sent", () => {
    const inbox = inboxAfter("unordered", 5, 3, 5);
    expect(networks.unordered.deliverable(inbox, senderOf)).toEqual([3, 5]);
    expect(networks.unordered.take(inbox, 5)).toEqual([3, 5]);
    expect(inbox).toEqual(inboxAfter("unordered", 5, 5, 3));
  });
});

describe("set", () => {
  test("does not grow by a message equal to one in flight", () => {
    expect(inboxAfter("set", 5, 3, 5)).toEqual([3, 5]);
    expect(networks.set.take([3, 5], 5)).toEqual([3]);
  });
});

describe("duplicating", () => {
  test("keeps what arrived", () => {
    expect(inboxAfter("duplicating", 5, 3, 5)).toEqual([3, 5]);
    expect(networks.duplicating.take([3, 5], 5)).toEqual([3, 5]);
  });
});
