/** The layout of the crisis matrix, whatever is in its cells. */
import { crises } from "../../spec/crisis.ts";
import { type Row, rows } from "../catalogue/index.ts";
import { registry } from "../registry.ts";
import { padded, wrapped } from "./layout.ts";
import type { Terminal } from "./terminal.ts";

/** Columns of the names of rows, and of a cell. */
const labelWidth = 22;
const cellWidth = 12;
/** Columns of the matrix where there is room for it. */
const tableWidth = labelWidth + crises.length * cellWidth;

/** The columns of a page where there is no terminal. */
const plainWidth = 120;

/** How many columns there are for a matrix, and what is said of it. */
export function gridWidth({ isTerminal, width }: Terminal): number {
  return isTerminal ? width : plainWidth;
}

/** A cell of the matrix, by the names of its row and its crisis: two lines. */
export type Cell = (row: string, crisis: string) => readonly [string, string];

/**
 * The matrix with these cells, as wide as the terminal allows: one table where
 * the crises fit beside each other, else one for each family of algorithms.
 */
export function grid(cell: Cell, terminal: Terminal): readonly string[] {
  const width = gridWidth(terminal);
  if (width >= tableWidth) return table(cell, terminal);
  return families(Math.floor((width - narrowLabel) / leastRoom)).flatMap((family, index) => [
    ...(index === 0 ? [] : ["", ""]),
    ...transposed(cell, family, width, terminal),
  ]);
}

/** Columns of the names of crises, and the least of a cell, where the crises are rows. */
const narrowLabel = 12;
const leastRoom = 12;

/** The rows by families, with at most so many in each part; small families share one. */
function families(most: number): readonly (readonly Row[])[] {
  const parts: Row[][] = [];
  for (const family of new Set(rows.map(familyOf))) {
    const members = rows.filter((row) => familyOf(row) === family);
    const last = parts.at(-1);
    if (last !== undefined && last.length + members.length <= most) last.push(...members);
    else for (let i = 0; i < members.length; i += most) parts.push(members.slice(i, i + most));
  }
  return parts;
}

function familyOf({ algorithm }: Row): string {
  return registry[algorithm]!.family!;
}

/** The algorithms as rows, two lines each; the crises as columns. */
function table(cell: Cell, { paint }: Terminal): readonly string[] {
  const heads = crises.map(({ name }) => twoLines(name));
  const line = (first: string, cells: readonly string[]): string =>
    (padded(first, labelWidth) + cells.map((cell) => padded(cell, cellWidth)).join("")).trimEnd();
  const head = [0, 1].map((i) =>
    paint(
      "bold",
      line(
        "",
        heads.map((lines) => lines[i]!),
      ),
    ),
  );
  const body = rows.flatMap(({ id }) => {
    const cells = crises.map(({ name }) => cell(id, name));
    const [algorithm, ...variant] = id.split(" ");
    return [
      "",
      line(
        algorithm!,
        cells.map(([mark]) => mark),
      ),
      line(
        `  ${variant.join(" ")}`,
        cells.map(([, count]) => count),
      ),
    ];
  });
  return [...head, ...body];
}

/** The crises as rows and the algorithms as columns: for terminals that are too narrow for {@link table}. */
function transposed(cell: Cell, members: readonly Row[], width: number, { paint }: Terminal): readonly string[] {
  const label = narrowLabel;
  const room = Math.min(16, Math.floor((width - label) / members.length));
  const heads = members.map(({ id }) =>
    wrapped(id.replace("token-ring", "token ring").replace("-", "- "), room - 1).map((text) => text.replace("- ", "-")),
  );
  const height = Math.max(...heads.map((lines) => lines.length));
  const line = (first: string, cells: readonly string[]): string =>
    (padded(first, label) + cells.map((cell) => padded(cell, room)).join("")).trimEnd();
  const head = Array.from({ length: height }, (_, i) =>
    paint(
      "bold",
      line(
        "",
        heads.map((lines) => lines[i] ?? ""),
      ),
    ),
  );
  const body = crises.flatMap(({ name }) => {
    const cells = members.map(({ id }) => cell(id, name));
    const [first, second] = twoLines(name);
    return [
      "",
      line(
        first,
        cells.map(([mark]) => mark),
      ),
      line(
        second,
        cells.map(([, count]) => count),
      ),
    ];
  });
  return [...head, ...body];
}

/** A name in two lines of about the same length. */
function twoLines(name: string): readonly [string, string] {
  const words = name.split(" ");
  const half = Math.ceil(words.length / 2);
  return [words.slice(0, half).join(" "), words.slice(half).join(" ")];
}
