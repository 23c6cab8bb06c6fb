import { expect, test } from "vitest";
import { compared, type Report, type Survivor } from "./compare.ts";

type Mutant = Report["files"][string]["mutants"][number];

const mutant = (line: number, from: number, to: number, status: string, replacement: string): Mutant => {
  return { status, replacement, location: { start: { line, column: from }, end: { line, column: to } } };
};

const report: Report = {
  files: {
    "a.ts": {
      source: "one\n  two + two\nthree",
      mutants: [
        mutant(1, 1, 4, "Killed", "1"),
        mutant(2, 3, 6, "Survived", "2\nand more"),
        mutant(2, 3, 6, "Timeout", "3"),
        mutant(3, 1, 3, "NoCoverage", "4"),
      ],
    },
  },
};
const two: Survivor = {
  file: "a.ts",
  line: "two + two",
  original: "two",
  replacement: "2",
  reason: "it is the same",
};

test("what was left alive and is accepted is known by its line, and by what was taken out and put in", () => {
  expect(compared(report, [two])).toEqual({
    all: 4,
    killed: 2,
    unexplained: [{ file: "a.ts", line: "three", original: "th", replacement: "4" }],
    outdated: [],
  });
});

test("what is accepted and was noticed is outdated, and so is what is no longer there", () => {
  const noticed: Survivor = { ...two, replacement: "3" };
  const elsewhere: Survivor = { ...two, original: "two + two" };
  const { unexplained, outdated } = compared(report, [noticed, elsewhere, two]);
  expect(unexplained).toHaveLength(1);
  expect(outdated).toEqual([noticed, elsewhere]);
});
