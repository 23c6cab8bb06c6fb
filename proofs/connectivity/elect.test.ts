import { describe, expect, test } from "vitest";
import { isLiveness } from "../../spec/claim.ts";
import { type Row, rows } from "../catalogue/index.ts";
import { exploreNaively } from "../naive/explore.ts";
import { judgeNaively } from "../naive/liveness.ts";
import { registry } from "../registry.ts";
import { abilityOn, allFollowOne, asked, Elections, endings, onGraph } from "./elect.ts";
import { connectedGraphs, type Graph, labellings } from "./graphs.ts";

const [chain, triangle] = connectedGraphs(3);
const maxStates = 1_000_000;

/** The counts alone: elects, unites, breaks, of so many placements; and how elections end, where that was decided. */
function shares(graph: Graph): Readonly<Record<string, readonly (number | string)[]>> {
  return Object.fromEntries(
    rows.map((row) => {
      const { placements, elects, unites, breaks, ends } = abilityOn(graph, row, maxStates);
      for (const { open } of [elects, unites, breaks]) expect(open, row.id).toBe(0);
      const told = endings.filter((ending) => ends[ending] > 0).map((ending) => `${ends[ending]} ${ending}`);
      return [row.id, [elects.count, unites.count, breaks.count, placements, told.join(", ")]];
    }),
  );
}

/** The end of a generator that nobody watches. */
function done<R>(steps: Generator<unknown, R>): R {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

describe("who can elect on which graph of three", () => {
  test("on a chain: a ring algorithm stands still, Bully has two leaders, and Raft a majority for a while", () => {
    expect(shares(chain!)).toEqual({
      lelann: [0, 0, 0, 3, "3 nobody"],
      "chang-roberts": [0, 0, 0, 3, "3 nobody"],
      "hirschberg-sinclair": [0, 0, 0, 3, "3 nobody"],
      "dolev-klawe-rodeh": [0, 0, 0, 3, "3 nobody"],
      "itai-rodeh": [0, 0, 0, 3, "3 nobody"],
      "itai-rodeh (no rounds)": [0, 0, 0, 3, "3 nobody"],
      "token-ring (bare)": [2, 1, 0, 3, "2 for good, 1 nobody"],
      "token-ring (skip)": [3, 2, 0, 3, "3 for good"],
      "token-ring (skip, regenerate)": [3, 3, 1, 3, "2 for good, 1 again"],
      "token-ring": [3, 3, 0, 3, "3 for good"],
      bully: [3, 1, 1, 3, "2 for good, 1 livelock"],
      stoller: [3, 1, 0, 3, "2 for good, 1 livelock"],
      invitation: [3, 1, 0, 3, "1 for good, 2 livelock"],
      raft: [1, 1, 0, 1, "1 again"],
      "raft-production": [3, 1, 0, 3, "3 for good"],
      "raft-log": [1, 1, 0, 1, expect.any(String)],
      synod: [3, 3, 0, 3, "3 for good"],
      paxos: [3, 3, 0, 3, expect.any(String)],
      lease: [3, 1, 0, 3, "3 for good"],
    });
  });

  test("where all links work, everybody elects, unites and breaks nothing", () => {
    for (const [id, [elects, unites, breaks]] of Object.entries(shares(triangle!))) {
      expect([id, elects, unites, breaks]).toEqual([id, 1, 1, 0]);
    }
  });

  // Of alike processes one placement stands for all; and without a bound the twin finds no end of epochs that rise.
  const small = rows.filter(({ model, inAllEpochs }) => {
    return model.symmetry === undefined && inAllEpochs?.["missing link"] === undefined;
  });
  const withParameters = ({ parameters }: Row): { parameters?: unknown } =>
    parameters === undefined ? {} : { parameters };

  test.each(small.map((row) => [row.id, row] as const))("the naive twin says the same of %s on a chain", (_id, row) => {
    const told = labellings(chain!).map((graph) => {
      const model = { ...asked(row), ...withParameters(row) };
      return exploreNaively(
        { ...model, claims: model.claims.filter((claim) => !isLiveness(claim)) },
        onGraph(graph, row),
      ).verdicts;
    });
    const count = (claim: string, wanted: string): number =>
      told.filter((verdicts) => verdicts.some((one) => one.claim === claim && one.verdict === wanted)).length;
    const { elects, unites, breaks } = abilityOn(chain!, row, maxStates);
    expect(count("somebody leads", "holds")).toBe(elects.count);
    expect(count(allFollowOne.name, "holds")).toBe(unites.count);
    expect(count(row.promise, "violated")).toBe(breaks.count);
  });

  test.each(small.map((row) => [row.id, row] as const))(
    "the naive twin says the same of how elections of %s end on a chain",
    (_id, row) => {
      const elections = new Elections(row);
      for (const placed of labellings(chain!)) {
        const model = { ...asked(row), ...withParameters(row) };
        const judged = judgeNaively(model, onGraph(placed, row), { limit: 1_000 })!;
        const { verdicts } = done(elections.at(placed, { maxStates }))!;
        for (const { claim, verdict } of judged) expect([claim, verdicts.get(claim)]).toEqual([claim, verdict]);
        expect(judged).toHaveLength(2);
      }
    },
  );
});

describe("links on which nothing is sent", () => {
  test.each(
    rows.filter(({ algorithm }) => registry[algorithm]!.family === "ring").map((row) => [row.id, row] as const),
  )("make no difference to %s: what is remembered is what comes out", (_id, row) => {
    const [, , square] = connectedGraphs(4);
    const elections = new Elections(row);
    const found = labellings(square!).map((placed) => done(elections.at(placed, { maxStates }))!);
    expect(found.some(({ isNew }) => !isNew)).toBe(true);
    for (const [index, placed] of labellings(square!).entries()) {
      const { isNew: _, ...anew } = done(new Elections(row).at(placed, { maxStates }))!;
      const { isNew: __, ...remembered } = found[index]!;
      expect(remembered).toEqual(anew);
    }
  });
});

test("what the limit on states leaves undecided is counted as open", () => {
  const { elects, breaks, ends } = abilityOn(triangle!, rows.find(({ id }) => id === "raft")!, 50);
  expect([elects.open, breaks.open, ends.open]).toEqual([1, 1, 1]);
});
