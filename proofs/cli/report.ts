/** What came out of an exploration, for people. */
import { circumstances } from "../../model/hazards.ts";
import type { Exploration, Trace, Verdict } from "../../model/result.ts";
import type { Circumstances, Crisis } from "../../spec/crisis.ts";
import { breachInWords, fairnessInWords, remarkOn } from "./fairness.ts";
import { columns, hanging, padded, wrapped } from "./layout.ts";
import { profileLines } from "./profile.ts";
import { scenarioInWords } from "./scenario.ts";
import { lengthInWords, strategyInWords } from "./strategy.ts";
import { isExpected, summaryLines, unitOf } from "./summary.ts";
import type { Format } from "./terminal.ts";
import { type Page, traceLines } from "./trace.ts";
import { counted, grouped, listed, printable } from "./words.ts";

/** What the report tells beside the exploration. */
export interface Told {
  readonly title: string;
  /** Processor time, in seconds. */
  readonly seconds: number;
  /** What each claim says, by its name. */
  readonly words: Readonly<Record<string, string>>;
  /** What to say where no claims were explored. */
  readonly noClaims: string;
  /** The same on a FIFO network, where a trace is easier to follow. */
  readonly onFifo?: Exploration;
}

/** The whole report, without a line end. */
export function reportOf(result: Exploration, told: Told, page: Page): string {
  return [
    ...headerLines(result, told, page),
    "",
    ...countLines(result, told, page),
    ...claimLines(result, page),
    ...fairnessLines(result, page),
    ...exampleLines(result, page),
    ...(result.profile === undefined ? [] : profileLines(result.profile, result, page)),
    ...tracesLines(result, told, page),
    "",
    ...summaryLines(result, told.noClaims, page),
  ].join("\n");
}

function headerLines({ algorithm, scenario }: Exploration, { title }: Told, { width, paint }: Page): readonly string[] {
  const parts = scenarioInWords(scenario).flatMap((part) => hanging("  ", part, width));
  return [...hanging(`${paint("bold", printable(algorithm))}  `, printable(title), width), ...parts];
}

function countLines(result: Exploration, { seconds }: Told, { width, paint }: Page): readonly string[] {
  const initial = result.initial === 1 ? "" : ` (${grouped(result.initial)} of them initial)`;
  const strategy = strategyInWords(result);
  const what =
    result.strategy === "walk"
      ? `${counted(result.states, "different state")}${initial}, ${counted(result.transitions, "step")}, longest walk ${grouped(result.depth)}`
      : `${counted(result.states, unitOf(result))}${initial}, ${counted(result.transitions, "transition")}, depth ${result.depth}`;
  const facts = [
    ...(strategy === null ? [] : [["strategy", strategy] as const]),
    ["explored", what],
    [
      "built of",
      `${counted(result.cells, result.strategy === "diagrams" ? "cell part" : "cell")}, ${counted(result.localStates, "local state")}, ${counted(result.messages, "message")}, ${counted(result.reducerCalls, "reducer call")}`,
    ],
    ...(result.symmetry
      ? [["counted", "one state for all that differ by names of processes alone: an orbit"] as const]
      : []),
    ...(result.relativeEpochs
      ? [
          [
            "counted",
            "one state for all that differ by how high all epochs are alone: the verdicts are on all epochs",
          ] as const,
        ]
      : []),
    ...(result.reduction
      ? [["counted", "one state for all that differ by silent moves, which nothing that is claimed can tell"] as const]
      : []),
    ["ends", `${counted(result.terminal, "terminal state")}, ${counted(result.cut, "successor")} cut by bounds`],
    [
      "time",
      `${seconds.toFixed(seconds < 10 ? 2 : 1)} s of processor time${result.workers === 1 ? "" : `, ${counted(result.workers, "worker")}`}`,
    ],
  ] as const;
  return facts.flatMap(([label, text]) => hanging(`  ${paint("dim", padded(label, 10))}`, text, width));
}

