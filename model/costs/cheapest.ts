import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Graph } from "../liveness/graph.ts";
import { type Currency, charged } from "./charge.ts";
import { eachStep, type Journeys } from "./journeys.ts";

/**
 * The least that a run costs which reaches a goal; `null` where no run does, or
 * where one that was not seen to the end might do so for less.
 *
 * @remarks
 * States are taken in the order of what it costs to come to them (Dijkstra 1959);
 * since costs are small integers, those of equal cost wait in a list together.
 */
export function cheapest<V extends Vocabulary>(
  graph: Graph<V>,
  { departures, isUnderWay, isOpen }: Journeys,
  currency: Currency,
): number | null {
  const waiting: number[][] = [];
  const isDone = new Uint8Array(graph.size);
  const wait = (state: number, cost: number): void => {
    (waiting[cost] ??= []).push(state);
  };
  let cheapestOpen = isOpen ? 0 : Number.POSITIVE_INFINITY;
  for (const departure of departures) wait(departure.state, departure[currency]);
  for (let cost = 0; cost < waiting.length; cost++) {
    // The list grows while it is read: by what costs nothing more.
    for (const state of waiting[cost] ?? []) {
      if (isDone[state] === 1) continue;
      isDone[state] = 1;
      if (isUnderWay[state] === 0) return cost > cheapestOpen ? null : cost;
      if (graph.isOpen(state)) cheapestOpen = Math.min(cheapestOpen, cost);
      eachStep(graph, state, (edge, target) => wait(target, cost + charged[currency](graph.labels[edge]!)));
    }
  }
  return null;
}
