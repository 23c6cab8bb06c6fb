import { describe, expect, test } from "vitest";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Stoller, StollerState } from "../../spec/stoller/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { stoller } from "./stoller.ts";

const cluster = (self: ProcessId): Cluster<Stoller> => ({ self, processes: [1, 2, 3], parameters: null });
const start: Event<Stoller> = { type: "start" };
const timeout = (timer: Stoller["Timer"]): Event<Stoller> => ({ type: "timeout", timer });
const receive = (from: ProcessId, message: Stoller["Message"]): Event<Stoller> => ({ type: "receive", from, message });

const elec1: StollerState = { role: "elec1", held: 0 };
/** The first elections of the processes 2 and 3 have these numbers: 1 · 3 + place. */
const [of2, of3] = [4, 5];
const follower = (leader: ProcessId, election: number): StollerState => ({
  role: "follower",
  held: 0,
  leader,
  election,
});
const waiting = (awaited: ProcessId, election: number | null): StollerState => ({
  ...{ role: "wait", held: 0, awaited, election },
});
const halting = (held: number, pending: ProcessId, acks: readonly ProcessId[]): StollerState => ({
  ...{ role: "elec2", held, pending, acks },
});
const leader = (held: number): StollerState => ({ role: "leader", held });

type Case = readonly [
  name: string,
  self: ProcessId,
  before: StollerState,
  event: Event<Stoller>,
  after: StollerState,
  ...effects: readonly Effect<Stoller>[],
];

/** A test for each case, by its name. */
function cases(all: readonly Case[]): void {
  for (const [name, ...rest] of all) test(name, () => check(name, ...rest));
}

function check(...[, self, before, event, after, ...effects]: Case): void {
  expect(stoller.step(cluster(self), before, event)).toEqual([after, ...effects]);
}

describe("Stoller 1997, stage 1: a process asks those that outrank it", () => {
  const asks = [send(2, { type: "AreYouUp" }), send(3, { type: "AreYouUp" }), setTimer("answer")] as const;
  cases([
    ["when it starts", 1, elec1, start, elec1, ...asks],
    ["when its leader is silent", 1, follower(3, of3), timeout("silence"), elec1, ...asks],
    ["when the one that it waited for does not win", 1, waiting(2, null), timeout("coordinator"), elec1, ...asks],
    ["and is answered in any role", 2, leader(1), receive(1, { type: "AreYouUp" }), leader(1), send(1, { type: "Up" })],
    [
      "and waits for one that is up",
      1,
      elec1,
      receive(2, { type: "Up" }),
      waiting(2, null),
      cancelTimer("answer"),
      setTimer("coordinator"),
    ],
  ]);
});

describe("Stoller 1997, stage 2: a process halts those that it outranks, one after the other", () => {
  const halt = (election: number) => ({ type: "Halt", election }) as const;
  cases([
    ["at once where nobody outranks it", 3, elec1, start, halting(1, 2, []), send(2, halt(of3)), setTimer("answer")],
    ["once nobody answered", 2, elec1, timeout("answer"), halting(1, 1, []), send(1, halt(of2)), setTimer("answer")],
    [
      "the next one when one acknowledged",
      3,
      halting(1, 2, []),
      receive(2, { type: "Ack", election: of3 }),
      halting(1, 1, [2]),
      cancelTimer("answer"),
      send(1, halt(of3)),
      setTimer("answer"),
    ],
    [
      "the next one when one is taken for dead",
      3,
      halting(1, 2, []),
      timeout("answer"),
      halting(1, 1, []),
      send(1, halt(of3)),
      setTimer("answer"),
    ],
    [
      "and leads those that acknowledged, not one that rejected",
      3,
      halting(1, 1, [2]),
      receive(1, { type: "Rej", election: of3 }),
      leader(1),
      cancelTimer("answer"),
      send(2, { type: "Leader", election: of3 }),
      setTimer("heartbeat"),
    ],
    [
      "and is not held up by an acknowledgement of another election",
      3,
      halting(2, 2, []),
      receive(2, { type: "Ack", election: of3 }),
      halting(2, 2, []),
    ],
  ]);
});

