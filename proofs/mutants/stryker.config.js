// How Stryker makes mutants of the reducers: see https://stryker-mutator.io/docs/stryker-js/configuration.
const config = {
  // The reducers. What stands around them, models and symmetry, is held to its word by proofs/symmetry.test.ts and the catalogue.
  mutate: ["impl/raft/raft.ts", "impl/bully/bully.ts", "impl/ring/{ring,token-ring,chang-roberts}.ts"],
  testRunner: "vitest",
  vitest: { configFile: "proofs/mutants/vitest.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner"],
  coverageAnalysis: "perTest",
  // Everything that a run leaves behind lies where what is built lies: neither tracked nor looked at.
  tempDirName: "dist/mutants",
  jsonReporter: { fileName: "dist/mutants.json" },
  reporters: ["json", "clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
  ignorePatterns: ["dist", "coverage", "docs/site", "docs/generated"],
  checkers: [],
};

export default config;
