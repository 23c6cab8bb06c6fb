import type { Vocabulary } from "../spec/vocabulary.ts";
import type { Space } from "./engine/space.ts";
import { shown } from "./error.ts";
import type { Exploration } from "./result.ts";
import { InputError } from "./scenario.ts";

/** What ends an exploration before its end. */
export interface Limits {
  /** Ends the exploration, not finished, once this many states are stored: an integer of at least 1. Default: 50 million, and by diagrams 2^46, which is also the most that they count exactly. */
  readonly maxStates?: number;
  /** Ends the exploration, not finished, once there are this many cells. Default: 4 million. */
  readonly maxCells?: number;
  /**
   * How much of the memory is taken, from 0 to 1: asked from time to time, and
   * from 0.9 on the exploration ends, not finished. This engine knows no machine,
   * so that whoever runs it must tell.
   */
  readonly memory?: () => number;
  /** Looked at from time to time; where it is aborted the exploration ends, not finished. An `AbortSignal` will do. */
  readonly signal?: { readonly aborted: boolean };
}

/** After how many expanded states or steps an exploration reports progress and looks at its limits. */
export const pace: number = 1 << 13;

/**
 * Sees that limits make sense.
 *
 * @throws InputError with the code `options-limit`
 */
export function checkLimits(limits: Limits): void {
  for (const name of ["maxStates", "maxCells"] as const) {
    const most = limits[name] ?? 1;
    if (!(most >= 1)) throw new InputError("options-limit", `${name} is ${shown(most)}: give a number of at least 1`);
  }
}

/** The limit that was reached, or null. */
export function limitReached<V extends Vocabulary>(
  space: Space<V>,
  states: number,
  { maxStates = 50_000_000, maxCells = 4_000_000, memory, signal }: Limits,
): Exploration["stopped"] {
  if (signal?.aborted === true) return "interrupted";
  if (states >= maxStates) return "states";
  if (space.cells.size + space.environments.size >= maxCells) return "cells";
  return memory !== undefined && memory() >= 0.9 ? "memory" : null;
}

/**
 * Goes through a search as far as the machine lets it.
 *
 * @remarks
 * A table that doubles may ask for more than there is between two looks at the
 * memory. Then the runtime refuses, and what was found so far is still good:
 * the last value is `"memory"`, instead of an error.
 */
export function* untilRefused<T>(search: Iterator<T, void>): Generator<T | "memory", void> {
  for (;;) {
    let next: IteratorResult<T, void>;
    try {
      next = search.next();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      yield "memory";
      return;
    }
    if (next.done === true) return;
    yield next.value;
  }
}

/** Whether the runtime has no room for a larger table: buffers and maps have a greatest size, too. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /allocation failed|invalid (typed )?array (buffer )?length|map maximum size/i.test(error.message)
  );
}
