import type { Claim } from "../../spec/claim.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { byAction } from "./by-action.ts";
import type { Space } from "./space.ts";
import type { Deed } from "./telling.ts";

/** A way from an initial state: the states, and what was done between each two. */
export interface Course {
  readonly states: readonly Int32Array[];
  readonly deeds: readonly Deed[];
}

/** How many steps are taken once more at most. */
const mostRetaken = 5_000;

/**
 * A way that decides a claim, without steps that play no part in it.
 *
 * @remarks
 * Steps are left out, many at once and then fewer, and those after them are
 * taken once more; what cannot be done any more is left out as well. What
 * decides the claim then, at its end and no sooner, is a way like the one that
 * was found, and shorter. It is none of the shortest for sure: steps are left
 * out, never replaced, and after 5,000 steps that were taken once more the way
 * is what it is by then.
 *
 * @param number - the number of the claim
 */
export function withoutIdleSteps<V extends Vocabulary>(
  space: Space<V>,
  { kind }: Pick<Claim<V>, "kind">,
  number: number,
  found: Course,
): Course {
  const { watch, size } = space;
  const isAboutSteps = kind === "everyStep" || kind === "monotone";
  const bit = 1 << number;
  const first = found.states[0]!;
  let left = mostRetaken;

  const decides = (before: Int32Array, after: Int32Array, change: number): boolean => {
    const environment = after[size]!;
    if (!isAboutSteps) return watch.decidedByState(bit, after, environment) !== 0;
    return change !== 0 && watch.violatedByStep(bit, change, before, after, environment) !== 0;
  };
  /** The steps as far as they can be taken, up to where the claim is decided; null where it is not. */
  const taken = (steps: readonly Choice[]): { readonly course: Course; readonly steps: readonly Choice[] } | null => {
    const states = [first];
    const deeds: Deed[] = [];
    const kept: Choice[] = [];
    for (const step of steps) {
      if (--left < 0) return null;
      const before = states.at(-1)!;
      const successor = byAction(space, before, step.deed.action).successors[step.way];
      if (successor === undefined) continue;
      states.push(successor.state);
      deeds.push(successor.deed);
      kept.push(step);
      if (decides(before, successor.state, successor.change)) return { course: { states, deeds }, steps: kept };
    }
    return null;
  };

  let best = { course: found, steps: choicesOf(space, found) };
  for (let length = best.steps.length >> 1; length > 0 && left > 0; ) {
    const before = best.steps.length;
    for (let at = before - length; at >= 0 && left > 0; at -= length) {
      const shorter = taken(best.steps.toSpliced(at, length));
      if (shorter === null) continue;
      best = shorter;
      at = Math.min(at + length, best.steps.length);
    }
    // What could not be left out alone may be idle once another step is gone.
    if (length > 1 || best.steps.length === before) length >>= 1;
  }
  return best.course;
}

/** What was done, and in which of its ways it came out. */
interface Choice {
  readonly deed: Deed;
  readonly way: number;
}

function choicesOf<V extends Vocabulary>(space: Space<V>, { states, deeds }: Course): readonly Choice[] {
  return deeds.map((deed, i) => {
    const after = states[i + 1]!;
    const { successors } = byAction(space, states[i]!, deed.action);
    return { deed, way: successors.findIndex(({ state }) => state.every((field, j) => field === after[j])) };
  });
}
