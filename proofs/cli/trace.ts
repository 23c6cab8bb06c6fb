/** A trace for people: numbered steps, who did what, what came of it, who leads after it. */
import type { Snapshot, Trace } from "../../model/result.ts";
import { type Fact, outcomeOf } from "../trace/facts.ts";
import { laneNames, lanesAt, lanesOf, lanesWidth } from "../trace/lanes.ts";
import { type Episode, type Story, storyOf } from "../trace/story.ts";
import { whyInWords } from "../trace/why.ts";
import { actionInWords } from "./action.ts";
import { atBothEnds, columns, hanging, padded, wrapped } from "./layout.ts";
import { leadersInWords, portraitOf } from "./portrait.ts";
import type { Paint } from "./terminal.ts";
import { inWords } from "./value.ts";

/** What a trace is laid out for. */
export interface Page {
  /** Columns to the right edge: at least 40. */
  readonly width: number;
  readonly paint: Paint;
}

/** A trace as lines of text: how it begins, its steps, and what everybody is in the end. */
export function traceLines(trace: Trace, page: Page): readonly string[] {
  const story = storyOf(trace);
  const lanes = lanesFor(story, page);
  const { repeatsFrom } = trace;
  const steps = story.episodes.flatMap((episode, i) => [
    ...(i === repeatsFrom ? repeatLines(againInWords(trace), page) : []),
    "",
    ...stepLines(episode, page, lanes),
  ]);
  return [
    ...beginningLines(story, page, lanes),
    ...steps,
    ...(repeatsFrom === undefined ? [] : repeatLines(endInWords(trace, repeatsFrom), page)),
    ...(story.episodes.length === 0
      ? []
      : [
          "",
          `${" ".repeat(indent)}${page.paint("bold", "in the end")}`,
          ...indented(portraitOf(story.episodes.at(-1)!.after, page.width - indent)),
        ]),
  ];
}

/** What is said of the part that repeats. */
function againInWords({ epochsRise = 0 }: Trace): string {
  if (epochsRise === 0) return "again and again, for ever:";
  return `again and again, for ever, each time with all epochs higher by ${epochsRise}:`;
}

/** How a trace begins, as lines of text. */
export function beginningLines({ trace: { initial, parameters } }: Story, page: Page, lanes: Lanes): readonly string[] {
  const isKnown = parameters === null || parameters === undefined;
  return [
    ...headline(0, lanes.names, "", "the beginning", leadersInWords(initial), page),
    ...(isKnown ? [] : indented(hanging("parameters  ", inWords(parameters), page.width - indent))),
    ...indented(portraitOf(initial, page.width - indent)),
  ];
}

/** The lanes for a page; none where it is too narrow, or where there is one process. */
export function lanesFor({ processes }: Story, { width }: Page): Lanes {
  const hasRoom = processes.length > 1 && width - indent - lanesWidth(processes.length) - gap >= leastBesideLanes;
  return hasRoom ? { names: laneNames(processes), of: lanesOf, at: lanesAt } : noLanes;
}

function repeatLines(text: string, { width, paint }: Page): readonly string[] {
  return ["", ...wrapped(`↻ ${text}`, width - indent).map((line) => " ".repeat(indent) + paint("bold", line))];
}

/** What comes after the last step of a run that goes on for ever. */
function endInWords({ steps }: Trace, from: number): string {
  if (from === steps.length) return "from here on nothing happens any more";
  const where = from === 0 ? "the beginning" : `how it was after step ${from}`;
  return `back to ${where}: it goes on with step ${from + 1}`;
}

/** The lanes beside the text, or none where the page is too narrow for them. */
export interface Lanes {
  readonly names: string;
  of(snapshot: Snapshot): string;
  at(episode: Episode): string;
}

const noLanes: Lanes = { names: "", of: () => "", at: () => "" };

/** Between the lanes and the text, in columns. */
const gap = 2;

/** The columns that the text needs beside lanes: with less, it is better off without them. */
const leastBesideLanes = 56;

/** One step as lines of text. */
export function stepLines(episode: Episode, page: Page, lanes: Lanes = noLanes): readonly string[] {
  const { before, after, action, step } = episode;
  const changed = leadersInWords(before) !== leadersInWords(after);
  const leaders = page.paint(changed ? "bold" : "dim", leadersInWords(after));
  const rest = behind(lanes.of(after));
  const facts: readonly Fact[] = [["why", whyInWords(episode)], ...outcomeOf(episode)];
  const details = facts
    .filter(([, text]) => text !== "")
    .flatMap(([label, text]) =>
      hanging(page.paint("dim", padded(label, 8)), text, page.width - indent - rest.length).map(
        (line) => " ".repeat(indent) + rest + line,
      ),
    );
  return [...headline(step, lanes.at(episode), lanes.of(after), actionInWords(action), leaders, page), ...details];
}

/** How far everything but a step's number is indented. */
const indent = 6;

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => " ".repeat(indent) + line);
}

function behind(lanes: string): string {
  return lanes === "" ? "" : lanes + " ".repeat(gap);
}

/** The first lines of a step: its number, its lanes at the first and at further lines, what is done, and at the right who leads. */
function headline(
  number: number,
  lanes: string,
  below: string,
  text: string,
  right: string,
  { width, paint }: Page,
): readonly string[] {
  const first = `${String(number).padStart(indent - 2)}  ${behind(lanes)}`;
  const further = " ".repeat(indent) + behind(below.padEnd(lanes.length));
  const lines = wrapped(text, width - first.length).map((line, i) => (i === 0 ? first : further) + paint("bold", line));
  const [last, over] = atBothEnds(lines.at(-1)!, right, width);
  return [
    ...lines.slice(0, -1),
    last!,
    ...(over === undefined ? [] : [further + over.trimStart().padStart(width - columns(further))]),
  ];
}
