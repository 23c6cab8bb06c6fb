import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Duties } from "./duties.ts";
import type { FairCycles } from "./fair-cycles.ts";
import { beyond, type Graph } from "./graph.ts";
import { type Way, wayWithin } from "./way.ts";

/** What a cycle still has to pass. */
interface Errand {
  /** Whether it is done by being in a state. */
  isDoneIn(state: number): boolean;
  /** Whether it is done by an edge from a state. */
  isDoneBy(state: number, edge: number): boolean;
}

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
  const owedAt = (state: number): Set<number> => {
    const owed = new Set<number>();
    for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
      for (const duty of duties.ofEvent[codes[edge]! >> 1]!) owed.add(duty);
    }
    return owed;
  };
  const errands = new Set<Errand>();
  if (through !== undefined) errands.add({ isDoneIn: (state) => through[state] === 1, isDoneBy: () => false });
  const owed = new Set<number>();
  for (const state of component.keys()) {
    if (component[state] === number) for (const duty of owedAt(state)) owed.add(duty);
  }
  // A cycle that lowers epochs leaves no message with epochs behind: it must lower them, and that is all.
  const isLowering = (edge: number): boolean => duties.lowers[codes[edge]! >> 1] === true;
  const rises = [...component.keys()].some((state) => {
    if (component[state] !== number) return false;
    for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++)
      if (isLowering(edge) && stays(edge)) return true;
    return false;
  });
  if (rises) errands.add({ isDoneIn: () => false, isDoneBy: (_state, edge) => isLowering(edge) });
  for (const duty of owed) {
    if (rises && duties.hasEpochs[duty] === true) continue;
    errands.add({
      isDoneIn: (state) => duties.isStrong[duty] === false && !owedAt(state).has(duty),
      isDoneBy: (_state, edge) => duties.ofEvent[codes[edge]! >> 1]!.includes(duty),
    });
  }
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
      if (other !== edge) errands.add({ isDoneIn: () => false, isDoneBy: (_state, taken) => taken === other });
    }
  };
  const arrive = (state: number): void => {
    for (const errand of errands) if (errand.isDoneIn(state)) errands.delete(errand);
  };
  const take = (state: number, edge: number): void => {
    for (const errand of errands) if (errand.isDoneBy(state, edge)) errands.delete(errand);
    risk(state, edge);
    edges.push(edge);
    states.push(targets[edge]!);
    arrive(targets[edge]!);
  };
  const go = (isGoal: (state: number) => boolean): void => {
    const from = states.at(-1)!;
    const way = wayWithin(graph, from, isGoal, stays);
    if (way === null) throw new Error("a component is not connected: the engine contradicts itself");
    for (const [i, edge] of way.edges.entries()) take(way.states[i]!, edge);
  };
  const edgeFor = (state: number): number => {
    for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
      if (stays(edge) && [...errands].some((errand) => errand.isDoneBy(state, edge))) return edge;
    }
    return -1;
  };
  arrive(start);
  while (errands.size > 0) {
    go((state) => edgeFor(state) >= 0 || [...errands].some((errand) => errand.isDoneIn(state)));
    if (errands.size === 0) break;
    const state = states.at(-1)!;
    const edge = edgeFor(state);
    if (edge >= 0) take(state, edge);
  }
  // Back to the start; every outcome of what was taken on the way is owed again.
  do {
    go((state) => state === start);
    while (errands.size > 0) {
      go((state) => edgeFor(state) >= 0);
      take(states.at(-1)!, edgeFor(states.at(-1)!));
    }
  } while (states.at(-1) !== start);
  return { states, edges };
}
