import { expect, test } from "vitest";
import { registry } from "../registry.ts";
import { recorded } from "./fixtures/recorder.ts";

const algorithms = registry;

test("has the exact numbers beside the formulas of the literature, and says what is counted", async () => {
  const { out, err, status } = await recorded(["costs", "chang-roberts", "--nodes", "3..4"], { algorithms });
  expect({ err, status }).toEqual({ err: "", status: 0 });
  expect(out).toContain(
    [
      "chang-roberts: all begin together",
      "  counted: ids and announcements, in every arrangement of the ids on the ring",
      "                              n = 3          n = 4",
      "  messages at the most        9              14",
      "    n(n+1)/2 + n              9              14",
      "  messages at the least       8              11",
      "    2n-1 + n                  8              11",
      "  mean of all arrangements    8.50           12.33",
      "    n·H(n) + n                8.50           12.33",
      "  ticks at the most           0              0",
      "  ticks at the least          0              0",
      "  a leader comes              always         always",
      "  states                      29             203",
      "  formulas: Chang and Roberts, 1979, and n for the announcement",
    ].join("\n"),
  );
});

test("as JSON has the same numbers, the formulas with their values, and how long the worst schedule is", async () => {
  const args = ["costs", "bully", "--nodes", "3", "--from", "crash-at-rest", "--json"];
  const { out, status } = await recorded(args, { algorithms });
  expect(status).toBe(0);
  const [found, ...others] = JSON.parse(out) as { sizes: unknown[] }[];
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    algorithm: "bully",
    from: "crash at rest",
    counting: "Election, Answer and Coordinator",
  });
  expect(found!.sizes).toMatchObject([
    {
      nodes: 3,
      states: 35,
      arrives: "always",
      messages: { kind: "exact", most: 5, least: 5, steps: 14 },
      ticks: { kind: "exact", most: 4, least: 3 },
      literature: { most: { formula: "n²-n-1", value: 5 } },
    },
  ]);
});

test("shows a schedule that costs the most, step by step", async () => {
  const { out } = await recorded(["costs", "bully", "--nodes", "3", "--from", "crash", "--trace"], { algorithms });
  expect(out).toContain("  3 processes: 7 messages, no schedule costs more");
  expect(out).toContain("crash");
});

test("estimates the mean of larger rings with its error beside the formula, the same for the same seed", async () => {
  const args = ["costs", "chang-roberts", "--simulate", "--nodes", "8,20", "--runs", "40", "--seed", "3"];
  const [first, again] = [await recorded(args, { algorithms }), await recorded(args, { algorithms })];
  expect(first).toMatchObject({ err: "", status: 0 });
  expect(first.out).toBe(again.out);
  expect(first.out).toMatch(
    /n = 8 +n = 20\n {2}messages on average +\d+\.\d+ +\d+\.\d+\n {2}standard error +\d\.\d+ +\d\.\d+\n {4}n·H\(n\) \+ n +29\.74 +91\.95\n/,
  );
  const other = await recorded([...args.slice(0, -1), "4"], { algorithms });
  expect(other.out).not.toBe(first.out);
});

test("has the same means as JSON, with runs, seed and formula", async () => {
  const args = ["costs", "lelann", "--simulate", "--nodes", "6", "--runs", "2", "--json"];
  const { out, status } = await recorded(args, { algorithms });
  expect(status).toBe(0);
  const literature = { formula: "n²", value: 36, source: "Le Lann, 1977" };
  // Le Lann's algorithm takes n² messages in whatever order.
  const size = { nodes: 6, runs: 2, seed: 1, arrived: 2, messages: 36, standardError: 0, literature };
  expect(JSON.parse(out)).toMatchObject([{ algorithm: "lelann", sizes: [size] }]);
});

test("takes silent moves at once where states are too many without, and then does not tell the least", async () => {
  const args = ["costs", "bully", "--from", "beginning", "--nodes", "4", "--max-states", "1000"];
  const { out, status } = await recorded(args, { algorithms });
  expect(status).toBe(0);
  expect(out).toMatch(/messages at the most +25\n {2}messages at the least +\?\n/);
  expect(out).toMatch(/a leader comes +always\n {2}states +348 r\n/);
});

test("says what is not finished, tries no more processes then, and ends with 3", async () => {
  const args = ["costs", "bully", "--from", "beginning", "--max-states", "300"];
  const { out, status } = await recorded(args, { algorithms });
  expect(status).toBe(3);
  expect(out).toMatch(/messages at the most +10 +25 +\? \d+ seen +–\n/);
  expect(out).toMatch(/a leader comes +always +always +undecided +–\n/);
});

test("says where there is no most, which is an answer, too", async () => {
  const raft = await recorded(["costs", "raft", "--nodes", "3", "--from", "beginning"], { algorithms });
  expect(raft.status).toBe(0);
  expect(raft.out).toMatch(/messages at the most +no most\n {2}messages at the least +8\n/);
  expect(raft.out).toMatch(/a leader comes +almost surely\n/);
});

test("that is interrupted shows what was found so far, and ends with 3", async () => {
  const signal = { aborted: true };
  const { status } = await recorded(["costs"], { algorithms, interruptible: (work) => work(signal) });
  expect(status).toBe(3);
});

test.each([
  [["costs", "bulli"], "there is no algorithm “bulli”"],
  [["costs", "--nodes", "9"], "--nodes “9” is neither a number of processes nor a range"],
  [["costs", "--nodes", "5..3"], "--nodes “5..3” is neither"],
  [["costs", "--runs", "1"], "--runs is “1”, which is less than 2"],
  [["costs", "--runs", "20"], "--runs is about random runs"],
  [["costs", "--seed", "2"], "--seed is about random runs"],
  [["costs", "bully", "--simulate"], "no random runs are made of bully"],
  [["costs", "--simulate", "--nodes", "129"], "--nodes “129” is neither a number of processes nor a list"],
  [["costs", "--simulate", "--nodes", "3..6"], "--nodes “3..6” is neither a number of processes nor a list"],
  [["costs", "--simulate", "--trace"], "--trace says nothing of random runs"],
  [["costs", "--simulate", "--from", "crash"], "--from says nothing of random runs"],
  [["costs", "--from", "dawn"], "--from cannot be “dawn”"],
])("refuses %j", async (args, what) => {
  const { err, status } = await recorded(args, { algorithms });
  expect(status).toBe(2);
  expect(err).toContain(what);
});
