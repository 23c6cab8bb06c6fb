import { expect, test } from "vitest";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import { parsed } from "./options.ts";
import { boundOptions, budgetOptions, scenarioFrom, scenarioInWords, scenarioOptions } from "./scenario.ts";
import type { Subject } from "./subject.ts";

const options = { ...scenarioOptions, ...budgetOptions, ...boundOptions };
const subject: Subject = {
  name: "toy",
  isBuiltIn: false,
  title: "",
  line: "",
  bounds: { term: 2 },
  model: { bounds: { term: () => 0 } } as unknown as Model,
};
const scenario = (...args: readonly string[]): Scenario =>
  scenarioFrom(parsed("check", options, 0, args).given, subject);

test("without options it is the calm scenario, within the built-in bounds", () => {
  expect(scenario()).toEqual({ ...calmScenario, bounds: { term: 2 } });
});

test("a crisis is a beginning that other options override", () => {
  expect(
    scenario("--crisis", "crash-and-return", "--nodes", "2", "--restarts", "0", "--timing", "asynchronous"),
  ).toEqual({
    ...calmScenario,
    nodes: 2,
    crashes: 1,
    timing: "asynchronous",
    bounds: { term: 2 },
  });
});

test("every option of a scenario arrives in it", () => {
  const numbers = Object.keys(budgetOptions).flatMap((name, i) => [`--${name}`, `${i + 1}`]);
  expect(scenario(...numbers, "--network", "set", "--links", "1-2,3:2", "--start", "staggered")).toEqual({
    ...calmScenario,
    network: "set",
    links: [
      [1, 2],
      [2, 1],
      [3, 2],
    ],
    start: "staggered",
    crashes: 1,
    restarts: 2,
    amnesia: 3,
    losses: 4,
    duplicates: 5,
    partitions: 6,
    missedTicks: 7,
    extraTicks: 8,
    tornSteps: 9,
    lostWrites: 10,
    requests: 11,
    bounds: { term: 2 },
  });
});

test("a bound overrides the built-in one, and none lifts it", () => {
  expect(scenario("--bound", "term=3", "--bound", "depth=9").bounds).toEqual({ term: 3, depth: 9 });
  expect(scenario("--bound", "term=none").bounds).toEqual({});
});

test("a bound that does not exist, or is no number, is refused", () => {
  expect(() => scenario("--bound", "tern=3")).toThrow(
    "toy has no bound “tern”\nDid you mean term? The bounds of toy: term, inflight, depth.",
  );
  expect(() => scenario("--bound", "term=-3")).toThrow("--bound term is “-3”, which is less than 0");
});

test("a scenario is told in words", () => {
  expect(scenarioInWords(calmScenario)).toEqual([
    "3 processes, fifo network, timely timers, started together",
    "no faults",
  ]);
  expect(
    scenarioInWords({ ...calmScenario, nodes: 1, crashes: 1, losses: 2, start: "staggered", bounds: { term: 2 } }),
  ).toEqual([
    "1 process, fifo network, timely timers, starting one by one",
    "at most 1 crash and 2 lost messages",
    "bounds: term ≤ 2",
  ]);
  expect(scenarioInWords({ ...calmScenario, network: "duplicating" })[1]).toBe(
    "any message may be lost, repeated or overtaken",
  );
});
