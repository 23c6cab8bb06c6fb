import type { ProcessId, Vocabulary } from "./vocabulary.ts";

/**
 * Gives a process its new name.
 *
 * @throws RangeError where it is given anything but the name of a process
 */
export type Rename = (process: ProcessId) => ProcessId;

/**
 * How the names of processes occur in a protocol's values: each function gives
 * back its value with every name in it replaced.
 *
 * @remarks
 * A model declares this where its processes are interchangeable: where names
 * are compared for equality only, and nobody is the first, the next or the
 * highest. States that differ by names alone can then be explored as one. Names
 * are numbers among other numbers, so that only the model can tell which are
 * which; a list that is kept in order must be put in order again. What has no
 * function has no names in it. The explorer checks all of this wherever it uses
 * it. (C. N. Ip and D. L. Dill, "Better Verification Through Symmetry", 1996.)
 *
 * @example
 * ```ts
 * interface Voting {
 *   readonly State: { readonly votes: readonly number[] };
 *   readonly Message: "please" | "yes";
 *   readonly Timer: never;
 *   readonly Request: never;
 *   readonly Durable: null;
 *   readonly Parameters: null;
 * }
 * const symmetry: Symmetry<Voting> = {
 *   state: ({ votes }, rename) => ({ votes: votes.map(rename).sort((a, b) => a - b) }),
 *   message: (message) => message,
 * };
 * ```
 */
export interface Symmetry<V extends Vocabulary = Vocabulary> {
  /** A local state, renamed. */
  state(state: V["State"], rename: Rename): V["State"];
  /** A message, renamed. */
  message(message: V["Message"], rename: Rename): V["Message"];
  /** What is durable, renamed. */
  durable?(durable: V["Durable"], rename: Rename): V["Durable"];
  /** A request, renamed. */
  request?(request: V["Request"], rename: Rename): V["Request"];
  /** Parameters, renamed: they must come out the same for every process. */
  parameters?(parameters: V["Parameters"], rename: Rename): V["Parameters"];
}
