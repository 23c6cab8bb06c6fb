/** Spin beside the engine: the Promela twin, compiled and run where Spin and a C compiler are installed. */
import { type ExecFileSyncOptionsWithStringEncoding, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promelaOf } from "./promela.ts";

/** What Spin counted, and how long it took. */
export interface SpinRun {
  readonly states: number;
  readonly transitions: number;
  /** Processor time of the compiled verifier alone, in seconds. */
  readonly cpuSeconds: number;
}

/** Whether Spin and a C compiler are there. */
export function hasSpin(): boolean {
  return ["spin", "gcc"].every((program) => spawnSync("which", [program]).status === 0);
}

/**
 * Runs Spin on the twin of the raft-election model.
 *
 * @throws Error where Spin finds what it should not, or its output cannot be read
 */
export function runSpin(processes: number, term: number): SpinRun {
  const folder = mkdtempSync(join(tmpdir(), "interregnum-spin-"));
  try {
    writeFileSync(join(folder, "model.pml"), promelaOf(processes, term));
    const here: ExecFileSyncOptionsWithStringEncoding = {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    };
    execFileSync("spin", ["-a", "model.pml"], here);
    execFileSync("gcc", ["-O3", "-DSAFETY", "-DNOREDUCE", "-DNOFAIR", "-o", "pan", "pan.c"], here);
    const before = childSeconds();
    const output = execFileSync("./pan", ["-m1000000", "-w24", "-E"], here);
    const cpuSeconds = childSeconds() - before;
    const [, errors] = /errors: (\d+)/.exec(output) ?? [];
    const [, states] = /(\d+) states, stored/.exec(output) ?? [];
    const [, transitions] = /(\d+) transitions/.exec(output) ?? [];
    if (errors !== "0" || states === undefined || transitions === undefined) throw new Error(`spin said:\n${output}`);
    // Spin counts the step into the initial state as a transition.
    return { states: Number(states), transitions: Number(transitions) - 1, cpuSeconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Processor time of all children that have ended, in seconds, as the shell's `times` tells it. */
function childSeconds(): number {
  const ticks = 100;
  const stat = execFileSync("cat", [`/proc/${process.pid}/stat`], { encoding: "utf8" });
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / ticks;
}
