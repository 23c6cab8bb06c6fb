/** `interregnum` alone: every algorithm under every crisis. */
import type { Exploration, Verdict } from "../../model/result.ts";
import { InputError } from "../../model/scenario.ts";
import { catalogue, type Evidence, proving, type Row, rows } from "../catalogue/index.ts";
import { type RecoveryEvidence, recovering } from "../catalogue/recoveries.ts";
import { checkCommand } from "./check-command.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { grid, gridWidth } from "./grid.ts";
import { hanging, wrapped } from "./layout.ts";
import { memoryTaken } from "./memory.ts";
import { parsed } from "./options.ts";
import { watched } from "./progress.ts";
import {
  breachLines,
  premises,
  recoveryAsJson,
  recoveryBreaches,
  recoveryLegend,
  recoveryMark,
  runRecoveries,
} from "./recoveries.ts";
import type { Terminal } from "./terminal.ts";
import { traceLines } from "./trace.ts";
import { counted, grouped, plainName, short } from "./words.ts";

/** Where bounds cut states off, a recovery is given up after so many: else it would take longer than all the rest. */
const mostStatesForARecovery = 25_000;

const options = {
  safe: { takes: "flag", words: "only whether each is safe, in half of the time" },
  recovers: {
    takes: "flag",
    words: `only whether each comes back to one leader, whatever happened; also past ${grouped(mostStatesForARecovery)} states, where the default gives up a cell that bounds cut anyway`,
  },
  trace: { takes: "flag", words: "also print every counterexample, step by step" },
  json: { takes: "flag", words: "print the matrix as JSON, with every verdict and the traces of what is not safe" },
  ...helpOption,
} as const;

/** What was found of an entry: whether it is safe, and, where that was asked, whether it recovers. */
type Found = Evidence & { readonly recovery?: RecoveryEvidence };

