import { describe, expect, it } from "vitest";
import { send } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type {
  Direction,
  HirschbergSinclair,
  HirschbergSinclairMessage,
  HirschbergSinclairState,
} from "../../spec/ring/hirschberg-sinclair.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { hirschbergSinclair } from "./hirschberg-sinclair.ts";

const { init, step, leadership } = hirschbergSinclair;

/** Process 3 in a ring of 5: 5 is before it, 1 comes after it. */
const three: Cluster<HirschbergSinclair> = { self: 3, processes: [5, 3, 1, 4, 2], parameters: null };
const before = 5;
const after = 1;

type State = HirschbergSinclairState;
const candidate = (maxnum: number, replied: Direction | null = null): State => ({ role: "candidate", maxnum, replied });
const lost: State = { role: "lost" };
const won: State = { role: "won" };
const following: State = { role: "following", leader: 5 };
const everyState = [candidate(1), candidate(2, "forward"), lost, won, following];

const from = (value: ProcessId, num: number, maxnum: number, direction: Direction) =>
  ({ type: "from", value, num, maxnum, direction }) as const;
const ok = (value: ProcessId, maxnum: number, direction: Direction) =>
  ({ type: "ok", value, maxnum, direction }) as const;
const no = (value: ProcessId, direction: Direction) => ({ type: "no", value, direction }) as const;
const news = (leader: ProcessId) => ({ type: "elected", leader }) as const;
const receive = (message: HirschbergSinclairMessage): Event<HirschbergSinclair> => ({
  type: "receive",
  from: "direction" in message && message.direction === "backward" ? after : before,
  message,
});

describe("a candidate", () => {
  it("sends its value one place to both sides at first (sendboth)", () => {
    expect(init(three)).toEqual(candidate(1));
    expect(step(three, candidate(1), { type: "start" })).toEqual([
      candidate(1),
      send(after, from(3, 0, 1, "forward")),
      send(before, from(3, 0, 1, "backward")),
    ]);
  });

  it("waits for a reply from both sides", () => {
    expect(step(three, candidate(2), receive(ok(3, 2, "backward")))).toEqual([candidate(2, "backward")]);
    expect(step(three, candidate(2), receive(ok(3, 2, "forward")))).toEqual([candidate(2, "forward")]);
  });

  it("tries twice as far once both have come", () => {
    expect(step(three, candidate(2, "backward"), receive(ok(3, 2, "forward")))).toEqual([
      candidate(4),
      send(after, from(3, 0, 4, "forward")),
      send(before, from(3, 0, 4, "backward")),
    ]);
  });

  it.each([
    ["comes from the same side again", ok(3, 2, "forward")],
    ["is of an earlier phase", ok(3, 1, "backward")],
  ])("does not count a reply that %s", (_why, message) => {
    const state = candidate(2, "forward");
    expect(step(three, state, receive(message))).toEqual([state]);
    expect(step(three, state, receive(message))[0]).toBe(state);
  });

  it("has lost where a reply says no", () => {
    expect(step(three, candidate(2), receive(no(3, "forward")))).toEqual([lost]);
  });

  it("has lost where a higher value passes", () => {
    expect(step(three, candidate(1), receive(from(5, 0, 2, "forward")))).toEqual([
      lost,
      send(after, from(5, 1, 2, "forward")),
    ]);
  });

  it("is elected when its own value comes home, and says so", () => {
    for (const state of [candidate(4), lost]) {
      expect(step(three, state, receive(from(3, 4, 8, "backward")))).toEqual([won, send(after, news(3))]);
    }
    expect(leadership(three, won)).toEqual({ leader: 3 });
  });
});

describe("a value on its way out", () => {
  it.each(everyState)("is refused by a higher process in whatever state, %j", (state) => {
    expect(step(three, state, receive(from(2, 0, 4, "forward")))).toEqual([state, send(before, no(2, "backward"))]);
    expect(step(three, state, receive(from(2, 0, 4, "backward")))).toEqual([state, send(after, no(2, "forward"))]);
  });

  it("goes on past a lower process, the way that it came", () => {
    expect(step(three, lost, receive(from(4, 1, 4, "backward")))).toEqual([
      lost,
      send(before, from(4, 2, 4, "backward")),
    ]);
  });

  it("turns back as ok where it has come as far as it was sent", () => {
    expect(step(three, lost, receive(from(4, 3, 4, "forward")))).toEqual([lost, send(before, ok(4, 4, "backward"))]);
    expect(step(three, following, receive(from(4, 0, 1, "backward")))).toEqual([
      following,
      send(after, ok(4, 1, "forward")),
    ]);
  });

  it("that comes home from the other side as well changes nothing", () => {
    expect(step(three, won, receive(from(3, 4, 8, "forward")))).toEqual([won]);
  });
});

describe("a reply", () => {
  it.each(everyState)("to another process is passed on in whatever state, %j", (state) => {
    expect(step(three, state, receive(ok(4, 2, "forward")))).toEqual([state, send(after, ok(4, 2, "forward"))]);
    expect(step(three, state, receive(no(2, "backward")))).toEqual([state, send(before, no(2, "backward"))]);
  });

  it.each([lost, won, following])("to a process that is no candidate any more changes nothing: %j", (state) => {
    for (const message of [ok(3, 2, "forward"), no(3, "forward")]) {
      expect(step(three, state, receive(message))).toEqual([state]);
      expect(step(three, state, receive(message))[0]).toBe(state);
    }
  });
});

describe("the news", () => {
  it("makes a follower of whoever hears it, and travels on until it is home", () => {
    expect(step(three, lost, receive(news(5)))).toEqual([following, send(after, news(5))]);
    expect(step(three, following, receive(news(5)))[0]).toBe(following);
    expect(step(three, won, receive(news(3)))).toEqual([won]);
    expect(leadership(three, following)).toEqual({ leader: 5 });
    expect(leadership(three, lost)).toEqual({ leader: null });
  });
});

it("A process that is alone hears from itself on both sides, and is elected", () => {
  const alone: Cluster<HirschbergSinclair> = { self: 1, processes: [1], parameters: null };
  const [state, ...values] = step(alone, init(alone), { type: "start" });
  expect(values).toEqual([send(1, from(1, 0, 1, "forward")), send(1, from(1, 0, 1, "backward"))]);
  expect(step(alone, state, receive(from(1, 0, 1, "forward")))).toEqual([won, send(1, news(1))]);
});
