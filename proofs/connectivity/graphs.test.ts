import { describe, expect, test } from "vitest";
import { connectedGraphs, type Graph, labellings } from "./graphs.ts";

describe("connected graphs", () => {
  test("are 1, 1, 2, 6 and 21 up to isomorphism (OEIS A001349)", () => {
    expect([1, 2, 3, 4, 5].map((size) => connectedGraphs(size).length)).toEqual([1, 1, 2, 6, 21]);
  });

  test("are 1, 1, 4, 38 and 728 with names (OEIS A001187): no two classes share a labelling", () => {
    const named = [1, 2, 3, 4, 5].map((size) =>
      connectedGraphs(size)
        .flatMap(labellings)
        .map(({ edges }) => `${edges}`),
    );
    expect(named.map((all) => new Set(all).size)).toEqual([1, 1, 4, 38, 728]);
    expect(named.map((all) => all.length)).toEqual([1, 1, 4, 38, 728]);
  });

  test("of one class have the same degrees", () => {
    const degrees = ({ size, edges }: Graph): string =>
      Array.from({ length: size }, (_, i) => edges.filter((edge) => edge.includes(i + 1)).length)
        .sort()
        .join();
    for (const graph of connectedGraphs(5)) {
      expect(new Set(labellings(graph).map(degrees))).toEqual(new Set([degrees(graph)]));
    }
  });

  test("of more than five processes are too many", () => {
    expect(() => connectedGraphs(6)).toThrow("give an integer from 1 to 5");
    expect(() => connectedGraphs(0)).toThrow(RangeError);
  });
});
