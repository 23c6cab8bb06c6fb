import type { Shift } from "./epochs.ts";
import type { Rename } from "./symmetry.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { View } from "./world.ts";

/**
 * A history variable: what an onlooker remembers of the past, so that a claim
 * about the past can be decided by looking at one state.
 *
 * @remarks
 * It is a reducer over what processes do, never part of a protocol: no process
 * can read it. Its value is a plain JSON value. `next` is called for every step
 * of a process that changes what can be seen of it; a step that changes nothing
 * cannot change a history. (Abadi and Lamport, "The Existence of Refinement
 * Mappings", 1991, call it so.)
 */
export interface History<V extends Vocabulary, H> {
  readonly name: string;
  readonly words: string;
  /** Before anybody started. */
  readonly initial: H;
  /** After one process went from `before` to `after`. Must not look at `inbox`. */
  next(history: H, before: View<V>, after: View<V>): H;
  /** The value with every name of a process in it replaced: see `Symmetry`. Needed where symmetry is made use of. */
  rename?(history: H, rename: Rename): H;
  /**
   * The value with every epoch in it replaced: see `Epochs`. Needed where relative
   * epochs are explored. What is about an epoch that comes out below 0 must be
   * forgotten, or else the value grows for ever: no process and no message is as
   * far back any more.
   */
  shift?(history: H, shift: Shift): H;
}
