/** Partitions: a line where one begins and where it heals, and a tint for as long as it is in force. */
import type { Story } from "../story.ts";
import { element, text } from "./element.ts";
import type { Plan } from "./plan.ts";

/** The tints under everything else. */
export function severedOf({ trace }: Story, plan: Plan): readonly string[] {
  const tints: string[] = [];
  let since: number | null = trace.initial.cut === null ? null : plan.names.bottom;
  const tint = (from: number, to: number): void => {
    tints.push(
      element("rect", { class: "severed", x: plan.left, y: from, width: plan.right - plan.left, height: to - from }),
    );
  };
  for (const { middle, episode } of plan.rows) {
    if (episode.action.type === "cut") since = middle;
    if (episode.action.type === "heal" && since !== null) {
      tint(since, middle);
      since = null;
    }
  }
  if (since !== null) tint(since, plan.end);
  return tints;
}

/** The lines; each lane is marked with the side on which its process finds itself. */
export function partitionsOf(plan: Plan): readonly string[] {
  return plan.rows.flatMap(({ middle, episode: { action } }) => {
    if (action.type === "heal") {
      return [element("path", { class: "cut heal", d: `M${plan.left} ${middle}H${plan.right}` })];
    }
    if (action.type !== "cut") return [];
    const steps = Math.round((plan.right - plan.left) / 8);
    const zigzag = Array.from({ length: steps }, (_, i) => `l8 ${i % 2 === 0 ? -5 : 5}`).join("");
    const sides = action.sides.flatMap((side, i) =>
      side.map((process) =>
        element(
          "text",
          { class: "small strong fault rim", x: plan.laneOf(process) + 12, y: middle + 17 },
          text(`side ${i === 0 ? "A" : "B"}`),
        ),
      ),
    );
    return [element("path", { class: "cut", d: `M${plan.left} ${middle}${zigzag}` }), ...sides];
  });
}
