import type { ProcessId, Vocabulary } from "../../spec/vocabulary.ts";
import { canonical } from "../plain.ts";
import type { Action } from "../result.ts";
import { Interpreted } from "./interpreted.ts";
import type { Space } from "./space.ts";
import { actionOf, type Deed } from "./telling.ts";

/** A state that an action leads to. */
export interface Successor {
  readonly state: Int32Array;
  /** The number of the change of face that it is, or 0. */
  readonly change: number;
  readonly deed: Deed;
}

/** What an action comes to in a state. */
export interface ByAction {
  /** In all ways in which it can come out, always in the same order; none where it cannot be done. */
  readonly successors: readonly Successor[];
  /** Whether it can be done, in some way, but leads beyond a bound. */
  readonly isBeyond: boolean;
}

/** What an action comes to in a state. */
export function byAction<V extends Vocabulary>(space: Space<V>, state: Int32Array, action: Action): ByAction {
  const wanted = canonical(action);
  const { configuration } = space.environments.ground(state[space.size]!);
  const position = "process" in action && !isJoint(action) ? positionOf(space, configuration, action.process) : -1;
  const successors: Successor[] = [];
  let isBeyond = false;
  const runs = new Interpreted(space, {
    take: (next, environment, change, hop) => {
      if (hop.position !== position) return;
      const deed = actionOf(space, state, hop);
      if (canonical(deed.action) !== wanted) return;
      successors.push({ state: Int32Array.of(...next, environment), change, deed });
    },
    beyond: (hop) => {
      if (hop.position === position && canonical(actionOf(space, state, hop).action) === wanted) isBeyond = true;
    },
  });
  space.expand(state.subarray(0, space.size), state[space.size]!, runs);
  return { successors, isBeyond };
}

/** Whether it moves all processes, or all but one, or one whose clock is fast: no move of a cell. */
function isJoint({ type }: Action): boolean {
  return type === "missedTick" || type === "extraTick";
}

function positionOf<V extends Vocabulary>(space: Space<V>, configuration: number, process: ProcessId): number {
  const position = space.actors.configurations[configuration]!.processes.indexOf(process);
  // No move has this position: -1 is that of the joint ones.
  return position < 0 ? Number.NaN : position;
}
