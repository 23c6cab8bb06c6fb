import type { Vocabulary } from "../../spec/vocabulary.ts";
import { type Hop, Interpreted } from "./interpreted.ts";
import { isTrivial, type Quotient, represent } from "./quotient.ts";
import type { Decision, Search } from "./search.ts";
import type { Space } from "./space.ts";

/** A way from an initial state: the states, and a hop between each two. */
export interface Path {
  readonly states: readonly Int32Array[];
  readonly hops: readonly Hop[];
}

/**
 * A path to a state that a search found: a shortest one, where every state
 * stands for itself; where states stand for others, one whose states are stood
 * for by the fewest states.
 *
 * @remarks
 * No parents are stored. The search keeps its states by levels, and a parent is
 * found again by expanding the level before until the state in question comes
 * out; all the levels of a path together cost at most one more exploration.
 */
export function pathTo<V extends Vocabulary>(space: Space<V>, search: Search<V>, decision: Decision): Path {
  const path = pathOfRepresentatives(space, search, decision);
  return isTrivial(search.quotient) ? path : realised(space, search.quotient, path, decision);
}

function pathOfRepresentatives<V extends Vocabulary>(space: Space<V>, search: Search<V>, decision: Decision): Path {
  const { quotient } = search;
  const states = [decision.before === null ? decision.state : represented(quotient, decision.state)];
  const hops: Hop[] = [];
  for (let depth = decision.depth - 1; depth >= 0; depth--) {
    const target = states[0]!;
    // The step that violates a claim is the last one of the path: it must lead from the very state in which it was taken.
    const isGiven = depth === decision.depth - 1 && decision.before !== null;
    const candidates = isGiven ? [decision.before!] : statesOf(search, depth, target.length);
    const [state, hop] = parentOf(space, quotient, candidates, target);
    states.unshift(state);
    hops.unshift(hop);
  }
  return { states, hops };
}

/**
 * A real path along one of states that stand for others: from each state the
 * first move to one for which the next state of the given path stands.
 */
function realised<V extends Vocabulary>(space: Space<V>, quotient: Quotient, path: Path, decision: Decision): Path {
  const states: Int32Array[] = [];
  const hops: Hop[] = [];
  const settled = (from: Int32Array): Int32Array => {
    const state = from.slice();
    quotient.settling?.settle(state, (hop, after) => {
      hops.push(hop);
      states.push(after.slice());
    });
    return state;
  };
  const first = path.states[0]!;
  const initial: Int32Array[] = [];
  for (const _ of space.initial((vector, environment) => {
    const state = Int32Array.of(...vector, environment);
    if (isEqual(represented(quotient, state), first)) initial.push(state);
  }))
    if (initial.length > 0) break;
  states.push(initial[0]!);
  let state = settled(initial[0]!);
  for (let i = 1; i < path.states.length; i++) {
    const isLast = i === path.states.length - 1;
    // The step that violates a claim must be that very one, but for the names of processes: it is not settled.
    const isStep = isLast && decision.before !== null;
    const how: Quotient = isStep ? { ...quotient, settling: undefined } : quotient;
    const target = isStep ? represented(how, decision.state) : path.states[i]!;
    const [next, hop] = successorOf(space, how, state, target);
    hops.push(hop);
    states.push(next);
    if (!isStep) state = settled(next);
  }
  return { states, hops };
}

function successorOf<V extends Vocabulary>(
  space: Space<V>,
  quotient: Quotient,
  state: Int32Array,
  target: Int32Array,
): readonly [Int32Array, Hop] {
  let found: readonly [Int32Array, Hop] | null = null;
  const runs = new Interpreted(space, {
    take: (next, environment, _change, hop) => {
      if (found !== null) return;
      const after = Int32Array.of(...next, environment);
      if (isEqual(represented(quotient, after), target)) found = [after, hop];
    },
    beyond: () => {},
  });
  space.expand(state.subarray(0, space.size), state[space.size]!, runs);
  if (found === null) throw new Error("no successor stands where the search saw one: the engine contradicts itself");
  return found;
}

function represented(quotient: Quotient, state: Int32Array): Int32Array {
  const representative = state.slice();
  represent(quotient, representative);
  return representative;
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  return a.every((field, i) => field === b[i]);
}

function* statesOf<V extends Vocabulary>(search: Search<V>, depth: number, length: number): Generator<Int32Array> {
  const state = new Int32Array(length);
  for (const place of search.visited.ofLevel(depth)) {
    search.visited.read(place, state);
    yield state;
  }
}

/** The first of some states from which a hop leads to the target, and the hop. */
export function parentOf<V extends Vocabulary>(
  space: Space<V>,
  quotient: Quotient,
  candidates: Iterable<Int32Array>,
  target: Int32Array,
): readonly [Int32Array, Hop] {
  let found: Hop | null = null;
  const state = new Int32Array(target.length);
  const runs = new Interpreted(space, {
    take: (next, environment, _change, hop) => {
      if (found !== null) return;
      state.set(next);
      state[next.length] = environment;
      represent(quotient, state);
      if (isEqual(state, target)) found = hop;
    },
    beyond: () => {},
  });
  for (const candidate of candidates) {
    space.expand(candidate.subarray(0, space.size), candidate[space.size]!, runs);
    if (found !== null) return [candidate.slice(), found];
  }
  throw new Error("no parent was found for a state that was reached: the engine contradicts itself");
}
