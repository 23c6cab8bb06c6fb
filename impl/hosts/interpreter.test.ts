import { describe, expect, test } from "vitest";
import { cancelTimer, send, setTimer } from "../../spec/effect.ts";
import type { Protocol } from "../../spec/protocol.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { boot, type Command, feed, type Hosted, type Input } from "./interpreter.ts";

/** Does what it is asked: the request is the step. */
interface Puppet extends Vocabulary {
  readonly State: { readonly kept: number; readonly leader: number | null; readonly epoch: number };
  readonly Message: string;
  readonly Timer: "a" | "b";
  readonly Request: Partial<Puppet["State"]> & { readonly effects?: readonly ReturnType<typeof send<string>>[] };
  readonly Durable: number;
}

const puppet: Protocol<Puppet> = {
  name: "puppet",
  init: (_cluster, kept = 0) => ({ kept, leader: null, epoch: 0 }),
  step: (_cluster, state, event) => {
    if (event.type === "start") return [state, setTimer("a"), setTimer("b")];
    if (event.type === "receive")
      return event.message === "hush" ? [state, cancelTimer("a")] : [state, send(event.from, "reply")];
    if (event.type === "timeout") return [state, send(2, event.timer)];
    const { effects = [], ...change } = event.request;
    return [{ ...state, ...change }, ...effects];
  },
  durable: ({ kept }) => kept,
  leadership: (_cluster, { leader, epoch }) => ({ leader, epoch }),
  timers: () => ({ a: 1, b: 1 }),
};
const cluster = { self: 1, processes: [1, 2], parameters: null };

/** A host that has booted, as incarnation 7. */
function booted(): Hosted<Puppet> {
  const [hosted] = boot(puppet, cluster, 7);
  return feed(puppet, cluster, hosted, { type: "written" })[0];
}

/** What comes of inputs, one after the other: the last state, and all commands but the notes for the log. */
function handed(
  hosted: Hosted<Puppet>,
  ...inputs: readonly Input<Puppet>[]
): readonly [Hosted<Puppet>, ...Command<Puppet>[]] {
  let now = hosted;
  const all: Command<Puppet>[] = [];
  for (const input of inputs) {
    const [next, ...commands] = feed(puppet, cluster, now, input);
    now = next;
    all.push(...commands.filter(({ type }) => type !== "took"));
  }
  return [now, ...all];
}

const ask = (request: Puppet["Request"]): Input<Puppet> => ({ type: "ask", request });
const written: Input<Puppet> = { type: "written" };

describe("the boot", () => {
  test("asks for a write before anything else, even where nothing durable has changed", () => {
    const [hosted, ...commands] = boot(puppet, cluster, 7, 3);
    expect(commands).toEqual([
      { type: "took", event: { type: "start" }, effects: [setTimer("a"), setTimer("b")], incarnation: null },
      { type: "write", durable: 3 },
    ]);
    const [, ...released] = feed(puppet, cluster, hosted, written);
    expect(released).toEqual([
      { type: "arm", timer: "a", arming: 1 },
      { type: "arm", timer: "b", arming: 2 },
      { type: "tell", before: { leader: null }, after: { leader: null, epoch: 0 } },
    ]);
  });
});

describe("a write", () => {
  test("comes before the messages of its step, which leave in their order once it is done", () => {
    const [during, ...first] = handed(booted(), ask({ kept: 1, effects: [send(2, "x"), send(2, "y")] }));
    expect(first).toEqual([{ type: "write", durable: 1 }]);
    const [, ...second] = handed(during, written);
    expect(second.map((command) => command.type === "send" && command.message)).toEqual(["x", "y"]);
  });

  test("is not asked for where what is durable stays equal", () => {
    expect(handed(booted(), ask({ kept: 0, effects: [send(2, "x")] })).slice(1)).toEqual([
      { type: "send", to: 2, incarnation: null, message: "x" },
    ]);
  });

  test("keeps whatever happens meanwhile waiting, in order, up to the next write", () => {
    const [during] = handed(
      booted(),
      ask({ kept: 1 }),
      ask({ effects: [send(2, "x")] }),
      ask({ kept: 2 }),
      ask({ effects: [send(2, "y")] }),
    );
    expect(during.waiting).toHaveLength(3);
    const [again, ...commands] = handed(during, written);
    expect(commands).toEqual([
      { type: "send", to: 2, incarnation: null, message: "x" },
      { type: "write", durable: 2 },
    ]);
    expect(again.waiting).toHaveLength(1);
  });

  test("that nobody asked for changes nothing", () => {
    const hosted = booted();
    expect(handed(hosted, written)).toEqual([hosted]);
  });
});

