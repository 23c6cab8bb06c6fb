/** `interregnum` alone: every algorithm under every crisis. */
import type { Exploration, Verdict } from "../../model/result.ts";
import { crises } from "../../spec/crisis.ts";
import { catalogue, type Evidence, proving, type Row, rows } from "../catalogue/index.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { hanging, padded, wrapped } from "./layout.ts";
import { memoryTaken } from "./memory.ts";
import { parsed } from "./options.ts";
import { watched } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { traceLines } from "./trace.ts";
import { counted, grouped, plainName, short } from "./words.ts";

const options = {
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
    "Exit status: 0 everything that is claimed holds, 1 something that is claimed is violated, 2 bad input, 3 not finished.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum", "The matrix."],
    ["interregnum matrix --trace", "The matrix, and every counterexample with it."],
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
  const width = terminal.isTerminal ? terminal.width : plainWidth;
  const states = all.reduce((sum, { exploration }) => sum + exploration.states, 0);
  const wide = width >= tableWidth;
  return [
    ...wrapped("Safe? What each algorithm promises, in every state that it can reach with 3 processes.", width),
    "",
    ...(wide ? table(all, terminal) : transposed(all, width, terminal)),
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

/** Columns of the names of rows, and of a cell. */
const labelWidth = 22;
const cellWidth = 11;
/** The columns of a page where there is no terminal. */
const plainWidth = 120;
const tableWidth = labelWidth + crises.length * cellWidth;

/** The algorithms as rows, two lines each; the crises as columns. */
function table(all: readonly Evidence[], { paint }: Terminal): readonly string[] {
  const heads = crises.map(({ name }) => twoLines(name));
  const line = (first: string, cells: readonly string[]): string =>
    (padded(first, labelWidth) + cells.map((cell) => padded(cell, cellWidth)).join("")).trimEnd();
  const head = [0, 1].map((i) =>
    paint(
      "bold",
      line(
        "",
        heads.map((lines) => lines[i]!),
      ),
    ),
  );
  const body = rows.flatMap(({ id }) => {
    const cells = crises.map(({ name }) => cellOf(all, id, name, paint));
    const [algorithm, ...variant] = id.split(" ");
    return [
      "",
      line(
        algorithm!,
        cells.map(([mark]) => mark),
      ),
      line(
        `  ${variant.join(" ")}`,
        cells.map(([, count]) => count),
      ),
    ];
  });
  return [...head, ...body];
}

/** The crises as rows and the algorithms as columns: for pages that are too narrow for {@link table}. */
function transposed(all: readonly Evidence[], width: number, { paint }: Terminal): readonly string[] {
  const label = 12;
  const room = Math.max(8, Math.floor((width - label) / rows.length));
  const heads = rows.map(({ id }) =>
    wrapped(id.replace("token-ring", "token ring").replace("-", "- "), room - 1).map((text) => text.replace("- ", "-")),
  );
  const height = Math.max(...heads.map((lines) => lines.length));
  const line = (first: string, cells: readonly string[]): string =>
    (padded(first, label) + cells.map((cell) => padded(cell, room)).join("")).trimEnd();
  const head = Array.from({ length: height }, (_, i) =>
    paint(
      "bold",
      line(
        "",
        heads.map((lines) => lines[i] ?? ""),
      ),
    ),
  );
  const body = crises.flatMap(({ name }) => {
    const cells = rows.map(({ id }) => cellOf(all, id, name, paint));
    const [first, second] = twoLines(name);
    return [
      "",
      line(
        first,
        cells.map(([mark]) => mark),
      ),
      line(
        second,
        cells.map(([, count]) => count),
      ),
    ];
  });
  return [...head, ...body];
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
  return `npx interregnum check ${entry.algorithm} --crisis ${plainName(entry.crisis!)}${parameters.join("")} --claim ${plainName(entry.promise!)}`;
}

/** A name in two lines of about the same length. */
function twoLines(name: string): readonly [string, string] {
  const words = name.split(" ");
  const half = Math.ceil(words.length / 2);
  return [words.slice(0, half).join(" "), words.slice(half).join(" ")];
}
