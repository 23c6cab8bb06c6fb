import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bully, BullyState } from "../../spec/bully/vocabulary.ts";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { bully } from "./bully.ts";

const candidate: BullyState = { role: "candidate" };
const deferring: BullyState = { role: "deferring" };
const leader: BullyState = { role: "leader" };
const followerOf = (process: ProcessId): BullyState => ({ role: "follower", leader: process });

const election = { type: "Election" } as const;
const answer = { type: "Answer" } as const;
const coordinator = { type: "Coordinator" } as const;

const start: Event<Bully> = { type: "start" };
const timeout = (timer: Bully["Timer"]): Event<Bully> => ({ type: "timeout", timer });
const receive = (from: ProcessId, message: Bully["Message"]): Event<Bully> => ({ type: "receive", from, message });

const cluster = (self: ProcessId): Cluster<Bully> => ({ self, processes: [1, 2, 3], parameters: null });

interface Case {
  readonly name: string;
  /** The process that takes the step, of 1, 2 and 3. */
  readonly self: ProcessId;
  readonly before: BullyState;
  readonly event: Event<Bully>;
  readonly after: BullyState;
  readonly effects: readonly Effect<Bully>[];
}

describe("Garcia-Molina 1982, Bully: a process holds an election", () => {
  const asksAbove = [send(2, election), send(3, election), setTimer("answer")];
  test.each<Case>([
    { name: "when it starts", self: 1, before: candidate, event: start, after: candidate, effects: asksAbove },
    {
      name: "when its coordinator has been silent for too long",
      self: 1,
      before: followerOf(3),
      event: timeout("silence"),
      after: candidate,
      effects: asksAbove,
    },
    {
      name: "when the process that answered it does not come to lead",
      self: 1,
      before: deferring,
      event: timeout("coordinator"),
      after: candidate,
      effects: asksAbove,
    },
    {
      name: "when it is asked by one that it outranks, which it answers",
      self: 2,
      before: followerOf(3),
      event: receive(1, election),
      after: candidate,
      effects: [cancelTimer("silence"), send(1, answer), send(3, election), setTimer("answer")],
    },
  ])("$name", check);
});

describe("Garcia-Molina 1982, Bully: a process is elected", () => {
  test.each<Case>([
    {
      name: "at once where nobody outranks it, and bullies whoever leads",
      self: 3,
      before: candidate,
      event: start,
      after: leader,
      effects: [send(1, coordinator), send(2, coordinator), setTimer("heartbeat")],
    },
    {
      name: "when nobody that outranks it has answered, and tells only those that it outranks",
      self: 2,
      before: candidate,
      event: timeout("answer"),
      after: leader,
      effects: [send(1, coordinator), setTimer("heartbeat")],
    },
  ])("$name", check);
});

describe("Garcia-Molina 1982, Bully: an election that is held already", () => {
  test.each<Case>([
    {
      name: "is left to the process that answers",
      self: 1,
      before: candidate,
      event: receive(2, answer),
      after: deferring,
      effects: [cancelTimer("answer"), setTimer("coordinator")],
    },
    {
      name: "is not begun again by a candidate that is asked: it only answers",
      self: 2,
      before: candidate,
      event: receive(1, election),
      after: candidate,
      effects: [send(1, answer)],
    },
    {
      name: "is not begun again by a process that defers: it only answers",
      self: 2,
      before: deferring,
      event: receive(1, election),
      after: deferring,
      effects: [send(1, answer)],
    },
    {
      name: "is ended by a coordinator",
      self: 1,
      before: candidate,
      event: receive(3, coordinator),
      after: followerOf(3),
      effects: [cancelTimer("answer"), setTimer("silence")],
    },
    {
      name: "is ended by a coordinator for one that defers, too",
      self: 1,
      before: deferring,
      event: receive(2, coordinator),
      after: followerOf(2),
      effects: [cancelTimer("coordinator"), setTimer("silence")],
    },
  ])("$name", check);
});

