/** The layout of the crisis matrix, whatever is in its cells. */
import { crises } from "../../spec/crisis.ts";
import { rows } from "../catalogue/index.ts";
import { padded, wrapped } from "./layout.ts";
import type { Terminal } from "./terminal.ts";

/** Columns of the names of rows, and of a cell. */
const labelWidth = 22;
const cellWidth = 11;
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

/** The matrix with these cells, as wide as the terminal allows. */
export function grid(cell: Cell, terminal: Terminal): readonly string[] {
  const width = gridWidth(terminal);
  return width >= tableWidth ? table(cell, terminal) : transposed(cell, width, terminal);
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
function transposed(cell: Cell, width: number, { paint }: Terminal): readonly string[] {
  const label = 12;
  const room = Math.max(8, Math.floor((width - label) / rows.length));
  const heads = rows.map(({ id }) =>
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
    const cells = rows.map(({ id }) => cell(id, name));
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
