import { bothWays } from "../model/network/links.ts";
import { calmScenario, type Scenario } from "../model/scenario.ts";
import type { Crisis, Hazard } from "../spec/crisis.ts";

/** What a hazard changes in a scenario: a budget of one for whatever is counted. */
const changes: Readonly<Record<Hazard, Partial<Scenario>>> = {
  crash: { crashes: 1 },
  restart: { restarts: 1 },
  amnesia: { amnesia: 1 },
  loss: { losses: 1 },
  duplication: { duplicates: 1 },
  reordering: { network: "unordered" },
  asynchrony: { timing: "asynchronous" },
  partition: { partitions: 1 },
  "torn step": { tornSteps: 1 },
  "lost write": { lostWrites: 1 },
  // As long as Bully and Raft wait before they suspect somebody.
  pause: { missedTicks: 3 },
  "fast clock": { extraTicks: 3 },
  // The two that rank highest, and stand next to each other in the ring, do not reach each other.
  "missing link": {
    links: bothWays([
      [1, 2],
      [1, 3],
    ]),
  },
};

/**
 * The scenario in which a crisis is explored: three processes to which each of its hazards happens once.
 *
 * @remarks
 * Where timers are asynchronous, the network is `duplicating`: it loses, repeats
 * and reorders messages without a budget, and its process states include those
 * of every other network.
 */
export function scenarioOf(crisis: Crisis): Scenario {
  if (crisis.hazards.includes("asynchrony")) {
    const others = crisis.hazards.filter((hazard) => !["loss", "duplication", "reordering"].includes(hazard));
    return { ...merged(others), network: "duplicating" };
  }
  return merged(crisis.hazards);
}

function merged(hazards: readonly Hazard[]): Scenario {
  return Object.assign({ ...calmScenario }, ...hazards.map((hazard) => changes[hazard]));
}