/** The command `matrix`, which is also what happens without a command. */
export const matrix: Command = {
  name: "matrix",
  summary: "every algorithm under every crisis; this is what no command at all does",
  usage: "[matrix] [options]",
  description: [
    "Explores every built-in algorithm under every crisis and prints which of them it survives: whether there are ever two leaders where there must be one, and whether it comes back: in every fair run there is exactly one leader again and again, or at least can be.",
    "Every no has a command that shows a shortest way to it.",
    "Exit status: 0 everything that is claimed holds, 1 something that is claimed is violated, 2 bad input, 3 not finished.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum", "The matrix."],
    ["interregnum matrix --trace", "The matrix, and every counterexample with it."],
    ["interregnum --safe", "The half about safety."],
    ["interregnum --recovers", "The half about recovery, looked at for longer."],
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
  if (given.recovers && given.safe) {
    throw new InputError(
      "matrix-halves",
      "matrix: --safe and --recovers are a half of the matrix each\nGive one of them, or none for both.",
    );
  }
  if (given.recovers) return runRecoveries(given, terminal);
  const begun = process.cpuUsage();
  const all = await evidenceOf(!given.safe, terminal);
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
async function evidenceOf(alsoRecovery: boolean, terminal: Terminal): Promise<readonly Found[]> {
  const entries = catalogue.filter(({ row }) => row !== null);
  return terminal.interruptible(async (signal) => {
    const all: Found[] = [];
    for (const entry of entries) {
      if (signal.aborted) break;
      const what = `${all.length + 1}/${entries.length} ${entry.id}: `;
      const limits = { signal, memory: memoryTaken };
      const safety = await watched(proving(entry, limits), terminal, { what, patience: 0 });
      if (!alsoRecovery || signal.aborted) {
        all.push(safety);
        continue;
      }
      const looking = recovering(entry, { ...limits, maxStates: mostStatesForARecovery });
      all.push({ ...safety, recovery: await watched(looking, terminal, { what, patience: 0 }) });
    }
    return all;
  });
}

function statusOf(all: readonly Found[]): ExitStatus {
  const isWhole = all.length === catalogue.filter(({ row }) => row !== null).length;
  if (!isWhole || all.some(isUnfinished)) return 3;
  const isViolated = all.some(({ exploration }) =>
    exploration.verdicts.some(({ claimed, verdict }) => claimed && verdict === "violated"),
  );
  return isViolated ? 1 : 0;
}

/** Whether something of it was not looked at that should have been: a recovery may be given up where bounds cut it. */
function isUnfinished({ exploration, recovery }: Found): boolean {
  const stopped = recovery?.exploration.stopped;
  return exploration.stopped !== null || stopped === "interrupted" || stopped === "memory";
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

function asJson(all: readonly Found[], seconds: number): unknown {
  const cell = (evidence: Found): unknown => {
    const { entry, exploration, recovery } = evidence;
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
      ...(recovery === undefined ? {} : { recovers: recoveryAsJson(recovery) }),
    };
  };
  const rowOf = ({ id, algorithm, title, promise, parameters }: Row): unknown => ({
    ...{ id, algorithm, title, promise, parameters: parameters ?? null },
    cells: all.filter(({ entry }) => entry.row === id).map(cell),
  });
  return { rows: rows.map(rowOf), seconds };
}

function asText(
  all: readonly Found[],
  { seconds, traces }: { readonly seconds: number; readonly traces: boolean },
  terminal: Terminal,
): string {
  const { paint } = terminal;
  const width = gridWidth(terminal);
  const recoveries = all.flatMap(({ recovery }) => recovery ?? []);
  const states = [...all, ...recoveries].reduce((sum, { exploration }) => sum + exploration.states, 0);
  const asWide: Terminal = { ...terminal, width };
  const [safe, recovers] = [
    "Safe? What each algorithm promises, in every state that it can reach with 3 processes.",
    "Does it recover (↻)? Whether there is exactly one leader again and again, whatever happened before.",
  ];
  return [
    ...wrapped(recoveries.length > 0 ? `${safe} ${recovers}` : safe, width),
    "",
    ...grid((row, crisis) => cellOf(all, row, crisis, paint), terminal),
    "",
    ...hanging(
      `  ${paint("green", "✓")}    `,
      "it holds: every reachable state was seen (beside it: how many there are)",
      width,
    ),
    ...hanging(
      `  ${paint("green", "✓ ≤")}  `,
      "it holds within bounds: terms and generations have no end, and those up to a bound were seen",
      width,
    ),
    ...hanging(`  ${paint("red", "✗ 7")}  `, "it is violated, in 7 steps at the least", width),
    ...recoveryLegend(recoveries, "↻ ", asWide),
    "",
    ...promiseLines(width, terminal),
    ...(recoveries.length > 0 ? premises(recoveries, width) : []),
    "",
    ...violationLines(all, traces, width, terminal),
    ...recoveryBreaches(recoveries, asWide),
    ...(traces ? [...recoveries.flatMap((evidence) => breachLines(evidence, asWide)), ""] : []),
    ...wrapped(`${grouped(states)} states in ${seconds.toFixed(1)} s of processor time.`, width),
    ...wrapped("Safe is not alive: where nobody ever leads, no two lead.", width),
  ].join("\n");
}

/** Safety and the states above, recovery below. */
function cellOf(
  all: readonly Found[],
  row: string,
  crisis: string,
  paint: Terminal["paint"],
): readonly [string, string] {
  const found = all.find(({ entry }) => entry.row === row && entry.crisis === crisis);
  if (found === undefined) return [paint("yellow", "–"), ""];
  const { recovery } = found;
  return [
    `${safetyMark(found, paint)} ${short(found.exploration.states)}`,
    recovery === undefined ? "" : `↻ ${recoveryMark(recovery, paint)}`,
  ];
}

function safetyMark(found: Found, paint: Terminal["paint"]): string {
  switch (promiseOf(found).verdict) {
    case "holds":
      return paint("green", "✓");
    case "holds within bounds":
      return paint("green", "✓ ≤");
    case "violated":
      return paint("red", `✗ ${shownOf(found).verdict.steps}`);
    case "undecided":
      return paint("yellow", "?");
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
  return `${checkCommand(entry)} --claim ${plainName(entry.promise!)}`;
}
