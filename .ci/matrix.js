// Runs the main job, `npx interregnum`, and fails where it does not end with 0
// (everything that is claimed holds), where the README shows another table, or
// where a command that it names is not one.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const { status, stdout, stderr } = spawnSync("npx", ["interregnum"], { encoding: "utf8", maxBuffer: 1 << 26 });
const problems = [];
if (status !== 0) problems.push(`it ended with ${status}: ${stderr}`);
const [, table = ""] = /\n\n([\s\S]*?)\n\n {2}✓ {4}it holds/.exec(stdout) ?? [];
const parts = table.split("\n\n\n");
// The README has the part in which Raft is: the whole would hide what else it has to say.
const shown = parts.find((part) => /^ .* raft /.test(part));
if (shown === undefined) problems.push("it prints no part with Raft in it");
else if (!readFileSync("README.md", "utf8").includes(shown))
  problems.push(`the README has another table than this:\n${shown}`);
for (const command of [
  "npx interregnum check bully --crisis lost-message --claim at-most-one-leads",
  "npx interregnum check bully --crisis missing-link --recovers",
]) {
  if (!stdout.includes(command)) problems.push(`it does not name the command ${command}`);
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