describe("a coordinator", () => {
  test.each<Case>([
    {
      name: "repeats itself as a heartbeat",
      self: 3,
      before: leader,
      event: timeout("heartbeat"),
      after: leader,
      effects: [send(1, coordinator), send(2, coordinator), setTimer("heartbeat")],
    },
    {
      name: "answers a candidate by telling it who leads",
      self: 3,
      before: leader,
      event: receive(1, election),
      after: leader,
      effects: [send(1, coordinator)],
    },
    {
      name: "gives way to one that outranks it",
      self: 2,
      before: leader,
      event: receive(3, coordinator),
      after: followerOf(3),
      effects: [cancelTimer("heartbeat"), setTimer("silence")],
    },
    {
      name: "that is known already only proves that it is up",
      self: 1,
      before: followerOf(3),
      event: receive(3, coordinator),
      after: followerOf(3),
      effects: [setTimer("silence")],
    },
    {
      name: "takes the followers of another one over, even one that the other outranked",
      self: 1,
      before: followerOf(3),
      event: receive(2, coordinator),
      after: followerOf(2),
      effects: [setTimer("silence")],
    },
  ])("$name", check);
});

describe("nothing happens", () => {
  test.each<readonly [name: string, self: ProcessId, before: BullyState, event: Event<Bully>]>([
    ["to a follower that is answered late", 1, followerOf(3), receive(2, answer)],
    ["to a process that defers and is answered again", 1, deferring, receive(3, answer)],
    ["to a leader whose answer timer runs out", 3, leader, timeout("answer")],
    ["to a candidate whose silence timer runs out", 1, candidate, timeout("silence")],
    ["where a process that is outranked claims to lead", 3, leader, receive(1, coordinator)],
    ["where a process that outranks this one asks it", 1, followerOf(3), receive(2, election)],
  ])("%s", (_name, self, before, event) => {
    const [after, ...effects] = bully.step(cluster(self), before, event);
    expect(after).toBe(before);
    expect(effects).toEqual([]);
  });
});

test("a process that is alone leads as soon as it starts", () => {
  const alone: Cluster<Bully> = { self: 1, processes: [1], parameters: null };
  expect(bully.step(alone, bully.init(alone), start)).toEqual([leader, setTimer("heartbeat")]);
});

test("a process takes itself for the leader, its coordinator, or nobody", () => {
  const known = [candidate, deferring, followerOf(3), leader].map(
    (state) => bully.leadership(cluster(2), state).leader,
  );
  expect(known).toEqual([null, null, 3, 2]);
});

test("every step arms exactly the timer that its role waits for", () => {
  const timerOf = { candidate: "answer", deferring: "coordinator", follower: "silence", leader: "heartbeat" } as const;
  const events = fc.array(
    fc.oneof(
      fc.constantFrom("answer" as const, "coordinator" as const, "silence" as const, "heartbeat" as const),
      fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(election, answer, coordinator)),
    ),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), events, (self, happenings) => {
      const of4: Cluster<Bully> = { self, processes: [1, 2, 3, 4], parameters: null };
      const armed = new Set<string>();
      let state = bully.init(of4);
      const take = (event: Event<Bully>): void => {
        if (event.type === "timeout") armed.delete(event.timer);
        const [next, ...effects] = bully.step(of4, state, event);
        for (const effect of effects) {
          if (effect.type === "setTimer") armed.add(effect.timer);
          if (effect.type === "cancelTimer") armed.delete(effect.timer);
        }
        state = next;
        expect([...armed]).toEqual([timerOf[state.role]]);
      };
      take(start);
      for (const happening of happenings) {
        if (typeof happening !== "string") take(receive(...happening));
        else if (armed.has(happening)) take(timeout(happening));
      }
    }),
  );
});

function check({ self, before, event, after, effects }: Case): void {
  const step = bully.step(cluster(self), before, event);
  expect(step).toEqual([after, ...effects]);
}

test("a process boots into an election", () => {
  expect(bully.init(cluster(2))).toEqual(candidate);
});

test("a follower that hears from its coordinator again keeps the very state", () => {
  const before = followerOf(3);
  const [after, ...effects] = bully.step(cluster(1), before, receive(3, coordinator));
  expect(after).toBe(before);
  expect(effects).toEqual([setTimer("silence")]);
});

test("a timer of another role changes nothing", () => {
  for (const state of [candidate, followerOf(3), leader]) {
    expect(bully.step(cluster(1), state, timeout("coordinator"))).toEqual([state]);
  }
  for (const state of [candidate, followerOf(3), deferring]) {
    expect(bully.step(cluster(1), state, timeout("heartbeat"))).toEqual([state]);
  }
});
