/** The changes by hand of the liveness checker fit what they change. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { livenessMutants } from "./mutants.ts";

test.each(livenessMutants.map((mutant) => [mutant.file, mutant.original, mutant] as const))(
  "in %s there is once: %s",
  (file, original, { replacement }) => {
    const text = readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
    expect(text.split(original)).toHaveLength(2);
    expect(replacement).not.toBe(original);
  },
);
