/** The lanes: who is up, who is down, who leads in which epoch. */
import type { ProcessSnapshot, Snapshot } from "../../../model/result.ts";
import type { ProcessId } from "../../../spec/vocabulary.ts";
import { processIn, type Story } from "../story.ts";
import { element, text } from "./element.ts";
import type { Plan } from "./plan.ts";
import { epochColours } from "./style.ts";

/** The class of an epoch's colour: the same for the same epoch in the whole diagram. */
export type ColourOf = (leader: ProcessId, epoch: number | undefined) => string;

/** Colours for epochs in the order of their appearance; without epochs, for leaders. */
export function coloursOf({ trace }: Story): ColourOf {
  const known: string[] = [];
  const keyOf = (leader: ProcessId, epoch: number | undefined): string =>
    epoch === undefined ? `leader ${leader}` : `epoch ${epoch}`;
  for (const { processes } of [trace.initial, ...trace.steps.map(({ after }) => after)]) {
    for (const { process, leadership } of processes) {
      const key = keyOf(process, leadership.epoch);
      if (leadership.leader === process && !known.includes(key)) known.push(key);
    }
  }
  return (leader, epoch) => `e${Math.max(0, known.indexOf(keyOf(leader, epoch))) % epochColours}`;
}

/** All lanes with their names, and bands where somebody leads. */
export function lanesOf(story: Story, plan: Plan, colourOf: ColourOf): readonly string[] {
  return story.processes.flatMap((process) => laneOf(process, story, plan, colourOf));
}

/** A stretch of a lane in which nothing changes that can be seen. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly is: ProcessSnapshot;
}

function laneOf(process: ProcessId, { trace }: Story, plan: Plan, colourOf: ColourOf): readonly string[] {
  const x = plan.laneOf(process);
  const states: readonly (readonly [number, Snapshot])[] = [
    [plan.names.bottom, trace.initial],
    ...plan.rows.map(({ middle, episode }) => [middle, episode.after] as const),
  ];
  const stretches: Stretch[] = [];
  for (const [from, snapshot] of states) {
    const is = processIn(snapshot, process);
    const last = stretches.at(-1);
    if (last !== undefined && looksOf(last.is) === looksOf(is)) continue;
    if (last !== undefined) stretches[stretches.length - 1] = { ...last, to: from };
    stretches.push({ from, to: plan.end, is });
  }
  const bands = stretches.filter(({ is }) => is.status === "up" && is.leadership.leader === process);
  return [
    ...bands.map(({ from, to, is }) =>
      element("rect", {
        class: `lead ${colourOf(process, is.leadership.epoch)}`,
        x: x - 11,
        y: from,
        width: 22,
        height: Math.max(2, to - from),
        rx: 6,
      }),
    ),
    ...stretches.map(({ from, to, is }) => element("path", { class: `lane ${is.status}`, d: `M${x} ${from}V${to}` })),
    element("rect", {
      class: "box",
      x: x - 40,
      y: plan.names.top,
      width: 80,
      height: plan.names.bottom - plan.names.top,
      rx: 6,
    }),
    element(
      "text",
      { class: "strong", x, y: plan.names.bottom - 8, "text-anchor": "middle" },
      text(`process ${process}`),
    ),
  ];
}

function looksOf({ process, status, leadership: { leader, epoch } }: ProcessSnapshot): string {
  return status === "up" && leader === process ? `leads ${epoch}` : status;
}
