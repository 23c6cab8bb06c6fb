import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Hop } from "../engine/interpreted.ts";
import type { Space } from "../engine/space.ts";
import type { Scope } from "../liveness/graph.ts";
import { crashes } from "./charge.ts";
import { type Dearer, mayCrash } from "./dearer.ts";
import type { CountedFrom } from "./journeys.ts";

/**
 * What of a graph costs can depend on. The rest is not looked at, which is most of
 * it: whatever comes after a goal, and after crashes that begin no election.
 *
 * @remarks
 * From the beginning nothing counts that comes after a goal. After a crash only what
 * comes between it and the next goal does, and before it everything by which one
 * can come to it. So where one crash is all there is, a state after it is met
 * only if that crash began an election. A bound may cut anything, and what is cut
 * must be seen to be: after crashes all is looked at where there is a bound.
 *
 * @param dearer - takes silent moves at once, if they are to be taken
 */
export function scopeOf<V extends Vocabulary>(space: Space<V>, from: CountedFrom, dearer: Dearer | null): Scope {
  const { scenario, size } = space;
  const standIn: Scope["standIn"] = (state, onHop) => dearer?.standIn(state, onHop) ?? 0;
  const isBounded = Object.keys(scenario.bounds).length > 0;
  if (from === "beginning") return { standIn, isEnd: (_, answer) => answer !== 0, isLeftOut: () => false };
  if (isBounded || scenario.crashes !== 1) return { standIn, isEnd: () => false, isLeftOut: () => false };
  const isAtRest = (state: Int32Array): boolean => space.inFlight(state.subarray(0, size)) === 0;
  return {
    standIn,
    isEnd: (state, answer) => answer !== 0 && !mayCrash(space, state),
    isLeftOut: (state, answer, { kind }: Hop) => {
      return crashes.includes(kind) && (answer === 0 || (from === "crash at rest" && !isAtRest(state)));
    },
  };
}
