import { rows } from "../catalogue/index.ts";
import { element, text } from "../trace/svg/element.ts";
import { drawing } from "./drawing.ts";
import { type Ending, endings } from "./elect.ts";
import { type FoundCell, graphsOf } from "./record.ts";

/** What each ending looks like; the same in the key of the picture. */
export const looks: Readonly<Record<Ending, { readonly mark: string; readonly words: string }>> = {
  "for good": { mark: "good", words: "one leads for good" },
  again: { mark: "again", words: "one leads again and again" },
  livelock: { mark: "livelock", words: "livelock" },
  standstill: { mark: "standstill", words: "standstill" },
  nobody: { mark: "nobody", words: "nobody can lead" },
  open: { mark: "open", words: "not decided" },
};

/** Colours that people tell apart who see colours differently (Okabe and Ito 2008), and a sign for each beside them. */
const style = [
  ":root{--ground:#fff;--ink:#1b1f24;--faint:#5b6570;--line:#8a949e;--good:#009e73;--again:#8fcdf2;--livelock:#e69f00;--standstill:#b07aa1;--nobody:#d5d9de;--break:#b3261e}",
  "@media (prefers-color-scheme:dark){:root{--ground:#14171b;--ink:#e7eaee;--faint:#a3adb8;--line:#6d7781;--good:#12a37c;--again:#5aa9d6;--livelock:#d99a1c;--standstill:#b98bb0;--nobody:#3b424a;--break:#ff8a80}}",
  "text{font:13px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:var(--ink)}",
  ".faint{fill:var(--faint)}.ground{fill:var(--ground)}",
  ".link{stroke:var(--ink);stroke-width:1.4}.process{fill:var(--ink)}",
  ...endings.map((ending) => `.${looks[ending].mark}{fill:var(--${looks[ending].mark})}`),
  ".open{fill:none}.frame{fill:none;stroke:var(--line);stroke-width:1}.break{stroke:var(--break);stroke-width:2.4;fill:none}",
  ".rule{stroke:var(--line);stroke-width:1;opacity:.5}",
].join("");

const cell = { width: 34, height: 46, side: 24 } as const;
const left = 96;
const top = 190;

/**
 * Who can elect on which graph, as a picture: a row for each graph, a column for
 * each algorithm, and in each cell the shares of the placements in which elections
 * end in one way or another.
 */
export function pictureOf(nodes: number, cells: readonly FoundCell[]): string {
  const graphs = graphsOf(nodes);
  const width = left + rows.length * cell.width + 64;
  const key = keyAt(top + graphs.length * cell.height + 24, width);
  const height = top + graphs.length * cell.height + 24 + key.height;
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": `Who can elect on which connected graph of ${nodes} processes; the table on the page says the same.`,
    },
    element("style", {}, style),
    element("rect", { class: "ground", x: 0, y: 0, width, height, rx: 8 }),
    ...rows.map(({ id }, column) => headingAt(id, column)),
    ...graphs.flatMap(({ graph, links }, row) => {
      const y = top + row * cell.height;
      const middle = y + cell.height / 2;
      return [
        ...(row > 0 && graphs[row - 1]!.graph.edges.length < graph.edges.length
          ? [element("line", { class: "rule", x1: 10, y1: y, x2: left + rows.length * cell.width, y2: y })]
          : []),
        element("text", { class: "faint", x: 12, y: middle + 4 }, text(`${row + 1}`)),
        ...drawing(graph, { x: 60, y: middle }, 17),
        ...rows.flatMap(({ id }, column) => {
          const found = cells.find((one) => one.links === links && one.algorithm === id);
          return found === undefined ? [] : cellAt(found, left + column * cell.width, middle);
        }),
      ];
    }),
    ...key.elements,
  )}\n`;
}

function headingAt(id: string, column: number): string {
  const x = left + column * cell.width + cell.width / 2;
  return element("text", { transform: `translate(${x} ${top - 10}) rotate(-55)` }, text(id));
}

/** The shares of the endings from top to bottom, in a square; and what the promise comes to. */
function cellAt({ placements, ends, breaks }: FoundCell, x: number, middle: number): readonly string[] {
  const { side } = cell;
  const [at, y] = [x + (cell.width - side) / 2, middle - side / 2];
  let from = y;
  const bars = endings.flatMap((ending) => {
    const height = (side * ends[ending]) / placements;
    if (height === 0) return [];
    const bar = markAt(ending, { x: at, y: from, width: side, height });
    from += height;
    return bar;
  });
  return [
    ...bars,
    element("rect", { class: "frame", x: at, y, width: side, height: side }),
    ...(breaks.count > 0 ? [breakAt(at, y, side)] : []),
  ];
}

function markAt(
  ending: Ending,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): readonly string[] {
  const bar = element("rect", { class: looks[ending].mark, ...box });
  if (ending !== "open" || box.height < 11) return [bar];
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 + 4.5 };
  return [bar, element("text", { class: "faint", "text-anchor": "middle", ...middle }, "?")];
}

function breakAt(x: number, y: number, side: number): string {
  const inset = 5;
  const [a, b] = [inset, side - inset];
  return element("path", {
    class: "break",
    d: `M${x + a} ${y + a}L${x + b} ${y + b}M${x + b} ${y + a}L${x + a} ${y + b}`,
  });
}

function keyAt(y: number, width: number): { readonly elements: readonly string[]; readonly height: number } {
  const side = 16;
  const entries = [
    ...endings.map((ending) => ({ ending, words: looks[ending].words })),
    { ending: null, words: "what is promised is broken in some placement" },
  ];
  const elements: string[] = [];
  let [x, line] = [12, y];
  for (const { ending, words } of entries) {
    const room = side + 8 + words.length * 7.2 + 18;
    if (x + room > width) [x, line] = [12, line + 26];
    if (ending !== null) elements.push(...markAt(ending, { x, y: line, width: side, height: side }));
    elements.push(element("rect", { class: "frame", x, y: line, width: side, height: side }));
    if (ending === null) elements.push(breakAt(x, line, side));
    elements.push(element("text", { x: x + side + 8, y: line + 13 }, text(words)));
    x += room;
  }
  return { elements, height: line - y + side + 16 };
}
