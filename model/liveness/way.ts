import type { Vocabulary } from "../../spec/vocabulary.ts";
import { beyond, type Graph } from "./graph.ts";

/** A way through a graph: states, and an edge between each two. */
export interface Way {
  readonly states: readonly number[];
  readonly edges: readonly number[];
}

/** Calls `visit` for every edge of a node that may be taken, with the node that it leads to. */
type Neighbours = (node: number, visit: (edge: number, target: number) => void) => void;

/** A shortest way from a state to a goal along edges that `stays` lets pass, or null. */
export function wayWithin<V extends Vocabulary>(
  graph: Graph<V>,
  from: number,
  isGoal: (state: number) => boolean,
  stays: (edge: number) => boolean,
): Way | null {
  return walk([from], isGoal, (state, visit) => eachEdge(graph, state, (edge, to) => stays(edge) && visit(edge, to)));
}

/** A shortest way from an initial state to a goal. */
export function wayTo<V extends Vocabulary>(graph: Graph<V>, isGoal: (state: number) => boolean): Way | null {
  return walk(initialStates(graph), isGoal, (state, visit) => eachEdge(graph, state, visit));
}

/** What it takes to break a claim: a run that waits in vain for something good from some moment on. */
export interface Waiting {
  /** By state: 1 where the wait may begin. Only initial states where `fromTheBeginning`. */
  readonly begins: Uint8Array;
  readonly fromTheBeginning: boolean;
  /** By state: 1 where it is still in vain. */
  readonly lasts: Uint8Array;
}

/**
 * A shortest way to a state in which a run waits that has waited in vain since
 * the wait began, and that is a goal; or null.
 */
export function wayOfWaiting<V extends Vocabulary>(
  graph: Graph<V>,
  { begins, lasts, fromTheBeginning }: Waiting,
  isGoal: (state: number) => boolean,
): Way | null {
  // A node is a state, once for a run that does not wait, and once for one that does.
  const idle = (state: number): number => state * 2;
  const waits = (state: number): number => state * 2 + 1;
  const isFirst = (state: number): boolean => begins[state] === 1 && lasts[state] === 1;
  const from = initialStates(graph);
  const way = walk(
    [...from.map(idle), ...from.filter(isFirst).map(waits)],
    (node) => (node & 1) === 1 && isGoal(node >> 1),
    (node, visit) =>
      eachEdge(graph, node >> 1, (edge, target) => {
        if ((node & 1) === 1) {
          if (lasts[target] === 1) visit(edge, waits(target));
        } else if (!fromTheBeginning) {
          visit(edge, idle(target));
          if (isFirst(target)) visit(edge, waits(target));
        }
      }),
  );
  return way === null ? null : { states: way.states.map((node) => node >> 1), edges: way.edges };
}

function initialStates<V extends Vocabulary>({ initial }: Graph<V>): readonly number[] {
  return Array.from({ length: initial }, (_, state) => state);
}

function eachEdge<V extends Vocabulary>(
  { offsets, targets, expanded }: Graph<V>,
  state: number,
  visit: (edge: number, target: number) => void,
): void {
  if (state >= expanded) return;
  for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
    if (targets[edge] !== beyond) visit(edge, targets[edge]!);
  }
}

function walk(from: readonly number[], isGoal: (node: number) => boolean, neighbours: Neighbours): Way | null {
  /** By node that was reached: the edge that led there, and the node that it comes from; -1 at the beginning. */
  const reached = new Map<number, readonly [edge: number, source: number]>();
  const queue = [...from];
  for (const node of from) reached.set(node, [-1, -1]);
  // The queue grows while it is read.
  for (const node of queue) {
    if (isGoal(node)) return traced(reached, node);
    neighbours(node, (edge, target) => {
      if (reached.has(target)) return;
      reached.set(target, [edge, node]);
      queue.push(target);
    });
  }
  return null;
}

function traced(reached: ReadonlyMap<number, readonly [edge: number, source: number]>, goal: number): Way {
  const states = [goal];
  const edges: number[] = [];
  for (let [edge, source] = reached.get(goal)!; edge >= 0; [edge, source] = reached.get(source)!) {
    edges.push(edge);
    states.push(source);
  }
  return { states: states.reverse(), edges: edges.reverse() };
}
