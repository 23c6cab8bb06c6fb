/**
 * The bounds of the papers against counted messages. Where messages keep their
 * order and go one way only, how many there are does not depend on which process
 * is quicker (G. Kahn, "The semantics of a simple language for parallel
 * programming", 1974): one schedule tells for all. Where they go both ways it
 * does, and schedules are random.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Protocol } from "../../spec/protocol.ts";
import {
  announcementMessages,
  changRobertsMessagesAtMost,
  dolevKlaweRodehMessagesAtMost,
  hirschbergSinclairMessagesAtMost,
  leLannMessagesAtMost,
} from "../../spec/ring/message-bounds.ts";
import type { ProcessId, Vocabulary } from "../../spec/vocabulary.ts";
import { changRoberts } from "./chang-roberts.ts";
import { dolevKlaweRodeh } from "./dolev-klawe-rodeh.ts";
import { hirschbergSinclair } from "./hirschberg-sinclair.ts";
import { leLann } from "./lelann.ts";

interface Sent {
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly message: { readonly type: string };
}

/** Runs an election to its end on a FIFO network, each delivery picked by `pick`, and gives back how many messages there were. */
function count<V extends Vocabulary & { readonly Message: { readonly type: string } }>(
  protocol: Protocol<V>,
  processes: readonly ProcessId[],
  parameters: V["Parameters"],
  pick: (choices: number) => number = () => 0,
): { readonly election: number; readonly news: number; readonly leader: ProcessId | null } {
  const cluster = (self: ProcessId) => ({ self, processes, parameters });
  const states = new Map(processes.map((self) => [self, protocol.init(cluster(self))]));
  const sent: Sent[] = [];
  const inFlight: Sent[] = [];
  const take = (self: ProcessId, event: Parameters<typeof protocol.step>[2]): void => {
    const [state, ...effects] = protocol.step(cluster(self), states.get(self)!, event);
    states.set(self, state);
    for (const effect of effects) {
      if (effect.type !== "send") continue;
      const letter = { from: self, to: effect.to, message: effect.message };
      sent.push(letter);
      inFlight.push(letter);
    }
  };
  for (const self of processes) take(self, { type: "start" });
  while (inFlight.length > 0) {
    const first = inFlight.filter(
      (one, index) => inFlight.findIndex(({ from, to }) => from === one.from && to === one.to) === index,
    );
    const next = first[pick(first.length)]!;
    inFlight.splice(inFlight.indexOf(next), 1);
    take(next.to, { type: "receive", from: next.from, message: next.message });
  }
  const leaders = new Set(processes.map((self) => protocol.leadership(cluster(self), states.get(self)!).leader));
  expect(leaders.size, "all agree in the end").toBe(1);
  const news = sent.filter(({ message }) => message.type === "elected").length;
  return { election: sent.length - news, news, leader: [...leaders][0]! };
}

/** Every order of the processes 1 to `size` round a ring. */
function arrangements(size: number): readonly (readonly ProcessId[])[] {
  if (size === 1) return [[1]];
  return arrangements(size - 1).flatMap((ring) => ring.map((_, place) => ring.toSpliced(place + 1, 0, size)));
}

const sizes = [1, 2, 3, 4, 5, 6];

describe.each(sizes)("in every ring of %i", (size) => {
  const rings = arrangements(size);

  test("Le Lann's ids take n² messages, no more and no less, and no news", () => {
    for (const ring of rings) {
      expect(count(leLann, ring, null)).toEqual({ election: leLannMessagesAtMost(size), news: 0, leader: size });
    }
  });

  test("Chang and Roberts' take n (n + 1) / 2 at most, which is met", () => {
    const counted = rings.map((ring) => count(changRoberts, ring, { initiators: null, announce: true }));
    expect(Math.max(...counted.map(({ election }) => election))).toBe(changRobertsMessagesAtMost(size));
    expect(new Set(counted.map(({ news }) => news))).toEqual(new Set([announcementMessages(size)]));
  });

  test("Dolev, Klawe and Rodeh's take 2n ⌊log n⌋ + n at most", () => {
    const counted = rings.map((ring) => count(dolevKlaweRodeh, ring, null));
    expect(Math.max(...counted.map(({ election }) => election))).toBeLessThanOrEqual(
      dolevKlaweRodehMessagesAtMost(size),
    );
    expect(new Set(counted.map(({ news }) => news))).toEqual(new Set([announcementMessages(size)]));
    expect(new Set(counted.map(({ leader }) => leader))).toEqual(new Set([size]));
  });

  test("Hirschberg and Sinclair's take 8n (1 + ⌈log n⌉) at most", () => {
    for (const ring of rings) {
      const { election, news, leader } = count(hirschbergSinclair, ring, null);
      expect(election).toBeLessThanOrEqual(hirschbergSinclairMessagesAtMost(size));
      expect([news, leader]).toEqual([announcementMessages(size), size]);
    }
  });
});

test("Dolev, Klawe and Rodeh's bound is met where every second process survives each phase", () => {
  const ring = [4, 1, 3, 2];
  expect(count(dolevKlaweRodeh, [2, 1], null).election).toBe(dolevKlaweRodehMessagesAtMost(2));
  expect(count(dolevKlaweRodeh, ring, null).election).toBe(dolevKlaweRodehMessagesAtMost(4));
});

test("in random rings of up to 40 processes, in random order of deliveries, both stay within their bounds", () => {
  const arbitraryRing = fc.integer({ min: 1, max: 40 }).chain((size) =>
    fc.shuffledSubarray(
      Array.from({ length: size }, (_, i) => i + 1),
      { minLength: size },
    ),
  );
  fc.assert(
    fc.property(arbitraryRing, fc.infiniteStream(fc.nat()), (ring, stream) => {
      const pick = (choices: number): number => (stream.next().value as number) % choices;
      const both = count(hirschbergSinclair, ring, null, pick);
      expect(both.election).toBeLessThanOrEqual(hirschbergSinclairMessagesAtMost(ring.length));
      const one = count(dolevKlaweRodeh, ring, null, pick);
      expect(one).toEqual(count(dolevKlaweRodeh, ring, null));
      expect(one.election).toBeLessThanOrEqual(dolevKlaweRodehMessagesAtMost(ring.length));
    }),
    { numRuns: 30 },
  );
});

test.each([0, 2.5, Number.NaN])("a ring of %d processes is refused", (size) => {
  for (const bound of [leLannMessagesAtMost, hirschbergSinclairMessagesAtMost, announcementMessages]) {
    expect(() => bound(size)).toThrow(/a ring of .* processes; give its size, an integer of at least 1/);
  }
});
