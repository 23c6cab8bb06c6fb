import type { Exploration } from "../../model/result.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";

/** One line of the catalogue: a model in a scenario, with everything that is claimed of it. */
export interface Entry {
  /** Unique, and stable: what is pinned is pinned under this name. */
  readonly id: string;
  /** The name of the algorithm in the registry, or of the known answer. */
  readonly algorithm: string;
  /** What is explored, in words. */
  readonly title: string;
  /** The row of the matrix that it belongs to, or `null`. */
  readonly row: string | null;
  /** The name of the crisis that it shows, or `null`. */
  readonly crisis: string | null;
  readonly scenario: Scenario;
  /** Whether epochs are looked at by their differences alone, and so all of them. */
  readonly relativeEpochs?: boolean;
  /** The bounds within which it is decided whether it recovers, where these are tighter than those of the scenario. */
  readonly recoveryBounds?: Scenario["bounds"];
  readonly parameters?: unknown;
  readonly model: Model;
  /** The claim that says whether the row is safe, where the entry belongs to one. */
  readonly promise?: string;
  /** Why it is in the catalogue, where its place in the matrix does not say it. */
  readonly why?: string;
}

/** What a machine found for an entry. */
export interface Evidence {
  readonly entry: Entry;
  readonly exploration: Exploration;
  /**
   * Where what decides is the duplicating network: the violated claims once more
   * on a FIFO network, whose traces are easier to follow; `null` elsewhere.
   */
  readonly onFifo: Exploration | null;
}

/** What is pinned of an entry. */
export interface Pin {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly cut: number;
  readonly verdicts: Readonly<Record<string, string>>;
}

/** What of an exploration is pinned. */
export function pinOf({ states, transitions, depth, cut, verdicts }: Exploration): Pin {
  const told = verdicts.map(({ claim, verdict, steps }) => {
    return [claim, steps === undefined ? verdict : `${verdict}, ${steps} steps`] as const;
  });
  return { states, transitions, depth, cut, verdicts: Object.fromEntries(told) };
}
