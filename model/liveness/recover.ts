import type { Vocabulary } from "../../spec/vocabulary.ts";
import { beyond, type Graph } from "./graph.ts";

/** The edges of a graph, backwards: by state, where those begin that lead to it, and the states that they come from. */
export interface Backwards {
  readonly offsets: Int32Array;
  readonly sources: Int32Array;
}

/** Turns the edges of a graph around. */
export function backwards<V extends Vocabulary>({ size, expanded, offsets, targets }: Graph<V>): Backwards {
  const starts = new Int32Array(size + 1);
  for (const target of targets) if (target !== beyond) starts[target + 1]!++;
  for (let state = 0; state < size; state++) starts[state + 1]! += starts[state]!;
  const sources = new Int32Array(starts[size]!);
  const free = starts.slice();
  for (let state = 0; state < expanded; state++) {
    for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
      if (targets[edge] !== beyond) sources[free[targets[edge]!]!++] = state;
    }
  }
  return { offsets: starts, sources };
}

/** By state, 1 where one of the goals can still be reached. */
export function canReach({ offsets, sources }: Backwards, isGoal: (state: number) => boolean): Uint8Array {
  const size = offsets.length - 1;
  const can = new Uint8Array(size);
  const waiting: number[] = [];
  for (let state = 0; state < size; state++) {
    if (!isGoal(state)) continue;
    can[state] = 1;
    waiting.push(state);
  }
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (let i = offsets[state]!; i < offsets[state + 1]!; i++) {
      const source = sources[i]!;
      if (can[source] === 1) continue;
      can[source] = 1;
      waiting.push(source);
    }
  }
  return can;
}
