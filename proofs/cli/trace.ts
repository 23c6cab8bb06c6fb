/** A trace for people: numbered steps, who did what, what came of it, who leads after it. */
import type { ProcessSnapshot, Snapshot, Trace, TraceStep } from "../../model/result.ts";
import type { Effect } from "../../spec/effect.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { actionInWords, sendsInWords, timersInWords } from "./action.ts";
import { atBothEnds, hanging, padded, wrapped } from "./layout.ts";
import { leadershipInWords, leadersInWords, portraitOf } from "./portrait.ts";
import type { Paint } from "./terminal.ts";
import { changes, inWords } from "./value.ts";
import { listed } from "./words.ts";

/** What a trace is laid out for. */
export interface Page {
  /** Columns to the right edge: at least 40. */
  readonly width: number;
  readonly paint: Paint;
}

/** A trace as lines of text: how it begins, its steps, and what everybody is in the end. */
export function traceLines(trace: Trace, page: Page): readonly string[] {
  const states = [trace.initial, ...trace.steps.map(({ after }) => after)];
  const steps = trace.steps.flatMap((step, i) => ["", ...stepLines(step, states[i]!, page)]);
  const known = trace.parameters === null || trace.parameters === undefined;
  return [
    ...headline(0, "the beginning", leadersInWords(trace.initial), page),
    ...(known ? [] : indented(hanging("parameters  ", inWords(trace.parameters), page.width - indent))),
    ...indented(portraitOf(trace.initial, page.width - indent)),
    ...steps,
    ...(trace.steps.length === 0
      ? []
      : [
          "",
          `${" ".repeat(indent)}${page.paint("bold", "in the end")}`,
          ...indented(portraitOf(states.at(-1)!, page.width - indent)),
        ]),
  ];
}

/** One step as lines of text, from the state `before` it. */
export function stepLines(step: TraceStep, before: Snapshot, page: Page): readonly string[] {
  const changed = leadersInWords(before) !== leadersInWords(step.after);
  const leaders = page.paint(changed ? "bold" : "dim", leadersInWords(step.after));
  const details = outcome(step, before).flatMap(([label, text]) =>
    hanging(" ".repeat(indent) + page.paint("dim", padded(label, 8)), text, page.width),
  );
  return [...headline(step.step, actionInWords(step.action), leaders, page), ...details];
}

/** How far everything but a step's number is indented. */
const indent = 6;

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => " ".repeat(indent) + line);
}

function headline(number: number, text: string, right: string, { width, paint }: Page): readonly string[] {
  const head = `${String(number).padStart(indent - 2)}  `;
  const lines = wrapped(text, width - indent).map(
    (line, i) => (i === 0 ? head : " ".repeat(indent)) + paint("bold", line),
  );
  return [...lines.slice(0, -1), ...atBothEnds(lines.at(-1)!, right, width)];
}

type Fact = readonly [label: string, text: string];

/** What came of a step, each with a label. */
function outcome({ action, effects, after }: TraceStep, before: Snapshot): readonly Fact[] {
  if (action.type === "tick" || action.type === "missedTick" || action.type === "extraTick") return due(after);
  if (!("process" in action) || action.type === "drop") return [];
  const was = processOf(before, action.process);
  const is = processOf(after, action.process);
  if (action.type === "crash" || action.type === "lostWrite") return crashed(is);
  if (action.type === "tornStep") return [...sent(effects), ...crashed(is)];
  const facts: Fact[] = [
    ...sent(effects),
    ["timers", timersInWords(effects as readonly Effect[], was, is)],
    ["state", changes(was.state, is.state).join("; ")],
    ["", leadershipChange(was, is)],
  ];
  const told = facts.filter(([, text]) => text !== "");
  return told.length > 0 ? told : [["", "nothing comes of it"]];
}

function sent(effects: TraceStep["effects"]): readonly Fact[] {
  return sendsInWords(effects as readonly Effect[]).map((text, i): Fact => [i === 0 ? "sends" : "", text]);
}

function processOf(snapshot: Snapshot, id: ProcessId): ProcessSnapshot {
  return snapshot.processes.find(({ process }) => process === id)!;
}

/** What a crash leaves behind. Its changes are none: the process did not go there by itself. */
function crashed({ state }: ProcessSnapshot): readonly Fact[] {
  return state === undefined ? [["", "never to return"]] : [["disk", `would boot as ${inWords(state)}`]];
}

/** Which timers a tick brought to their end: why the steps after it are possible. */
function due({ processes }: Snapshot): readonly Fact[] {
  const timers = new Map<string, ProcessId[]>();
  for (const { process, timers: armed } of processes) {
    for (const [timer, ticks] of Object.entries(armed)) {
      if (ticks === 0) timers.set(timer, [...(timers.get(timer) ?? []), process]);
    }
  }
  if (timers.size === 0) return [];
  return [["due", [...timers].map(([timer, at]) => `${timer} at ${listed(at)}`).join("; ")]];
}

function leadershipChange(was: ProcessSnapshot, is: ProcessSnapshot): string {
  if (was.leadership.leader === is.leadership.leader) return "";
  return `${leadershipInWords(is.process, is.leadership)} (before: ${leadershipInWords(was.process, was.leadership)})`;
}
