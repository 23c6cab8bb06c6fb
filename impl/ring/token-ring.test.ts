import { describe, expect, it } from "vitest";
import { cancelTimer, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { TokenRing, TokenRingParameters, TokenRingState, TokenRingTimer } from "../../spec/ring/token-ring.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { tokenRing } from "./token-ring.ts";

const { init, step, durable, leadership, timers } = tokenRing;

const all: TokenRingParameters = { generations: true, skip: true, regenerate: true };

/** A process of a ring of three, with all mechanisms but those that `change` switches off. */
function process(self: ProcessId, change: Partial<TokenRingParameters> = {}): Cluster<TokenRing> {
  return { self, processes: [1, 2, 3], parameters: { ...all, ...change } };
}

const token = (generation: number) => ({ type: "token", generation }) as const;
const heartbeat = (generation: number) => ({ type: "heartbeat", generation }) as const;
const start: Event<TokenRing> = { type: "start" };
const timeout = (timer: TokenRingTimer): Event<TokenRing> => ({ type: "timeout", timer });
const receive = (from: ProcessId, message: TokenRing["Message"]): Event<TokenRing> => ({
  type: "receive",
  from,
  message,
});

const waiting = (generation: number): TokenRingState => ({ role: "waiting", generation });
const passing = (generation: number, to: ProcessId): TokenRingState => ({ role: "passing", generation, to });
const following = (generation: number, leader: ProcessId): TokenRingState => ({
  role: "following",
  generation,
  leader,
});
const leading = (generation: number): TokenRingState => ({ role: "leading", generation });

describe("the token ring at the start", () => {
  it("lets the first process make the first token and give it to its successor", () => {
    expect(step(process(1), init(process(1)), start)).toEqual([
      passing(1, 2),
      setTimer("acknowledgement"),
      send(2, token(1)),
    ]);
  });

  it("gives every token the generation 0 where there are no generations", () => {
    const [state, , sent] = step(process(1, { generations: false }), waiting(0), start);
    expect([state, sent]).toEqual([passing(0, 2), send(2, token(0))]);
  });

  it("lets the others wait for a leader, each longer than the one before it", () => {
    expect(step(process(2), init(process(2)), start)).toEqual([waiting(0), setTimer("silence 1")]);
    expect(step(process(3), init(process(3)), start)).toEqual([waiting(0), setTimer("silence 2")]);
    expect(timers(process(1))).toMatchObject({ "silence 1": 3, "silence 2": 5, "silence 3": 7 });
  });

  it("makes no token anew for a first process that comes back: its disk remembers a generation", () => {
    const back = init(process(1), durable(passing(1, 2)));
    expect(step(process(1), back, start)).toEqual([waiting(1), setTimer("silence 3")]);
  });

  it("makes the only process of its ring the leader", () => {
    const alone = { ...process(1), processes: [1] };
    expect(step(alone, init(alone), start)).toEqual([leading(1), setTimer("heartbeat")]);
  });
});

describe("a token", () => {
  it("makes the first to receive it the leader, who announces itself to all", () => {
    expect(step(process(2), waiting(0), receive(1, token(1)))).toEqual([
      leading(1),
      cancelTimer("silence 1"),
      setTimer("heartbeat"),
      send(1, heartbeat(1)),
      send(3, heartbeat(1)),
    ]);
  });

  it("is ignored by whoever has seen it, or a newer one", () => {
    for (const state of [leading(1), following(1, 3), waiting(4), passing(2, 3)]) {
      expect(step(process(2), state, receive(1, token(1)))).toEqual([state]);
      expect(step(process(2), state, receive(1, token(1)))[0]).toBe(state);
    }
  });

  it("is taken every time in a ring without generations", () => {
    const [state, ...effects] = step(process(2, { generations: false }), following(0, 3), receive(1, token(0)));
    expect(state).toEqual(leading(0));
    expect(effects).toContainEqual(send(3, heartbeat(0)));
  });

  it("is acknowledged by the leader's announcement", () => {
    expect(step(process(1), passing(1, 2), receive(2, heartbeat(1)))).toEqual([
      following(1, 2),
      cancelTimer("acknowledgement"),
      setTimer("silence 2"),
    ]);
  });

  it("is replaced by another of its maker's where it is not acknowledged, for the process after", () => {
    expect(step(process(1), passing(1, 2), timeout("acknowledgement"))).toEqual([
      passing(4, 3),
      setTimer("acknowledgement"),
      send(3, token(4)),
    ]);
  });

  it("makes its maker the leader when it has come all the way round", () => {
    expect(step(process(1), passing(4, 3), timeout("acknowledgement"))).toEqual([
      leading(7),
      setTimer("heartbeat"),
      send(2, heartbeat(7)),
      send(3, heartbeat(7)),
    ]);
  });

  it("bears a number that no other process gives", () => {
    for (let seen = 0; seen < 9; seen += 1) {
      const numbers = [1, 2, 3].map((self) => {
        const [{ generation }] = step(process(self), following(seen, (self % 3) + 1), timeout("silence 2"));
        expect(generation).toBeGreaterThan(seen);
        return generation;
      });
      expect(numbers.map((number) => (number - 1) % 3)).toEqual([0, 1, 2]);
    }
  });

  it("is not passed over a process in a ring that does not skip: its maker watches in silence", () => {
    const patient = process(1, { skip: false });
    expect(step(patient, init(patient), start)).toEqual([passing(1, 2), setTimer("silence 2"), send(2, token(1))]);
    expect(step(patient, passing(1, 2), timeout("silence 2"))).toEqual([
      passing(4, 2),
      setTimer("silence 2"),
      send(2, token(4)),
    ]);
  });
});

describe("a leader", () => {
  it("shows itself to all at every heartbeat", () => {
    expect(step(process(2), leading(1), timeout("heartbeat"))).toEqual([
      leading(1),
      setTimer("heartbeat"),
      send(1, heartbeat(1)),
      send(3, heartbeat(1)),
    ]);
  });

  it("is followed as long as it shows itself", () => {
    const state = following(1, 2);
    const next = step(process(3), state, receive(2, heartbeat(1)));
    expect(next).toEqual([state, setTimer("silence 1")]);
    expect(next[0]).toBe(state);
  });

  it("steps down before a newer one, and leads on past an older one", () => {
    expect(step(process(2), leading(1), receive(3, heartbeat(4)))).toEqual([
      following(4, 3),
      cancelTimer("heartbeat"),
      setTimer("silence 2"),
    ]);
    expect(step(process(3), leading(4), receive(2, heartbeat(1)))).toEqual([leading(4)]);
  });

  it("that falls silent is succeeded by a token of its successor", () => {
    expect(step(process(3), following(1, 2), timeout("silence 1"))).toEqual([
      passing(3, 1),
      setTimer("acknowledgement"),
      send(1, token(3)),
    ]);
  });

  it("is watched by nobody but its successor in a ring that does not regenerate", () => {
    const heard = (self: ProcessId) => step(process(self, { regenerate: false }), waiting(0), receive(2, heartbeat(1)));
    expect(heard(3)).toEqual([following(1, 2), setTimer("silence 1")]);
    expect(heard(1)).toEqual([following(1, 2)]);
  });

  it("is followed in its newest generation", () => {
    expect(step(process(3), following(1, 2), receive(2, heartbeat(4)))[0]).toEqual(following(4, 2));
  });

  it("is followed in place of another one, where no generation tells them apart", () => {
    const ring = process(3, { generations: false });
    expect(step(ring, following(0, 1), receive(2, heartbeat(0)))[0]).toEqual(following(0, 2));
  });

  it("has an epoch only in a ring with generations", () => {
    expect(leadership(process(2), leading(5))).toEqual({ leader: 2, epoch: 5 });
    expect(leadership(process(2), passing(5, 3))).toEqual({ leader: null, epoch: 5 });
    expect(leadership(process(2, { generations: false }), following(0, 3))).toEqual({ leader: 3 });
  });
});

describe("every event", () => {
  const events: readonly Event<TokenRing>[] = [
    start,
    receive(1, token(3)),
    receive(1, heartbeat(3)),
    timeout("heartbeat"),
    timeout("acknowledgement"),
    timeout("silence 1"),
    timeout("silence 3"),
  ];
  const states = [waiting(2), passing(2, 3), following(2, 3), leading(2)];

  it("has an answer in every state, which never forgets a generation", () => {
    for (const state of states) {
      for (const event of events) {
        expect(step(process(2), state, event)[0].generation).toBeGreaterThanOrEqual(state.generation);
      }
    }
  });

  it("changes nothing where it is a timer of another role", () => {
    expect(step(process(2), leading(2), timeout("silence 1"))).toEqual([leading(2)]);
    for (const state of [waiting(2), following(2, 3)]) {
      for (const timer of ["heartbeat", "acknowledgement"] as const) {
        expect(step(process(2), state, timeout(timer))).toEqual([state]);
      }
    }
  });

  it("without effects leaves the very state as it was", () => {
    for (const state of states) {
      for (const event of events) {
        const [next, ...effects] = step(process(2), state, event);
        if (effects.length === 0) expect(next).toBe(state);
      }
    }
  });
});
