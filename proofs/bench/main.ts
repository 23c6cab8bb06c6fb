/**
 * `npm run bench`: measures the explorer on named models and prints a table; the
 * same goes to `dist/bench.json` for programs.
 *
 * With `--large` it measures what takes minutes and gigabytes, too.
 *
 * These machines are shared and noisy: processor time is measured, each subject
 * three times, and the best of the three counts. Compare ratios within one run.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hasSpin, runSpin } from "./spin.ts";
import { type Subject, subjects } from "./subjects.ts";

interface Measured {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly cells: number;
  readonly reducerCalls: number;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly bytes: number;
}

const repetitions = 3;
const measure = fileURLToPath(new URL("./measure.js", import.meta.url));
const target = fileURLToPath(new URL("../../bench.json", import.meta.url));

const isLarge = process.argv.includes("--large");
const rows = subjects.flatMap((subject, index) => (subject.isLarge && !isLarge ? [] : [row(subject, index)]));
const widths = heads().map((head, column) => Math.max(head.length, ...rows.map(({ cells }) => cells[column]!.length)));
print(heads());
for (const { cells } of rows) print(cells);
const spin = hasSpin() ? beside("raft election, 3 processes, term 2", 3, 2) : null;
if (spin === null) console.log("\nSpin is not installed (package spin, and gcc): no comparison");
const told = rows.map(({ name, words, measured }) => ({ name, words, ...measured }));
writeFileSync(target, `${JSON.stringify({ rows: told, spin }, null, 2)}\n`);
console.log(`\nwritten to ${target}`);

/** Runs Spin on the twin of a subject, sees that both counted the same, and tells the ratio. */
function beside(name: string, processes: number, term: number): unknown {
  const { measured } = rows.find((row) => row.name === name)!;
  const runs = Array.from({ length: repetitions }, () => runSpin(processes, term));
  const best = runs.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[0]!;
  for (const count of ["states", "transitions"] as const) {
    if (best[count] !== measured[count])
      throw new Error(`Spin counts ${best[count]} ${count}, the engine ${measured[count]}`);
  }
  const ratio = best.cpuSeconds / measured.cpuSeconds;
  const diagrams = best.cpuSeconds / rows.find((row) => row.name === `${name}, diagrams`)!.measured.cpuSeconds;
  console.log(
    `\nSpin (depth first, -O3 -DSAFETY -DNOREDUCE) on the same model: the same ${best.states.toLocaleString("en")} states and ` +
      `${best.transitions.toLocaleString("en")} transitions in ${best.cpuSeconds.toFixed(2)} s; the engine is ${ratio.toFixed(1)} times as fast, ` +
      `and by diagrams ${diagrams.toFixed(1)} times`,
  );
  return { name, ...best, ratio, diagrams };
}

function heads(): readonly string[] {
  return ["model", "states", "transitions", "cpu s", "wall s", "Mtrans/cpu s", "bytes/state"];
}

function row(subject: Subject, index: number): Subject & { measured: Measured; cells: readonly string[] } {
  const all = Array.from({ length: subject.isLarge ? 1 : repetitions }, () => {
    return JSON.parse(execFileSync(process.execPath, [measure, String(index)], { encoding: "utf8" })) as Measured;
  });
  const measured = all.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[0]!;
  const { states, transitions, cpuSeconds, wallSeconds, bytes } = measured;
  const cells = [
    subject.name,
    states.toLocaleString("en"),
    transitions.toLocaleString("en"),
    cpuSeconds.toFixed(2),
    wallSeconds.toFixed(2),
    (transitions / cpuSeconds / 1e6).toFixed(1),
    bytes < states ? (bytes / states).toFixed(2) : (bytes / states).toFixed(0),
  ];
  return { ...subject, measured, cells };
}

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "));
}
