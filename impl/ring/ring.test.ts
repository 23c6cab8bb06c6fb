import { describe, expect, it } from "vitest";
import { distance, place, predecessor, successor } from "./ring.ts";

describe("a ring", () => {
  it("runs in the order of its processes and closes from the last to the first", () => {
    expect([3, 1, 2].map((process) => successor([3, 1, 2], process))).toEqual([1, 2, 3]);
  });

  it("can be travelled backwards", () => {
    expect([3, 1, 2].map((process) => predecessor([3, 1, 2], process))).toEqual([2, 3, 1]);
    expect(() => predecessor([1, 2], 3)).toThrow(/process 3 is not in the ring 1, 2/);
  });

  it("of one process leads back to it", () => {
    expect([successor([7], 7), predecessor([7], 7)]).toEqual([7, 7]);
    expect(distance([7], 7, 7)).toBe(1);
  });

  it("puts as many places between two processes as there are steps from one to the other", () => {
    const ring = [3, 1, 2, 5];
    for (const from of ring) {
      for (const to of ring) {
        let steps = 1;
        for (let at = successor(ring, from); at !== to; at = successor(ring, at)) steps += 1;
        expect(distance(ring, from, to)).toBe(steps);
      }
    }
  });

  it("refuses a process that is not in it", () => {
    expect(() => place([1, 2], 3)).toThrow(RangeError);
    expect(() => successor([1, 2], 3)).toThrow(/process 3 is not in the ring 1, 2/);
  });
});
