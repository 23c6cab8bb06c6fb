import { describe, expect, test } from "vitest";
import { always, everyStep, monotone, never, sometimes } from "../spec/claim.ts";
import { send, setTimer } from "../spec/effect.ts";
import type { History } from "../spec/history.ts";
import type { Model } from "../spec/model.ts";
import type { Protocol, Step } from "../spec/protocol.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { explore } from "./explore.ts";
import { calmScenario, InputError, type Scenario } from "./scenario.ts";

/** Every process wakes up once, by its alarm, and greets the next one, who counts. */
interface Greeting extends Vocabulary {
  readonly State: { readonly awake: boolean; readonly greeted: number };
  readonly Message: "hello";
  readonly Timer: "alarm";
  readonly Request: never;
  readonly Durable: number;
  readonly Parameters: null;
}

const greeting: Protocol<Greeting> = {
  name: "greeting",
  init: (_cluster, durable) => ({ awake: false, greeted: durable ?? 0 }),
  step: ({ self, processes }, state, event): Step<Greeting> => {
    switch (event.type) {
      case "start":
        return [state, setTimer("alarm")];
      case "timeout":
        return [{ ...state, awake: true }, send(processes[self % processes.length]!, "hello")];
      case "receive":
        return [{ ...state, greeted: state.greeted + 1 }];
      default:
        return [state];
    }
  },
  durable: ({ greeted }) => greeted,
  leadership: ({ self }, { awake }) => ({ leader: awake ? self : null }),
  timers: () => ({ alarm: [1, 2] }),
};

const model: Model<Greeting> = { protocol: greeting, claims: [], bounds: { greeted: ({ greeted }) => greeted } };

const together: Scenario = { ...calmScenario, nodes: 2, timing: "asynchronous" };

function withClaims(...claims: Model<Greeting>["claims"]): Model<Greeting> {
  return { ...model, claims };
}

describe("counting", () => {
  test("two processes that each wake and are greeted once: nine states in a square of two independent chains", () => {
    // Each pair (sender, receiver's count) is asleep, in flight or arrived, independently of the other: 3 x 3 states.
    const { states, transitions, depth, levels, terminal, exhaustive, generated, initial } = explore(model, together);
    expect({ states, transitions, depth, levels, terminal, exhaustive, generated, initial }).toEqual({
      states: 9,
      transitions: 12,
      depth: 4,
      levels: 5,
      terminal: 1,
      exhaustive: true,
      generated: 13,
      initial: 1,
    });
  });

  test("a staggered start adds a step for each process", () => {
    const { states, depth } = explore(model, { ...together, start: "staggered" });
    // A process is waiting, asleep, awake; its greeting in flight or arrived, which needs a started receiver: 14 pairs fit.
    expect({ states, depth }).toEqual({ states: 14, depth: 6 });
  });

  test("under timely timing each duration is an initial state, and time passes only at rest", () => {
    const { initial, terminal } = explore(model, { ...together, timing: "timely" });
    expect({ initial, terminal }).toEqual({ initial: 4, terminal: 1 });
  });

  test("successors beyond a bound are counted as cut and as nothing else", () => {
    const { states, transitions, cut, exhaustive } = explore(model, { ...together, bounds: { greeted: 0 } });
    expect({ states, transitions, cut, exhaustive }).toEqual({ states: 4, transitions: 4, cut: 4, exhaustive: false });
  });

  test("a bound on the depth cuts at the states of that depth", () => {
    const { states, depth, cut } = explore(model, { ...together, bounds: { depth: 1 } });
    expect({ states, depth, cut }).toEqual({ states: 3, depth: 1, cut: 2 });
  });

  test("a bound on messages in flight cuts what would be beyond it", () => {
    expect(explore(model, { ...together, bounds: { inflight: 1 } }).cut).toBe(2);
  });

  test("each configuration is an initial state of its own", () => {
    const twice: Model<Greeting> = {
      ...model,
      configurations: () => [
        { processes: [1, 2], parameters: null },
        { processes: [2, 1], parameters: null },
      ],
    };
    expect(explore(twice, together)).toMatchObject({ initial: 2, terminal: 2 });
  });

  test("the same input gives the same result", () => {
    const scenario: Scenario = { ...together, nodes: 3, crashes: 1, restarts: 1, losses: 1, partitions: 1 };
    expect(explore(model, scenario)).toEqual(explore(model, scenario));
  });
});

