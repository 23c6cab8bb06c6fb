import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { VerdictName } from "../../model/result.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import { exploreNaively, type NaiveResult } from "../naive/explore.ts";
import { rows } from "../naive/successors.ts";
import { arbitraryModel, arbitraryScenario, modelOf, type RandomVocabulary } from "./random-protocol.ts";

interface Sample {
  readonly model: Model<RandomVocabulary>;
  readonly scenario: Scenario;
  readonly result: NaiveResult | null;
}

let samples: readonly Sample[] = [];
let explored: readonly (Sample & { readonly result: NaiveResult })[] = [];

beforeAll(() => {
  samples = fc
    .sample(fc.tuple(arbitraryModel, arbitraryScenario), { seed: 7, numRuns: 300 })
    .map(([model, scenario]) => ({ model, scenario, result: exploreNaively(model, scenario, { limit: 1_000 }) }));
  explored = samples.flatMap((sample) => (sample.result === null ? [] : [{ ...sample, result: sample.result }]));
});

/** How many of the explored samples are like this. */
const many = (holds: (sample: Sample & { readonly result: NaiveResult }) => boolean): number =>
  explored.filter(holds).length;

describe("random protocols", () => {
  test("are mostly small enough for a naive explorer", () => {
    expect(explored.length).toBeGreaterThan(samples.length / 2);
  });

  test("are seldom trivial", () => {
    expect(many(({ result }) => result.states > 20)).toBeGreaterThan(explored.length / 3);
    expect(many(({ scenario, result }) => scenario.nodes === 3 && result.states > 100)).toBeGreaterThan(20);
  });

  test.each(["unordered", "set", "fifo", "duplicating"])("meet the %s network", (network) => {
    expect(many(({ scenario, result }) => scenario.network === network && result.taken.deliver > 0)).toBeGreaterThan(9);
  });

  test.each(["asynchronous", "timely"])("meet %s timing", (timing) => {
    expect(many(({ scenario, result }) => scenario.timing === timing && result.taken.timeout > 0)).toBeGreaterThan(9);
  });

  test.each(["together", "staggered"] as const)("start %s", (start) => {
    expect(many(({ scenario }) => scenario.start === start)).toBeGreaterThan(50);
  });

  test.each(rows)("take transitions of the kind %s", (row) => {
    expect(many(({ result }) => result.taken[row] > 0)).toBeGreaterThan(9);
  });

  test("have several initial states, or one", () => {
    expect(many(({ result }) => result.initial > 1)).toBeGreaterThan(9);
    expect(many(({ result }) => result.initial === 1)).toBeGreaterThan(9);
  });

  test("come to rest, or go on for ever, or are cut", () => {
    expect(many(({ result }) => result.terminal > 0)).toBeGreaterThan(9);
    expect(many(({ result }) => result.terminal === 0)).toBeGreaterThan(9);
    expect(many(({ result }) => result.cut > 0)).toBeGreaterThan(9);
    expect(many(({ result }) => result.cut === 0)).toBeGreaterThan(9);
  });

  test.each<[string, readonly VerdictName[]]>([
    ["always", ["holds", "holds within bounds", "violated"]],
    ["never", ["holds", "holds within bounds", "violated"]],
    ["sometimes", ["holds", "violated", "undecided"]],
    ["everyStep", ["holds", "holds within bounds", "violated"]],
    ["monotone", ["holds", "holds within bounds", "violated"]],
  ])("have claims of the kind %s that come out in every way", (kind, verdicts) => {
    const came = explored.flatMap(({ model, result }) => {
      const names = model.claims.filter((claim) => claim.kind === kind).map(({ name }) => name);
      return result.verdicts.filter(({ claim }) => names.includes(claim));
    });
    for (const verdict of verdicts) {
      expect(came.filter((one) => one.verdict === verdict).length, verdict).toBeGreaterThan(4);
    }
    expect(came.filter(({ steps }) => steps !== undefined && steps > 1).length).toBeGreaterThan(4);
  });

  test("print as the table that they are", () => {
    const { model } = samples[0]!;
    const text = fc.stringify(model);
    expect(text).toMatch(/^modelOf\(\{"answers":\[/);
    const table = new Function(`return ${text.slice("modelOf".length)}`)();
    expect(fc.stringify(modelOf(table))).toBe(text);
  });

  test("shrink to little", () => {
    const property = fc.property(arbitraryModel, arbitraryScenario, (model, scenario) => {
      const result = exploreNaively(model, scenario, { limit: 300 });
      return result === null || result.taken.duplicate === 0;
    });
    const { counterexample } = fc.check(property, { seed: 7, numRuns: 300 });
    const [model, scenario] = counterexample!;
    expect(exploreNaively(model, scenario)!.states).toBeLessThan(20);
  });
});
