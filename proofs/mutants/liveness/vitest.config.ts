import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { livenessMutants } from "./mutants.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const chosen = process.env["INTERREGNUM_MUTANT"];
const mutant = chosen === undefined ? undefined : livenessMutants[Number(chosen)];

/** What a mutant of the liveness checker has to survive. The change is made as the file is loaded: nothing is written. */
export default defineConfig({
  root,
  test: {
    include: ["model/liveness/*.test.ts", "proofs/liveness.test.ts", "proofs/known/liveness.test.ts"],
    setupFiles: ["proofs/testing/seed.ts"],
    maxWorkers: "100%",
    bail: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
  plugins: [
    {
      name: "mutant",
      enforce: "pre",
      load(id: string) {
        if (mutant === undefined || id !== `${root}${mutant.file}`) return null;
        return readFileSync(id, "utf8").replace(mutant.original, () => mutant.replacement);
      },
    },
  ],
});
