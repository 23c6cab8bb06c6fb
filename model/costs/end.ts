import type { Vocabulary } from "../../spec/vocabulary.ts";
import { Components } from "../liveness/components.ts";
import { faultEvent } from "../liveness/events.ts";
import type { Graph } from "../liveness/graph.ts";
import type { Arrival } from "./index.ts";
import { eachStep, type Journeys } from "./journeys.ts";

/**
 * Whether every run reaches the goal, where states stand for others: told from
 * whether runs can go on for ever, and where they end, since nobody knows there
 * what is owed to whom.
 */
export function endOf<V extends Vocabulary>(
  graph: Graph<V>,
  { departures, underWay, isUnderWay, isOpen }: Journeys,
): Arrival {
  let isStranded = false;
  let isEndless = false;
  for (const state of underWay) {
    isStranded ||= state < graph.expanded && mayStay(graph, state);
  }
  if (isStranded) return "not always";
  if (isOpen || underWay.some((state) => graph.isOpen(state))) return "undecided";
  if (departures.length === 0) return null;
  const region = Int32Array.from(isUnderWay);
  let number = 2;
  new Components(graph).of(underWay, region, new Uint8Array(graph.targets.length), (component) => {
    if (component.length > 1) isEndless = true;
    for (const state of component) {
      region[state] = number;
      eachStep(graph, state, (_edge, target) => {
        if (target === state) isEndless = true;
      });
    }
    number++;
  });
  return isEndless ? "undecided" : "always";
}

/** Whether a run may stand still in a state: where nothing can happen but faults, which are never owed. */
function mayStay<V extends Vocabulary>({ offsets, codes }: Graph<V>, state: number): boolean {
  return codes.subarray(offsets[state]!, offsets[state + 1]!).every((code) => code >> 1 === faultEvent);
}
