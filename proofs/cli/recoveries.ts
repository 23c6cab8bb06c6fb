/** `interregnum --recovers`: whether every algorithm comes back from every crisis. */
import { catalogue, type Entry, rows } from "../catalogue/index.ts";
import { type Recovery, type RecoveryEvidence, recovering } from "../catalogue/recoveries.ts";
import { checkCommand } from "./check-command.ts";
import type { ExitStatus } from "./command.ts";
import { breachInWords, fairnessInWords } from "./fairness.ts";
import { grid } from "./grid.ts";
import { hanging, wrapped } from "./layout.ts";
import { memoryTaken } from "./memory.ts";
import { watched } from "./progress.ts";
import type { Format, Terminal } from "./terminal.ts";
import { traceLines } from "./trace.ts";
import { grouped, short } from "./words.ts";

/**
 * Looks whether each entry of the matrix recovers, and prints what came out.
 *
 * @returns 0, or 3 where it was interrupted: nothing is claimed of recoveries, they are looked at crisis by crisis
 */
export async function runRecoveries(
  { json, trace }: { readonly json: boolean; readonly trace: boolean },
  terminal: Terminal,
): Promise<ExitStatus> {
  const begun = process.cpuUsage();
  const entries = catalogue.filter(({ row }) => row !== null);
  const all = await terminal.interruptible(async (signal) => {
    const found: RecoveryEvidence[] = [];
    for (const entry of entries) {
      if (signal.aborted) break;
      const what = `${found.length + 1}/${entries.length} ${entry.id}: `;
      found.push(await watched(recovering(entry, { signal, memory: memoryTaken }), terminal, { what, patience: 0 }));
    }
    return found;
  });
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system) / 1e6;
  terminal.out(json ? JSON.stringify(asJson(all, seconds), null, 2) : asText(all, { seconds, trace }, terminal));
  const isInterrupted = all.some(({ exploration }) => exploration.stopped === "interrupted");
  return isInterrupted || all.length < entries.length ? 3 : 0;
}

function asJson(all: readonly RecoveryEvidence[], seconds: number): unknown {
  const cell = (evidence: RecoveryEvidence): unknown => ({
    crisis: evidence.entry.crisis,
    ...recoveryAsJson(evidence),
  });
  const found = rows.map(({ id, algorithm, title }) => {
    return { id, algorithm, title, cells: all.filter(({ entry }) => entry.row === id).map(cell) };
  });
  return { rows: found, seconds };
}

/** What was found about a recovery, for a program. */
export function recoveryAsJson({ recovery, exploration }: RecoveryEvidence): Readonly<Record<string, unknown>> {
  const { algorithm, scenario, states, cut, stopped, verdicts } = exploration;
  return { recovery, model: algorithm, scenario, states, cut, stopped, verdicts };
}

const marks: Readonly<Record<Recovery, readonly [mark: string, format: Format, words: string]>> = {
  surely: ["✓", "green", "in every fair run exactly one process leads again and again"],
  "almost surely": ["✓ a.s.", "green", "so it does with probability 1: the durations of timers are random"],
  perhaps: [
    "~",
    "yellow",
    "from every state exactly one can lead again, but there is a fair run in which that never comes",
  ],
  "perhaps within bounds": [
    "~ ≤",
    "yellow",
    "from every state within the bounds exactly one can lead again, but there is a fair run in which that never comes",
  ],
  "not always": [
    "~ ?",
    "yellow",
    "there is a fair run in which exactly one never leads again; whether it always can was not decided",
  ],
  "never again": ["✗", "red", "a state can be reached from which there can never be exactly one leader again"],
  "can within bounds": [
    "can ≤",
    "yellow",
    "from every state within the bounds exactly one can lead again; whether it does in every fair run was not decided",
  ],
  undecided: [
    "?",
    "yellow",
    "not decided: a bound cut off what could matter, since terms and generations have no end, or the states were too many",
  ],
};

function asText(
  all: readonly RecoveryEvidence[],
  { seconds, trace }: { readonly seconds: number; readonly trace: boolean },
  terminal: Terminal,
): string {
  const { width, paint } = terminal;
  const states = all.reduce((sum, { exploration }) => sum + exploration.states, 0);
  const cell = (row: string, crisis: string): readonly [string, string] => {
    const evidence = all.find(({ entry }) => entry.row === row && entry.crisis === crisis);
    if (evidence === undefined) return [paint("yellow", "–"), ""];
    return [recoveryMark(evidence, paint), short(evidence.exploration.states)];
  };
  return [
    ...wrapped(
      "Does it recover? Whether there is exactly one leader again and again, whatever happened before.",
      width,
    ),
    "",
    ...grid(cell, terminal),
    "",
    ...recoveryLegend(all, "", terminal),
    "",
    ...premises(all, width),
    "",
    ...recoveryBreaches(all, terminal),
    ...(trace ? [...all.flatMap((evidence) => breachLines(evidence, terminal)), ""] : []),
    ...wrapped(`${grouped(states)} states in ${seconds.toFixed(1)} s of processor time.`, width),
  ].join("\n");
}

/** The mark of a recovery. */
export function recoveryMark({ recovery }: RecoveryEvidence, paint: Terminal["paint"]): string {
  const [mark, format] = marks[recovery];
  return paint(format, mark);
}

/** What the marks mean that occur, each behind `sign`. */
export function recoveryLegend(
  all: readonly RecoveryEvidence[],
  sign: string,
  { width, paint }: Terminal,
): readonly string[] {
  const met = new Set(all.map(({ recovery }) => recovery));
  return Object.entries(marks)
    .filter(([recovery]) => met.has(recovery as Recovery))
    .flatMap(([, [mark, format, words]]) =>
      hanging(`  ${paint(format, (sign + mark).padEnd(sign.length + 8))}`, words, width),
    );
}

/** The commands that show runs which never come back, one for each that was found. */
export function recoveryBreaches(all: readonly RecoveryEvidence[], { width, paint }: Terminal): readonly string[] {
  const breaches = all.filter(({ exploration }) => exploration.verdicts.some(({ trace }) => trace !== undefined));
  if (breaches.length === 0) return [];
  return [
    ...wrapped(paint("bold", "Where it may never come back, and the command that shows how"), width),
    ...breaches.map(({ entry }) => `    ${checkCommand(entry)} --recovers`),
    "",
  ];
}

/** What is owed in the runs that were looked at, and what stands for what. */
export function premises(all: readonly RecoveryEvidence[], width: number): readonly string[] {
  const owed = new Set(
    all
      .flatMap(({ exploration: { verdicts } }) => verdicts.flatMap(({ liveness }) => liveness?.fairness ?? []))
      .map(fairnessInWords),
  );
  return [
    ...[...owed].flatMap((words) => hanging("Fair is a run that pays what it owes: ", `${words}.`, width)),
    ...wrapped(
      "Terms are looked at by their differences, so that elections without end have finitely many states.",
      width,
    ),
  ];
}

/** How a recovery fails: the run that never comes back, or the way to where there is none. */
export function breachLines({ entry, exploration }: RecoveryEvidence, { width, paint }: Terminal): readonly string[] {
  return exploration.verdicts.flatMap((verdict) => {
    if (verdict.liveness === undefined || verdict.trace === undefined) return [];
    const head = `${nameOf(entry)}: not “${verdict.claim}”; ${breachInWords(verdict)}`;
    return ["", ...hanging(`${paint("red", "✗")} `, head, width), "", ...traceLines(verdict.trace, { width, paint })];
  });
}

function nameOf({ row, crisis }: Entry): string {
  return `${row}, ${crisis}`;
}
