import { isLiveness } from "../spec/claim.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { pathByDiagrams } from "./engine/diagrams/path.ts";
import { DiagramSearch } from "./engine/diagrams/search.ts";
import type { Counts } from "./engine/search.ts";
import { traceOf } from "./engine/telling.ts";
import { shown } from "./error.ts";
import { limitReached, untilRefused } from "./limits.ts";
import { noFindings } from "./liveness/index.ts";
import { isDecided, type Mission, type Progress } from "./mission.ts";
import { outcomeOf } from "./outcome.ts";
import type { Exploration } from "./result.ts";
import { InputError } from "./scenario.ts";

/** How many states there may be at most, that numbers of transitions stay exact: 70 million million. */
const mostStates = 2 ** 46;

/**
 * Explores level by level, like the search breadth first, but with sets of states
 * as decision diagrams: what is alike in many states is stored once, and done
 * once. Counts, verdicts and lengths of traces are the same.
 *
 * @throws InputError where a scenario or a claim is nothing that diagrams can do
 */
export function* byDiagrams<V extends Vocabulary>(
  mission: Mission<V>,
  mostAskedAgain: number,
): Generator<Progress, Exploration> {
  const { model, space, claims, parameters, options } = mission;
  const { toTheEnd = false, examples = false, maxStates = mostStates } = options;
  checkMission(mission);
  const search = new DiagramSearch(space, claims);
  let stopped: Exploration["stopped"] = null;
  let isRefused = false;
  for (const isLevelComplete of untilRefused(search.run())) {
    const { states, depth, frontier } = search.counts;
    yield { states, transitions: 0, depth, frontier };
    if (isLevelComplete === true && frontier === 0) break;
    isRefused = isLevelComplete === "memory";
    const limits = { ...options, maxStates: Math.min(maxStates, mostStates) };
    stopped = isRefused ? "memory" : limitReached(space, states, limits);
    if (stopped === null && search.fields.values >= (options.maxCells ?? Number.POSITIVE_INFINITY)) stopped = "cells";
    if (stopped === null && isLevelComplete === true && !toTheEnd && isDecided(mission, search.decisions)) {
      stopped = "decided";
    }
    if (stopped !== null) break;
  }
  // Where the runtime refused a larger table, none is to be had for counting either.
  if (!isRefused) search.count();
  checkCounts(search.counts);
  space.actors.askAgain(mostAskedAgain);
  const { counts, decisions } = search;
  const depth = Math.max(counts.depth, ...decisions.map((decision) => decision.depth));
  const deciderOf = (claim: number): ReturnType<Parameters<typeof outcomeOf>[3]> => {
    const decision = decisions.find((candidate) => candidate.claim === claim);
    if (decision === undefined) return undefined;
    return { steps: decision.depth, trace: () => traceOf(space, pathByDiagrams(space, search, decision)) };
  };
  const about = {
    model,
    parameters,
    stopped,
    findings: noFindings,
    strategy: "diagrams",
    profile: undefined,
    examples,
  } as const;
  const outcome = outcomeOf(space, claims, { ...counts, depth }, deciderOf, about);
  return { ...outcome, cells: search.fields.values };
}

/** Sees that every count is exact: the last level may have been far larger than all before it. */
function checkCounts({ states, transitions, cut }: Counts): void {
  if (Math.max(states, transitions, cut) <= Number.MAX_SAFE_INTEGER) return;
  throw new InputError(
    "diagrams-count",
    "there are more states or transitions than can be counted exactly\n  Explore a smaller scenario, or fewer states.",
  );
}

/** Sees that nothing is asked for that diagrams cannot do. */
function checkMission<V extends Vocabulary>({ space, claims, options }: Mission<V>): void {
  const live = claims.filter(isLiveness).map(({ name }) => shown(name));
  if (live.length > 0) {
    throw new InputError(
      "diagrams-liveness",
      `diagrams decide no claims over runs that go on for ever: ${live.join(", ")}\n  Explore breadth first, or choose other claims.`,
    );
  }
  if (options.profile === true) {
    throw new InputError(
      "diagrams-profile",
      "a profile goes through states one by one, and diagrams do not\n  Explore breadth first, or without a profile.",
    );
  }
  if (space.scenario.bounds["spread"] !== undefined) {
    throw new InputError(
      "diagrams-bound",
      "the bound spread looks at all processes at once, and diagrams at each by itself\n  Explore breadth first, or with other bounds.",
    );
  }
}
