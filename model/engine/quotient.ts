import type { Hop } from "./interpreted.ts";

/** Is told each move that {@link Settling.settle} takes, and the state to which it leads, which is overwritten later. */
export type OnHop = (hop: Hop, after: Int32Array) => void;

/** Takes moves that may be taken at once, since nothing that is claimed can tell whether they were. */
export interface Settling {
  /**
   * Takes such moves from `state` on, in place, until there is none left. The
   * same state always settles in the same way.
   */
  settle(state: Int32Array, onHop?: OnHop): void;
}

/** Chooses one member of each orbit: of all the states that differ by names of processes only. */
export interface Symmetry {
  /** Overwrites `state` with the member that stands for its orbit: the same one for all of them. */
  canonicalise(state: Int32Array): void;
}

/** Chooses one of all the states that differ by a shift of all epochs only. */
export interface Lowering {
  /**
   * Overwrites `state` with the one whose least epoch is 0.
   *
   * @returns by how much its epochs are lower now
   */
  lower(state: Int32Array): number;
}

/**
 * Which states stand for others, so that fewer are stored. A state is settled
 * first, and what comes out is made canonical.
 */
export interface Quotient {
  readonly settling?: Settling | undefined;
  readonly symmetry?: Symmetry | undefined;
  readonly lowering?: Lowering | undefined;
}

/** Whether every state stands for itself. */
export function isTrivial({ settling, symmetry, lowering }: Quotient): boolean {
  return settling === undefined && symmetry === undefined && lowering === undefined;
}

/** Overwrites a state with the one that stands for it. */
export function represent({ settling, symmetry, lowering }: Quotient, state: Int32Array): void {
  lowering?.lower(state);
  settling?.settle(state);
  symmetry?.canonicalise(state);
}