const marks: Readonly<Record<Verdict["verdict"], readonly [mark: string, format: Format]>> = {
  holds: ["✓", "green"],
  "holds within bounds": ["✓", "green"],
  violated: ["✗", "red"],
  undecided: ["?", "yellow"],
};

function claimLines(result: Exploration, page: Page): readonly string[] {
  const claims = result.verdicts.filter(({ kind }) => kind !== "sometimes");
  if (claims.length === 0) return [];
  const rows = claims.map((verdict) => [verdict, claimOutcome(verdict, circumstances(result.scenario))] as const);
  return ["", page.paint("bold", "Claims"), ...table(rows, page)];
}

function claimOutcome(result: Verdict, met: Circumstances): string {
  const { claimed, under, liveness } = result;
  const remark = liveness === undefined ? "" : remarkOn(liveness);
  const outcome = outcomeOf(result) + (remark === "" ? "" : `; ${remark}`);
  return claimed ? outcome : `${outcome}; ${unclaimed(under, met)}`;
}

function outcomeOf(result: Verdict): string {
  const { verdict, steps, liveness } = result;
  if (verdict === "violated") return liveness === undefined ? `violated ${inSteps(steps)}` : breachInWords(result);
  return verdict === "holds" && liveness?.almostSurely === true ? "holds almost surely" : verdict;
}

/** What was owed in the runs that were looked at: of each fairness, the claims that it was the premise of. */
function fairnessLines({ verdicts }: Exploration, { width, paint }: Page): readonly string[] {
  const claims = new Map<string, string[]>();
  for (const { claim, liveness } of verdicts) {
    if (liveness === undefined || liveness.fairness === null) continue;
    const words = fairnessInWords(liveness.fairness);
    claims.set(words, [...(claims.get(words) ?? []), `“${printable(claim)}”`]);
  }
  if (claims.size === 0) return [];
  const lines = [...claims].flatMap(([words, names]) => hanging("  ", `${words} (${listed(names)})`, width));
  return ["", paint("bold", "Fairness: what is owed in a run that goes on for ever"), ...lines];
}

/** Why a claim is not made here: what goes wrong in none of its crises, or what goes wrong too often or together. */
function unclaimed(under: readonly Crisis[], { hazards, times }: Circumstances): string {
  if (under.length === 0) return "claimed nowhere";
  const never = hazards.filter((hazard) => !under.some((crisis) => crisis.hazards.includes(hazard)));
  if (never.length > 0) return `not claimed under ${listed(never, "or")}`;
  const isCovered = under.some((crisis) => hazards.every((hazard) => crisis.hazards.includes(hazard)));
  return isCovered
    ? `claimed where it happens once, not ${times} times`
    : `not claimed under ${listed(hazards)} together`;
}

/** Where something is claimed to be seen that is not claimed to be seen here. */
function expected(under: readonly Crisis[]): string {
  if (under.length === 0) return "claimed nowhere";
  return `claimed under ${listed(
    under.map(({ name }) => printable(name)),
    "or",
  )}`;
}

function exampleLines(result: Exploration, page: Page): readonly string[] {
  const examples = result.verdicts.filter(({ kind }) => kind === "sometimes");
  if (examples.length === 0) return [];
  const rows = examples.map((verdict) => [verdict, exampleOutcome(verdict)] as const);
  return ["", page.paint("bold", "Seen at least once"), ...table(rows, page)];
}

function exampleOutcome({ verdict, steps, witnessOf = [], claimed, under }: Verdict): string {
  const claims = listed(witnessOf.map((name) => `“${printable(name)}”`));
  const rest = claimed ? "" : `; ${expected(under)}`;
  if (verdict === "holds")
    return `after ${counted(steps ?? 0, "step")}${claims === "" ? "" : `; witness of ${claims}`}`;
  if (verdict === "undecided") return `undecided: not seen so far${rest}`;
  if (claims === "") return `never${rest}`;
  return `never: nothing shows that ${claims} ${witnessOf.length === 1 ? "says" : "say"} anything here${rest}`;
}

