import type { VerdictName } from "../model/result.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Crisis } from "../spec/crisis.ts";

/** What one run says about one claim. */
export interface Finding {
  readonly claim: string;
  readonly verdict: VerdictName;
  /** Whether the claim is made under the scenario of the run. */
  readonly claimed: boolean;
  /** The length of the shortest counterexample, or for a `sometimes` of the shortest example. */
  readonly steps: number | null;
}

/** One run of the explorer, as far as the documentation tells of it. */
export interface Run {
  readonly title: string;
  /** The crisis of the matrix that the run stands for; `null` for any other run. */
  readonly crisis: string | null;
  /** Why it was looked at, where it stands for no crisis. */
  readonly why: string | null;
  readonly scenario: Scenario;
  /** The parameters to set to see it, where they are not those of its chapter's algorithm as it comes. */
  readonly parameters: unknown;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly cut: number;
  readonly findings: readonly Finding[];
}

/** What a claim says of itself. */
export interface Said {
  readonly name: string;
  readonly kind: string;
  readonly words: string;
  readonly formula: string;
  readonly under: readonly Crisis[];
  /** What it remembers of the past, in words. */
  readonly remembers: string | null;
  readonly source: string | null;
  /** The name of the `sometimes` that shows that it is not vacuous. */
  readonly witness: string | null;
  /** The exports that have this very claim for their value: file and name. */
  readonly exportedAs: readonly string[];
}

/** An algorithm, or a variant of one: its claims, and the runs that looked at them. */
export interface Chapter {
  /** The name by which the command line knows it. */
  readonly algorithm: string;
  readonly title: string;
  readonly claims: readonly Said[];
  readonly runs: readonly Run[];
}

/** All that the documentation knows of what was proved: the content of `generated/evidence.json`. */
export interface EvidenceRecord {
  readonly chapters: readonly Chapter[];
  /** Runs of models whose counts were published for other checkers. */
  readonly knownAnswers: readonly Run[];
}

/** The finding of `run` about the claim `name`, where it looked at it. */
export function findingOf(run: Run, name: string): Finding | undefined {
  return run.findings.find((finding) => finding.claim === name);
}