describe("verdicts", () => {
  test("an always that fails has a shortest trace, which ends in the state that fails it", () => {
    const claim = always<Greeting>("nobody is greeted", (world) =>
      world.processes.every((view) => view.state === undefined || view.state.greeted === 0),
    );
    const [verdict] = explore(withClaims(claim), together).verdicts;
    expect(verdict).toMatchObject({ verdict: "violated", steps: 2 });
    expect(verdict?.trace?.steps.map(({ action }) => action)).toEqual([
      { type: "timeout", process: expect.any(Number), timer: "alarm" },
      { type: "deliver", process: expect.any(Number), from: expect.any(Number), message: "hello" },
    ]);
    expect(verdict?.trace?.steps.at(-1)?.after.processes.map(({ state }) => state)).toContainEqual({
      awake: false,
      greeted: 1,
    });
  });

  test("what holds is 'holds' only if nothing was cut", () => {
    const claim = never<Greeting>("greeted twice", (world) =>
      world.processes.some((view) => (view.state?.greeted ?? 0) > 1),
    );
    const verdictWith = (bounds: Scenario["bounds"]): string | undefined =>
      explore(withClaims(claim), { ...together, bounds }).verdicts[0]?.verdict;
    expect(verdictWith({})).toBe("holds");
    expect(verdictWith({ greeted: 0 })).toBe("holds within bounds");
  });

  test("a sometimes that is never true is violated, and undecided where a bound cut", () => {
    const claim = sometimes<Greeting>("greeted", (world) =>
      world.processes.some((view) => (view.state?.greeted ?? 0) > 0),
    );
    const verdictWith = (bounds: Scenario["bounds"]) => explore(withClaims(claim), { ...together, bounds }).verdicts[0];
    expect(verdictWith({})).toMatchObject({ verdict: "holds", steps: 2 });
    expect(verdictWith({ greeted: 0 })).toMatchObject({ verdict: "undecided" });
    const neverTrue = sometimes<Greeting>("nobody is there", (world) => world.processes.length === 0);
    expect(explore(withClaims(neverTrue), together).verdicts[0]).toMatchObject({ verdict: "violated" });
  });

  test("a measure that must survive a crash is compared over the crash", () => {
    const awake = monotone<Greeting>("once awake", ({ state }) => (state === undefined ? null : Number(state.awake)));
    const greeted = monotone<Greeting>("greetings", ({ state }) => state?.greeted ?? null);
    const { verdicts } = explore(withClaims(awake, greeted), { ...together, crashes: 1, restarts: 1 });
    expect(verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps])).toEqual([
      ["once awake", "violated", 2],
      ["greetings", "holds", undefined],
    ]);
  });

  test("a claim about steps sees the world after the step", () => {
    const claim = everyStep<Greeting>(
      "the first to wake wakes alone",
      (before, after, world) =>
        before.leadership.leader !== null ||
        after.leadership.leader === null ||
        world.processes.filter(({ leadership }) => leadership.leader !== null).length === 1,
    );
    expect(explore(withClaims(claim), together).verdicts[0]).toMatchObject({ verdict: "violated", steps: 2 });
  });

  test("a claim that looks at messages in flight is asked in every state", () => {
    const claim = never<Greeting>("two in flight", (world) => world.processes.every(({ inbox }) => inbox.length === 1));
    expect(explore(withClaims(claim), together).verdicts[0]).toMatchObject({ verdict: "violated", steps: 2 });
  });

  test("a history variable tells states apart that differ in their past only", () => {
    const order: History<Greeting, readonly number[]> = {
      name: "order of waking",
      words: "who woke, in order",
      initial: [],
      next: (history, before, after) =>
        before.leadership.leader === null && after.leadership.leader !== null ? [...history, after.process] : history,
    };
    const claim = always<Greeting, readonly number[]>("at most two wake", ({ history }) => history.length <= 2, {
      history: order,
    });
    const { states, verdicts } = explore(withClaims(claim), together);
    // Of the nine states the four in which both are awake come twice: in either order of waking.
    expect({ states, verdict: verdicts[0]?.verdict }).toEqual({ states: 13, verdict: "holds" });
  });

  test("an exploration ends once all is decided and something is violated, unless it is told to go on", () => {
    const claim = always<Greeting>("asleep", (world) =>
      world.processes.every(({ leadership }) => leadership.leader === null),
    );
    expect(explore(withClaims(claim), together)).toMatchObject({ stopped: "decided", exhaustive: false, states: 3 });
    expect(explore(withClaims(claim), together, { toTheEnd: true })).toMatchObject({ stopped: null, states: 9 });
  });

  test("an exploration that was stopped decides nothing that it did not see", () => {
    const claim = always<Greeting>("true", () => true);
    const result = explore(withClaims(claim), together, { maxStates: 2 });
    expect(result).toMatchObject({ stopped: "states", exhaustive: false });
    expect(result.verdicts[0]?.verdict).toBe("undecided");
  });
});

