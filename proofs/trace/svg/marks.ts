/** The marks on lanes: one for each kind of step. */
import type { Action } from "../../../model/result.ts";
import { element } from "./element.ts";

/** The radius of a mark, in pixels. */
export const radius = 7;

/** A mark around a point; none for what has no place on one lane, or whose arrow is mark enough. */
export function markOf(action: Action, x: number, y: number): readonly string[] {
  switch (action.type) {
    case "timeout":
    case "extraTick":
    case "missedTick":
      // A clock.
      return [
        element("circle", { class: "mark", cx: x, cy: y, r: radius }),
        element("path", { class: "arrow", d: `M${x} ${y - 4.5}V${y}L${x + 3.5} ${y + 2}` }),
      ];
    case "crash":
    case "tornStep":
    case "lostWrite":
      return cross(x, y, 6);
    case "restart":
      return [
        element("circle", { class: "mark", cx: x, cy: y, r: radius }),
        element("path", { class: "head", d: play(x, y) }),
      ];
    case "amnesia":
      // The same, and nothing in it.
      return [element("circle", { class: "mark", cx: x, cy: y, r: radius })];
    case "start":
      return [element("path", { class: "head", d: play(x, y) })];
    case "request":
      // Somebody speaks from outside.
      return [element("path", { class: "mark", d: `M${x - 7} ${y - 7}h14v10h-7l-4 5v-5h-3z` })];
    case "deliver":
    case "duplicate":
      return [element("circle", { class: "mark full", cx: x, cy: y, r: 4.5 })];
    default:
      return [];
  }
}

/** A cross: what is lost, or crashes. */
export function cross(x: number, y: number, size: number): readonly string[] {
  const d = `M${x - size} ${y - size}L${x + size} ${y + size}M${x - size} ${y + size}L${x + size} ${y - size}`;
  return [element("path", { class: "cross", d })];
}

function play(x: number, y: number): string {
  return `M${x - 3} ${y - 4.5}L${x + 4.5} ${y}L${x - 3} ${y + 4.5}z`;
}
