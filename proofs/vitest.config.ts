import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["{spec,impl,model,proofs,docs}/**/*.test.ts"],
    setupFiles: ["proofs/testing/seed.ts"],
    // By default one processor is left alone, of two.
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
