/** The numbers of docs/costs.md are those of the record, of which proofs/costs/recorded.test.ts repeats what is quick. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CountedFrom } from "../model/costs/index.ts";
import { reckoning } from "../proofs/costs/reckon.ts";
import { type RecordedCost, readRecord, subjectOf } from "../proofs/costs/record.ts";
import { type Simulated, simulatedSizes } from "../proofs/costs/simulated.ts";

const page = readFileSync(new URL("costs.md", import.meta.url), "utf8");

/** By the name of a row: its cells. */
const rows = new Map(
  [...page.matchAll(/^\|([^|]*)\|(.*)\|$/gm)].map(([, name, cells]) => [
    name!.trim(),
    cells!.split("|").map((cell) => cell.trim()),
  ]),
);

const record = readRecord();
const sizes = [3, 4, 5, 6];

type Cell = (cost: RecordedCost) => number | null;
type Cells = () => readonly string[];

/** What was recorded for 3 to 6 processes: a dash where it was not finished, or is not known. */
function recorded(algorithm: string, from: CountedFrom, cell: Cell, ofNone: "none" | "–" = "none"): Cells {
  return () =>
    sizes.map((nodes) => {
      const cost = record.exact[`${algorithm} / ${from} / ${nodes}`];
      if (cost === undefined) return "–";
      const value = cell(cost);
      return value === null ? ofNone : numberOf(value);
    });
}

const most = (algorithm: string, from: CountedFrom): Cells =>
  recorded(algorithm, from, ({ messages }) => messages.most);
const ticks = (algorithm: string, from: CountedFrom): Cells => recorded(algorithm, from, (cost) => cost.ticks.most);
const least = (algorithm: string, from: CountedFrom): Cells =>
  recorded(algorithm, from, ({ messages }) => messages.least, "–");
const formula = (algorithm: string, which: "most" | "least" | "mean", from: CountedFrom = "beginning"): Cells => {
  const { of } = subjectOf(algorithm, from)[which]!;
  return () => sizes.map((size) => numberOf(of(size)));
};
const simulated = (algorithm: string): Cells => {
  return () => atEachSize(algorithm, (found) => `${rounded(found.messages)} ± ${rounded(found.standardError)}`);
};
const beside = (algorithm: string): Cells => {
  const { of } = subjectOf(algorithm, "beginning").besideMean!;
  return () => atEachSize(algorithm, ({ nodes }) => rounded(of(nodes)));
};
const reduced = (algorithm: string): Cells => {
  const statesOf = (reduction: boolean): string => {
    const steps = reckoning(subjectOf(algorithm, "beginning"), 4, { reduction });
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value.states.toLocaleString("en");
    }
  };
  return () => [statesOf(false), statesOf(true)];
};

/** By number of processes that is simulated; a dash where no such runs were recorded. */
function atEachSize(algorithm: string, cell: (found: Simulated) => string): readonly string[] {
  return simulatedSizes.map((size) => {
    const found = record.means[algorithm]!.find(({ nodes }) => nodes === size);
    return found === undefined ? "–" : cell(found);
  });
}

