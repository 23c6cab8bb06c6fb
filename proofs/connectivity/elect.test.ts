import { describe, expect, test } from "vitest";
import { rows } from "../catalogue/index.ts";
import { exploreNaively } from "../naive/explore.ts";
import { abilityOn, allFollowOne, asked, onGraph } from "./elect.ts";
import { connectedGraphs, type Graph, labellings } from "./graphs.ts";

const [chain, triangle] = connectedGraphs(3);
const maxStates = 1_000_000;

/** The counts alone: elects, unites, breaks, of so many placements. */
function shares(graph: Graph): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    rows.map((row) => {
      const { placements, elects, unites, breaks } = abilityOn(graph, row, maxStates);
      for (const { open } of [elects, unites, breaks]) expect(open, row.id).toBe(0);
      return [row.id, [elects.count, unites.count, breaks.count, placements]];
    }),
  );
}

describe("who can elect on which graph of three", () => {
  test("on a chain: a ring algorithm stands still, Bully has two leaders, and a majority is enough for Raft", () => {
    expect(shares(chain!)).toEqual({
      lelann: [0, 0, 0, 3],
      "chang-roberts": [0, 0, 0, 3],
      "hirschberg-sinclair": [0, 0, 0, 3],
      "dolev-klawe-rodeh": [0, 0, 0, 3],
      "itai-rodeh": [0, 0, 0, 3],
      "itai-rodeh (no rounds)": [0, 0, 0, 3],
      "token-ring (bare)": [2, 1, 0, 3],
      "token-ring (skip)": [3, 2, 0, 3],
      "token-ring (skip, regenerate)": [3, 3, 1, 3],
      "token-ring": [3, 3, 0, 3],
      bully: [3, 1, 1, 3],
      stoller: [3, 1, 0, 3],
      invitation: [3, 1, 0, 3],
      raft: [1, 1, 0, 1],
      "raft-production": [3, 1, 0, 3],
      "raft-log": [1, 1, 0, 1],
      synod: [3, 3, 0, 3],
      paxos: [3, 3, 0, 3],
      lease: [3, 1, 0, 3],
    });
  });

  test("where all links work, everybody elects, unites and breaks nothing", () => {
    for (const [id, [elects, unites, breaks]] of Object.entries(shares(triangle!))) {
      expect([id, elects, unites, breaks]).toEqual([id, 1, 1, 0]);
    }
  });

  // Of alike processes one placement stands for all.
  const small = rows.filter(({ model }) => model.symmetry === undefined);
  test.each(small.map((row) => [row.id, row] as const))("the naive twin says the same of %s on a chain", (_id, row) => {
    const told = labellings(chain!).map((graph) => {
      const withParameters = row.parameters === undefined ? {} : { parameters: row.parameters };
      return exploreNaively({ ...asked(row), ...withParameters }, onGraph(graph, row)).verdicts;
    });
    const count = (claim: string, wanted: string): number =>
      told.filter((verdicts) => verdicts.some((one) => one.claim === claim && one.verdict === wanted)).length;
    const { elects, unites, breaks } = abilityOn(chain!, row, maxStates);
    expect(count("somebody leads", "holds")).toBe(elects.count);
    expect(count(allFollowOne.name, "holds")).toBe(unites.count);
    expect(count(row.promise, "violated")).toBe(breaks.count);
  });
});

test("what the limit on states leaves undecided is counted as open", () => {
  const { elects, breaks } = abilityOn(triangle!, rows.find(({ id }) => id === "raft")!, 50);
  expect([elects.open, breaks.open]).toEqual([1, 1]);
});
