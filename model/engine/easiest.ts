import type { Vocabulary } from "../../spec/vocabulary.ts";
import { type Hop, Interpreted } from "./interpreted.ts";

import { moveKinds } from "./move-kinds.ts";
import { type Path, pathTo } from "./path.ts";
import { isTrivial } from "./quotient.ts";
import type { Decision, Search } from "./search.ts";
import type { Space } from "./space.ts";

/** How many states are expanded at most to compare all ways: a fraction of a second. */
const mostExpanded = 20_000;

/** How many ways to a state are kept at most that differ in whom they involve. */
const mostKept = 64;

/** A state on a shortest way, and the steps to it from those before. */
interface Junction {
  readonly state: Int32Array;
  readonly arrivals: Arrival[];
  /** The easiest ways to it that were found, none of which is better than another in everything. */
  readonly ways: Way[];
}

/** A step to a junction, and who takes it: the position of a process, or -1. */
interface Arrival {
  readonly from: Junction;
  readonly hop: Hop;
  readonly actor: number;
}

/** A way to a junction. */
interface Way {
  /** The positions of the processes that take part, as bits. */
  readonly involved: number;
  /** How often a step is another process's than the one before. */
  readonly switches: number;
  /** The position of the process that took the last step that a process took; -1 where none did. */
  readonly last: number;
  readonly by: { readonly way: Way; readonly from: Junction; readonly hop: Hop } | null;
}

/**
 * Of all shortest paths that decide a claim the one that is easiest to follow:
 * the fewest processes take part in it, and then it changes from one to another
 * the fewest times; of several, the first in the order of the search.
 *
 * @remarks
 * All shortest ways are compared, to all states that decide the claim as near as
 * the one in which it was decided, as long as the levels to be expanded have
 * 20,000 states together. Of a longer way, the levels from the first on up to
 * that many are compared, and its end is that of {@link pathTo}. At each state
 * the best 64 ways are kept. Where states stand for others, and for a claim
 * about steps beyond its last step, nothing is compared.
 */
export function easiestPathTo<V extends Vocabulary>(space: Space<V>, search: Search<V>, decision: Decision): Path {
  const path = pathTo(space, search, decision);
  if (!isTrivial(search.quotient)) return path;
  // The step that violates a claim is given.
  const most = decision.before === null ? decision.depth : decision.depth - 1;
  const depth = comparable(search, most);
  const targets = [path.states[depth]!];
  if (decision.before === null && depth === decision.depth) targets.push(...alike(space, search, decision));
  const best = easiestThrough(junctionsTo(space, search, depth, targets));
  if (best === null) return path;
  return {
    states: [...best.states, ...path.states.slice(depth + 1)],
    hops: [...best.hops, ...path.hops.slice(depth)],
  };
}

/** Up to which depth the levels before have few enough states. */
function comparable<V extends Vocabulary>({ visited }: Search<V>, most: number): number {
  let states = 0;
  for (let depth = 0; depth < most; depth++) {
    states += visited.sizeOfLevel(depth);
    if (states > mostExpanded) return depth;
  }
  return most;
}

/** The states that decide a claim as near as the one in which it was decided, where there are few enough to look at. */
function alike<V extends Vocabulary>(
  { watch, size }: Space<V>,
  { visited }: Search<V>,
  { claim, depth, state: decided }: Decision,
): readonly Int32Array[] {
  if (visited.sizeOfLevel(depth) > mostExpanded) return [];
  const found: Int32Array[] = [];
  const state = new Int32Array(decided.length);
  for (const place of visited.ofLevel(depth)) {
    visited.read(place, state);
    if (watch.decidedByState(1 << claim, state, state[size]!) !== 0) found.push(state.slice());
  }
  return found;
}

