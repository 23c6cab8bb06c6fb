import { expect, test } from "vitest";
import { alternating, falling } from "./arrangements.ts";

test("A falling ring begins with the highest process", () => {
  expect([1, 2, 3].map(falling)).toEqual([[1], [2, 1], [3, 2, 1]]);
});

test("In an alternating ring high and low processes take turns", () => {
  expect([1, 2, 3, 4, 5].map(alternating)).toEqual([[1], [2, 1], [3, 1, 2], [4, 1, 3, 2], [5, 1, 4, 2, 3]]);
});
