/** Exact costs against what the literature says, and against the naive twin. */
import { describe, expect, test } from "vitest";
import { changRobertsModel } from "../../impl/chang-roberts/model.ts";
import { allFollowOne, type CountedFrom, costs, meanCosts } from "../../model/costs/index.ts";
import { calmScenario } from "../../model/scenario.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { reckonNaively } from "../naive/costs.ts";
import { anyModel, registry } from "../registry.ts";
import { arrangements, arrangementsUpToRotation, drawnRing } from "./arrangements.ts";
import { bullyAtRest } from "./at-rest.ts";
import { costScenario, type Reckoned, reckoning } from "./reckon.ts";
import { simulated } from "./simulated.ts";
import { type CostSubject, costSubjectsOf } from "./subjects.ts";

function reckoned(subject: CostSubject, nodes: number, maxStates = 200_000): Reckoned {
  const steps = reckoning(subject, nodes, { maxStates });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

function subjectOf(algorithm: string, from: CountedFrom): CostSubject {
  return costSubjectsOf(algorithm).find((subject) => subject.from === from)!;
}

/** The most and the least, where both are exact. */
function extremes({ messages, ticks }: Reckoned): unknown {
  const of = (range: typeof messages): unknown => (range.kind === "exact" ? [range.least, range.most] : range.kind);
  return { messages: of(messages), ticks: of(ticks) };
}

describe("Chang and Roberts, section 3: over all arrangements of the ids", () => {
  const subject = subjectOf("chang-roberts", "beginning");

  test.each([
    [3, 2, 31],
    [4, 6, 209],
    [5, 24, 1_925],
    [6, 120, 22_563],
  ])(
    "the most, the least and the mean number of messages are those of the formulas, for %i ids",
    (nodes, rings, states) => {
      const found = reckoned(subject, nodes);
      expect(extremes(found)).toEqual({
        messages: [subject.least!.of(nodes), subject.most!.of(nodes)],
        ticks: [0, 0],
      });
      expect(found.messages.kind === "exact" && found.messages.mean).toBeCloseTo(subject.mean!.of(nodes), 9);
      expect(found).toMatchObject({ configurations: rings, states, arrives: "always", isFinished: true, isCut: false });
    },
  );

  test.each(arrangements(4))("an id travels to the next higher one, whatever the schedule: %i %i %i %i", (...ring) => {
    const model = {
      ...changRobertsModel,
      configurations: () => [{ processes: ring, parameters: changRobertsModel.parameters! }],
    };
    const wanted = { kind: "exact", most: idsIn(ring) + 4, least: idsIn(ring) + 4 };
    const scenario = { ...calmScenario, nodes: 4 };
    expect(costs(model, scenario).messages).toMatchObject(wanted);
    const naive = reckonNaively(model, scenario, { from: "beginning", until: allFollowOne, limit: 1000 })!;
    expect(naive.messages).toEqual(wanted);
    expect(costs(model, { ...scenario, start: "staggered" }).messages).toMatchObject(wanted);
  });

  test("where ids overtake each other, a process that has lost too early lets lower ones pass: any ring of four may cost 14", () => {
    for (const processes of arrangementsUpToRotation(4)) {
      const model = {
        ...changRobertsModel,
        configurations: () => [{ processes, parameters: changRobertsModel.parameters! }],
      };
      const scenario = { ...calmScenario, nodes: 4, network: "unordered" } as const;
      const found = pick(costs(model, scenario).messages);
      const naive = reckonNaively(model, scenario, { from: "beginning", until: allFollowOne, limit: 1000 })!;
      expect(found).toEqual(naive.messages);
      expect(found).toMatchObject({ kind: "exact", most: 14 });
    }
  });

  test("the rings in which the highest stands first are a quarter of all rings of four, and cost what all do", () => {
    const costsOf = (rings: readonly (readonly ProcessId[])[]): readonly number[] =>
      [...new Set(rings.map(idsIn))].sort();
    expect(arrangements(4)).toHaveLength(24);
    expect(arrangementsUpToRotation(4)).toHaveLength(6);
    expect(costsOf(arrangementsUpToRotation(4))).toEqual(costsOf(arrangements(4)));
  });

  test("random rings of 16 and 64 ids cost n·H(n) + n on average, within four standard errors", () => {
    for (const { nodes, messages, error, arrived } of simulated(subject, { runs: 40, seed: 1, sizes: [16, 64] })) {
      expect(arrived).toBe(40);
      expect(Math.abs(messages - subject.mean!.of(nodes))).toBeLessThan(2 * error);
      expect(error).toBeLessThan(messages / 10);
    }
  });

  test("each random run costs what its ring says, by the distances to the next higher ids", () => {
    const rings: (readonly ProcessId[])[] = [];
    const found = meanCosts(
      changRobertsModel,
      { ...calmScenario, nodes: 20 },
      {
        ...{ runs: 10, seed: 7 },
        configuration: (choose) => {
          const processes = drawnRing(20, choose);
          rings.push(processes);
          return { processes, parameters: changRobertsModel.parameters! };
        },
      },
    );
    expect(new Set(rings.map((ring) => ring.join())).size).toBe(10);
    expect(found.messages).toBeCloseTo(rings.reduce((sum, ring) => sum + idsIn(ring) + 20, 0) / 10, 9);
  });

  test("after a crash a leader may never come, and what an id costs that goes round for ever has no bound", () => {
    const found = costs(changRobertsModel, { ...calmScenario, crashes: 1 });
    expect(found.arrives).toBe("not always");
    const initiators = { ...calmScenario, crashes: 1 };
    expect(
      reckonNaively(changRobertsModel, initiators, { from: "beginning", until: allFollowOne, limit: 2000 })!.messages
        .kind,
    ).toBe(found.messages.kind);
  });
});

describe("Bully, after the top process has crashed", () => {
  test.each([3, 4, 5])(
    "at rest, the election of %i processes takes n² - n - 1 messages under every schedule",
    (nodes) => {
      const subject = subjectOf("bully", "crash at rest");
      const most = subject.most!.of(nodes);
      expect(extremes(reckoned(subject, nodes))).toEqual({ messages: [most, most], ticks: [3, 4] });
    },
  );

  // A minute of processor time: asked for by hand.
  test.runIf(process.env["INTERREGNUM_COSTS"] === "6")("the same of 6 processes, in 1,950,656 states", () => {
    const found = reckoned(subjectOf("bully", "crash at rest"), 6, 3_000_000);
    expect(extremes(found)).toEqual({ messages: [29, 29], ticks: [3, 4] });
    expect(found.states).toBe(1_950_656);
  });

  test.each([3, 4])("at rest, nothing depends on how the %i processes came to follow the top one", (nodes) => {
    const subject = subjectOf("bully", "crash at rest");
    const whole = { ...subject, model: registry["bully"]!.model };
    expect(subject.model).toBe(bullyAtRest);
    expect(extremes(reckoned(whole, nodes))).toEqual(extremes(reckoned(subject, nodes)));
  });

  test("at any moment it takes more: an Election that is still on its way makes its receiver hold another one", () => {
    const subject = subjectOf("bully", "crash");
    expect(extremes(reckoned(subject, 3))).toEqual({ messages: [3, 7], ticks: [1, 4] });
    expect(extremes(reckoned(subject, 4))).toEqual({ messages: [4, 21], ticks: [1, 4] });
  });
});

test("All of Bully beginning together cost 5 to 10 messages, and of four 9 to 25", () => {
  const subject = subjectOf("bully", "beginning");
  expect(extremes(reckoned(subject, 3))).toEqual({ messages: [5, 10], ticks: [0, 0] });
  expect(extremes(reckoned(subject, 4))).toEqual({ messages: [9, 25], ticks: [0, 0] });
});

test.each([3, 4, 5])(
  "A token ring of %i takes as many messages as it has processes, and three ticks to succeed a leader",
  (nodes) => {
    expect(extremes(reckoned(subjectOf("token-ring", "beginning"), nodes))).toEqual({
      messages: [nodes, nodes],
      ticks: [0, 0],
    });
    expect(extremes(reckoned(subjectOf("token-ring", "crash"), nodes))).toEqual({
      messages: [nodes, nodes],
      ticks: [2, 3],
    });
  },
);

describe("Raft of three processes", () => {
  const subject = subjectOf("raft", "beginning");

  test("has no worst case: votes can be split again and again, in ever higher terms, though a leader comes almost surely", () => {
    const found = reckoned(subject, 3);
    expect(found).toMatchObject({ isFinished: true, isCut: false, arrives: "almost surely" });
    const { messages, ticks } = found;
    expect(messages).toMatchObject({ kind: "unbounded", least: 8 });
    expect(ticks).toMatchObject({ kind: "unbounded", least: 3 });
    const { trace } = messages as Extract<typeof messages, { readonly kind: "unbounded" }>;
    const round = trace.steps.slice(trace.repeatsFrom);
    expect(trace.epochsRise).toBeGreaterThan(0);
    expect(round.flatMap(({ effects }) => effects)).toContainEqual(
      expect.objectContaining({ type: "send", message: expect.objectContaining({ type: "RequestVote" }) }),
    );
  });

  test("with a bound on terms is not finished: nothing is passed off as a worst case", () => {
    const found = reckoned({ ...subject, relativeEpochs: false, bounds: { term: 2 } }, 3);
    expect(found).toMatchObject({ isFinished: true, isCut: true, arrives: "undecided" });
    expect(found.messages).toEqual({ kind: "open", seen: 24, least: 8 });
  });
});

test.each(
  ["token-ring", "bully"].flatMap((name) =>
    costSubjectsOf(name).map((subject) => [name, subject.from, subject] as const),
  ),
)("The naive twin agrees about three processes of %s, from the %s", (_name, from, subject) => {
  const scenario = costScenario(subject, 3);
  const naive = reckonNaively(subject.model, scenario, { from, until: allFollowOne, limit: 500 })!;
  const { messages, ticks } = costs(subject.model, scenario, { from });
  expect(naive.messages).toEqual(pick(messages));
  expect(naive.ticks).toEqual(pick(ticks!));
});

test("What never comes to rest costs more each time round, and the part that repeats says how", () => {
  const { messages, arrives } = costs(registry["bully"]!.model, calmScenario, { until: null });
  expect(arrives).toBe("not always");
  expect(messages.kind).toBe("unbounded");
  const { trace } = messages as Extract<typeof messages, { readonly kind: "unbounded" }>;
  const round = trace.steps.slice(trace.repeatsFrom);
  expect(round.flatMap(({ effects }) => effects)).toContainEqual({
    type: "send",
    to: 1,
    message: { type: "Coordinator" },
  });
});

test("Messages are counted that are wanted, and a torn step's as far as they were sent", () => {
  const { model } = registry["bully"]!;
  const only = (type: string) => ({ counts: (message: unknown) => (message as { type: string }).type === type });
  const most = (type: string): unknown =>
    costs(bullyAtRest, { ...calmScenario, nodes: 4, crashes: 1 }, { from: "crash at rest", ...only(type) }).messages;
  // Of n - 1 = 3 processes: n (n - 1) / 2 Elections, (n - 1) (n - 2) / 2 Answers, n - 2 Coordinators.
  expect(most("Election")).toMatchObject({ kind: "exact", most: 6 });
  expect(most("Answer")).toMatchObject({ kind: "exact", most: 3 });
  expect(most("Coordinator")).toMatchObject({ kind: "exact", most: 2 });
  const torn = { ...calmScenario, start: "staggered", crashes: 1, tornSteps: 1, nodes: 2 } as const;
  const naive = reckonNaively(anyModel(model), torn, { from: "beginning", until: allFollowOne, limit: 1000 })!;
  expect(pick(costs(model, torn).messages)).toEqual(naive.messages);
});

test("What makes no sense is refused", () => {
  const configuration = () => ({ processes: [1, 2, 3], parameters: changRobertsModel.parameters! });
  const mean =
    (options: object, scenario: object = {}) =>
    () =>
      meanCosts(changRobertsModel, { ...calmScenario, ...scenario }, { runs: 2, seed: 1, configuration, ...options });
  expect(mean({ runs: 1 })).toThrow("runs is 1: give an integer of at least 2");
  expect(mean({ seed: -1 })).toThrow("seed is -1");
  expect(mean({ steps: 0 })).toThrow("steps is 0");
  expect(mean({}, { nodes: 65 })).toThrow("nodes is 65");
  expect(mean({}, { nodes: 17, partitions: 1 })).toThrow("more than 16 processes, and partitions");
  expect(() => costs(changRobertsModel, { ...calmScenario, nodes: 0 })).toThrow("nodes is 0");
  expect(() => costs(changRobertsModel, calmScenario, { maxStates: 0 })).toThrow("maxStates is 0");
});

function pick(cost: { readonly kind: string; readonly most?: number; readonly least?: number | null }): unknown {
  return cost.kind === "exact" ? { kind: cost.kind, most: cost.most, least: cost.least } : { kind: cost.kind };
}

/** How many messages the ids of a ring take: each travels to the next higher one, and the highest all the way round. */
function idsIn(ring: readonly ProcessId[]): number {
  return ring.reduce((sum, id, place) => {
    let distance = 1;
    while (distance < ring.length && ring[(place + distance) % ring.length]! < id) distance++;
    return sum + distance;
  }, 0);
}