/** The states on all shortest ways to some states of a level: by levels, from the first on. */
function junctionsTo<V extends Vocabulary>(
  space: Space<V>,
  search: Search<V>,
  depth: number,
  targets: readonly Int32Array[],
): readonly (readonly Junction[])[] {
  let next = new Map(targets.map((state) => [state.join(), junctionAt(state)]));
  const levels: (readonly Junction[])[] = [[...next.values()]];
  const state = new Int32Array(space.size + 1);
  const successor = new Int32Array(space.size + 1);
  for (let level = depth - 1; level >= 0; level--) {
    const here = new Map<string, Junction>();
    const hashes = new Set([...next.values()].map((junction) => hashOf(junction.state)));
    const runs = new Interpreted(space, {
      take: (vector, environment, _change, hop) => {
        successor.set(vector);
        successor[space.size] = environment;
        // Most successors lead elsewhere: a number tells it faster than a text.
        if (!hashes.has(hashOf(successor))) return;
        const junction = next.get(successor.join());
        if (junction === undefined) return;
        const key = state.join();
        const from = here.get(key) ?? junctionAt(state.slice());
        here.set(key, from);
        junction.arrivals.push({ from, hop, actor: actorOf(space, state, hop) });
      },
      beyond: () => {},
    });
    for (const place of search.visited.ofLevel(level)) {
      search.visited.read(place, state);
      space.expand(state.subarray(0, space.size), state[space.size]!, runs);
    }
    levels.unshift([...here.values()]);
    next = here;
  }
  return levels;
}

function junctionAt(state: Int32Array): Junction {
  return { state, arrivals: [], ways: [] };
}

function hashOf(state: Int32Array): number {
  let hash = 0;
  for (let i = 0; i < state.length; i++) hash = Math.imul(hash ^ state[i]!, 0x9e3779b1);
  return hash;
}

/** The easiest way through the levels to one of the last. */
function easiestThrough(levels: readonly (readonly Junction[])[]): Path | null {
  for (const junction of levels[0]!) junction.ways.push({ involved: 0, switches: 0, last: -1, by: null });
  for (const level of levels.slice(1)) {
    for (const junction of level) {
      for (const arrival of junction.arrivals) {
        for (const way of arrival.from.ways) keep(junction.ways, further(way, arrival));
      }
    }
  }
  let best: { readonly way: Way; readonly at: Junction } | null = null;
  for (const at of levels.at(-1)!) {
    for (const way of at.ways) if (best === null || isEasier(way, best.way)) best = { way, at };
  }
  if (best === null) return null;
  const states = [best.at.state];
  const hops: Hop[] = [];
  for (let { by } = best.way; by !== null; by = by.way.by) {
    states.unshift(by.from.state);
    hops.unshift(by.hop);
  }
  return { states, hops };
}

function further(way: Way, { from, hop, actor }: Arrival): Way {
  const { involved, switches, last } = way;
  const by = { way, from, hop };
  if (actor < 0) return { involved, switches, last, by };
  const isSwitch = last >= 0 && last !== actor;
  return { involved: involved | (1 << actor), switches: switches + (isSwitch ? 1 : 0), last: actor, by };
}

/** The position of the process that does something in a hop, or -1: a message that is lost or dropped is nobody's doing. */
function actorOf<V extends Vocabulary>({ cells }: Space<V>, state: Int32Array, { kind, position }: Hop): number {
  if (position < 0 || kind === moveKinds.lose || kind === moveKinds.cutOff) return -1;
  const { status } = cells.cell(position, state[position]!);
  return kind === moveKinds.free && (status === "down" || status === "gone") ? -1 : position;
}

/** Keeps a way unless another one is at least as good whatever follows, and drops those that are no better than it. */
function keep(ways: Way[], way: Way): void {
  if (ways.some((other) => covers(other, way))) return;
  const rest = ways.filter((other) => !covers(way, other));
  ways.splice(0, ways.length, ...rest, way);
  if (ways.length <= mostKept) return;
  const worst = ways.reduce((found, other) => (isEasier(found, other) ? other : found));
  ways.splice(ways.indexOf(worst), 1);
}

/** Whether a way is at least as easy as another one to the same state, whatever follows. */
function covers(way: Way, other: Way): boolean {
  const toCatchUp = way.last === other.last ? 0 : 1;
  return (way.involved & ~other.involved) === 0 && way.switches + toCatchUp <= other.switches;
}

function isEasier(way: Way, than: Way): boolean {
  const difference = count(way.involved) - count(than.involved);
  return difference < 0 || (difference === 0 && way.switches < than.switches);
}

function count(bits: number): number {
  let some = 0;
  for (let left = bits; left !== 0; left &= left - 1) some++;
  return some;
}
