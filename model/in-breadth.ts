import type { Vocabulary } from "../spec/vocabulary.ts";
import { type Checkpoints, checkpointOf, Resumption } from "./checkpoint/index.ts";
import { subjectOf } from "./checkpoint/subject.ts";
import { easiestPathTo } from "./engine/easiest.ts";
import { relativeEpochsOf } from "./engine/epochs/index.ts";
import type { Path } from "./engine/path.ts";
import { type Depth, reductionOf } from "./engine/reduction/index.ts";
import { Search, type Standing } from "./engine/search.ts";
import { Space } from "./engine/space.ts";
import { symmetryOf } from "./engine/symmetry/index.ts";
import { traceOf } from "./engine/telling.ts";
import type { ExploreOptions } from "./explore.ts";
import { limitReached, pace, untilRefused } from "./limits.ts";
import { decidingAfter, withPredicates } from "./liveness/index.ts";
import { isDecided, type Mission, type Progress } from "./mission.ts";
import { type Decider, outcomeOf } from "./outcome.ts";
import { profileOfSearch } from "./profile.ts";
import type { Exploration, Trace } from "./result.ts";
import { Recruiting } from "./team/recruiting.ts";

/**
 * Breadth first: level by level, so that what is found is found by a shortest way.
 *
 * @param mostAskedAgain - how many steps are asked once more in the end
 */
export function* inBreadth<V extends Vocabulary>(
  mission: Mission<V>,
  options: ExploreOptions,
  mostAskedAgain: number,
): Generator<Progress, Exploration> {
  const { model, space, claims } = mission;
  const { toTheEnd = false, generate = true, checkpoints, resume, disk } = options;
  const { symmetry: isSymmetric = false, relativeEpochs = false } = options;
  const subject = subjectOf(space, claims, { symmetry: isSymmetric, relativeEpochs, toTheEnd });
  const resumption = resume === undefined ? undefined : new Resumption(resume, subject, space, claims);
  const watched = withPredicates(claims);
  const symmetry = isSymmetric ? symmetryOf(space, model, watched) : undefined;
  const lowering = relativeEpochs ? relativeEpochsOf(space, model, watched) : undefined;
  const search = new Search(space, generate, { symmetry, lowering }, disk);
  if (resumption !== undefined) yield* resumption.bring(search, symmetry, pace);
  // What one check asks for is for the other to look at as well.
  const check = (): void => {
    do {
      symmetry?.check();
      lowering?.check();
    } while (symmetry?.isDue === true);
  };
  let standing: Standing | null = null;
  const found = yield* searched(mission, search, options, mostAskedAgain, {
    goesOn(isLevelComplete) {
      if (isLevelComplete === true) standing = search.standing;
      check();
      return true;
    },
    ends: check,
    pauses(stopped, isLevelComplete) {
      if (standing === null || checkpoints === undefined || !isKept(stopped, isLevelComplete, checkpoints)) return;
      checkpoints.keep(checkpointOf(subject, space, symmetry, search, standing));
    },
  });
  if (found === null) throw new Error("a search was given up without a reason");
  return found;
}

/**
 * Breadth first through states that stand for others by a reduction; once more
 * where claims look deeper than was supposed.
 *
 * @param missionAnew - the mission, with a space of its own each time
 * @param mostAskedAgain - how many steps are asked once more in the end
 */
export function* reduced<V extends Vocabulary>(
  missionAnew: () => Mission<V>,
  options: ExploreOptions,
  mostAskedAgain: number,
): Generator<Progress, Exploration> {
  const at = function* (depth: Depth): Generator<Progress, Exploration | null> {
    const mission = missionAnew();
    const reduction = reductionOf(mission.space, mission.claims, depth);
    const search = new Search(mission.space, options.generate ?? true, { settling: reduction });
    return yield* searched(mission, search, options, mostAskedAgain, { goesOn: () => reduction.isRight() });
  };
  const found = (yield* at("profiles")) ?? (yield* at("faces"));
  if (found === null) throw new Error("a reduction in which all is visible was found to be wrong");
  return found;
}

/** What else is done whenever a search pauses. */
interface Pauses {
  /** Whether it may go on. */
  goesOn(isLevelComplete: boolean | "memory"): boolean;
  /** Called once everything was looked at, before the result is given. */
  ends?(): void;
  /** Called with what stops it, if anything does. */
  pauses?(stopped: Exploration["stopped"], isLevelComplete: boolean | "memory"): void;
}

/** Whether a checkpoint is to be written. */
function isKept(
  stopped: Exploration["stopped"],
  isLevelComplete: boolean | "memory",
  checkpoints: Checkpoints,
): boolean {
  // Where the runtime refused a larger table, nobody knows what state the others are in.
  if (stopped === "decided" || isLevelComplete === "memory") return false;
  return stopped !== null || (isLevelComplete && checkpoints.isDue());
}

