import type { Circumstances, Hazard } from "../spec/crisis.ts";
import { isPartial } from "./network/links.ts";
import type { Scenario } from "./scenario.ts";

/**
 * What can go wrong in a scenario.
 *
 * @remarks
 * `set` and `unordered` let messages overtake each other; `duplicating` also
 * loses and repeats them. Where processes start one by one, ticks pass between
 * their starts, so that timers of one say nothing about another.
 */
export function hazards(scenario: Scenario): readonly Hazard[] {
  const {
    nodes,
    network,
    links,
    timing,
    start,
    crashes,
    restarts,
    amnesia,
    losses,
    duplicates,
    partitions,
    missedTicks,
    extraTicks,
    tornSteps,
    lostWrites,
  } = scenario;
  const isDuplicating = network === "duplicating";
  const may: readonly (readonly [Hazard, boolean])[] = [
    ["crash", crashes > 0],
    ["restart", crashes > 0 && restarts > 0],
    ["amnesia", crashes > 0 && amnesia > 0],
    ["loss", losses > 0 || isDuplicating],
    ["duplication", duplicates > 0 || isDuplicating],
    ["reordering", network !== "fifo"],
    ["asynchrony", timing === "asynchronous" || start === "staggered"],
    ["partition", partitions > 0],
    ["pause", missedTicks > 0],
    ["fast clock", extraTicks > 0],
    ["torn step", crashes > 0 && tornSteps > 0],
    ["lost write", crashes > 0 && lostWrites > 0],
    ["missing link", isPartial(links, nodes)],
  ];
  return may.filter(([, isThere]) => isThere).map(([hazard]) => hazard);
}

/** What can go wrong in a scenario, and how often. */
export function circumstances(scenario: Scenario): Circumstances {
  const { crashes, restarts, amnesia, losses, duplicates, partitions, missedTicks, extraTicks } = scenario;
  const times = Math.max(crashes, restarts, amnesia, losses, duplicates, partitions, missedTicks, extraTicks);
  return { hazards: hazards(scenario), times };
}
