import { describe, expect, test } from "vitest";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import { always, everyStep, type History, type Model, sometimes, type Vocabulary } from "../../spec/index.ts";
import { canonical, exploreNaively } from "./explore.ts";

interface Mail extends Vocabulary {
  /** What came last. */
  readonly State: string;
  readonly Message: string;
  readonly Timer: "alarm";
  readonly Request: "write";
  readonly Durable: string;
  readonly Parameters: null;
}

/** Process 1 sends `letters` to the last process when it starts; everybody remembers what came last. */
function mail(letters: readonly string[], rest: Partial<Model<Mail>> = {}, alarm = false): Model<Mail> {
  return {
    protocol: {
      name: "mail",
      init: (_cluster, durable = "") => durable,
      step: ({ self, processes }, state, event) => {
        if (event.type === "receive") return [event.message];
        if (event.type === "timeout") return ["alarm"];
        if (event.type === "request") return [event.request];
        if (self > 1) return [state];
        const sent = letters.map((message) => ({ type: "send", to: processes.at(-1)!, message }) as const);
        return alarm ? [state, ...sent, { type: "setTimer", timer: "alarm" }] : [state, ...sent];
      },
      durable: (state) => state,
      leadership: () => ({ leader: null }),
      timers: () => ({ alarm: [1, 2] }),
    },
    claims: [],
    ...rest,
  };
}

/** States, transitions, depth, cut and terminal states, as a person counts them on paper. */
function counts(model: Model<Mail>, scenario: Partial<Scenario>): readonly number[] {
  const result = exploreNaively(model, { ...calmScenario, nodes: 2, timing: "asynchronous", ...scenario });
  expect(result.generated).toBe(result.transitions + result.initial);
  return [result.states, result.transitions, result.depth, result.cut, result.terminal];
}

describe("the naive explorer counts as a person does on paper", () => {
  test("fifo: two messages of a sender arrive in their order", () => {
    expect(counts(mail(["a", "b"]), { network: "fifo" })).toEqual([3, 2, 2, 0, 1]);
  });

  test("unordered: two messages arrive in both orders", () => {
    expect(counts(mail(["a", "b"]), { network: "unordered" })).toEqual([5, 4, 2, 0, 2]);
  });

  test("unordered: two copies arrive one after the other", () => {
    expect(counts(mail(["a", "a"]), { network: "unordered" })).toEqual([3, 2, 2, 0, 1]);
  });

  test("set: a second copy adds nothing", () => {
    expect(counts(mail(["a", "a"]), { network: "set" })).toEqual([2, 1, 1, 0, 1]);
  });

  test("duplicating: what was sent arrives again and again", () => {
    expect(counts(mail(["a", "b"]), { network: "duplicating" })).toEqual([3, 6, 1, 0, 0]);
  });

  test("asynchronous: an alarm goes off at any moment", () => {
    expect(counts(mail(["a"], {}, true), { network: "fifo" })).toEqual([4, 4, 2, 0, 1]);
  });

  test("timely: the message arrives before the first tick, and every duration is tried", () => {
    // In flight with 2 or 1 on the clock, delivered with 2, 1 or 0, and gone off.
    expect(counts(mail(["a"], {}, true), { timing: "timely" })).toEqual([6, 5, 3, 0, 1]);
  });

  test("staggered: a message to a process that waits is not delivered", () => {
    expect(counts(mail(["a"]), { start: "staggered" })).toEqual([5, 5, 3, 0, 1]);
  });

  test("loss: a message arrives or is lost", () => {
    expect(counts(mail(["a"]), { losses: 1 })).toEqual([3, 2, 1, 0, 2]);
  });

  test("duplication: a message that was delivered stays in flight", () => {
    expect(counts(mail(["a"]), { duplicates: 1 })).toEqual([4, 3, 2, 0, 2]);
  });

  test("partition: over a cut link nothing arrives, and healing is free", () => {
    // Whole with the message or delivered; cut with it, delivered, or gone; healed with it, delivered, or gone.
    expect(counts(mail(["a"]), { partitions: 1 })).toEqual([8, 8, 3, 0, 2]);
  });

  test("partition: three processes are divided in three ways, four in seven", () => {
    expect(counts(mail([]), { nodes: 3, partitions: 1 })).toEqual([5, 6, 2, 0, 1]);
    expect(counts(mail([]), { nodes: 4, partitions: 1 })).toEqual([9, 14, 2, 0, 1]);
  });

  test("crash: who cannot return has no disk", () => {
    // Two letters to itself: five states with two, one or no letter in flight. Once it is down, nothing tells which
    // of them came last, so that four remain.
    expect(counts(mail(["a", "b"]), { nodes: 1, network: "set", crashes: 1 })).toEqual([9, 13, 3, 0, 1]);
  });

  test("crash: its message arrives where nobody is", () => {
    expect(counts(mail(["a"]), { nodes: 1, crashes: 1 })).toEqual([4, 4, 2, 0, 1]);
  });

  test("restart and amnesia: one boots with its disk, the other with nothing", () => {
    const asked = mail([], { requests: () => ["write"] });
    const scenario = { nodes: 1, requests: 1, crashes: 1 };
    expect(counts(asked, scenario)).toEqual([4, 3, 2, 0, 2]);
    expect(counts(asked, { ...scenario, restarts: 1 })).toEqual([6, 6, 3, 0, 1]);
    expect(counts(asked, { ...scenario, amnesia: 1 })).toEqual([7, 6, 3, 0, 2]);
  });

  test("bounds: what lies beyond is cut, and is no transition", () => {
    const bounded = mail(["a", "b"], { bounds: { length: (state) => state.length } });
    expect(counts(bounded, { network: "fifo", bounds: { length: 0 } })).toEqual([1, 0, 0, 1, 0]);
    expect(counts(bounded, { network: "fifo", bounds: { inflight: 0 } })).toEqual([1, 0, 0, 1, 0]);
    expect(counts(bounded, { network: "fifo", bounds: { depth: 1 } })).toEqual([2, 1, 1, 1, 0]);
    expect(counts(bounded, { network: "fifo", bounds: { depth: 2 } })).toEqual([3, 2, 2, 1, 0]);
  });

  test("configurations: each has an initial state, and equal ones share it", () => {
    const twice = mail([], {
      configurations: () => [1, 2, 2].map((last) => ({ processes: [last], parameters: null })),
    });
    expect(counts(twice, {})).toEqual([2, 0, 0, 0, 2]);
  });
});

