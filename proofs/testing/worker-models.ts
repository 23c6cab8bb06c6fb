/** Protocols that go wrong in a thread that helps, and nowhere else. */
import { isMainThread } from "node:worker_threads";
import { setTimer } from "../../spec/effect.ts";
import type { Model } from "../../spec/model.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";

/** What their processes say and are. */
interface Counter extends Vocabulary {
  readonly State: number;
  readonly Message: never;
  readonly Timer: "next";
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}

/** Counts, and does what it is told once it has come to 20 in a thread that helps. */
function counting(name: string, inThread: () => void): Model<Counter> {
  const protocol: Protocol<Counter> = {
    name,
    init: () => 0,
    durable: () => null,
    leadership: () => ({ leader: null }),
    timers: () => ({ next: 1 }),
    step: (_cluster, count, event): Step<Counter> => {
      if (count >= 20 && !isMainThread) inThread();
      return event.type === "timeout" ? [count + 1, setTimer("next")] : [count, setTimer("next")];
    },
  };
  return { protocol, claims: [], bounds: { count: (count) => count } };
}

/** Throws. */
export const throwing: Model<Counter> = counting("throwing", () => {
  throw new Error("not in a thread");
});

/** Ends its thread. */
export const exiting: Model<Counter> = counting("exiting", () => process.exit(3));

/** Does nothing wrong. */
export const sound: Model<Counter> = counting("sound", () => {});

/** Is not there in a thread that helps. */
export function absent(): Model<Counter> | null {
  return isMainThread ? sound : null;
}
