import { describe, expect, it } from "vitest";
import { send } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { LeLann, LeLannState } from "../../spec/ring/lelann.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { leLann } from "./lelann.ts";

const { init, step, leadership } = leLann;

/** Process 2 in a ring along which ids fall: it hears from 3 and sends to 1. */
const two: Cluster<LeLann> = { self: 2, processes: [3, 2, 1], parameters: null };
const idOf = (id: ProcessId) => ({ type: "id", id }) as const;
const receive = (id: ProcessId): Event<LeLann> => ({ type: "receive", from: 3, message: idOf(id) });
const collecting = (highest: ProcessId): LeLannState => ({ role: "collecting", highest });
const following: LeLannState = { role: "following", leader: 3 };
const elected: LeLannState = { role: "elected" };

describe("Le Lann's election", () => {
  it("begins with every process sending its id round the ring", () => {
    expect(init(two)).toEqual(collecting(2));
    expect(step(two, collecting(2), { type: "start" })).toEqual([collecting(2), send(1, idOf(2))]);
  });

  it.each([
    [1, 2, 2],
    [3, 2, 3],
    [3, 3, 3],
    [1, 3, 3],
  ])("passes id %i on, and where %i was the highest, remembers %i", (id, before, after) => {
    expect(step(two, collecting(before), receive(id))).toEqual([collecting(after), send(1, idOf(id))]);
  });

  it("is decided at a process when its own id comes home: for the highest of all that passed before", () => {
    expect(step(two, collecting(3), receive(2))).toEqual([following]);
    expect(step(two, collecting(2), receive(2))).toEqual([elected]);
  });

  it("goes on for the others: whoever has decided passes their ids on", () => {
    for (const state of [following, elected]) expect(step(two, state, receive(3))).toEqual([state, send(1, idOf(3))]);
  });

  it("names a leader only where it is decided", () => {
    expect([collecting(3), following, elected].map((state) => leadership(two, state).leader)).toEqual([null, 3, 2]);
  });

  it("leaves the very state where nothing happens", () => {
    for (const state of [following, elected]) {
      expect(step(two, state, receive(2))).toEqual([state]);
      expect(step(two, state, receive(2))[0]).toBe(state);
      expect(step(two, state, { type: "start" })).toEqual([state]);
      expect(step(two, state, receive(3))[0]).toBe(state);
    }
    const state = collecting(3);
    expect(step(two, state, receive(1))[0]).toBe(state);
  });

  it("keeps nothing on a disk, and waits for nothing", () => {
    expect(leLann.durable(collecting(3))).toBe(null);
    expect(leLann.timers(two)).toEqual({});
  });
});
