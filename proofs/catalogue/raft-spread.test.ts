/**
 * Why it is not decided whether Raft always comes back once a process that was
 * down may return: how far behind it is has no end, and each further term adds
 * as many states as the one before.
 */
import { expect, test } from "vitest";
import { raftModel } from "../../impl/raft/model.ts";
import { explore } from "../../model/explore.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import { exploreNaively } from "../naive/explore.ts";

const returning: Scenario = { ...calmScenario, crashes: 1, restarts: 1 };
const model = { ...raftModel, claims: [] };
const at = (scenario: Scenario, spread: number): Scenario => ({ ...scenario, bounds: { spread } });

/** How many more states there are where terms may be one further apart, for each spread but the first. */
function growth(counts: readonly number[]): readonly number[] {
  return counts.slice(1).map((count, i) => count - counts[i]!);
}

test("each further term between a process that is down and the others adds as many states, and is cut off as often", () => {
  const found = [2, 3, 4, 5].map((spread) => explore(model, at(returning, spread), { relativeEpochs: true }));
  expect(growth(found.map(({ states }) => states))).toEqual([18_768, 18_768, 18_768]);
  expect(found.map(({ cut }) => cut)).toEqual([288, 288, 288, 288]);
});

test("so it is with two processes, by both roads", () => {
  const spreads = [1, 2, 3, 4];
  const pair: Scenario = { ...returning, nodes: 2 };
  const found = spreads.map((spread) => explore(model, at(pair, spread), { relativeEpochs: true }).states);
  const naive = spreads.map((spread) => exploreNaively(model, at(pair, spread), { relativeEpochs: true })!.states);
  expect(found).toEqual(naive);
  const [, second, ...further] = growth(found);
  expect(second).toBeGreaterThan(0);
  expect(new Set(further)).toEqual(new Set([second]));
});
