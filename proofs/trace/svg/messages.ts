/** Messages as arrows, from where they were sent to where they arrive or are lost. */
import { headingOf } from "../../cli/value.ts";
import type { Story } from "../story.ts";
import { element, text } from "./element.ts";
import { cross, radius } from "./marks.ts";
import type { Plan, Row } from "./plan.ts";

/** How many letters of a message's name fit beside a lane. */
const nameLettersMax = 20;

/** An arrow, and the name of the message: it is drawn after all arrows, so that none runs over it. */
export interface Arrow {
  readonly lines: readonly string[];
  readonly names: readonly string[];
}

/** The arrow of the message that arrives or is lost in a row; none where none does. */
export function arrivalOf({ episode, middle }: Row, plan: Plan): Arrow {
  const { action, sentIn = 0 } = episode;
  if (!("message" in action)) return { lines: [], names: [] };
  const isLost = action.type === "drop";
  const from = { x: plan.laneOf(action.from), y: plan.middleOf(sentIn) };
  const to = { x: plan.laneOf(action.process), y: middle };
  const looks = isLost ? "arrow lost" : action.type === "duplicate" ? "arrow again" : "arrow";
  const name = nameOf(action.message) + (action.type === "duplicate" ? " (copy stays)" : "");
  if (action.from === action.process) {
    const bulge = to.x + 40;
    const y = to.y - from.y < 12 ? to.y - 12 : from.y;
    const d = `M${from.x + 4} ${y}C${bulge} ${y} ${bulge} ${to.y} ${to.x + radius + 6} ${to.y}`;
    return {
      lines: [
        element("path", { class: looks, d }),
        ...(isLost ? cross(to.x + 22, to.y, 5) : [head(to.x + radius, to.y, Math.PI)]),
      ],
      names: [label(to.x + 16, to.y + 17, "start", name, isLost)],
    };
  }
  const side = from.x < to.x ? -1 : 1;
  // A lost message ends on the way; any other before the mark on the lane.
  const end = { x: to.x + side * (isLost ? 24 : radius + 2), y: to.y };
  const direction = Math.atan2(end.y - from.y, end.x - from.x);
  return {
    lines: [
      element("path", { class: looks, d: `M${from.x} ${from.y}L${end.x} ${end.y}` }),
      ...(isLost ? cross(end.x, end.y, 5) : [head(end.x, end.y, direction)]),
    ],
    names: [label(to.x + side * 16, to.y + 17, side < 0 ? "end" : "start", name, isLost)],
  };
}

/** What is still on its way in the end: the beginning of an arrow for each receiver. */
export function leftOf({ inFlight }: Story, plan: Plan): readonly string[] {
  const stubs = new Map(
    inFlight.map(({ from, to, sentIn }) => {
      const x = plan.laneOf(from);
      const y = plan.middleOf(sentIn);
      const side = Math.sign(plan.laneOf(to) - x) || 1;
      return [`${from} ${to} ${sentIn}`, { x, y, side }] as const;
    }),
  );
  return [...stubs.values()].map(({ x, y, side }) => {
    const end = { x: x + side * 30, y: y + 12 };
    return element("path", { class: "arrow left", d: `M${x} ${y}L${end.x} ${end.y}` });
  });
}

function nameOf(message: unknown): string {
  const letters = [...headingOf(message)];
  return letters.length <= nameLettersMax ? letters.join("") : `${letters.slice(0, nameLettersMax - 1).join("")}…`;
}

function head(x: number, y: number, angle: number): string {
  const corner = (turn: number): string =>
    `${Math.round((x - 9 * Math.cos(angle + turn)) * 10) / 10} ${Math.round((y - 9 * Math.sin(angle + turn)) * 10) / 10}`;
  return element("path", { class: "head", d: `M${x} ${y}L${corner(0.42)}L${corner(-0.42)}z` });
}

function label(x: number, y: number, anchor: string, name: string, isLost: boolean): string {
  return element("text", { class: `small rim${isLost ? " fault" : ""}`, x, y, "text-anchor": anchor }, text(name));
}
