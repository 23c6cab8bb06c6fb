import { describe, expect, test } from "vitest";
import { always, sometimes } from "../../spec/claim.ts";
import { broadcast, setTimer } from "../../spec/effect.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { leads } from "../../spec/world.ts";
import { explore } from "../explore.ts";
import { hazards } from "../hazards.ts";
import { calmScenario, InputError, type Scenario } from "../scenario.ts";

/** The first process leads and says so every tick; whoever hears nothing for three ticks takes over, once. */
interface Watching extends Vocabulary {
  readonly State: "leads" | "follows";
  readonly Message: "alive";
  readonly Timer: "heartbeat" | "silence";
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}

const model: Model<Watching> = {
  protocol: {
    name: "watching",
    init: ({ self }) => (self === 1 ? "leads" : "follows"),
    step: ({ self, processes }, state, event) => {
      const others = processes.filter((other) => other !== self);
      if (state === "leads") {
        if (event.type === "receive") return [state];
        return [state, ...broadcast(others, "alive" as const), setTimer("heartbeat")];
      }
      if (event.type === "timeout") return ["leads"];
      return [state, setTimer("silence")];
    },
    durable: () => null,
    leadership: ({ self }, state) => ({ leader: state === "leads" ? self : null }),
    timers: () => ({ heartbeat: 1, silence: 3 }),
  },
  claims: [
    always("one leads", ({ processes }) => processes.filter(leads).length <= 1),
    sometimes("a message waits while a tick passes", ({ processes, faults }) => {
      return faults.missedTicks > 0 && processes[1]!.inbox.length > 1;
    }),
  ],
};

const two: Scenario = { ...calmScenario, nodes: 2 };
const found = (changes: Partial<Scenario>): readonly unknown[] =>
  explore(model, { ...two, ...changes }, { toTheEnd: true, examples: true }).verdicts.map(
    ({ verdict, trace }) => trace?.steps.map(({ action }) => action.type).join(" ") ?? verdict,
  );

describe("ticks that are not everybody's", () => {
  test("where all clocks agree, nobody suspects a leader that is alive", () => {
    expect(found({})).toEqual(["holds", "violated"]);
  });

  test("a leader that misses ticks is taken for dead, and goes on leading; what it sent before is not held up", () => {
    // Silence takes three ticks, and where the leader misses two of them, its heartbeat and the suspicion race.
    expect(found({ missedTicks: 1 })[0]).toBe("holds");
    expect(found({ missedTicks: 2 })[0]).toBe("deliver missedTick missedTick tick timeout");
  });

  test("messages to a process that misses ticks pile up", () => {
    expect(found({ missedTicks: 1 })[1]).toBe("missedTick timeout");
  });

  test("a follower whose clock is fast suspects a leader that is alive", () => {
    expect(found({ extraTicks: 1 })[0]).toBe("holds");
    expect(found({ extraTicks: 2 })[0]).toBe("deliver extraTick extraTick tick timeout");
  });

  test("are hazards by their names, counted as often as they strike", () => {
    expect(hazards({ ...two, missedTicks: 1 })).toEqual(["pause"]);
    expect(hazards({ ...two, extraTicks: 1 })).toEqual(["fast clock"]);
  });

  test.each([
    [{ missedTicks: 1, timing: "asynchronous" }, "missedTicks is 1, but under asynchronous timing there are no ticks"],
    [{ extraTicks: 2, timing: "asynchronous" }, "extraTicks is 2, but under asynchronous timing there are no ticks"],
    [{ extraTicks: 1, nodes: 1 }, "one process alone has no other whose clock differs"],
  ] as const)("%o is refused", (changes, why) => {
    const asked = (): unknown => explore(model, { ...two, ...changes });
    expect(asked).toThrow(InputError);
    expect(asked).toThrow(why);
  });
});
