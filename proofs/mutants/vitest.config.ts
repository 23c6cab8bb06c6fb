import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What a mutant of a reducer has to survive: the reducers' own tests, and the claims. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["impl/**/*.test.ts", "proofs/mutants/claims.test.ts"],
    testTimeout: 60_000,
  },
});
