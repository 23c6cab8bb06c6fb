import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: "..",
    include: ["{spec,impl,model,proofs,docs}/**/*.test.ts"],
    testTimeout: 120_000,
  },
});
