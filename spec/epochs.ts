import type { Vocabulary } from "./vocabulary.ts";

/** Gives an epoch its new number: all are moved by the same. It may come out below 0 for what is long past. */
export type Shift = (epoch: number) => number;

/**
 * How epochs (terms, ballots, generations) occur in a protocol's values: each
 * function gives back its value with every epoch in it replaced.
 *
 * @remarks
 * A model declares this where nothing but the differences of epochs matters:
 * where they are compared, copied, and raised by a step, and no epoch is special
 * by itself. States that differ by a shift of all epochs alone can then be
 * explored as one, and elections without end have finitely many states. An epoch
 * is an integer of at least 0, and only the model can tell which of the numbers
 * in a value are some. What has no function has no epochs in it; the epoch of a
 * leadership is one always. The explorer tries all of this out wherever it makes
 * use of it.
 *
 * @example
 * ```ts
 * interface Reigns {
 *   readonly State: { readonly reign: number; readonly leads: boolean };
 *   readonly Message: { readonly reign: number };
 *   readonly Timer: never;
 *   readonly Request: never;
 *   readonly Durable: null;
 *   readonly Parameters: null;
 * }
 * const epochs: Epochs<Reigns> = {
 *   state: (state, shift) => ({ ...state, reign: shift(state.reign) }),
 *   message: ({ reign }, shift) => ({ reign: shift(reign) }),
 * };
 * ```
 */
export interface Epochs<V extends Vocabulary = Vocabulary> {
  /** A local state, shifted. */
  state(state: V["State"], shift: Shift): V["State"];
  /** A message, shifted. */
  message(message: V["Message"], shift: Shift): V["Message"];
  /** What is durable, shifted. */
  durable?(durable: V["Durable"], shift: Shift): V["Durable"];
}