describe("Stoller 1997: a process that is halted", () => {
  const halt3 = receive(3, { type: "Halt", election: of3 });
  const acks = [send(3, { type: "Ack", election: of3 }), setTimer("coordinator")] as const;
  cases([
    ["acknowledges and waits", 1, elec1, halt3, waiting(3, of3), cancelTimer("answer"), ...acks],
    ["leads no longer", 2, { ...leader(0) }, halt3, waiting(3, of3), cancelTimer("heartbeat"), ...acks],
    ["leaves a lower leader", 1, follower(2, of2), halt3, waiting(3, of3), cancelTimer("silence"), ...acks],
    [
      "rejects where its leader outranks the asker",
      1,
      follower(3, of3),
      receive(2, { type: "Halt", election: of2 }),
      follower(3, of3),
      send(2, { type: "Rej", election: of2 }),
    ],
    [
      "follows the winner of the election for which it waits",
      1,
      waiting(3, of3),
      receive(3, { type: "Leader", election: of3 }),
      follower(3, of3),
      cancelTimer("coordinator"),
      setTimer("silence"),
    ],
    ["but not of another one", 1, waiting(3, 8), receive(3, { type: "Leader", election: of3 }), waiting(3, 8)],
  ]);
});

describe("Stoller 1997: a leader asks whether those below are normal", () => {
  const question = { type: "NormQ", election: of3 } as const;
  const no = send(3, { type: "NotNorm", election: of3 });
  cases([
    [
      "again and again",
      3,
      leader(1),
      timeout("heartbeat"),
      leader(1),
      send(1, question),
      send(2, question),
      setTimer("heartbeat"),
    ],
    [
      "its follower hears that it is up",
      1,
      follower(3, of3),
      receive(3, question),
      follower(3, of3),
      setTimer("silence"),
    ],
    ["one without a leader says no", 1, elec1, receive(3, question), elec1, no],
    ["one with a lower leader says no", 1, follower(2, of2), receive(3, question), follower(2, of2), no],
    ["one that missed its Leader says no", 1, waiting(3, of3), receive(3, question), waiting(3, of3), no],
    [
      "a lower leader is not answered by one that follows a higher one",
      1,
      follower(3, of3),
      receive(2, { type: "NormQ", election: of2 }),
      follower(3, of3),
    ],
    [
      "and holds another election where one is not",
      3,
      leader(1),
      receive(1, { type: "NotNorm", election: of3 }),
      halting(2, 2, []),
      cancelTimer("heartbeat"),
      send(2, { type: "Halt", election: 8 }),
      setTimer("answer"),
    ],
    [
      "but not for an answer about an older election",
      3,
      leader(2),
      receive(1, { type: "NotNorm", election: of3 }),
      leader(2),
    ],
  ]);
});

test("the count of elections outlives a crash, and is all that does", () => {
  expect(stoller.durable(halting(4, 1, [2]))).toBe(4);
  expect(stoller.init(cluster(2), 4)).toEqual({ role: "elec1", held: 4 });
});

test("a process that is alone leads as soon as it starts", () => {
  const alone: Cluster<Stoller> = { self: 1, processes: [1], parameters: null };
  expect(stoller.step(alone, elec1, start)).toEqual([leader(1), setTimer("heartbeat")]);
});

test("what comes late changes nothing: the very state is kept", () => {
  for (const before of [elec1, waiting(3, of3), follower(3, of3), leader(1)]) {
    const [after, ...effects] = stoller.step(cluster(2), before, receive(1, { type: "Ack", election: of2 }));
    expect(after).toBe(before);
    expect(effects).toEqual([]);
  }
});
