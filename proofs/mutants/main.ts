/** Holds the mutants that Stryker's last run left alive to the list of those that are accepted. */
import { readFileSync } from "node:fs";
import { compared, type Report } from "./compare.ts";
import { survivors } from "./survivors.ts";

const file = new URL("../../dist/mutants.json", import.meta.url);
const { all, killed, unexplained, outdated } = compared(JSON.parse(readFileSync(file, "utf8")) as Report, survivors);

for (const mutant of unexplained) console.log(`left alive: ${JSON.stringify(mutant)}`);
for (const { reason: _, ...mutant } of outdated) console.log(`no longer left alive: ${JSON.stringify(mutant)}`);
console.log(`${killed} of ${all} mutants noticed, ${all - killed - unexplained.length} left alive for a known reason.`);
if (unexplained.length > 0 || outdated.length > 0) {
  console.log(
    "Write a test that notices it, or say in proofs/mutants/survivors.ts why it is harmless; take out what is.",
  );
  process.exitCode = 1;
}