function table(rows: readonly (readonly [Verdict, string])[], { width, paint }: Page): readonly string[] {
  const nameWidth = Math.min(Math.max(...rows.map(([verdict]) => columns(nameOf(verdict)))), Math.floor(width / 2) - 4);
  return rows.flatMap(([result, outcome]) => {
    const { verdict } = result;
    const [mark, format] = isExpected(result) || verdict === "holds" ? marks[verdict] : (["–", "dim"] as const);
    const name = wrapped(nameOf(result), nameWidth);
    const text = wrapped(outcome, width - nameWidth - 6);
    return Array.from({ length: Math.max(name.length, text.length) }, (_, i) =>
      `  ${i === 0 ? paint(format, mark) : " "} ${padded(name[i] ?? "", nameWidth)}  ${paint(format === "red" ? "red" : "dim", text[i] ?? "")}`.trimEnd(),
    );
  });
}

/** A claim as it stands in the report: of what must never be, the name alone would say the opposite. */
function nameOf({ claim, kind }: Verdict): string {
  return kind === "never" ? `never: ${printable(claim)}` : printable(claim);
}

function inSteps(steps: number | undefined): string {
  return steps === 0 ? "in the initial state" : `in ${counted(steps ?? 0, "step")}`;
}

function tracesLines(result: Exploration, { words, onFifo }: Told, page: Page): readonly string[] {
  const lines: string[] = [];
  const printed: { claim: string; trace: Trace }[] = [];
  for (const verdict of result.verdicts) {
    const { claim, kind } = verdict;
    const easier = onFifo?.verdicts.find((other) => other.claim === claim && other.trace !== undefined);
    const { steps, trace } = easier ?? verdict;
    if (trace === undefined) continue;
    const isExample = kind === "sometimes";
    const mark = isExample ? page.paint("green", `✓ ${nameOf(verdict)}`) : page.paint("red", `✗ ${nameOf(verdict)}`);
    const what = isExample ? `seen after ${counted(steps ?? 0, "step")}` : outcomeOf(easier ?? verdict);
    lines.push(
      "",
      ...hanging("", `${mark}: ${what}, ${lengthInWords(easier === undefined ? result : onFifo!)}`, page.width),
      ...(words[claim] === undefined || words[claim] === claim
        ? []
        : hanging("  ", printable(words[claim]), page.width)),
      ...(easier === undefined ? [] : hanging("  ", shownOnFifo, page.width)),
    );
    const known = printed.find((other) => isBeginning(trace, other.trace));
    lines.push("", ...(known === undefined ? traceLines(trace, page) : [sameAs(trace, known)]));
    if (known === undefined) printed.push({ claim, trace });
  }
  return lines;
}

const shownOnFifo = "Decided on the duplicating network; shown on a FIFO network, where traces are easier to follow.";

/** Whether a trace is one that a reader has already read: the same, or its beginning. */
function isBeginning(trace: Trace, read: Trace): boolean {
  const beginning: Trace = { ...read, steps: read.steps.slice(0, trace.steps.length) };
  return (
    JSON.stringify({ ...trace, initial: bare(trace) }) === JSON.stringify({ ...beginning, initial: bare(beginning) })
  );
}

function bare({ initial }: Trace): unknown {
  return initial.processes;
}

function sameAs({ steps: { length } }: Trace, { claim, trace: read }: { claim: string; trace: Trace }): string {
  if (length === read.steps.length) return `      The trace of “${printable(claim)}”, above, shows it.`;
  const first = length === 1 ? "first step" : `first ${grouped(length)} steps`;
  return `      The ${first} of the trace of “${printable(claim)}”, above, ${length === 1 ? "shows" : "show"} it.`;
}
