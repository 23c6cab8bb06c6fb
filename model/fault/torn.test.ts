import { describe, expect, test } from "vitest";
import { sometimes } from "../../spec/claim.ts";
import { broadcast } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { explore } from "../explore.ts";
import { hazards } from "../hazards.ts";
import { calmScenario, InputError, type Scenario } from "../scenario.ts";

/** On request a process writes down that it promised, and tells everybody else. */
interface Promising extends Vocabulary {
  readonly State: { readonly promised: boolean; readonly told: number };
  readonly Message: "promised";
  readonly Timer: "resolve";
  readonly Request: never;
  readonly Durable: boolean;
  readonly Parameters: null;
}

const model: Model<Promising> = {
  protocol: {
    name: "promising",
    init: (_cluster, durable) => ({ promised: durable ?? false, told: 0 }),
    step: ({ self, processes }, state, event) => {
      if (event.type === "start") return self === 1 ? [state, { type: "setTimer", timer: "resolve" }] : [state];
      if (event.type === "receive") return [{ ...state, told: state.told + 1 }];
      const others = processes.filter((other) => other !== self);
      return [{ ...state, promised: true }, ...broadcast(others, "promised" as const)];
    },
    durable: ({ promised }) => promised,
    leadership: () => ({ leader: null }),
    timers: () => ({ resolve: 1 }),
  },
  claims: [
    sometimes("one of two was told before the crash", ({ processes, faults }) => {
      const inFlight = processes.map(({ inbox }) => inbox.length).join();
      return faults.crashes === 1 && faults.restarts === 0 && (inFlight === "0,1,0" || inFlight === "0,0,1");
    }),
    sometimes("a torn promise is on the disk, and nobody was told", ({ processes, faults }) => {
      const [one] = processes;
      return (
        faults.tornSteps === 1 && one?.status === "down" && one.durable === true && processes[1]!.inbox.length === 0
      );
    }),
    sometimes("a promise is forgotten that somebody was told", ({ processes }) => {
      return processes[1]!.status === "up" && processes[1]!.state.told > 0 && processes[0]!.state?.promised === false;
    }),
  ],
};

const crashing: Scenario = { ...calmScenario, crashes: 1, restarts: 1 };
const found = (changes: Partial<Scenario>): readonly unknown[] =>
  explore(model, { ...crashing, ...changes }, { toTheEnd: true, examples: true }).verdicts.map(
    ({ trace, verdict }) => trace?.steps.map(({ action }) => action.type).join(" ") ?? verdict,
  );

describe("a crash in the middle of a step", () => {
  test("leaves those told that came first, and the step on the disk", () => {
    expect(found({ tornSteps: 1 })).toEqual(["tick tornStep", "tick tornStep", "violated"]);
  });

  test("is nothing that a crash between steps can do", () => {
    expect(found({}).slice(1)).toEqual(["violated", "violated"]);
  });

  test("says in its action what step it was, and how many messages were sent", () => {
    const { verdicts } = explore(model, { ...crashing, tornSteps: 1 }, { examples: true });
    const action = verdicts[0]!.trace!.steps.at(-1)!.action;
    const step = { type: "timeout", process: 1, timer: "resolve" };
    expect(action).toEqual({ type: "tornStep", process: 1, step, sent: 1, of: 2 });
  });

  test("is refused with symmetry: who was told first is told apart", () => {
    const symmetry: NonNullable<Model<Promising>["symmetry"]> = { state: (s) => s, message: (m) => m };
    const asked = (): unknown => explore({ ...model, symmetry }, { ...crashing, tornSteps: 1 }, { symmetry: true });
    expect(asked).toThrow("the order in which it sends tells its receivers apart");
  });
});

/** Three processes that tell the two others when `tells` says so, and remember nothing but that they have booted from a disk. */
function telling(tells: (event: Event<Telling>, isBack: boolean) => boolean): Model<Telling> {
  return {
    protocol: {
      name: "telling",
      init: (_cluster, durable) => ({ isBack: durable !== undefined }),
      step: ({ self, processes }, state, event) => {
        const others = processes.filter((other) => other !== self);
        return tells(event, state.isBack) ? [state, ...broadcast(others, "told" as const)] : [state];
      },
      durable: () => null,
      leadership: () => ({ leader: null }),
      timers: () => ({}),
    },
    claims: [],
    requests: () => ["tell"],
  };
}

interface Telling extends Vocabulary {
  readonly State: { readonly isBack: boolean };
  readonly Message: "told";
  readonly Timer: never;
  readonly Request: "tell";
  readonly Durable: null;
  readonly Parameters: null;
}

describe("what a step costs itself, it costs where it is torn, too", () => {
  test.each<
    readonly [
      step: string,
      budget: "requests" | "duplicates" | "restarts" | "amnesia",
      tells: (event: Event<Telling>, isBack: boolean) => boolean,
      actions: string,
    ]
  >([
    ["request", "requests", ({ type }) => type === "request", "tornStep"],
    ["duplicate", "duplicates", ({ type }) => type !== "request", "tornStep"],
    ["restart", "restarts", ({ type }, isBack) => type === "start" && isBack, "crash tornStep"],
    ["amnesia", "amnesia", ({ type }) => type === "start", "crash tornStep"],
  ])("%s", (type, budget, tells, actions) => {
    const torn = sometimes<Telling>("torn", ({ processes, faults }) => {
      const isDown = processes.some(({ status }) => status === "down");
      return isDown && faults.tornSteps === 1 && faults[budget] === 1;
    });
    const isReturn = budget === "restarts" || budget === "amnesia";
    const scenario: Scenario = {
      ...calmScenario,
      network: "set",
      crashes: isReturn ? 2 : 1,
      [budget]: 1,
      tornSteps: 1,
    };
    const { verdicts } = explore({ ...telling(tells), claims: [torn] }, scenario, { examples: true });
    const steps = verdicts[0]!.trace!.steps.map(({ action }) => action);
    expect(steps.map((action) => action.type).join(" ")).toBe(actions);
    expect(steps.at(-1)).toMatchObject({ type: "tornStep", step: { type }, of: 2 });
  });
});

describe("a lost write", () => {
  test("is forgotten by the process that restarts, and not by those it told", () => {
    expect(found({ lostWrites: 1 })[2]).toBe("tick timeout lostWrite deliver");
  });
});

test("both are hazards by their names", () => {
  expect(hazards({ ...crashing, tornSteps: 1, lostWrites: 1 })).toEqual([
    "crash",
    "restart",
    "torn step",
    "lost write",
  ]);
});

test.each([
  [{ tornSteps: 2 }, "tornSteps is 2 and crashes is 1: only a crash tears a step"],
  [{ lostWrites: 1, restarts: 0 }, "lostWrites is 1 and restarts is 0: only a process that restarts reads"],
])("%o is refused", (changes, why) => {
  const asked = (): unknown => explore(model, { ...crashing, ...changes });
  expect(asked).toThrow(InputError);
  expect(asked).toThrow(why);
});
