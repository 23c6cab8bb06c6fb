/** The numbers of docs/costs.md are those that come out. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CountedFrom } from "../model/costs/index.ts";
import { type Range, type Reckoned, reckoning } from "../proofs/costs/reckon.ts";
import { costSubjectsOf } from "../proofs/costs/subjects.ts";

const page = readFileSync(new URL("costs.md", import.meta.url), "utf8");

/** By the name of a row: its cells for 3, 4, 5 and 6 processes. */
const rows = new Map(
  [...page.matchAll(/^\|([^|]*)\|(.*)\|$/gm)].map(([, name, cells]) => [
    name!.trim(),
    cells!.split("|").map((cell) => cell.trim()),
  ]),
);

const found = new Map<string, Reckoned>();

function reckoned(algorithm: string, from: CountedFrom, nodes: number): Reckoned {
  const key = `${algorithm} ${from} ${nodes}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const subject = costSubjectsOf(algorithm).find((one) => one.from === from)!;
  const steps = reckoning(subject, nodes, { maxStates: 3_000_000 });
  for (;;) {
    const { done, value } = steps.next();
    if (done !== true) continue;
    found.set(key, value);
    return value;
  }
}

const most = (range: Range): string => (range.kind === "exact" ? String(range.most) : "?");
const literature = (algorithm: string, from: CountedFrom, which: "most" | "least" | "mean") => (nodes: number) => {
  const value = costSubjectsOf(algorithm)
    .find((one) => one.from === from)!
    [which]!.of(nodes);
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
};
const messages = (algorithm: string, from: CountedFrom) => (nodes: number) =>
  most(reckoned(algorithm, from, nodes).messages);
const ticks = (algorithm: string, from: CountedFrom) => (nodes: number) => most(reckoned(algorithm, from, nodes).ticks);
const ring = (of: (range: Extract<Range, { kind: "exact" }>) => number | null) => (nodes: number) => {
  const range = reckoned("chang-roberts", "beginning", nodes).messages;
  const value = range.kind === "exact" ? of(range)! : Number.NaN;
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
};

/** Six of Bully take a minute: INTERREGNUM_COSTS=6 asks for them. */
const mostOfBully = process.env["INTERREGNUM_COSTS"] === "6" ? 6 : 5;

/** By row, what its cells are, up to how many processes they are looked at here. */
const cells: readonly (readonly [row: string, cell: (nodes: number) => string, upTo: number])[] = [
  ["messages at the most", ring((range) => range.most), 6],
  ["*n*(*n* + 1)/2 + *n*", literature("chang-roberts", "beginning", "most"), 6],
  ["messages at the least", ring((range) => range.least), 6],
  ["2*n* - 1 + *n*", literature("chang-roberts", "beginning", "least"), 6],
  ["mean of all arrangements", ring((range) => range.mean), 6],
  ["*n*·H(*n*) + *n*", literature("chang-roberts", "beginning", "mean"), 6],
  ["at rest: messages at the most", messages("bully", "crash at rest"), mostOfBully],
  ["*n*² - *n* - 1", literature("bully", "crash at rest", "most"), 6],
  ["at rest: ticks at the most", ticks("bully", "crash at rest"), mostOfBully],
  ["at any moment: messages at the most", messages("bully", "crash"), 4],
  ["at any moment: ticks at the most", ticks("bully", "crash"), 4],
  ["all begin together: messages", messages("token-ring", "beginning"), 5],
  ["the leader crashes: messages", messages("token-ring", "crash"), 5],
  ["the leader crashes: ticks at the most", ticks("token-ring", "crash"), 5],
];

test.each(cells)("The row %s is what comes out", (row, cell, upTo) => {
  const told = rows.get(row)!;
  expect(told).toHaveLength(4);
  const sizes = [3, 4, 5, 6].filter((nodes) => nodes <= upTo);
  expect(told.slice(0, sizes.length)).toEqual(sizes.map(cell));
});

test("No row of numbers is left unchecked", () => {
  const names = [...rows]
    .filter(([, all]) => all.some((cell) => /\d$/.test(cell) && !cell.startsWith("n =")))
    .map(([name]) => name);
  expect(names.toSorted()).toEqual(cells.map(([row]) => row).toSorted());
});

test("What is told of Raft is what comes out", () => {
  const { messages, ticks, arrives } = reckoned("raft", "beginning", 3);
  expect(messages.kind === "unbounded" && ticks.kind === "unbounded").toBe(true);
  expect(page.replaceAll(/\s+/g, " ")).toContain(`a leader comes ${arrives}`);
  const least = "least" in messages && "least" in ticks ? [messages.least, ticks.least] : [];
  expect(page.replaceAll(/\s+/g, " ")).toContain(
    `send at least ${least[0]} messages until then, and ${least[1]} ticks pass at least`,
  );
});
