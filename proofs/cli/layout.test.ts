import { expect, test } from "vitest";
import { atBothEnds, columns, hanging, padded, shortened, wrapped } from "./layout.ts";

test("colours take no columns", () => {
  expect(columns("\u001b[31mred\u001b[39m")).toBe(3);
  expect(columns(padded("\u001b[31mred\u001b[39m", 5))).toBe(5);
});

test("lines break at spaces", () => {
  expect(wrapped("one two three", 8)).toEqual(["one two", "three"]);
});

test("a word that is wider than a line is broken where the line ends", () => {
  expect(wrapped("a 123456789", 4)).toEqual(["a", "1234", "5678", "9"]);
});

test("further lines begin under the first", () => {
  expect(hanging("- ", "aaaa bbbb cccc dddd eeee ffff", 24)).toEqual(["- aaaa bbbb cccc dddd", "  eeee ffff"]);
});

test("what does not fit beside stands below, at the right edge", () => {
  expect(atBothEnds("left", "right", 12)).toEqual(["left   right"]);
  expect(atBothEnds("left", "right", 10)).toEqual(["left", "     right"]);
});

test("what is too long loses its middle and takes the columns that it may", () => {
  expect(shortened("0123456789", 10)).toBe("0123456789");
  const short = shortened("0123456789abcdefghij", 12);
  expect(short).toBe("012345 … hij");
  expect(columns(short)).toBe(12);
});

test("a head that leaves no room stands on a line of its own", () => {
  expect(hanging("  a head that is long  ", "and a text", 24)).toEqual(["  a head that is long", "    and a text"]);
});