/** By row, what its cells are. */
const cells: readonly (readonly [row: string, cells: Cells])[] = [
  ["Bully", reduced("bully")],
  ["Stoller", reduced("stoller")],
  ["Hirschberg and Sinclair, all arrangements", reduced("hirschberg-sinclair")],
  ["Le Lann: at the most, and at the least", most("lelann", "beginning")],
  ["*n*²", formula("lelann", "most")],
  ["Chang and Roberts: at the most", most("chang-roberts", "beginning")],
  ["*n*(*n* + 1)/2 + *n*", formula("chang-roberts", "most")],
  ["Chang and Roberts: at the least", least("chang-roberts", "beginning")],
  ["2*n* - 1 + *n*", formula("chang-roberts", "least")],
  ["Chang and Roberts: mean of all arrangements", recorded("chang-roberts", "beginning", ({ mean }) => mean)],
  ["*n*·H(*n*) + *n*", formula("chang-roberts", "mean")],
  ["Hirschberg and Sinclair: at the most", most("hirschberg-sinclair", "beginning")],
  ["8*n*(1 + ⌈log₂ *n*⌉) + *n*", formula("hirschberg-sinclair", "most")],
  ["Hirschberg and Sinclair: at the least", least("hirschberg-sinclair", "beginning")],
  ["Dolev, Klawe and Rodeh: at the most", most("dolev-klawe-rodeh", "beginning")],
  ["2*n*⌊log₂ *n*⌋ + *n* + *n*", formula("dolev-klawe-rodeh", "most")],
  ["Dolev, Klawe and Rodeh: at the least", least("dolev-klawe-rodeh", "beginning")],
  ["Dolev, Klawe and Rodeh: mean of all", recorded("dolev-klawe-rodeh", "beginning", ({ mean }) => mean)],
  ["Itai and Rodeh: at the most", most("itai-rodeh", "beginning")],
  ["Itai and Rodeh: at the least", least("itai-rodeh", "beginning")],
  ["Chang and Roberts", simulated("chang-roberts")],
  ["*n*·H(*n*) + *n*, as above", beside("chang-roberts")],
  ["Dolev, Klawe and Rodeh", simulated("dolev-klawe-rodeh")],
  ["their bound, as above", beside("dolev-klawe-rodeh")],
  ["Hirschberg and Sinclair", simulated("hirschberg-sinclair")],
  ["the same of theirs", beside("hirschberg-sinclair")],
  ["Itai and Rodeh", simulated("itai-rodeh")],
  ["*n*·log₂ *n*, the order of theirs", beside("itai-rodeh")],
  ["at rest: messages at the most", most("bully", "crash at rest")],
  ["*n*² - *n* - 1", formula("bully", "most", "crash at rest")],
  ["at rest: ticks at the most", ticks("bully", "crash at rest")],
  ["at any moment: messages at the most", most("bully", "crash")],
  ["at any moment: ticks at the most", ticks("bully", "crash")],
  ["all begin together, no crash: messages", most("bully", "beginning")],
  ["Stoller, all begin together: messages", most("stoller", "beginning")],
  ["Stoller, at rest: messages at the most", most("stoller", "crash at rest")],
  ["Stoller, at any moment: messages", most("stoller", "crash")],
  ["Stoller, at any moment: ticks", ticks("stoller", "crash")],
  ["Invitation, all begin together: messages", most("invitation", "beginning")],
  ["Invitation, at any moment: messages", most("invitation", "crash")],
  ["Invitation, at any moment: ticks", ticks("invitation", "crash")],
  ["Paxos, all begin together: messages", most("paxos", "beginning")],
  ["Paxos, the leader crashes: messages", most("paxos", "crash")],
  ["Paxos, the leader crashes: ticks", ticks("paxos", "crash")],
  ["lease, all begin together: messages", most("lease", "beginning")],
  ["lease, the leader crashes: messages", most("lease", "crash")],
  ["lease, the leader crashes: ticks", ticks("lease", "crash")],
  ["token ring, all begin together: messages", most("token-ring", "beginning")],
  ["token ring, the leader crashes: messages", most("token-ring", "crash")],
  ["token ring, the leader crashes: ticks", ticks("token-ring", "crash")],
  ["Raft, all begin together: messages", most("raft", "beginning")],
  ["Raft, the leader crashes: messages", most("raft", "crash")],
  ["Raft with its log, all begin together", most("raft-log", "beginning")],
];

test.each(cells)("The row %s is what was recorded", (row, wanted) => {
  expect(rows.get(row)).toEqual(wanted());
});

test("No row of numbers is left unchecked", () => {
  const names = [...rows]
    .filter(([, all]) => all.some((cell) => /\d$|^none$/.test(cell) && !cell.startsWith("n =")))
    .map(([name]) => name);
  expect(names.toSorted()).toEqual(cells.map(([row]) => row).toSorted());
});

test("What is told of Raft is what was recorded", () => {
  const { arrives, messages, ticks: time } = record.exact["raft / beginning / 3"]!;
  const text = page.replaceAll(/\s+/g, " ");
  expect(text).toContain(`a leader comes ${arrives}`);
  expect(text).toContain(
    `three processes send at least ${messages.least} messages until then, and ${time.least} ticks pass at least`,
  );
  expect(record.exact["raft / beginning / 4"]?.messages.most).toBeNull();
});

function numberOf(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

function rounded(value: number): string {
  return value.toFixed(1);
}
