/** `interregnum` alone: every algorithm under every crisis. */
import type { Exploration, Verdict } from "../../model/result.ts";
import { catalogue, type Evidence, proving, type Row, rows } from "../catalogue/index.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { grid, gridWidth } from "./grid.ts";
import { hanging, wrapped } from "./layout.ts";
import { memoryTaken } from "./memory.ts";
import { parsed } from "./options.ts";
import { watched } from "./progress.ts";
import { runRecoveries } from "./recoveries.ts";
import type { Terminal } from "./terminal.ts";
import { traceLines } from "./trace.ts";
import { counted, grouped, plainName, short } from "./words.ts";

const options = {
  recovers: {
    takes: "flag",
    words: "the other half: not whether each is safe, but whether it comes back to one leader, whatever happened",
  },
  trace: { takes: "flag", words: "also print every counterexample, step by step" },
  json: { takes: "flag", words: "print the matrix as JSON, with every verdict and the traces of what is not safe" },
  ...helpOption,
} as const;

/** The command `matrix`, which is also what happens without a command. */
export const matrix: Command = {
  name: "matrix",
  summary: "every algorithm under every crisis; this is what no command at all does",
  usage: "[matrix] [options]",
  description: [
    "Explores every built-in algorithm under every crisis and prints which of them it survives: whether there are ever two leaders where there must be one.",
    "With --recovers, prints which of them come back: whether in every fair run there is exactly one leader again and again, or at least can be.",
    "Exit status: 0 everything that is claimed holds, 1 something that is claimed is violated, 2 bad input, 3 not finished.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum", "The matrix."],
    ["interregnum matrix --trace", "The matrix, and every counterexample with it."],
    ["interregnum --recovers", "Which crises each algorithm recovers from."],
    ["interregnum --json", "The matrix for a program."],
  ],
  run,
};

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given } = parsed("matrix", options, 0, args);
  const { terminal } = context;
  if (given.help) {
    terminal.out(helpOf(matrix, context));
    return 0;
  }
  if (given.recovers) return runRecoveries(given, terminal);
  const begun = process.cpuUsage();
  const all = await evidenceOf(terminal);
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system) / 1e6;
  terminal.out(
    given.json
      ? JSON.stringify(asJson(all, seconds), null, 2)
      : asText(all, { seconds, traces: given.trace }, terminal),
  );
  return statusOf(all);
}

/** Proves every entry of the matrix, one after the other, until it is interrupted. */
async function evidenceOf(terminal: Terminal): Promise<readonly Evidence[]> {
  const entries = catalogue.filter(({ row }) => row !== null);
  return terminal.interruptible(async (signal) => {
    const all: Evidence[] = [];
    for (const entry of entries) {
      if (signal.aborted) break;
      const what = `${all.length + 1}/${entries.length} ${entry.id}: `;
      all.push(await watched(proving(entry, { signal, memory: memoryTaken }), terminal, { what, patience: 0 }));
    }
    return all;
  });
}

function statusOf(all: readonly Evidence[]): ExitStatus {
  const isWhole = all.length === catalogue.filter(({ row }) => row !== null).length;
  if (!isWhole || all.some(({ exploration }) => exploration.stopped !== null)) return 3;
  const isViolated = all.some(({ exploration }) =>
    exploration.verdicts.some(({ claimed, verdict }) => claimed && verdict === "violated"),
  );
  return isViolated ? 1 : 0;
}

/** The verdict on what an entry's algorithm promises above all. */
function promiseOf({ entry, exploration }: Evidence): Verdict {
  return exploration.verdicts.find(({ claim }) => claim === entry.promise)!;
}

/** Where a trace of a violated promise is shown from: the FIFO network if it has one, else where it was decided. */
function shownOf(evidence: Evidence): { readonly verdict: Verdict; readonly exploration: Exploration } {
  const { exploration, onFifo } = evidence;
  const verdict = promiseOf(evidence);
  const easier = onFifo?.verdicts.find(({ claim, trace }) => claim === verdict.claim && trace !== undefined);
  return easier === undefined ? { verdict, exploration } : { verdict: easier, exploration: onFifo! };
}

