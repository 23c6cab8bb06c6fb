/** A trace as a sequence diagram: one SVG file without fonts, scripts or anything else from outside. */
import { isDeepStrictEqual } from "node:util";
import type { ProcessSnapshot, Trace } from "../../../model/result.ts";
import { actionInWords } from "../../cli/action.ts";
import { counted } from "../../cli/words.ts";
import { clausesOf, outcomeOf } from "../facts.ts";
import { processIn, type Story, storyOf } from "../story.ts";
import { whyInWords } from "../why.ts";
import { element, text } from "./element.ts";
import { type ColourOf, coloursOf, lanesOf } from "./lanes.ts";
import { markOf } from "./marks.ts";
import { arrivalOf, leftOf } from "./messages.ts";
import { partitionsOf, severedOf } from "./partitions.ts";
import { lineHeight, margin, type Plan, planOf, type Row } from "./plan.ts";
import { style } from "./style.ts";

/** What a diagram shows beside its trace. */
export interface Shown {
  /** What the trace shows, in a line. */
  readonly heading: string;
  /** Further lines: which protocol, under which circumstances. */
  readonly about: readonly string[];
  /** How it ends: with something that must not be, or with something that was looked for. */
  readonly end: { readonly is: "violated" | "seen"; readonly words: string };
}

/**
 * Draws a trace.
 *
 * @returns the text of an SVG file; colours follow the reader's preference for light or dark
 */
export function diagramOf(trace: Trace, { heading, about, end }: Shown): string {
  const story = storyOf(trace);
  const plan = planOf(story, heading, about);
  const colourOf = coloursOf(story);
  const arrows = plan.rows.map((row) => arrivalOf(row, plan));
  const { width, height } = plan;
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "trace",
      role: "img",
      "aria-label": heading,
      width: Math.ceil(width),
      height: Math.ceil(height),
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
    },
    element("title", {}, text(heading)),
    element("desc", {}, text(inSentences(story, about))),
    element("style", {}, text(style)),
    element("rect", { class: "ground", width: "100%", height: "100%" }),
    ...headingOf(plan),
    ...plan.rows.filter((_, i) => i % 2 === 1).map((row) => stripe(row, plan)),
    ...severedOf(story, plan),
    ...lanesOf(story, plan, colourOf),
    ...partitionsOf(plan),
    ...leftOf(story, plan),
    ...arrows.flatMap(({ lines }) => lines),
    ...plan.rows.map((row) => rowOf(row, plan)),
    ...arrows.flatMap(({ names }) => names),
    ...leadershipsOf(story, plan, colourOf),
    ...loopOf(trace, plan),
    ...endOf(end, plan),
  ).replaceAll("><", ">\n<")}\n`;
}

/** The whole trace in sentences, for those to whom the diagram is read. */
function inSentences({ episodes }: Story, about: readonly string[]): string {
  const steps = episodes.map((episode) => `Step ${episode.step}: ${sentencesOf(episode).join("; ")}.`);
  return [...about.map((line) => `${line}.`), `${counted(episodes.length, "step")}.`, ...steps].join("\n");
}

function sentencesOf(episode: Row["episode"]): readonly string[] {
  const why = whyInWords(episode);
  return [actionInWords(episode.action) + (why === "" ? "" : ` (${why})`), ...clausesOf(outcomeOf(episode))];
}

function headingOf({ heading, about }: Plan): readonly string[] {
  const first = margin + 14;
  const below = first + heading.length * 24;
  return [
    ...heading.map((line, i) => element("text", { class: "heading", x: margin, y: first + i * 24 }, text(line))),
    ...about.map((line, i) => element("text", { class: "faint", x: margin, y: below + i * lineHeight }, text(line))),
  ];
}

function stripe({ top, bottom }: Row, { width }: Plan): string {
  return element("rect", { class: "stripe", x: 0, y: top, width, height: bottom - top });
}

function rowOf(row: Row, plan: Plan): string {
  const { episode, middle, caption } = row;
  const { action, actor, step } = episode;
  return element(
    "g",
    {},
    element("title", {}, text(sentencesOf(episode).join("\n"))),
    element("text", { class: "faint", x: plan.numbersAt, y: middle + 4, "text-anchor": "end" }, text(String(step))),
    ...(action.type === "tick" ? [element("path", { class: "tick", d: `M${plan.left} ${middle}H${plan.right}` })] : []),
    ...(actor === null ? [] : markOf(action, plan.laneOf(actor), middle)),
    ...caption.map(({ text: line, looks }, i) =>
      element(
        "text",
        { class: looks === "leaders" ? "strong" : looks, x: plan.captionsAt, y: middle + 4 + i * lineHeight },
        text(line),
      ),
    ),
  );
}

/** Where somebody comes to lead: in which epoch. */
function leadershipsOf({ trace }: Story, plan: Plan, colourOf: ColourOf): readonly string[] {
  const first = trace.initial.processes
    .filter(({ process, status, leadership }) => status === "up" && leadership.leader === process)
    .map((process) => leadershipAt(process, plan.names.bottom, 1, plan, colourOf));
  const later = plan.rows.flatMap(({ episode, middle }) => {
    const { action, actor, before, after } = episode;
    if (actor === null) return [];
    const was = processIn(before, actor);
    const is = processIn(after, actor);
    const isSame = was.status === "up" && isDeepStrictEqual(was.leadership, is.leadership);
    if (is.status !== "up" || is.leadership.leader !== actor || isSame) return [];
    // On the side from which no message comes.
    const comesFromRight = "message" in action && plan.laneOf(action.from) >= plan.laneOf(actor);
    return [leadershipAt(is, middle, comesFromRight ? -1 : 1, plan, colourOf)];
  });
  return [...first, ...later];
}

function leadershipAt(
  { process, leadership }: ProcessSnapshot,
  y: number,
  side: 1 | -1,
  plan: Plan,
  colourOf: ColourOf,
): string {
  return element(
    "text",
    {
      class: `small rim ${colourOf(process, leadership.epoch)}`,
      x: plan.laneOf(process) + side * 15,
      y: y + 17,
      "text-anchor": side < 0 ? "end" : "start",
    },
    text(leadership.epoch === undefined ? "leads" : `leads, epoch ${leadership.epoch}`),
  );
}

/** The bracket around the part of a trace that repeats. */
function loopOf({ repeatsFrom, epochsRise = 0 }: Trace, { rows, right, end }: Plan): readonly string[] {
  const first = repeatsFrom === undefined ? undefined : rows[repeatsFrom];
  if (first === undefined) return [];
  const [top, bottom, x] = [first.top + 4, end - 14, right + 16];
  return [
    element("path", { class: "bracket", d: `M${x - 12} ${bottom}H${x}V${top}H${x - 12}m6 -5l-6 5l6 5` }),
    element(
      "text",
      {
        class: "small strong loop rim",
        "text-anchor": "middle",
        transform: `translate(${x + 4} ${(top + bottom) / 2}) rotate(-90)`,
      },
      text(epochsRise === 0 ? "for ever" : `for ever, epochs +${epochsRise}`),
    ),
  ];
}

function endOf({ is, words }: Shown["end"], { end, left, width }: Plan): readonly string[] {
  const box = { x: left - 30, y: end + 4, width: width - left + 30 - margin, height: 32 };
  const looks = is === "violated" ? "fault" : "good";
  return [
    element("rect", { class: `end ${is}`, ...box }),
    element(
      "text",
      { class: `strong ${looks}`, x: box.x + 12, y: end + 25 },
      text(`${is === "violated" ? "✗" : "✓"} ${words}`),
    ),
  ];
}
