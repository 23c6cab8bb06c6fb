import type { Vocabulary } from "../../spec/vocabulary.ts";

import type { Hop } from "../engine/interpreted.ts";
import type { Path } from "../engine/path.ts";
import { realised } from "../engine/realised.ts";
import type { Space } from "../engine/space.ts";
import type { Graph } from "../liveness/graph.ts";
import type { Way } from "../liveness/way.ts";

/** After how many steps of a path a state of a way is come to: right after the edge, and once another stands in for it. */
interface Arrival {
  readonly taken: number;
  readonly settled: number;
}

/** The real path along a way, with the moves by which states stand in for others; and by state of the way, where on it it is. */
export function journeyOf<V extends Vocabulary>(
  graph: Graph<V>,
  { states: numbers, edges }: Way,
): { readonly path: Path; readonly arrivals: readonly Arrival[] } {
  const states: Int32Array[] = [];
  const hops: Hop[] = [];
  const arrivals: Arrival[] = [];
  const come = (to: Int32Array): void => {
    states.push(to);
    const taken = hops.length;
    graph.scope.standIn(to.slice(), (hop, after) => {
      hops.push(hop);
      states.push(after.slice());
    });
    arrivals.push({ taken, settled: hops.length });
  };
  come(initialFor(graph, numbers[0]!));
  for (const [i, edge] of edges.entries()) {
    const { hop, after } = graph.hopOf(numbers[i]!, edge);
    hops.push(hop);
    // Where epochs are relative, the state that was numbered is another one, and its epochs are made real below.
    come(graph.space.lowering === null ? after : graph.stateOf(numbers[i + 1]!));
  }
  return { path: realised(graph.space, { states, hops }), arrivals };
}

/** An initial state for which another stands that has a number; of those, one from which that is the dearest. */
function initialFor<V extends Vocabulary>(graph: Graph<V>, number: number): Int32Array {
  const { space, scope } = graph;
  const wanted = graph.stateOf(number);
  let dearest: { readonly state: Int32Array; readonly standsIn: number } | null = null;
  for (const state of initialStates(space)) {
    const stand = state.slice();
    space.lowering?.lower(stand);
    const standsIn = scope.standIn(stand);
    if (stand.some((field, i) => field !== wanted[i]) || standsIn <= (dearest?.standsIn ?? -1)) continue;
    dearest = { state: space.lowering === null ? state : wanted, standsIn };
  }
  if (dearest === null) throw new Error("no initial state is where a way begins: the engine contradicts itself");
  return dearest.state;
}

function initialStates<V extends Vocabulary>(space: Space<V>): readonly Int32Array[] {
  const states: Int32Array[] = [];
  for (const _ of space.initial((vector, environment) => states.push(Int32Array.of(...vector, environment))));
  return states;
}