function asJson(all: readonly Evidence[], seconds: number): unknown {
  const cell = (evidence: Evidence): unknown => {
    const { entry, exploration } = evidence;
    const { verdicts, scenario, states, transitions, depth, cut, exhaustive, stopped } = exploration;
    const { verdict, exploration: shown } = shownOf(evidence);
    return {
      crisis: entry.crisis,
      verdict: promiseOf(evidence).verdict,
      ...{ states, transitions, depth, cut, exhaustive, stopped, scenario },
      ...(verdict.trace === undefined
        ? {}
        : { counterexample: { network: shown.scenario.network, steps: verdict.steps, trace: verdict.trace } }),
      verdicts: verdicts.map(({ claim, kind, verdict, claimed, steps }) => ({ claim, kind, verdict, claimed, steps })),
    };
  };
  const rowOf = ({ id, algorithm, title, promise, parameters }: Row): unknown => ({
    ...{ id, algorithm, title, promise, parameters: parameters ?? null },
    cells: all.filter(({ entry }) => entry.row === id).map(cell),
  });
  return { rows: rows.map(rowOf), seconds };
}

function asText(
  all: readonly Evidence[],
  { seconds, traces }: { readonly seconds: number; readonly traces: boolean },
  terminal: Terminal,
): string {
  const { paint } = terminal;
  const width = gridWidth(terminal);
  const states = all.reduce((sum, { exploration }) => sum + exploration.states, 0);
  return [
    ...wrapped("Safe? What each algorithm promises, in every state that it can reach with 3 processes.", width),
    "",
    ...grid((row, crisis) => cellOf(all, row, crisis, paint), terminal),
    "",
    ...hanging(
      `  ${paint("green", "✓")}    `,
      "it holds: every reachable state was seen (below: how many there are)",
      width,
    ),
    ...hanging(
      `  ${paint("green", "✓ ≤")}  `,
      "it holds within bounds: terms and generations have no end, and those up to a bound were seen",
      width,
    ),
    ...hanging(`  ${paint("red", "✗ 7")}  `, "it is violated, in 7 steps at the least", width),
    "",
    ...promiseLines(width, terminal),
    "",
    ...violationLines(all, traces, width, terminal),
    ...wrapped(`${grouped(states)} states in ${seconds.toFixed(1)} s of processor time.`, width),
    ...wrapped("Safe is not alive: where nobody ever leads, no two lead.", width),
  ].join("\n");
}

function cellOf(
  all: readonly Evidence[],
  row: string,
  crisis: string,
  paint: Terminal["paint"],
): readonly [string, string] {
  const evidence = all.find(({ entry }) => entry.row === row && entry.crisis === crisis);
  if (evidence === undefined) return [paint("yellow", "–"), ""];
  const { verdict } = promiseOf(evidence);
  const count = short(evidence.exploration.states);
  switch (verdict) {
    case "holds":
      return [paint("green", "✓"), count];
    case "holds within bounds":
      return [paint("green", "✓ ≤"), count];
    case "violated":
      return [paint("red", `✗ ${shownOf(evidence).verdict.steps}`), count];
    case "undecided":
      return [paint("yellow", "?"), count];
  }
}

/** What each algorithm promises. */
function promiseLines(width: number, { paint }: Terminal): readonly string[] {
  const promises = [...new Set(rows.map(({ promise }) => promise))];
  return promises.flatMap((promise) => {
    const those = rows.filter((row) => row.promise === promise).map(({ id }) => id);
    return hanging(`${paint("bold", promise)}: `, `promised by ${those.join("; ")}`, width);
  });
}

/** Every counterexample, and the command that shows it, on one line so that it can be copied. */
function violationLines(
  all: readonly Evidence[],
  traces: boolean,
  width: number,
  { paint }: Terminal,
): readonly string[] {
  const violated = all.filter((evidence) => promiseOf(evidence).verdict === "violated");
  if (violated.length === 0) return [];
  const lines = violated.flatMap((evidence) => {
    const { entry } = evidence;
    const { verdict } = shownOf(evidence);
    const where = `${entry.row}, ${entry.crisis}: not “${verdict.claim}”, after ${counted(verdict.steps ?? 0, "step")}`;
    const trace = traces && verdict.trace !== undefined ? ["", ...traceLines(verdict.trace, { width, paint }), ""] : [];
    return [...hanging(`${paint("red", "✗")} `, where, width), `    ${commandOf(evidence)}`, ...trace];
  });
  return [paint("bold", "The shortest counterexamples, each with the command that shows it"), ...lines, ""];
}

/** The command that shows a counterexample: where it is shown on a FIFO network, `check` does so by itself. */
function commandOf({ entry }: Evidence): string {
  const parameters = Object.entries((entry.parameters ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value === false)
    .map(([name, value]) => ` --set ${name}=${value}`);
  return `npx interregnum check ${entry.algorithm} --crisis ${plainName(entry.crisis!)}${parameters.join("")}${entry.relativeEpochs ? " --relative-epochs" : ""} --claim ${plainName(entry.promise!)}`;
}