describe("a protocol that breaks its contract is told what, where and what to do", () => {
  const broken = (parts: Partial<Protocol<Greeting>>): (() => unknown) => {
    const protocol = { ...greeting, ...parts };
    return () => explore({ ...model, protocol }, { ...together, crashes: 1, restarts: 1 });
  };
  let calls = 0;
  const cases: readonly (readonly [string, Partial<Protocol<Greeting>>, string, RegExp])[] = [
    [
      "throws in a step",
      {
        step: (cluster, state, event) => {
          if (event.type === "receive") throw new RangeError("no such thing");
          return greeting.step(cluster, state, event);
        },
      },
      "protocol-throws",
      /step threw RangeError: no such thing[\s\S]*process {2}\d[\s\S]*state[\s\S]*event {4}\{"type":"receive"/,
    ],
    [
      "returns a state that is not plain data",
      { step: () => [{ awake: new Map() } as unknown as Greeting["State"]] },
      "protocol-not-plain",
      /\.awake is a Map/,
    ],
    [
      "returns no list",
      { step: (_c, state) => state as unknown as Step<Greeting> },
      "protocol-step",
      /Return \[state, \.\.\.effects\]/,
    ],
    [
      "sends to nobody",
      { step: (_c, state) => [state, send(9, "hello")] },
      "protocol-effect",
      /There is no process 9: the processes are \[1,2\]/,
    ],
    [
      "sets an unknown timer",
      { step: (_c, state) => [state, { type: "setTimer", timer: "bell" as "alarm" }] },
      "protocol-effect",
      /There is no timer "bell": timers\(\) names \["alarm"\]/,
    ],
    [
      "wants an unknown effect",
      { step: (_c, state) => [state, { type: "shout" } as never] },
      "protocol-effect",
      /Its type must be send, setTimer or cancelTimer/,
    ],
    [
      "changes its input",
      {
        step: (_c, state) => {
          (state as { awake: boolean }).awake = true;
          return [state];
        },
      },
      "protocol-mutates",
      /step changed its input[\s\S]*Return a new value/,
    ],
    [
      "changes its input and hides it",
      {
        step: (_c, state) => {
          Reflect.set(state, "awake", true);
          return [{ awake: false, greeted: 0 }];
        },
      },
      "protocol-mutates",
      /argument 2 is \{"awake":true/,
    ],
    [
      "answers differently the second time",
      { step: (_c, state) => [{ ...state, greeted: calls++ }] },
      "protocol-impure",
      /first {3}\[[\s\S]*second {2}\[/,
    ],
    [
      "boots differently the second time",
      { init: () => ({ awake: false, greeted: calls++ }) },
      "protocol-impure",
      /init answered differently/,
    ],
    [
      "has a durable part that is not plain",
      { durable: () => undefined as unknown as number },
      "protocol-not-plain",
      /durable/,
    ],
    [
      "names a leader who does not exist",
      { leadership: () => ({ leader: 7 }) },
      "protocol-leadership",
      /one of the processes \[1,2\]/,
    ],
    [
      "counts epochs in halves",
      { leadership: () => ({ leader: null, epoch: 0.5 }) },
      "protocol-leadership",
      /epoch must be an integer/,
    ],
    ["has a timer without duration", { timers: () => ({ alarm: 0 }) }, "protocol-timers", /ticks from 1 to/],
  ];
  test.each(cases)("%s", (_name, parts, code, message) => {
    const error = caught(broken(parts));
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^greeting: /);
    expect(error.code).toBe(code);
  });
});

describe("what is asked more than once, or not at all", () => {
  test("a step that remembers its calls and answers twice alike is found in the end", () => {
    const seen: string[] = [];
    const protocol: Protocol<Greeting> = {
      ...greeting,
      step: (cluster, state, event) => {
        seen.push(event.type);
        return seen.length > 8 ? [{ ...state, greeted: 9 }] : greeting.step(cluster, state, event);
      },
    };
    const error = caught(() => explore({ ...model, protocol }, together));
    expect(error).toMatchObject({ code: "protocol-impure" });
  });

  test("whatever a leadership carries is looked at", () => {
    const protocol: Protocol<Greeting> = {
      ...greeting,
      leadership: (_cluster, { greeted }) => ({ leader: null, rank: greeted }) as { leader: null },
    };
    const claim = always<Greeting>("no rank", ({ processes }) =>
      processes.every(({ leadership }) => (leadership as unknown as { rank?: number }).rank === 0),
    );
    const { verdicts } = explore({ ...model, protocol, claims: [claim] }, together);
    expect(verdicts[0]).toMatchObject({ verdict: "violated", steps: 2 });
  });

  test.each([
    ["a copy", (view: object) => ({ ...view }) as { state: { greeted: number } }],
    ["a text", (view: object) => JSON.parse(JSON.stringify(view)) as { state: { greeted: number } }],
  ])("%s of a view has all of it", (_name, copy) => {
    const claim = never<Greeting>("greeted", ({ processes }) => processes.some((view) => copy(view).state.greeted > 0));
    expect(explore(withClaims(claim), together).verdicts[0]).toMatchObject({ verdict: "violated", steps: 2 });
  });

  test("a predicate that remembers what it saw by the view is asked all the same", () => {
    const memory = new WeakMap<object, number>();
    const greetedOf = (view: { readonly state?: { greeted: number } }): number => {
      const known = memory.get(view) ?? view.state?.greeted ?? 0;
      memory.set(view, known);
      return known;
    };
    const claim = never<Greeting>("both greeted", ({ processes }) => processes.every((view) => greetedOf(view) > 0));
    expect(explore(withClaims(claim), together).verdicts[0]).toMatchObject({ verdict: "violated", steps: 4 });
  });

  test("equal configurations are one", () => {
    const same = { processes: [1, 2], parameters: null };
    expect(explore({ ...model, configurations: () => [same, { ...same }] }, together).states).toBe(9);
  });

  test("memory that runs out, and many initial states, end an exploration", () => {
    expect(explore(model, together, { memory: () => 0.95 }).stopped).toBe("memory");
    const protocol = { ...greeting, timers: () => ({ alarm: [1, 300] as const }) };
    const { stopped, states } = explore({ ...model, protocol }, calmScenario, { maxStates: 1000 });
    expect(stopped).toBe("states");
    expect(states).toBeLessThan(100_000);
  });
});

describe("a claim that throws, and a model that lacks a part", () => {
  test.each([undefined, 1, "yes", null, Promise.resolve(true)])(
    "an answer that is neither true nor false is refused: %o",
    (answer) => {
      for (const make of [always, never, sometimes, everyStep]) {
        const claim = (make as typeof always)<Greeting>("odd", () => answer as unknown as boolean);
        expect(caught(() => explore(withClaims(claim), together))).toMatchObject({ code: "claim-answer" });
      }
    },
  );

  test("a claim written by hand needs a kind, a name and a predicate, no more", () => {
    const claim = {
      kind: "always",
      name: "by hand",
      holds: () => true,
    } as unknown as Model<Greeting>["claims"][number];
    expect(explore(withClaims(claim), together).verdicts[0]).toMatchObject({ verdict: "holds", claimed: true });
  });

  test.each([Number.NaN, undefined, "3"])("a bound that answers %o bounds nothing, and is refused", (answer) => {
    const bounded = { ...model, bounds: { odd: () => answer as number } };
    const error = caught(() => explore(bounded, { ...together, bounds: { odd: 1 } }));
    expect(error).toMatchObject({ code: "bound-answer" });
  });

  test.each([
    () => 3,
    () => [new Map()],
    () => {
      throw new Error("no");
    },
  ])("requests that are no list of plain values are refused", (requests) => {
    const asked = { ...model, requests } as unknown as Model<Greeting>;
    expect(caught(() => explore(asked, { ...together, requests: 1 }))).toMatchObject({ code: "model-requests" });
  });

  test("a claim that throws is named", () => {
    const claim = always<Greeting>("careless", () => {
      throw new Error("oh");
    });
    expect(caught(() => explore(withClaims(claim), together))).toMatchObject({ code: "claim-throws" });
  });

  test.each([
    [{}, /no protocol/],
    [{ protocol: { ...greeting, step: undefined }, claims: [] }, /lacks the function step/],
    [{ protocol: { ...greeting, name: "" }, claims: [] }, /no name/],
    [{ protocol: greeting }, /no list of claims/],
    [{ protocol: greeting, claims: [() => true] }, /claim 1 is .*: make it with always/],
    [{ protocol: greeting, claims: [always("a", () => true), always("a", () => true)] }, /two claims are called "a"/],
    [{ protocol: greeting, claims: [], bounds: { x: 3 } }, /bounds must be/],
  ])("%o", (value, message) => {
    expect(() => explore(value as unknown as Model<Greeting>, together)).toThrow(message);
  });
});

describe("a scenario that makes no sense is refused", () => {
  const cases: readonly (readonly [Partial<Scenario>, RegExp])[] = [
    [{ nodes: 0 }, /nodes is 0: give an integer from 1/],
    [{ nodes: 2.5 }, /nodes is 2.5/],
    [{ crashes: 3 }, /2 processes that come back 0 times can crash at most 2 times/],
    [{ losses: -1 }, /losses is -1: give an integer of at least 0/],
    [{ restarts: 1 }, /only a crashed process restarts/],
    [{ amnesia: 1 }, /only a crashed process comes back/],
    [{ network: "pigeon" as "fifo" }, /network is "pigeon": choose one of unordered, set, fifo, duplicating/],
    [{ timing: "late" as "timely" }, /timing is "late"/],
    [{ start: "never" as "together" }, /start is "never"/],
    [{ network: "duplicating", timing: "timely" }, /never comes to rest/],
    [{ network: "duplicating", losses: 1 }, /without a budget/],
    [{ bounds: { term: 2 } }, /greeting has no bound "term": it has greeted, inflight, depth/],
    [{ bounds: { greeted: Number.NaN } }, /the bound greeted is/],
    [{ requests: 1 }, /greeting offers no requests/],
    [{ nodes: 1, partitions: 1 }, /at least 2 processes/],
  ];
  test.each(cases)("%o", (part, message) => {
    const error = caught(() => explore(model, { ...together, ...part }));
    expect(error.message).toMatch(message);
  });
});

function caught(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
