/**
 * Tries the changes of `mutants.ts`, one after the other, and tells which
 * of them nobody notices. `tsx proofs/mutants/liveness/main.ts 3 7` tries those two alone.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type LivenessMutant, livenessMutants } from "./mutants.ts";

/** How long a run may take before a change is taken for one that never comes to an end. */
const mostSeconds = 300;

const root = fileURLToPath(new URL("../../..", import.meta.url));
const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "proofs/mutants/liveness/vitest.config.ts"];
const environment = { INTERREGNUM_RUNS: "200", ...process.env };

/** Whether a test fails: with a change, or with none. */
function isNoticed(number?: number): boolean {
  const { status } = spawnSync(process.execPath, vitest, {
    cwd: root,
    env: { ...environment, ...(number === undefined ? {} : { INTERREGNUM_MUTANT: String(number) }) },
    timeout: mostSeconds * 1_000,
    killSignal: "SIGKILL",
  });
  return status !== 0;
}

function inWords({ file, original, replacement }: LivenessMutant): string {
  return `${file}: ${original} → ${replacement === "" ? "nothing" : replacement}`;
}

if (isNoticed()) {
  console.error("the tests fail without any change: mend that first");
  process.exit(2);
}
const wanted = process.argv.slice(2).map(Number);
const numbers = wanted.length > 0 ? wanted : [...livenessMutants.keys()];
let unexplained = 0;
for (const number of numbers) {
  const mutant = livenessMutants[number]!;
  const noticed = isNoticed(number);
  const isHarmless = mutant.harmless !== undefined;
  if (noticed === isHarmless) unexplained++;
  const told = noticed ? "noticed" : "left alive";
  console.log(`${number} ${told}${noticed === isHarmless ? ", which was not known" : ""}: ${inWords(mutant)}`);
}
console.log(`${numbers.length} changes tried, ${unexplained} otherwise than was known.`);
process.exitCode = unexplained === 0 ? 0 : 1;
