import { expect, test } from "vitest";
import { compared, type Report, type Survivor } from "./compare.ts";

const mutant = (line: number, status: string, replacement: string) => {
  return { status, replacement, location: { start: { line } } };
};

const report: Report = {
  files: {
    "a.ts": {
      source: "one\n  two\nthree",
      mutants: [
        mutant(1, "Killed", "1"),
        mutant(2, "Survived", "2\nand more"),
        mutant(2, "Timeout", "3"),
        mutant(3, "NoCoverage", "4"),
      ],
    },
  },
};
const two: Survivor = { file: "a.ts", line: "two", replacement: "2", reason: "it is the same" };

test("what was left alive and is accepted is known by its line and what was put in", () => {
  expect(compared(report, [two])).toEqual({
    all: 4,
    killed: 2,
    unexplained: [{ file: "a.ts", line: "three", replacement: "4" }],
    outdated: [],
  });
});

test("what is accepted and was noticed is outdated", () => {
  const one: Survivor = { ...two, line: "one", replacement: "1" };
  const { unexplained, outdated } = compared(report, [one, two]);
  expect(unexplained).toHaveLength(1);
  expect(outdated).toEqual([one]);
});
