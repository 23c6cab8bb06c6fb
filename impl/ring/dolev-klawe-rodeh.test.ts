import { describe, expect, it } from "vitest";
import { send } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type {
  DolevKlaweRodeh,
  DolevKlaweRodehMessage,
  DolevKlaweRodehState,
} from "../../spec/ring/dolev-klawe-rodeh.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { dolevKlaweRodeh } from "./dolev-klawe-rodeh.ts";

const { init, step, leadership } = dolevKlaweRodeh;

/** Process 2 hears from 1, and sends to 4. */
const two: Cluster<DolevKlaweRodeh> = { self: 2, processes: [3, 1, 2, 4], parameters: null };
const next = 4;

type State = DolevKlaweRodehState;
const active = (maximum: ProcessId, left: ProcessId | null = null): State => ({ role: "active", maximum, left });
const passive: State = { role: "passive" };
const elected: State = { role: "elected" };
const following: State = { role: "following", leader: 4 };

const m1 = (value: ProcessId) => ({ type: "M1", value }) as const;
const m2 = (value: ProcessId) => ({ type: "M2", value }) as const;
const news = (leader: ProcessId) => ({ type: "elected", leader }) as const;
const receive = (message: DolevKlaweRodehMessage): Event<DolevKlaweRodeh> => ({ type: "receive", from: 1, message });

describe("an active process", () => {
  it("begins by sending its own id (step A0)", () => {
    expect(init(two)).toEqual(active(2));
    expect(step(two, active(2), { type: "start" })).toEqual([active(2), send(next, m1(2))]);
  });

  it("hands on what the active process before it stands for (step A1)", () => {
    expect(step(two, active(2), receive(m1(3)))).toEqual([active(2, 3), send(next, m2(3))]);
  });

  it("knows that it is alone where it receives the value for which it stands (step A1)", () => {
    expect(step(two, active(4), receive(m1(4)))).toEqual([following, send(next, news(4))]);
    expect(step(two, active(2), receive(m1(2)))).toEqual([elected, send(next, news(2))]);
  });

  it("stands for the value before it where that is higher than both of its neighbours (step A2)", () => {
    expect(step(two, active(2, 3), receive(m2(1)))).toEqual([active(3), send(next, m1(3))]);
  });

  it.each([
    ["its own value is higher", active(4, 3), 1],
    ["the one before that is higher", active(2, 3), 4],
    ["both are", active(3, 1), 4],
  ])("gives up where %s (step A2)", (_why, state, beforeLeft) => {
    expect(step(two, state, receive(m2(beforeLeft)))).toEqual([passive]);
  });

  it("does not understand a second message that came before the first", () => {
    const state = active(2);
    expect(step(two, state, receive(m2(1)))).toEqual([state]);
    expect(step(two, state, receive(m2(1)))[0]).toBe(state);
  });
});

describe("a process that is not active", () => {
  it.each([passive, following, elected])("passes on what it receives: %j", (state) => {
    for (const message of [m1(3), m2(1), m1(2)]) {
      expect(step(two, state, receive(message))).toEqual([state, send(next, message)]);
      expect(step(two, state, receive(message))[0]).toBe(state);
    }
    expect(step(two, state, { type: "start" })).toEqual([state]);
  });
});

describe("the news", () => {
  it("tells the highest process that it is elected, wherever that was found out", () => {
    expect(step(two, passive, receive(news(2)))).toEqual([elected, send(next, news(2))]);
    expect(leadership(two, elected)).toEqual({ leader: 2 });
  });

  it("makes the others follow, and goes no farther where it is known", () => {
    for (const state of [passive, active(2)]) {
      expect(step(two, state, receive(news(4)))).toEqual([following, send(next, news(4))]);
    }
    expect(step(two, following, receive(news(4)))).toEqual([following]);
    expect(step(two, elected, receive(news(2)))[0]).toBe(elected);
    expect(leadership(two, following)).toEqual({ leader: 4 });
    expect(leadership(two, passive)).toEqual({ leader: null });
  });
});
