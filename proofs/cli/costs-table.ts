/** The tables of `interregnum costs`. */
import type { Range, Reckoned } from "../costs/reckon.ts";
import type { Simulated } from "../costs/simulated.ts";
import type { CostSubject, Formula } from "../costs/subjects.ts";
import { hanging, padded } from "./layout.ts";
import type { Terminal } from "./terminal.ts";
import { grouped, short } from "./words.ts";

const nameWidth = 30;
const cellWidth = 15;

/** What was reckoned, a column for each number of processes, and the formulas beside it. */
export function costTable(
  { most, least, mean }: CostSubject,
  reckoned: readonly Reckoned[],
  sizes: readonly number[],
  { paint, width }: Pick<Terminal, "paint" | "width">,
): readonly string[] {
  const at = (size: number): Reckoned | undefined => reckoned.find(({ nodes }) => nodes === size);
  const row = (name: string, cell: (found: Reckoned) => string): string =>
    lineOf(
      name,
      sizes.map((size) => {
        const found = at(size);
        return found === undefined ? "–" : cell(found);
      }),
    );
  const formula = (given: Formula | undefined): readonly string[] =>
    given === undefined
      ? []
      : [
          paint(
            "dim",
            lineOf(
              `    ${given.words}`,
              sizes.map((size) => numberOf(given.of(size))),
            ),
          ),
        ];
  const hasMean = mean !== undefined;
  const sources = [...new Set([most, least, mean].flatMap((given) => (given === undefined ? [] : [given.source])))];
  return [
    lineOf(
      "",
      sizes.map((size) => `n = ${size}`),
    ),
    row("  messages at the most", ({ messages }) => mostOf(messages)),
    ...formula(most),
    row("  messages at the least", ({ messages }) => leastOf(messages)),
    ...formula(least),
    ...(hasMean ? [row("  mean of all arrangements", ({ messages }) => meanOf(messages))] : []),
    ...formula(mean),
    row("  ticks at the most", ({ ticks }) => mostOf(ticks)),
    row("  ticks at the least", ({ ticks }) => leastOf(ticks)),
    row("  a leader comes", ({ arrives }) => arrives ?? "no crash"),
    row("  states", ({ states, isReduced }) => `${short(states)}${isReduced ? " r" : ""}`),
    ...sources.flatMap((source) => hanging("  formulas: ", source, width)),
  ];
}

/** What was simulated, a column for each number of processes, and what the literature says beside it. */
export function simulationTable(
  { besideMean }: CostSubject,
  all: readonly Simulated[],
  { paint, width }: Pick<Terminal, "paint" | "width">,
): readonly string[] {
  const row = (name: string, cell: (found: Simulated) => string): string => lineOf(name, all.map(cell));
  const isLate = all.some(({ arrived, runs }) => arrived < runs);
  return [
    row("", ({ nodes }) => `n = ${nodes}`),
    row("  messages on average", ({ messages }) => numberOf(messages)),
    row("  standard error", ({ standardError }) => numberOf(standardError)),
    ...(isLate ? [row("  without a leader", ({ arrived, runs }) => numberOf(runs - arrived))] : []),
    ...(besideMean === undefined
      ? []
      : [
          paint(
            "dim",
            row(`    ${besideMean.words}`, ({ nodes }) => numberOf(besideMean.of(nodes))),
          ),
          ...hanging("  formula: ", besideMean.source, width),
        ]),
  ];
}

function lineOf(name: string, cells: readonly string[]): string {
  return (padded(name, nameWidth) + cells.map((cell) => padded(cell, cellWidth)).join("")).trimEnd();
}

function mostOf(range: Range): string {
  switch (range.kind) {
    case "exact":
      return numberOf(range.most);
    case "unbounded":
      return "no most";
    case "open":
      return `? ${grouped(range.seen)} seen`;
    case "never":
      return "no crash";
  }
}

function leastOf(range: Range): string {
  return "least" in range && range.least !== null ? numberOf(range.least) : "?";
}

function meanOf(range: Range): string {
  return range.kind === "exact" && range.mean !== null ? numberOf(range.mean) : "?";
}

/** A number with at most two places. */
function numberOf(value: number): string {
  return Number.isInteger(value) ? grouped(value) : value.toFixed(2);
}
