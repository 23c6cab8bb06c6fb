import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, frozen } from "./plain.ts";

describe("canonical text", () => {
  test("is the same written swiftly, and written with an eye on where in the value it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // Of an object without a prototype all is written the second way.
        const besideOddity = canonical({ a: value, b: Object.create(null) });
        expect(besideOddity).toBe(`{"a":${canonical(value)},"b":{}}`);
      }),
    );
  });

  test("is the same for values that differ only in the order of their keys", () => {
    expect(canonical({ b: [1, { d: null, c: "x" }], a: true })).toBe(
      canonical({ a: true, b: [1, { c: "x", d: null }] }),
    );
  });

  test("can be read back, and tells values apart that JSON tells apart", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(JSON.parse(canonical(a))).toEqual(JSON.parse(JSON.stringify(a)));
        expect(canonical(a) === canonical(b)).toBe(sortedJson(a) === sortedJson(b));
      }),
    );
  });

  test.each([
    [{ a: undefined }, ".a is undefined"],
    [[1, undefined], "[1] is undefined"],
    [{ votes: new Set([1]) }, ".votes is a Set"],
    [{ at: new Date(0) }, ".at is a Date"],
    [{ x: Number.NaN }, ".x is NaN"],
    [{ x: [Number.POSITIVE_INFINITY] }, ".x[0] is Infinity"],
    [{ f: () => 1 }, ".f is a function"],
    [{ n: 1n }, ".n is a bigint"],
    [{ s: Symbol.iterator }, ".s is a symbol"],
    [{ [Symbol.iterator]: 1 }, "the value is an object with symbols"],
    [new Map(), "the value is a Map"],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested.
    [[1, , 3], "[1] is undefined"],
    [Object.assign([1], { extra: 1 }), "the value is an array with holes or with keys of its own"],
  ])("refuses what is no plain data: %o", (value, message) => {
    expect(() => canonical(value)).toThrow(message);
  });

  test("refuses a value that contains itself, and takes one that is shared", () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => canonical(loop)).toThrow(".self is a value that contains itself");
    const shared = { x: 1 };
    expect(canonical([shared, shared])).toBe('[{"x":1},{"x":1}]');
  });

  test("takes objects without a prototype and writes minus zero as zero", () => {
    expect(canonical(Object.assign(Object.create(null), { a: -0 }))).toBe('{"a":0}');
  });
});

test("a frozen value cannot be changed anywhere", () => {
  const value = frozen<{ a: { b: number[] } }>('{"a":{"b":[1]}}');
  expect(() => value.a.b.push(2)).toThrow(TypeError);
  expect(() => {
    value.a.b = [];
  }).toThrow(TypeError);
});

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
