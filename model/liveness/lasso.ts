import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Duties } from "./duties.ts";
import { Errands } from "./errands.ts";
import type { FairCycles } from "./fair-cycles.ts";
import { beyond, type Graph } from "./graph.ts";
import { type Way, wayWithin } from "./way.ts";

/**
 * A fair cycle from a state that lies on one, back to it: without edges where
 * standing still is fair.
 *
 * @remarks
 * It is short, not shortest: the nearest of what is still owed comes next. It
 * passes all outcomes of the steps that it takes, where outcomes are random, so
 * that the run which repeats it spares none.
 *
 * @param through - by state, 1 where it must pass; anywhere by default
 */
export function fairCycle<V extends Vocabulary>(
  graph: Graph<V>,
  { component, dead }: FairCycles,
  start: number,
  { duties, isRandom, through }: { readonly duties: Duties; readonly isRandom: boolean; readonly through?: Uint8Array },
): Way {
  const { offsets, targets, codes } = graph;
  const number = component[start]!;
  const stays = (edge: number): boolean => {
    const target = targets[edge]!;
    return target !== beyond && dead[edge] === 0 && component[target] === number;
  };
  // A cycle that lowers epochs leaves no message with epochs behind: it must lower them, and that is all.
  const isLowering = (edge: number): boolean => duties.lowers[codes[edge]! >> 1] === true;
  const owed = new Set<number>();
  let rises = false;
  for (const state of component.keys()) {
    if (component[state] !== number) continue;
    for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
      for (const duty of duties.ofEvent[codes[edge]! >> 1]!) owed.add(duty);
      rises ||= isLowering(edge) && stays(edge);
    }
  }
  const errands = new Errands(graph, duties, {
    owed: [...owed].filter((duty) => !(rises && duties.hasEpochs[duty] === true)),
    lowers: rises,
    ...(through === undefined ? {} : { through }),
  });
  const states = [start];
  const edges: number[] = [];
  const seen = new Set<number>();
  /** Notes an edge that is taken: the other outcomes of its step must be taken, too. */
  const risk = (state: number, edge: number): void => {
    if (!isRandom) return;
    let from = edge;
    while (from > offsets[state]! && (codes[from]! & 1) === 1) from--;
    for (let other = from; other < offsets[state + 1]! && (other === from || (codes[other]! & 1) === 1); other++) {
      if (seen.has(other)) continue;
      seen.add(other);
      if (other !== edge) errands.addOutcome(other);
    }
  };
  const take = (state: number, edge: number): void => {
    errands.take(edge);
    risk(state, edge);
    edges.push(edge);
    states.push(targets[edge]!);
    errands.arrive(targets[edge]!);
  };
  const go = (isGoal: (state: number) => boolean): void => {
    const from = states.at(-1)!;
    const way = wayWithin(graph, from, isGoal, stays);
    if (way === null) throw new Error("a component is not connected: the engine contradicts itself");
    for (const [i, edge] of way.edges.entries()) take(way.states[i]!, edge);
  };
  const edgeFor = (state: number): number => {
    for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
      if (stays(edge) && errands.areDoneBy(edge)) return edge;
    }
    return -1;
  };
  errands.arrive(start);
  while (!errands.areDone) {
    go((state) => edgeFor(state) >= 0 || errands.areDoneIn(state));
    if (errands.areDone) break;
    const state = states.at(-1)!;
    const edge = edgeFor(state);
    if (edge >= 0) take(state, edge);
  }
  // Back to the start; every outcome of what was taken on the way is owed again.
  do {
    go((state) => state === start);
    while (!errands.areDone) {
      go((state) => edgeFor(state) >= 0);
      take(states.at(-1)!, edgeFor(states.at(-1)!));
    }
  } while (states.at(-1) !== start);
  return { states, edges };
}
