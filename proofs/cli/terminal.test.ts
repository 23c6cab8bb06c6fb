import { expect, test } from "vitest";
import { hasColours, widthOf } from "./terminal.ts";

test("there are colours on a terminal only, and never under NO_COLOR", () => {
  expect(hasColours({ isTTY: true }, {})).toBe(true);
  expect(hasColours({ isTTY: true }, { NO_COLOR: "" })).toBe(true);
  expect(hasColours({ isTTY: true }, { NO_COLOR: "1" })).toBe(false);
  expect(hasColours({ isTTY: true }, { TERM: "dumb" })).toBe(false);
  expect(hasColours({}, {})).toBe(false);
});

test("lines are as long as the terminal, within reason, and eighty columns in a pipe", () => {
  const widths = [20, 100, 300].map((columns) => widthOf({ isTTY: true, columns }));
  expect(widths).toEqual([40, 100, 120]);
  expect(widthOf({ columns: 200 })).toBe(80);
});
