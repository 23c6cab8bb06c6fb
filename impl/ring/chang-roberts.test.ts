import { describe, expect, it } from "vitest";
import { send } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { ChangRoberts, ChangRobertsState } from "../../spec/ring/chang-roberts.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { changRoberts } from "./chang-roberts.ts";

const { init, step, leadership } = changRoberts;

/** Process 2 in a ring along which ids fall: it hears from 3 and sends to 1. */
const two: Cluster<ChangRoberts> = {
  self: 2,
  processes: [3, 2, 1],
  parameters: { initiators: null, announce: true },
};
const idOf = (id: ProcessId) => ({ type: "id", id }) as const;
const electedOf = (leader: ProcessId) => ({ type: "elected", leader }) as const;
const receive = (message: ChangRoberts["Message"]): Event<ChangRoberts> => ({ type: "receive", from: 3, message });

const candidate: ChangRobertsState = { role: "candidate" };
const lost: ChangRobertsState = { role: "lost" };
const elected: ChangRobertsState = { role: "elected" };
const following: ChangRobertsState = { role: "following", leader: 3 };

describe("Chang and Roberts", () => {
  it("lets an initiator begin as a candidate that sends its id to its successor", () => {
    expect(init(two)).toEqual(candidate);
    expect(step(two, candidate, { type: "start" })).toEqual([candidate, send(1, idOf(2))]);
  });

  it("lets a process that does not take part begin as lost, in silence", () => {
    const idle = { ...two, parameters: { initiators: [1, 3], announce: true } };
    expect(init(idle)).toEqual(lost);
    expect(step(idle, lost, { type: "start" })).toEqual([lost]);
  });

  it("lets a candidate lose to a higher id, which it passes on", () => {
    expect(step(two, candidate, receive(idOf(3)))).toEqual([lost, send(1, idOf(3))]);
  });

  it("lets a candidate swallow a lower id", () => {
    expect(step(two, candidate, receive(idOf(1)))).toEqual([candidate]);
  });

  it("elects the candidate whose own id comes home, and sends the news round", () => {
    expect(step(two, candidate, receive(idOf(2)))).toEqual([elected, send(1, electedOf(2))]);
    expect(leadership(two, elected)).toEqual({ leader: 2 });
  });

  it("elects without a word where nothing is to be announced", () => {
    const silent = { ...two, parameters: { initiators: null, announce: false } };
    expect(step(silent, candidate, receive(idOf(2)))).toEqual([elected]);
  });

  it("elects once, even if an id comes home twice", () => {
    expect(step(two, elected, receive(idOf(2)))).toEqual([elected]);
  });

  it("lets an elected process swallow lower ids", () => {
    expect(step(two, elected, receive(idOf(1)))).toEqual([elected]);
  });

  it.each([1, 2, 3])("lets a process that is out of the race pass on id %i, whatever its own", (id) => {
    expect(step(two, lost, receive(idOf(id)))).toEqual([lost, send(1, idOf(id))]);
    expect(step(two, following, receive(idOf(id)))).toEqual([following, send(1, idOf(id))]);
  });

  it("lets whoever hears the news follow the elected one and pass the news on", () => {
    expect(step(two, lost, receive(electedOf(3)))).toEqual([following, send(1, electedOf(3))]);
    expect(leadership(two, lost)).toEqual({ leader: null });
    expect(leadership(two, following)).toEqual({ leader: 3 });
  });

  it("lets a process that follows one follow another of whom it hears later", () => {
    const other: ChangRobertsState = { role: "following", leader: 1 };
    expect(step(two, other, receive(electedOf(3)))).toEqual([following, send(1, electedOf(3))]);
  });

  it("stops the news where it began", () => {
    expect(step(two, elected, receive(electedOf(2)))).toEqual([elected]);
    expect(step(two, candidate, receive(electedOf(2)))).toEqual([candidate]);
  });

  it("keeps the very state in which nothing happens", () => {
    expect(step(two, candidate, receive(idOf(1)))[0]).toBe(candidate);
    expect(step(two, following, receive(electedOf(3)))[0]).toBe(following);
    for (const state of [lost, following, elected]) expect(step(two, state, { type: "start" })[0]).toBe(state);
  });
});
