import type { Claim } from "./claim.ts";
import type { Epochs } from "./epochs.ts";
import type { Protocol } from "./protocol.ts";
import type { Symmetry } from "./symmetry.ts";
import type { Configuration, ProcessId, Vocabulary } from "./vocabulary.ts";

/** A protocol together with what is claimed of it: what the explorer takes. */
export interface Model<V extends Vocabulary = Vocabulary> {
  readonly protocol: Protocol<V>;
  readonly claims: readonly Claim<V>[];
  /** The parameters where nothing else is said; `null` by default. */
  readonly parameters?: V["Parameters"];
  /**
   * The configurations that are explored together, each an initial state of its
   * own. By default one: the processes 1, 2, ... `size`, with `parameters`.
   */
  configurations?(size: number, parameters: V["Parameters"]): readonly Configuration<V>[];
  /** What may be bounded, by name: a measure of a local state, beyond whose bound no state is stored. */
  readonly bounds?: Readonly<Record<string, (state: V["State"]) => number>>;
  /** What the outside may ask of `process`, where the scenario has a budget for requests. */
  requests?(process: ProcessId, configuration: Configuration<V>): readonly V["Request"][];
  /** How names of processes occur in values; only where the processes are interchangeable. */
  readonly symmetry?: Symmetry<V>;
  /** How epochs occur in values; only where nothing but their differences matters. */
  readonly epochs?: Epochs<V>;
}
