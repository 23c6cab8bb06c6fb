import { expect, test } from "vitest";
import { bullyMessagesMax } from "../../spec/bully/message-bounds.ts";
import type { Bully } from "../../spec/bully/vocabulary.ts";
import type { Event } from "../../spec/event.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { bully } from "./bully.ts";

test.each([2, 3, 4, 5, 6, 7])(
  "%d processes, of which the top one is down, send as many messages as the formula says",
  (n) => {
    expect(bullyMessagesMax(n)).toBe(messagesOfAnElection(n));
  },
);

test.each([1, 0, -1, 2.5, Number.NaN])("%d processes hold no election, which is said", (n) => {
  expect(() => bullyMessagesMax(n)).toThrow(/hold no election\nGive an integer of at least 2/);
});

/** Lets all processes but the top one hold an election at once, delivers what is sent, and then lets the highest win. */
function messagesOfAnElection(n: number): number {
  const processes = Array.from({ length: n }, (_, index) => index + 1);
  const up = processes.slice(0, -1);
  const clusterOf = (self: ProcessId): Cluster<Bully> => ({ self, processes, parameters: null });
  const states = new Map(up.map((self) => [self, bully.init(clusterOf(self))]));
  const inFlight: (readonly [to: ProcessId, event: Event<Bully>])[] = [];
  let sent = 0;
  const take = (self: ProcessId, event: Event<Bully>): void => {
    const [state, ...effects] = bully.step(clusterOf(self), states.get(self)!, event);
    states.set(self, state);
    for (const effect of effects) {
      if (effect.type !== "send") continue;
      sent += 1;
      if (states.has(effect.to)) inFlight.push([effect.to, { type: "receive", from: self, message: effect.message }]);
    }
  };
  const deliver = (): void => {
    for (let next = inFlight.shift(); next !== undefined; next = inFlight.shift()) take(...next);
  };
  for (const self of up) take(self, { type: "start" });
  deliver();
  take(n - 1, { type: "timeout", timer: "answer" });
  deliver();
  for (const self of up) expect(bully.leadership(clusterOf(self), states.get(self)!).leader).toBe(n - 1);
  return sent;
}
