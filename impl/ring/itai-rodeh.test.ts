import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { IdentityMessage, ItaiRodeh, ItaiRodehMessage, ItaiRodehState } from "../../spec/ring/itai-rodeh.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { itaiRodeh } from "./itai-rodeh.ts";

const { init, step, leadership, timers } = itaiRodeh;

type State = ItaiRodehState;
const parameters = { identities: 3, rounds: true, uncounted: 0 };
/** A process in a ring of three, that sends to 1. */
const ring: Cluster<ItaiRodeh> = { self: 3, processes: [1, 2, 3], parameters };
const withoutRounds = { ...ring, parameters: { ...parameters, rounds: false } };

const drawing = (round: number, ...kept: readonly IdentityMessage[]): State => ({ role: "drawing", round, kept });
const active = (round: number, identity: number): State => ({ role: "active", round, identity });
const passive: State = { role: "passive" };
const elected: State = { role: "elected" };
const following = (distance: number): State => ({ role: "following", distance });

const lot = (round: number, identity: number, hops: number, unique = true): IdentityMessage => ({
  type: "identity",
  identity,
  round,
  hops,
  unique,
});
const news = (hops: number) => ({ type: "elected", hops }) as const;
const receive = (message: ItaiRodehMessage): Event<ItaiRodeh> => ({ type: "receive", from: 2, message });
const timeout = (identity: number): Event<ItaiRodeh> => ({ type: "timeout", timer: `identity ${identity}` });
const cancelled = ([, ...effects]: readonly unknown[]) =>
  effects.filter((one) => (one as Effect).type === "cancelTimer");
const all = ["identity 1", "identity 2", "identity 3"] as const;

describe("a process that draws", () => {
  it("arms a timer for every identity, all of the same range, so that none is likelier than another", () => {
    expect(init(ring)).toEqual(drawing(1));
    expect(step(ring, drawing(1), { type: "start" })).toEqual([drawing(1), ...all.map(setTimer)]);
    expect(new Set(Object.values(timers(ring)).map((range) => JSON.stringify(range)))).toEqual(new Set(["[1,2]"]));
    expect(Object.keys(timers(ring))).toEqual(all);
  });

  it("has drawn what runs out first, and sends it round", () => {
    expect(step(ring, drawing(1), timeout(2))).toEqual([
      active(1, 2),
      cancelTimer("identity 1"),
      cancelTimer("identity 3"),
      send(1, lot(1, 2, 1)),
    ]);
  });

  it("keeps an identity of its round until it has one of its own, and a copy of it but once", () => {
    const kept = drawing(1, lot(1, 2, 1));
    expect(step(ring, drawing(1), receive(lot(1, 2, 1)))).toEqual([kept]);
    expect(step(ring, kept, receive(lot(1, 2, 1)))[0]).toBe(kept);
    expect(step(ring, kept, receive(lot(1, 2, 2)))).toEqual([drawing(1, lot(1, 2, 1), lot(1, 2, 2))]);
    expect(step(ring, kept, receive(lot(1, 3, 1)))).toEqual([drawing(1, lot(1, 2, 1), lot(1, 3, 1))]);
  });

  it("receives what it kept once it has drawn, in the order in which it came, behind its own", () => {
    const [state, ...effects] = step(ring, drawing(1, lot(1, 2, 1), lot(1, 3, 2)), timeout(2));
    expect(state).toEqual(passive);
    expect(effects.slice(2)).toEqual([
      send(1, lot(1, 2, 1)),
      send(1, { ...lot(1, 2, 2), unique: false }),
      send(1, lot(1, 3, 3)),
    ]);
  });

  it("is passive where others are a round ahead, and draws no more", () => {
    const step1 = step(ring, drawing(1), receive(lot(2, 1, 1)));
    expect(step1).toEqual([passive, ...all.map(cancelTimer), send(1, lot(2, 1, 2))]);
  });

  it("takes nothing from an earlier round", () => {
    const state = drawing(2);
    expect(step(ring, state, receive(lot(1, 3, 1)))).toEqual([state]);
    expect(step(ring, state, receive(lot(1, 3, 1)))[0]).toBe(state);
  });
});

describe("an active process", () => {
  it.each([
    ["a higher identity", lot(2, 3, 1)],
    ["a later round, with whatever identity", lot(3, 1, 1)],
  ])("is passive before %s, which it passes on", (_what, message) => {
    expect(step(ring, active(2, 2), receive(message))).toEqual([passive, send(1, { ...message, hops: 2 })]);
  });

  it.each([
    ["a lower identity", lot(2, 1, 1)],
    ["an earlier round, with whatever identity", lot(1, 3, 1)],
  ])("lets %s go no farther", (_what, message) => {
    const state = active(2, 2);
    expect(step(ring, state, receive(message))).toEqual([state]);
    expect(step(ring, state, receive(message))[0]).toBe(state);
  });

  it("marks an identity like its own that has not come all the way round", () => {
    const state = active(1, 2);
    expect(step(ring, state, receive(lot(1, 2, 2)))).toEqual([state, send(1, lot(1, 2, 3, false))]);
  });

  it("is elected where its own comes home and nobody else had it, and says so", () => {
    expect(step(ring, active(1, 2), receive(lot(1, 2, 3)))).toEqual([elected, send(1, news(1))]);
  });

  it("draws again where its own comes home and is not unique, in a new round", () => {
    expect(step(ring, active(1, 2), receive(lot(1, 2, 3, false)))).toEqual([drawing(2), ...all.map(setTimer)]);
    expect(step(withoutRounds, active(1, 2), receive(lot(1, 2, 3, false)))[0]).toEqual(drawing(1));
  });

  it("takes another's identity for its own where the ring is larger than it knows", () => {
    const mistaken = { ...ring, parameters: { ...parameters, uncounted: 1 } };
    expect(step(mistaken, active(1, 2), receive(lot(1, 2, 2)))[0]).toEqual(elected);
  });
});

