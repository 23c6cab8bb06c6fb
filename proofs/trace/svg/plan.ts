/** Where everything in the diagram stands. All lengths are in pixels. */

import type { ProcessId } from "../../../spec/vocabulary.ts";
import { actionInWords } from "../../cli/action.ts";
import { columns, wrapped } from "../../cli/layout.ts";
import { leadersInWords } from "../../cli/portrait.ts";
import { clausesOf, outcomeOf } from "../facts.ts";
import type { Episode, Story } from "../story.ts";
import { whyInWords } from "../why.ts";

/** A line of what is said beside a step. */
export interface CaptionLine {
  readonly text: string;
  readonly looks: "strong" | "faint" | "leaders";
}

/** A step's row. */
export interface Row {
  readonly episode: Episode;
  readonly top: number;
  readonly bottom: number;
  /** Where its marks and arrows are. */
  readonly middle: number;
  readonly caption: readonly CaptionLine[];
}

/** The whole layout. */
export interface Plan {
  readonly width: number;
  readonly height: number;
  /** The lines of the heading, and those below it. */
  readonly heading: readonly string[];
  readonly about: readonly string[];
  readonly numbersAt: number;
  /** From the left of the first lane to the right of the last. */
  readonly left: number;
  readonly right: number;
  readonly captionsAt: number;
  readonly names: { readonly top: number; readonly bottom: number };
  readonly rows: readonly Row[];
  /** Below the last row, and the line below which nothing happens any more, where there is one. */
  readonly end: number;
  /** Where that line is; `null` where the trace does not end in a run that stands still. */
  readonly stillness: number | null;
  laneOf(process: ProcessId): number;
  /** Where a step's marks are; the beginning (0) is at the names. */
  middleOf(step: number): number;
}

export const margin = 20;
export const lineHeight = 17;
const headingHeight = 24;
const nameHeight = 26;
/** For the line below which nothing happens any more, and its words. */
const stillHeight = 34;
/** From a row's top to its middle. */
const toMiddle = 18;
/** Beside the outermost lanes, for what is said about who leads. */
const besideLanes = 105;
const captionColumns = 74;
/** The width of a letter, plain and bold, on the safe side of the fonts that are common. */
const letterWidth = 7.3;
const boldLetterWidth = 8.3;

/** Lays a story out. */
export function planOf(story: Story, heading: string, about: readonly string[]): Plan {
  const { processes, episodes } = story;
  const spacing = processes.length <= 4 ? 150 : processes.length <= 6 ? 120 : 96;
  const numbersAt = margin + 24;
  const left = numbersAt + 20;
  const firstLane = left + besideLanes;
  const right = firstLane + spacing * (processes.length - 1) + besideLanes;
  const captionsAt = right + 34;
  const captions = episodes.map((episode) => captionOf(episode));
  const widths = captions.flatMap((lines) =>
    lines.map(({ text, looks }) => columns(text) * (looks === "faint" ? letterWidth : boldLetterWidth)),
  );
  const width = captionsAt + Math.max(260, ...widths) + margin;
  const perLine = Math.floor((width - 2 * margin) / letterWidth);
  const headingLines = wrapped(heading, Math.floor((width - 2 * margin) / 10));
  const aboutLines = about.flatMap((line) => wrapped(line, perLine));
  const namesTop = margin + headingLines.length * headingHeight + aboutLines.length * lineHeight + 14;
  const namesBottom = namesTop + nameHeight;
  let top = namesBottom + 10;
  const rows = episodes.map((episode, i): Row => {
    const caption = captions[i]!;
    const least = episode.action.type === "tick" ? 30 : 50;
    const bottom = top + Math.max(least, toMiddle + caption.length * lineHeight);
    const row = { episode, top, bottom, middle: top + toMiddle, caption };
    top = bottom;
    return row;
  });
  // A part that repeats and has no step: the run stands still for ever.
  const stillness = story.trace.repeatsFrom === episodes.length ? top + 12 : null;
  if (stillness !== null) top += stillHeight;
  const lanes = new Map(processes.map((process, i) => [process, firstLane + i * spacing]));
  return {
    width,
    height: top + 70,
    heading: headingLines,
    about: aboutLines,
    numbersAt,
    left,
    right,
    captionsAt,
    names: { top: namesTop, bottom: namesBottom },
    rows,
    end: top + 14,
    stillness,
    laneOf: (process) => lanes.get(process) ?? left,
    middleOf: (step) => rows[step - 1]?.middle ?? namesBottom,
  };
}

function captionOf(episode: Episode): readonly CaptionLine[] {
  const { action, before, after } = episode;
  // What arrows and lanes show is not said once more; timers and losses have no arrow that shows where they come from.
  const why = action.type === "timeout" ? [`why: ${whyInWords(episode)}`] : [];
  const clauses = [...why, ...clausesOf(outcomeOf(episode).filter(([label]) => label !== "timers"))];
  const lines = (text: string, looks: CaptionLine["looks"]): readonly CaptionLine[] =>
    wrapped(text, captionColumns).map((line) => ({ text: line, looks }));
  return [
    ...lines(actionInWords(action), "strong"),
    ...clauses.flatMap((clause) => lines(clause, "faint")),
    ...(leadersInWords(before) === leadersInWords(after) ? [] : lines(leadersInWords(after), "leaders")),
  ];
}
