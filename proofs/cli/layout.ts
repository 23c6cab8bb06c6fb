/** Laying out text in columns. Widths count what is seen: colours have none. */
import { stripVTControlCharacters } from "node:util";

/** How many columns `text` takes. */
export function columns(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** `text`, filled up with spaces to `width` columns. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

/**
 * `text` in lines of at most `width` columns, broken at spaces.
 *
 * @remarks
 * A word that is wider than a line is broken where the line ends: it is data
 * that nobody put spaces into.
 *
 * @param width - columns: an integer of at least 1
 */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (columns(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (columns(line) > width) {
      lines.push([...line].slice(0, width).join(""));
      line = [...line].slice(width).join("");
    }
  }
  return [...lines, line];
}

/**
 * `text` behind `head`, wrapped so that its further lines begin under its first.
 *
 * @remarks
 * A head that leaves less than twenty columns, and less than half of them,
 * stands on a line of its own.
 */
export function hanging(head: string, text: string, width: number): readonly string[] {
  const indent = columns(head);
  if (width - indent < Math.min(20, width / 2)) {
    const below = " ".repeat(Math.min(indent - columns(head.trimStart()), 4) + 2);
    return [head.trimEnd(), ...wrapped(text, width - below.length).map((line) => below + line)].filter(
      (line) => line !== "",
    );
  }
  return wrapped(text, width - indent).map((line, i) => (i === 0 ? head : " ".repeat(indent)) + line);
}

/** `left` and, at the right edge, `right`: on one line if they fit. */
export function atBothEnds(left: string, right: string, width: number): readonly string[] {
  const gap = width - columns(left) - columns(right);
  return gap >= 2 ? [left + " ".repeat(gap) + right] : [left, " ".repeat(Math.max(0, width - columns(right))) + right];
}

/** `text`, with its middle left out where it takes more than `most` columns. */
export function shortened(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  const tail = Math.floor(most / 4);
  return `${letters.slice(0, most - tail - 3).join("")} … ${letters.slice(letters.length - tail).join("")}`;
}
