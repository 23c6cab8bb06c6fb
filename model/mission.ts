import type { Claim } from "../spec/claim.ts";
import type { Fairness } from "../spec/fairness.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import type { Space } from "./engine/space.ts";
import type { Limits } from "./limits.ts";

/** What a strategy works on: checked, and ready to go. */
export interface Mission<V extends Vocabulary> {
  readonly model: Model<V>;
  readonly space: Space<V>;
  readonly claims: readonly Claim<V>[];
  readonly parameters: unknown;
  readonly options: MissionOptions;
}

/** What every strategy takes. */
export interface MissionOptions extends Limits {
  /** Goes on to the end even where every claim is decided and one of them is violated. */
  readonly toTheEnd?: boolean;
  /** Also gives each `sometimes` that holds the trace of its example. */
  readonly examples?: boolean;
  /** Also counts how often each event was taken in each role, and more: see {@link Profile}. */
  readonly profile?: boolean;
  /**
   * Stores one state for all that differ by a shift of all epochs alone, where the
   * model declares how epochs occur; `false` by default. Terms, ballots and
   * generations need no bound then: verdicts are on all of them. What may have no
   * end all the same is how far epochs are apart, which the bound `spread` limits.
   */
  readonly relativeEpochs?: boolean;
  /** What is owed in runs that go on for ever, in place of what the claims say of it. */
  readonly fairness?: Partial<Fairness>;
}

/** How far an exploration has come. */
export interface Progress {
  readonly states: number;
  /** By diagrams 0: they are counted in the end. */
  readonly transitions: number;
  /** The depth that is being expanded; depth first, the length of the way that is followed; in walks, that of the longest. */
  readonly depth: number;
  /** How many states there are at that depth; depth first, how many wait to be expanded. */
  readonly frontier: number;
  /** In walks: how many are done, and how many there are to be. */
  readonly walks?: { readonly done: number; readonly all: number };
}

/** Whether nothing is left to decide, and something is violated: a model of which everything holds is explored to the end. */
export function isDecided<V extends Vocabulary>(
  { space, claims }: Mission<V>,
  decisions: readonly { readonly claim: number }[],
): boolean {
  return space.watch.open === 0 && decisions.some(({ claim }) => claims[claim]!.kind !== "sometimes");
}
