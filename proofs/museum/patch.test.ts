import { describe, expect, test } from "vitest";
import { difference, patched } from "./patch.ts";

describe("a replacement", () => {
  test("takes the place of the only piece that is like it, and of what the ones before it made", () => {
    expect(
      patched(
        "a b c",
        [
          ["b", "$& d"],
          ["d", "e"],
        ],
        "x",
      ),
    ).toBe("a $& e c");
  });

  test.each([
    ["no longer stands", "q"],
    ["stands 2 times", "a"],
  ])("that %s is refused by the name of the text", (how, from) => {
    expect(() => patched("a a", [[from, ""]], "the text")).toThrow(`the text “${from}” ${how} in the text`);
  });
});

describe("a difference", () => {
  const told = (before: string, after: string, context: number): string =>
    difference(before, after, context)
      .map(({ kind, text }) => `${{ kept: " ", removed: "-", added: "+", gap: "…" }[kind]}${text}`)
      .join("|");

  test.each([
    ["1\n2\n3", "1\n2\n3", 1, ""],
    ["1\n2\n3", "1\nx\n3", 0, "-2|+x"],
    ["1\n2\n3\n4", "1\n2\nx\n3\n4", 1, " 2|+x| 3"],
    ["1\n2\n3\n4\n5\n6\n7", "x\n2\n3\n4\n5\n6\ny", 1, "-1|+x| 2|…| 6|-7|+y"],
    ["1\n2\n3", "3", 9, "-1|-2| 3"],
  ])("of %j and %j with %d lines around it is %s", (before, after, context, lines) => {
    expect(told(before, after, context)).toBe(lines);
  });
});