/**
 * Runs a search breadth first.
 *
 * @returns `null` where it may not go on
 */
function* searched<V extends Vocabulary>(
  mission: Mission<V>,
  search: Search<V>,
  options: ExploreOptions,
  mostAskedAgain: number,
  { goesOn, ends, pauses }: Pauses,
): Generator<Progress, Exploration | null> {
  const { model, space, claims, parameters } = mission;
  const { toTheEnd = false, examples = false, crew, generate = true, relativeEpochs = false } = options;
  const assignment = { scenario: space.scenario, parameters, claims: options.claims, generate, relativeEpochs };
  const recruiting = crew === undefined ? null : new Recruiting(crew, space, search, assignment);
  let stopped: Exploration["stopped"] = null;
  for (const isLevelComplete of untilRefused(search.run(pace))) {
    const { states, frontier } = search.total;
    if (!goesOn(isLevelComplete)) return null;
    yield progressOf(search);
    if (isLevelComplete === true && frontier === 0) break;
    if (isLevelComplete === "memory" || recruiting?.isExhausted === true) stopped = "memory";
    else stopped = limitReached(space, states, options);
    if (stopped === null && isLevelComplete === true && !toTheEnd && isDecided(mission, search.decided)) {
      stopped = "decided";
    }
    pauses?.(stopped, isLevelComplete);
    if (stopped !== null) break;
    if (recruiting === null) continue;
    for (const _ of recruiting.goOn(isLevelComplete === true)) yield progressOf(search);
  }
  if (recruiting !== null) for (const _ of recruiting.end(stopped === "memory")) yield progressOf(search);
  const findings = yield* decidingAfter(mission, stopped, ["states"]);
  ends?.();
  space.actors.askAgain(mostAskedAgain);
  const { decided } = search;
  // Where it ended within a level, a claim may have been decided by a state of the next one.
  const depth = Math.max(search.counts.depth, ...decided.map((decision) => decision.depth));
  const counts = { ...search.total, depth };
  const workers = recruiting?.workers ?? 1;
  const wanted = decided.filter(({ claim }) => examples || claims[claim]!.kind !== "sometimes");
  // The members of a team have the states of their own only.
  const told = workers === 1 ? { space, search } : yield* toldAlone(mission, generate, wanted);
  const deciderOf = (claim: number): Decider | undefined => {
    const decision = decided.find((candidate) => candidate.claim === claim);
    return decision === undefined ? undefined : deciderBy(told, claim, decision.depth);
  };
  const profile = options.profile === true ? profileOfSearch(space, search) : undefined;
  const about = {
    model,
    parameters,
    stopped: stopped ?? findings.unfinished,
    findings,
    strategy: "breadth",
    symmetry: search.quotient.symmetry !== undefined,
    relativeEpochs: search.quotient.lowering !== undefined,
    reduction: search.quotient.settling !== undefined,
    workers,
    profile,
    examples,
  } as const;
  return outcomeOf(space, claims, counts, deciderOf, about);
}

/** A search that has what it takes to tell how it came to its decisions. */
interface Teller<V extends Vocabulary> {
  readonly space: Space<V>;
  readonly search: Search<V>;
}

/** By what a claim was decided: where states are settled, the way there is longer than the search was deep. */
function deciderBy<V extends Vocabulary>(teller: Teller<V> | null, claim: number, depth: number): Decider {
  let known: Path | undefined;
  const path = (): Path | undefined => {
    const decision = teller?.search.decisions.find((candidate) => candidate.claim === claim);
    if (teller === null || decision === undefined) return undefined;
    return (known ??= easiestPathTo(teller.space, teller.search, decision));
  };
  const isSettled = teller !== null && teller.search.quotient.settling !== undefined;
  const trace = (): Trace | undefined => {
    const found = path();
    return found === undefined ? undefined : traceOf(teller!.space, found);
  };
  return { steps: isSettled ? (path()?.hops.length ?? depth) : depth, trace };
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
  { model, space, claims, options }: Mission<V>,
  generate: boolean,
  wanted: readonly { readonly depth: number }[],
): Generator<Progress, Teller<V> | null> {
  if (wanted.length === 0) return null;
  const deepest = Math.max(...wanted.map(({ depth }) => depth));
  const watched = withPredicates(claims);
  const again = new Space(model, space.actors.configurations, space.scenario, watched);
  const lowering = options.relativeEpochs === true ? relativeEpochsOf(again, model, watched) : undefined;
  const search = new Search(again, generate, { lowering });
  for (const isLevelComplete of untilRefused(search.run(pace))) {
    yield progressOf(search);
    if (options.signal?.aborted === true || isLevelComplete === "memory") return null;
    if (isLevelComplete === true && search.counts.depth >= deepest) break;
  }
  return { space: again, search };
}
