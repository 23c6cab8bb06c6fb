import type { Vocabulary } from "../../spec/vocabulary.ts";
import { type Hop, Interpreted } from "./interpreted.ts";
import type { Path } from "./path.ts";
import { represent } from "./quotient.ts";
import type { Space } from "./space.ts";

/**
 * The real way that goes along one whose states stand for others: with the epochs
 * that the processes really have, and with the names that they have from its beginning.
 */
export function realised<V extends Vocabulary>(space: Space<V>, path: Path): Path {
  const { lowering, symmetry } = space;
  if (lowering === null && symmetry === null) return path;
  const represented = (state: Int32Array): Int32Array => {
    const representative = state.slice();
    represent({ lowering: lowering ?? undefined, symmetry: symmetry ?? undefined }, representative);
    return representative;
  };
  const states = [initialFor(space, path.states[0]!, represented)];
  const hops = path.hops.map((hop, i) => {
    const target = path.states[i + 1]!;
    const [next, real] = successorBy(space, states[i]!, hop, (after) => isEqual(represented(after), target));
    states.push(next);
    return real;
  });
  return { states, hops };
}

function initialFor<V extends Vocabulary>(
  space: Space<V>,
  wanted: Int32Array,
  represented: (state: Int32Array) => Int32Array,
): Int32Array {
  const found: Int32Array[] = [];
  for (const _ of space.initial((vector, environment) => {
    const state = Int32Array.of(...vector, environment);
    if (isEqual(represented(state), wanted)) found.push(state);
  }))
    if (found.length > 0) break;
  if (found[0] === undefined) throw new Error("no initial state is where a way begins: the engine contradicts itself");
  return found[0];
}

/**
 * The successor by the same kind of move, of the same process if names stay; by
 * the very same move, if several lead there.
 */
function successorBy<V extends Vocabulary>(
  space: Space<V>,
  state: Int32Array,
  { kind, position, index }: Hop,
  isWanted: (after: Int32Array) => boolean,
): readonly [Int32Array, Hop] {
  const found: (readonly [Int32Array, Hop])[] = [];
  const runs = new Interpreted(space, {
    take: (next, environment, _change, hop) => {
      if (hop.kind !== kind || (hop.position !== position && space.symmetry === null)) return;
      const after = Int32Array.of(...next, environment);
      if (isWanted(after)) found.push([after, hop]);
    },
    beyond: () => {},
  });
  space.expand(state.subarray(0, space.size), state[space.size]!, runs);
  const best = found.find(([, hop]) => hop.index === index) ?? found[0];
  if (best === undefined)
    throw new Error("a step cannot be taken by what it stands for: the engine contradicts itself");
  return best;
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  return a.every((field, i) => field === b[i]);
}
