import type { Vocabulary } from "../../spec/vocabulary.ts";
import { beyond, type Graph, isWhole } from "../liveness/graph.ts";
import { type Counts, charged, sentAtTheStart } from "./charge.ts";

/**
 * From when on costs are counted: from the beginning of a run; from a crash by
 * which a goal that was reached has to be reached anew; or from such a crash at
 * rest, with no message in flight.
 */
export type CountedFrom = "beginning" | "crash" | "crash at rest";

/** Where costs begin to be counted: a state, what has been spent by then, and the edge that led to it from where. */
export interface Departure {
  readonly state: number;
  readonly messages: number;
  readonly ticks: number;
  /** Absent at the beginning of a run. */
  readonly by?: { readonly from: number; readonly edge: number };
}

/** The states in which costs are under way, and where they begin. */
export interface Journeys {
  /** One for each state in which counting can begin. */
  readonly departures: readonly Departure[];
  /** The states that can be met between a departure and the goal, each once, the goal excepted. */
  readonly underWay: readonly number[];
  /** By state: 1 where it is one of them. */
  readonly isUnderWay: Uint8Array;
  /** Whether there may be departures that were not seen. */
  readonly isOpen: boolean;
}

/** Finds where costs begin to be counted, and everything that can be met from there on before a goal. */
export function journeysIn<V extends Vocabulary>(
  graph: Graph<V>,
  isGoal: (state: number) => boolean,
  from: CountedFrom,
  counts: Counts<V>,
): Journeys {
  const departures =
    from === "beginning" ? fromTheBeginning(graph, counts) : fromCrashes(graph, isGoal, from === "crash at rest");
  const isUnderWay = new Uint8Array(graph.size);
  const underWay: number[] = [];
  const meet = (state: number): void => {
    if (isUnderWay[state] === 1 || isGoal(state)) return;
    isUnderWay[state] = 1;
    underWay.push(state);
  };
  for (const { state } of departures) meet(state);
  // The list grows while it is read.
  for (const state of underWay) eachStep(graph, state, (_edge, target) => meet(target));
  // A crash may come anywhere, and so beyond what was seen.
  const isOpen = from === "beginning" ? graph.expanded === 0 : !isWhole(graph);
  return { departures, underWay, isUnderWay, isOpen };
}

/** Calls `visit` for every edge of a state, with the state that it leads to. */
export function eachStep<V extends Vocabulary>(
  { expanded, offsets, targets }: Graph<V>,
  state: number,
  visit: (edge: number, target: number) => void,
): void {
  if (state >= expanded) return;
  for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
    if (targets[edge] !== beyond) visit(edge, targets[edge]!);
  }
}

function fromTheBeginning<V extends Vocabulary>(graph: Graph<V>, counts: Counts<V>): readonly Departure[] {
  const { space } = graph;
  const spent = space.actors.configurations.map((_, configuration) => sentAtTheStart(space, configuration, counts));
  return Array.from({ length: graph.initial }, (_, state) => {
    const { configuration } = space.environments.ground(graph.stateOf(state)[space.size]!);
    return { state, messages: spent[configuration]! + charged.messages(graph.standsIn[state]!), ticks: 0 };
  });
}

/** A crash is what begins an election where the goal was reached before, and is not any more after it. */
function fromCrashes<V extends Vocabulary>(
  graph: Graph<V>,
  isGoal: (state: number) => boolean,
  isAtRest: boolean,
): readonly Departure[] {
  const { space } = graph;
  const found = new Map<number, Departure>();
  for (let from = 0; from < graph.expanded; from++) {
    if (!isGoal(from) || (isAtRest && space.inFlight(graph.stateOf(from).subarray(0, space.size)) > 0)) continue;
    eachStep(graph, from, (edge, state) => {
      const label = graph.labels[edge]!;
      if (!charged.isCrash(label) || isGoal(state)) return;
      // What a torn step has sent is sent by the crash, not by the election; where states stand in for others no step is torn.
      const messages = space.scenario.tornSteps > 0 ? 0 : charged.messages(label);
      const known = found.get(state);
      if (known === undefined || known.messages < messages)
        found.set(state, { state, messages, ticks: 0, by: { from, edge } });
    });
  }
  return [...found.values()];
}
