import type { Vocabulary } from "../../spec/vocabulary.ts";
import { type Hop, Interpreted } from "./interpreted.ts";
import type { Decision, Search } from "./search.ts";
import type { Space } from "./space.ts";

/** A way from an initial state: the states, and a hop between each two. */
export interface Path {
  readonly states: readonly Int32Array[];
  readonly hops: readonly Hop[];
}

/**
 * A shortest path to a state that a search found.
 *
 * @remarks
 * No parents are stored. The search keeps its states by levels, and a parent is
 * found again by expanding the level before until the state in question comes
 * out; all the levels of a path together cost at most one more exploration.
 */
export function pathTo<V extends Vocabulary>(space: Space<V>, search: Search<V>, decision: Decision): Path {
  const states = [decision.state];
  const hops: Hop[] = [];
  for (let depth = decision.depth - 1; depth >= 0; depth--) {
    const target = states[0]!;
    // The step that violates a claim is the last one of the path: it must lead from the very state in which it was taken.
    const isGiven = depth === decision.depth - 1 && decision.before !== null;
    const candidates = isGiven ? [decision.before!] : statesOf(search, depth, target.length);
    const [state, hop] = parentOf(space, candidates, target);
    states.unshift(state);
    hops.unshift(hop);
  }
  return { states, hops };
}

function* statesOf<V extends Vocabulary>(search: Search<V>, depth: number, length: number): Generator<Int32Array> {
  const state = new Int32Array(length);
  for (const place of search.visited.ofLevel(depth)) {
    search.visited.read(place, state);
    yield state;
  }
}

function parentOf<V extends Vocabulary>(
  space: Space<V>,
  candidates: Iterable<Int32Array>,
  target: Int32Array,
): readonly [Int32Array, Hop] {
  let found: Hop | null = null;
  const isTarget = (next: Int32Array, environment: number): boolean =>
    environment === target[next.length] && next.every((cell, i) => cell === target[i]);
  const runs = new Interpreted(space, {
    take: (next, environment, _change, hop) => {
      if (found === null && isTarget(next, environment)) found = hop;
    },
    beyond: () => {},
  });
  for (const candidate of candidates) {
    space.expand(candidate.subarray(0, space.size), candidate[space.size]!, runs);
    if (found !== null) return [candidate.slice(), found];
  }
  throw new Error("no parent was found for a state that was reached: the engine contradicts itself");
}
