import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { pathTo } from "./engine/path.ts";
import { Search } from "./engine/search.ts";
import { Space } from "./engine/space.ts";
import { symmetryOf } from "./engine/symmetry/index.ts";
import { traceOf } from "./engine/telling.ts";
import type { ExploreOptions } from "./explore.ts";
import { limitReached, pace, untilRefused } from "./limits.ts";
import { isDecided, type Mission, type Progress } from "./mission.ts";
import { type Decider, outcomeOf } from "./outcome.ts";
import { profileOfSearch } from "./profile.ts";
import type { Exploration } from "./result.ts";
import { Recruiting } from "./team/recruiting.ts";

/**
 * Breadth first: level by level, so that what is found is found by a shortest way.
 *
 * @param mostAskedAgain - how many steps are asked once more in the end
 */
export function* inBreadth<V extends Vocabulary>(
  mission: Mission<V>,
  model: Model<V>,
  options: ExploreOptions,
  mostAskedAgain: number,
): Generator<Progress, Exploration> {
  const { space, claims, parameters } = mission;
  const { toTheEnd = false, examples = false, crew, generate = true } = options;
  const symmetry = options.symmetry === true ? symmetryOf(space, model, claims) : undefined;
  const search = new Search(space, generate, { symmetry });
  const assignment = { scenario: space.scenario, parameters, claims: options.claims, generate };
  const recruiting = crew === undefined ? null : new Recruiting(crew, space, search, assignment);
  let stopped: Exploration["stopped"] = null;
  for (const isLevelComplete of untilRefused(search.run(pace))) {
    const { states, frontier } = search.total;
    symmetry?.check();
    yield progressOf(search);
    if (isLevelComplete === true && frontier === 0) break;
    if (isLevelComplete === "memory" || recruiting?.isExhausted === true) stopped = "memory";
    else stopped = limitReached(space, states, options);
    if (stopped === null && isLevelComplete === true && !toTheEnd && isDecided(mission, search.decided)) {
      stopped = "decided";
    }
    if (stopped !== null) break;
    if (recruiting === null) continue;
    for (const _ of recruiting.goOn(isLevelComplete === true)) yield progressOf(search);
  }
  if (recruiting !== null) for (const _ of recruiting.end(stopped === "memory")) yield progressOf(search);
  space.actors.askAgain(mostAskedAgain);
  const { decided } = search;
  // Where it ended within a level, a claim may have been decided by a state of the next one.
  const depth = Math.max(search.counts.depth, ...decided.map((decision) => decision.depth));
  const counts = { ...search.total, depth };
  const workers = recruiting?.workers ?? 1;
  const wanted = decided.filter(({ claim }) => examples || claims[claim]!.kind !== "sometimes");
  // The members of a team have the states of their own only.
  const told = workers === 1 ? { space, search } : yield* toldAlone(mission, model, generate, wanted);
  const deciderOf = (claim: number): Decider | undefined => {
    const decision = decided.find((candidate) => candidate.claim === claim);
    if (decision === undefined) return undefined;
    return {
      steps: decision.depth,
      trace: () => {
        const found = told?.search.decisions.find((candidate) => candidate.claim === claim);
        return found === undefined ? undefined : traceOf(told!.space, pathTo(told!.space, told!.search, found));
      },
    };
  };
  const profile = options.profile === true ? profileOfSearch(space, search) : undefined;
  const about = {
    parameters,
    stopped,
    strategy: "breadth",
    symmetry: symmetry !== undefined,
    workers,
    profile,
    examples,
  } as const;
  return outcomeOf(space, claims, counts, deciderOf, about);
}

function progressOf<V extends Vocabulary>(search: Search<V>): Progress {
  const { states, transitions, depth, frontier } = search.total;
  return { states, transitions, depth, frontier };
}

/**
 * Searches once more, alone, as far as some decisions are away: the traces are
 * those that one worker finds, however many there were and whoever was quicker.
 */
function* toldAlone<V extends Vocabulary>(
  { space, claims, options }: Mission<V>,
  model: Model<V>,
  generate: boolean,
  wanted: readonly { readonly depth: number }[],
): Generator<Progress, { readonly space: Space<V>; readonly search: Search<V> } | null> {
  if (wanted.length === 0) return null;
  const deepest = Math.max(...wanted.map(({ depth }) => depth));
  const again = new Space(model, space.actors.configurations, space.scenario, claims);
  const search = new Search(again, generate);
  for (const isLevelComplete of untilRefused(search.run(pace))) {
    yield progressOf(search);
    if (options.signal?.aborted === true || isLevelComplete === "memory") return null;
    if (isLevelComplete === true && search.counts.depth >= deepest) break;
  }
  return { space: again, search };
}