describe("timers", () => {
  test("fire by the number of their last arming, and once", () => {
    const ring: Input<Puppet> = { type: "ring", timer: "a", arming: 1 };
    expect(handed(booted(), ring, ring).slice(1)).toEqual([{ type: "send", to: 2, incarnation: null, message: "a" }]);
  });

  test("do not fire once they were cancelled, however late the ring is heard of", () => {
    const hush: Input<Puppet> = { type: "arrival", from: 2, incarnation: 1, to: null, message: "hush" };
    const ring: Input<Puppet> = { type: "ring", timer: "a", arming: 1 };
    expect(handed(booted(), hush, ring).slice(1)).toEqual([{ type: "disarm", timer: "a" }]);
    // The cancellation itself may have to wait for a write.
    const [, ...commands] = handed(booted(), ask({ kept: 1 }), hush, ring, written);
    expect(commands).toEqual([
      { type: "write", durable: 1 },
      { type: "disarm", timer: "a" },
    ]);
  });
});

describe("incarnations", () => {
  const from = (incarnation: number, to: number | null): Input<Puppet> => ({
    type: "arrival",
    from: 2,
    incarnation,
    to,
    message: "hi",
  });

  test("a message is answered to the incarnation that sent it", () => {
    expect(handed(booted(), from(4, 7)).slice(1)).toEqual([{ type: "send", to: 2, incarnation: 4, message: "reply" }]);
  });

  test.each([
    ["for an earlier incarnation", from(4, 6), "for another incarnation"],
    ["for a later one", from(4, 8), "for another incarnation"],
    ["from an older one than is known", from(3, 7), "from an older incarnation"],
  ])("a message %s is refused, and changes nothing", (_, arrival, why) => {
    const [hosted] = handed(booted(), from(4, 7));
    expect(handed(hosted, arrival)).toEqual([hosted, { type: "refuse", from: 2, why }]);
  });

  test("are learnt from a meeting, too, but never backwards", () => {
    const meet = (incarnation: number): Input<Puppet> => ({ type: "meeting", with: 2, incarnation });
    const [hosted] = handed(booted(), meet(5), meet(4));
    expect(hosted.known).toEqual({ 2: 5 });
  });
});

describe("the user is told", () => {
  test("that this process leads once that is on the disk, and that it leads no more at once", () => {
    const [leading, ...gain] = handed(booted(), ask({ kept: 1, leader: 1, epoch: 1 }), written);
    expect(gain.map(({ type }) => type)).toEqual(["write", "tell"]);
    const [, ...loss] = handed(leading, ask({ kept: 2, leader: 2, epoch: 2 }));
    expect(loss.map(({ type }) => type)).toEqual(["tell", "write"]);
  });

  test("of the end of one epoch before the beginning of the next, where it leads both", () => {
    const [leading] = handed(booted(), ask({ kept: 1, leader: 1, epoch: 1 }), written);
    const [, ...commands] = handed(leading, ask({ kept: 2, leader: 1, epoch: 2 }), written);
    expect(commands).toMatchObject([
      { type: "tell", after: { leader: null, epoch: 1 } },
      { type: "write" },
      { type: "tell", after: { leader: 1, epoch: 2 } },
    ]);
  });
});