describe("the others", () => {
  it.each([passive, following(1)])("pass on an identity, but not twice round: %j", (state) => {
    expect(step(ring, state, receive(lot(4, 1, 2, false)))).toEqual([state, send(1, lot(4, 1, 3, false))]);
    expect(step(ring, state, receive(lot(4, 1, 3)))).toEqual([state]);
  });

  it("hear how far behind the elected process they are", () => {
    expect(step(ring, passive, receive(news(2)))).toEqual([following(2), send(1, news(3))]);
    expect(step(ring, active(1, 1), receive(news(1)))).toEqual([following(1), send(1, news(2))]);
    expect(step(ring, following(2), receive(news(2)))[0].role).toBe("following");
    expect(cancelled(step(ring, drawing(1), receive(news(1))))).toEqual(all.map(cancelTimer));
    const known = following(2);
    expect(step(ring, known, receive(news(2)))[0]).toBe(known);
  });

  it("hear it once: the news ends where it began", () => {
    for (const state of [elected, passive, active(1, 1)]) expect(step(ring, state, receive(news(3)))).toEqual([state]);
    expect(step(ring, elected, receive(news(1)))).toEqual([elected]);
    expect(step(ring, elected, receive(lot(1, 1, 1)))[0]).toBe(elected);
  });
});

describe("the ring is anonymous", () => {
  const arbitraryMessage: fc.Arbitrary<ItaiRodehMessage> = fc.oneof(
    fc.record({
      type: fc.constant("identity" as const),
      identity: fc.integer({ min: 1, max: 3 }),
      round: fc.integer({ min: 1, max: 3 }),
      hops: fc.integer({ min: 1, max: 3 }),
      unique: fc.boolean(),
    }),
    fc.record({ type: fc.constant("elected" as const), hops: fc.integer({ min: 1, max: 3 }) }),
  );
  const arbitraryEvent: fc.Arbitrary<Event<ItaiRodeh>> = fc.oneof(
    arbitraryMessage.map(receive),
    fc.constantFrom<Event<ItaiRodeh>>({ type: "start" }, timeout(1), timeout(2), timeout(3)),
  );
  const arbitraryNames = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 3 });

  it("so that processes of any names, wherever they stand, do the same all along, but for whom they send to", () => {
    fc.assert(
      fc.property(
        arbitraryNames,
        fc.nat({ max: 2 }),
        fc.array(arbitraryEvent),
        fc.boolean(),
        (names, place, events, rounds) => {
          const one = { ...ring, parameters: { ...parameters, rounds } };
          const other = { ...one, processes: names, self: names[place]! };
          let [here, there]: readonly [State, State] = [init(one), init(other)];
          for (const event of events) {
            const [a, ...done] = step(one, here, event);
            const [b, ...alike] = step(other, there, event);
            expect(b).toEqual(a);
            expect(alike.map(withoutReceiver)).toEqual(done.map(withoutReceiver));
            [here, there] = [a, b];
          }
        },
      ),
    );
  });

  it("and a name is given to who is elected by the onlooker alone", () => {
    const leaders = (state: State) => [1, 2, 3].map((self: ProcessId) => leadership({ ...ring, self }, state).leader);
    expect(leaders(elected)).toEqual([1, 2, 3]);
    expect(leaders(following(1))).toEqual([3, 1, 2]);
    expect(leaders(following(2))).toEqual([2, 3, 1]);
    expect(leaders(passive)).toEqual([null, null, null]);
  });
});

describe("what cannot be", () => {
  it.each([1, 0, 2.5])("%d identities are refused: all would stay alike (Angluin, 1980)", (identities) => {
    expect(() => init({ ...ring, parameters: { ...parameters, identities } })).toThrow(
      /identities to draw from; give an integer of at least 2/,
    );
  });

  it.each([-1, 3, 0.5])("%d processes that nobody knows of are refused in a ring of three", (uncounted) => {
    expect(() => init({ ...ring, parameters: { ...parameters, uncounted } })).toThrow(
      /of 3 processes are not counted; give an integer from 0 to 2/,
    );
  });
});

function withoutReceiver(effect: Effect<ItaiRodeh>): unknown {
  return effect.type === "send" ? { ...effect, to: "the next" } : effect;
}
