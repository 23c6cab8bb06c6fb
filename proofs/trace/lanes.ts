/** The lanes at the left of a printed trace: a column for each process, with what is done to whom. */
import type { Snapshot } from "../../model/result.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import type { Episode } from "./story.ts";

/** How many columns there are from one lane to the next. */
const spacing = 3;

/** How many columns the lanes of `count` processes take: at least 1. */
export function lanesWidth(count: number): number {
  return (count - 1) * spacing + 1;
}

/** The names of the processes, each above its lane. */
export function laneNames(processes: readonly ProcessId[]): string {
  return processes
    .map((process, i) => String(process).padEnd(i === processes.length - 1 ? 0 : spacing))
    .join("")
    .slice(0, lanesWidth(processes.length) + 1);
}

/** The lanes where nothing is done: who is up, who leads, who is down. */
export function lanesOf({ processes }: Snapshot): string {
  return processes
    .map(({ process, status, leadership }) => {
      if (status !== "up") return status === "down" ? " " : "·";
      return leadership.leader === process ? "║" : "│";
    })
    .join(" ".repeat(spacing - 1));
}

/** The lanes at a step: a message comes from its sender, a tick passes for everybody, a process is marked where it acts. */
export function lanesAt({ action, after }: Episode): string {
  const lanes = [...lanesOf(after)];
  const column = (id: ProcessId): number => after.processes.findIndex(({ process }) => process === id) * spacing;
  const across = (between: string, crossing: string): string =>
    lanes.map((lane, i) => (i % spacing === 0 ? (crossing === "" ? lane : crossing) : between)).join("");
  switch (action.type) {
    case "tick":
    case "missedTick":
      return across("┄", "");
    case "cut":
      return across("═", "╪");
    case "heal":
      return across("─", "┼");
    case "crash":
    case "tornStep":
    case "lostWrite":
      lanes[column(action.process)] = "✗";
      break;
    case "restart":
    case "amnesia":
      lanes[column(action.process)] = "○";
      break;
    case "deliver":
    case "duplicate":
      draw(lanes, column(action.from), column(action.process), ["▶", "◀"]);
      lanes[column(action.process)] = "●";
      break;
    case "drop":
      draw(lanes, column(action.from), column(action.process), ["✗", "✗"]);
      break;
    default:
      lanes[column(action.process)] = "●";
  }
  return lanes.join("");
}

/** An arrow between two lanes; its head stands beside the lane that it leads to. To oneself there is none. */
function draw(lanes: string[], from: number, to: number, [rightwards, leftwards]: readonly [string, string]): void {
  if (from === to) return;
  const step = from < to ? 1 : -1;
  lanes[from] = step > 0 ? "├" : "┤";
  for (let at = from + step; at !== to; at += step) lanes[at] = at % spacing === 0 ? "┼" : "─";
  lanes[to - step] = step > 0 ? rightwards : leftwards;
}
