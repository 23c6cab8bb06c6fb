import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { type Path, parentOf } from "../path.ts";
import type { Decision } from "../search.ts";
import type { Space } from "../space.ts";
import type { DiagramSearch } from "./search.ts";

/** A shortest path to a state or a step that decides a claim, found backwards through the levels. */
export function pathByDiagrams<V extends Vocabulary>(
  space: Space<V>,
  search: DiagramSearch<V>,
  { depth, state, before }: Decision,
): Path {
  const states = [state];
  const hops: Path["hops"][number][] = [];
  for (let level = depth - 1; level >= 0; level--) {
    const target = states[0]!;
    const isGiven = level === depth - 1 && before !== null;
    const [parent, hop] = parentOf(space, {}, [isGiven ? before : sourceOf(space, search, level, target)], target);
    states.unshift(parent);
    hops.unshift(hop);
  }
  return { states, hops };
}

/** A state of a level from which a step leads to the target. */
function sourceOf<V extends Vocabulary>(
  space: Space<V>,
  { levels, steps, relations, fields }: DiagramSearch<V>,
  level: number,
  target: Int32Array,
): Int32Array {
  const environment = target[space.size]!;
  const vector = fields.vectorOf(target.subarray(0, space.size));
  for (const [from, root] of levels[level]!) {
    for (const { chain, after, change, isBeyond } of steps.of(from)) {
      if (isBeyond || (change === 0 ? after : space.watch.afterChange(after, change)) !== environment) continue;
      const source = relations.sourceOf(root, chain, vector);
      if (source !== null) return Int32Array.of(...fields.cellsOf(source), from);
    }
  }
  throw new Error("no parent was found for a state that was reached: the engine contradicts itself");
}
