import { expect, test } from "vitest";
import { changes, inWords } from "./value.ts";

test.each<[value: unknown, words: string]>([
  [{ type: "Vote", term: 1, granted: true }, "Vote {term 1, granted}"],
  [{ type: "Vote", term: 1, granted: false }, "Vote {term 1, not granted}"],
  [{ type: "Election" }, "Election"],
  [{ role: "leader", votes: [1, 2] }, "leader {votes [1, 2]}"],
  [{ term: 3, votedFor: null }, "{term 3, votedFor null}"],
  [{ 1: { index: 2 }, "a b": true }, '{1: {index 2}, "a b": true}'],
  ["hello", "hello"],
  ["two words", '"two words"'],
  ["true", '"true"'],
  ["12", '"12"'],
  ["", '""'],
  [null, "null"],
  [[], "[]"],
  [{}, "{}"],
])("%j is told as %s", (value, words) => {
  expect(inWords(value)).toBe(words);
});

test("a long value loses its middle", () => {
  const words = inWords(Array.from({ length: 500 }, (_, i) => i));
  expect(words.length).toBeLessThanOrEqual(240);
  expect(words).toMatch(/^\[0, 1, 2.* … .*499\]$/);
});

test("only the fields that changed are told, what kind of state it is first", () => {
  const before = { term: 1, role: "candidate", votes: [2], log: { term: 0, index: 4 } };
  const after = { term: 2, role: "leader", log: { term: 0, index: 5 }, won: true };
  expect(changes(before, after)).toEqual([
    "role: candidate → leader",
    "term: 1 → 2",
    "votes: [2] → gone",
    "log.index: 4 → 5",
    "won: true (new)",
  ]);
});

test("a state that is no object is told as a whole", () => {
  expect(changes("cand", "lost")).toEqual(["state: cand → lost"]);
  expect(changes([1], { a: 1 })).toEqual(["state: [1] → {a 1}"]);
});

test("equal states have no changes, whatever the order of their keys", () => {
  expect(changes({ a: 1, b: [2] }, { b: [2], a: 1 })).toEqual([]);
});
