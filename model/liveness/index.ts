import { type Claim, isLiveness, type LivenessClaim } from "../../spec/claim.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { shown } from "../error.ts";
import type { Mission, Progress } from "../mission.ts";
import type { Exploration } from "../result.ts";
import { decide, type Finding, type Question } from "./decide.ts";
import { completeFairness } from "./duties.ts";
import { Graph, type Unfinished } from "./graph.ts";

export type { Finding } from "./decide.ts";
export { doubtAbout } from "./doubts.ts";
export { completeFairness } from "./duties.ts";
export { replayed } from "./replay.ts";

/** What came out for the claims over runs that go on for ever. */
export interface Findings {
  /** By the number of the claim. */
  readonly of: ReadonlyMap<number, Finding>;
  /** Why the graph is not whole, or null; bounds apart. */
  readonly unfinished: Unfinished | null;
}

/** What was found where there was nothing to look for. */
export const noFindings: Findings = { of: new Map(), unfinished: null };

/**
 * The claims that a space watches: those that are selected, and behind them a
 * claim for every other predicate that is asked about states.
 */
export function withPredicates<V extends Vocabulary>(claims: readonly Claim<V>[]): readonly Claim<V>[] {
  const calls = claims.flatMap((claim): readonly LivenessClaim<V>[] =>
    isLiveness(claim) && claim.calls !== undefined
      ? [{ ...claim, name: `${claim.name}: what calls for it`, holds: claim.calls }]
      : [],
  );
  return [...claims, ...calls];
}

/**
 * Decides the claims over runs that go on for ever, on the graph of all states,
 * once a search has ended.
 *
 * @param stopped - why the search was stopped, if it was
 * @param evenAfter - where it was stopped for one of these, part of the graph is looked at all the same: a violation in it is one
 */
export function* decidingAfter<V extends Vocabulary>(
  { space, claims, options }: Mission<V>,
  stopped: Exploration["stopped"],
  evenAfter: readonly Exploration["stopped"][],
): Generator<Progress, Findings> {
  if (stopped !== null && stopped !== "decided" && !evenAfter.includes(stopped)) return noFindings;
  const questions = questionsOf(claims);
  if (questions.length === 0) return noFindings;
  const graph = new Graph(space);
  yield* graph.build(
    questions.reduce((bits, { good, calls = good }) => bits | (1 << good) | (1 << calls), 0),
    options,
  );
  const { unfinished } = graph;
  if (unfinished === "interrupted" || unfinished === "memory") return { of: new Map(), unfinished };
  const found = new Map(
    questions.map((question) => {
      const { name, fairness } = question.claim;
      const own = completeFairness(fairness, `the fairness of the claim ${shown(name)}`);
      const premises = completeFairness(options.fairness ?? {}, "fairness", own);
      return [
        question.good,
        decide(graph, question, { fairness: premises, isShown: options.lassos !== false }),
      ] as const;
    }),
  );
  return { of: found, unfinished };
}

/** What is asked about each claim over runs that go on for ever: by number, the predicates of {@link withPredicates}. */
export function questionsOf<V extends Vocabulary>(claims: readonly Claim<V>[]): readonly Question<V>[] {
  let calls = claims.length;
  return claims.flatMap((claim, good): readonly Question<V>[] => {
    if (!isLiveness(claim)) return [];
    return [claim.calls === undefined ? { claim, good } : { claim, good, calls: calls++ }];
  });
}
