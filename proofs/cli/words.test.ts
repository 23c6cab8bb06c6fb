import { expect, test } from "vitest";
import { counted, grouped, insteadOf, listed, nearest, plainName } from "./words.ts";

test("thousands stand apart", () => {
  expect([0, 999, 1000, 2255243].map(grouped)).toEqual(["0", "999", "1,000", "2,255,243"]);
});

test("one is singular, everything else is plural", () => {
  expect([0, 1, 2].map((count) => counted(count, "crash", "crashes"))).toEqual(["0 crashes", "1 crash", "2 crashes"]);
});

test("the last part of a list has its own conjunction", () => {
  expect([[], [1], [1, 2], [1, 2, 3]].map((parts) => listed(parts))).toEqual(["", "1", "1 and 2", "1, 2 and 3"]);
  expect(listed(["a", "b"], "or")).toBe("a or b");
});

test("a name may be typed with hyphens and in lower case", () => {
  expect(plainName("At most one leads!")).toBe("at-most-one-leads");
});

test.each([
  ["crashs", "crashes"],
  ["lsoses", "losses"],
  ["AMNESIA", "amnesia"],
  ["part", "partitions"],
])("“%s” is taken for %s", (typed, meant) => {
  expect(nearest(typed, ["crashes", "losses", "amnesia", "partitions"])).toBe(meant);
});

test("what is not near to anything is taken for nothing", () => {
  expect(nearest("bogus", ["crashes", "losses"])).toBeUndefined();
  expect(nearest("-", ["crashes"])).toBeUndefined();
});

test("somebody who mistyped is told the nearest name and all that there are, in the quotation marks that a shell wants", () => {
  expect(insteadOf("one leeds", ["one leads", "two"], "claims")).toBe(
    'Did you mean "one leads"? The claims: "one leads", two.',
  );
  expect(insteadOf("x", [], "claims")).toBe("There are no claims.");
});
