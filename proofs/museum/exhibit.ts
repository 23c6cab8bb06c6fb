import type { Scenario } from "../../model/scenario.ts";
import type { Replacement } from "./patch.ts";

/** Where a bug was found. */
export interface Sighting {
  /** The system, or the paper or textbook that warns of it. */
  readonly system: string;
  /** The issue or the pull request, as `owner/project#number`; the place in the literature where there is none. */
  readonly reference: string;
  /** What is told there, in a few words of ours. */
  readonly told: string;
}

/** A source file of the kit, and the protocol that it exports. */
export interface Place {
  /** The name of the algorithm in the registry. */
  readonly algorithm: string;
  /** From the root of the repository. */
  readonly file: string;
  /** The name under which the file exports the protocol. */
  readonly protocol: string;
  /** The file beside it that exports the protocol, where the reducer has several and another one is changed. */
  readonly exportedBy?: string;
}

/** A real bug: a few changed lines in a reducer, and the claim that catches it. */
export interface Exhibit {
  /** What is typed to see it: lower case, with hyphens. */
  readonly name: string;
  readonly title: string;
  /** What goes wrong and why: paragraphs. */
  readonly story: readonly string[];
  /** Where it shipped, or who warns of it: at least one. */
  readonly seen: readonly Sighting[];
  readonly place: Place;
  /**
   * What the reducer needs before the bug has a place to be in: something that
   * the kit's own version does not do at all, done rightly. Nothing by default.
   */
  readonly ground?: readonly Replacement[];
  /** The bug itself, on that ground. */
  readonly bug: readonly Replacement[];
  /** The smallest circumstances in which it shows. */
  readonly scenario: Scenario;
  /** The parameters; those of the algorithm's model by default. */
  readonly parameters?: unknown;
  /** Whether states that differ by names of processes alone are explored as one; `false` by default. */
  readonly symmetry?: boolean;
  /** The name of the claim that catches it. */
  readonly claim: string;
}