describe("the naive explorer judges", () => {
  const came = (letter: string) => (world: { processes: readonly { state?: string }[] }) =>
    world.processes.some(({ state }) => state === letter);
  const heard: History<Mail, readonly string[]> = {
    name: "heard",
    words: "everything that came, once each",
    initial: [],
    next: (all, _before, { state = "" }) => [...new Set([...all, state])].sort(),
  };
  const steps: string[] = [];
  const model = mail(["a", "b"], {
    claims: [
      always<Mail>("no a", (world) => !came("a")(world), { witness: sometimes<Mail>("a", came("a")) }),
      always<Mail>("no c", (world) => !came("c")(world)),
      sometimes<Mail>("c", came("c")),
      everyStep<Mail>("no b after a", (before, after) => !(before.state === "a" && after.state === "b")),
      everyStep<Mail>("is shown every step", (before, after) => steps.push(`${before.status} ${after.status}`) > 0),
      sometimes<Mail, readonly string[]>("a and b", ({ history }) => history.length === 3, { history: heard }),
    ],
  });
  const scenario: Scenario = { ...calmScenario, nodes: 2, timing: "asynchronous" };

  test("and tells after how many steps", () => {
    expect(exploreNaively(model, scenario).verdicts).toEqual([
      { claim: "no a", verdict: "violated", steps: 1 },
      { claim: "no c", verdict: "holds" },
      { claim: "c", verdict: "violated" },
      { claim: "no b after a", verdict: "violated", steps: 2 },
      { claim: "is shown every step", verdict: "holds" },
      { claim: "a and b", verdict: "holds", steps: 2 },
      { claim: "a", verdict: "holds", steps: 1 },
    ]);
  });

  test("with care where a bound cut something", () => {
    const { verdicts } = exploreNaively(model, { ...scenario, bounds: { depth: 1 } });
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      "violated",
      "holds within bounds",
      "undecided",
      "holds within bounds",
      "holds within bounds",
      "undecided",
      "holds",
    ]);
  });

  test("the steps that change something, and no others", () => {
    const seen = (changed: Partial<Scenario>) => {
      steps.length = 0;
      exploreNaively(model, { ...scenario, nodes: 1, ...changed }, { claims: ["is shown every step"] });
      return [...new Set(steps)].sort();
    };
    expect(seen({})).toEqual(["up up"]);
    expect(seen({ start: "staggered" })).toEqual(["up up", "waiting up"]);
    expect(seen({ crashes: 1, restarts: 1 })).toEqual(["down up", "up down", "up up"]);
    expect(seen({ bounds: { inflight: 0 } })).toEqual([]);
    expect(seen({ bounds: { depth: 0 } })).toEqual([]);
  });

  test("only what it is asked for, and only those histories make states differ", () => {
    const states = (...claims: string[]) =>
      exploreNaively(model, { ...scenario, network: "duplicating" }, { claims }).states;
    expect(states("no c")).toBe(3);
    expect(states("a and b")).toBe(5);
    expect(exploreNaively(model, scenario, { claims: ["no c"] }).verdicts.map(({ claim }) => claim)).toEqual(["no c"]);
  });

  test("and gives up beyond a limit", () => {
    expect(exploreNaively(model, scenario, { limit: 3 })).not.toBeNull();
    expect(exploreNaively(model, scenario, { limit: 2 })).toBeNull();
  });
});

test("equal values have one canonical text, whatever the order of their keys", () => {
  expect(canonical({ b: [1, null, "x"], a: { d: true, c: {} } })).toBe('{"a":{"c":{},"d":true},"b":[1,null,"x"]}');
});
