import { type Claim, isLiveness } from "../spec/claim.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { byWalks } from "./by-walks.ts";
import { checkModel, configurationsOf } from "./check-model.ts";
import { checkScenario } from "./check-scenario.ts";
import { easiestPathTo } from "./engine/easiest.ts";
import type { Path } from "./engine/path.ts";
import { type Depth, reductionOf } from "./engine/reduction/index.ts";
import { type Decision, Search } from "./engine/search.ts";
import { Space } from "./engine/space.ts";
import { symmetryOf } from "./engine/symmetry/index.ts";
import { traceOf } from "./engine/telling.ts";
import { shown } from "./error.ts";
import { inDepth } from "./in-depth.ts";
import { checkLimits, limitReached, pace, untilRefused } from "./limits.ts";
import { completeFairness, decidingAfter, withPredicates } from "./liveness/index.ts";
import { isDecided, type Mission, type MissionOptions, type Progress } from "./mission.ts";
import { type Decider, outcomeOf } from "./outcome.ts";
import { profileOfSearch } from "./profile.ts";
import type { Exploration } from "./result.ts";
import { InputError, type Scenario } from "./scenario.ts";
import { selectedClaims } from "./select-claims.ts";
import { checkStrategy, type StrategyOptions } from "./strategy.ts";

/** What an exploration may be told beside its model and its scenario. */
export interface ExploreOptions extends MissionOptions, StrategyOptions {
  /** The names of the claims to decide; all of the model's by default. The witnesses of those claims come with them. */
  readonly claims?: readonly string[];
  /** The parameters of the configurations; the model's own by default. */
  readonly parameters?: unknown;
  /**
   * Stores one state for all that differ by the names of processes alone, where the
   * model declares its symmetry; `false` by default. Verdicts and lengths of traces
   * are the same, and states are counted as orbits.
   */
  readonly symmetry?: boolean;
  /**
   * Stores one state for all that differ only by moves that commute with whatever
   * else can happen and that no claim can see; `false` by default. Verdicts, and
   * the number of states that are terminal, are the same. Counts are of those
   * states; traces are walks, though not the shortest. Breadth first only, and
   * without `symmetry`.
   */
  readonly reduction?: boolean;
  /** Whether the engine may generate code; `true` by default. The result is the same without, and takes longer. */
  readonly generate?: boolean;
}

/** How many steps are asked once more in the end, to catch a protocol that remembers or reads a clock. */
const mostAskedAgain = 5_000;

/**
 * Explores every state that a model can reach in a scenario, and decides its
 * claims.
 *
 * @remarks
 * The search is breadth first, so that every counterexample is a shortest one,
 * unless another strategy is chosen: see {@link StrategyName}.
 * It ends early once there is nothing left to decide and a claim is violated;
 * `toTheEnd` makes it go on. The same input gives the same numbers.
 *
 * @throws InputError where model, scenario or options make no sense
 * @throws ProtocolError where the protocol breaks its contract
 *
 * @example
 * ```ts
 * import { calmScenario, explore } from "interregnum/model";
 * import { raftModel } from "interregnum/raft";
 *
 * const { states, verdicts } = explore(raftModel, { ...calmScenario, bounds: { term: 1 } });
 * ```
 */
export function explore<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: ExploreOptions = {},
): Exploration {
  const exploration = exploring(model, scenario, options);
  for (;;) {
    const { done, value } = exploration.next();
    if (done === true) return value;
  }
}

/** Explores like {@link explore}, and yields its progress every few thousand states. */
export function* exploring<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: ExploreOptions = {},
): Generator<Progress, Exploration> {
  const complete = checkModel<V>(model, "explore");
  checkScenario(complete, scenario);
  checkLimits(options);
  checkStrategy(options, scenario);
  const parameters = options.parameters ?? complete.parameters ?? null;
  const claims = selectedClaims(complete, options.claims);
  checkLiveness(claims, options);
  completeFairness(options.fairness ?? {}, "fairness");
  const watched = withPredicates(claims);
  const configurations = configurationsOf(complete, scenario.nodes, parameters);
  const missionAnew = (): Mission<V> => {
    return {
      model: complete,
      space: new Space(complete, configurations, scenario, watched),
      claims,
      parameters,
      options,
    };
  };
  checkQuotient(options);
  if (options.reduction === true) return yield* reduced(missionAnew, options);
  const mission = missionAnew();
  if (options.strategy === "walk") return yield* byWalks(mission, options, mostAskedAgain);
  if (options.strategy === "depth") return yield* inDepth(mission, options, mostAskedAgain);
  return yield* inBreadth(mission, options);
}

/** Sees that no claim over runs that go on for ever is to be decided where states stand for others. */
function checkLiveness<V extends Vocabulary>(
  claims: readonly Claim<V>[],
  { symmetry, reduction }: ExploreOptions,
): void {
  const live = claims.filter(isLiveness).map(({ name }) => shown(name));
  const wanted = symmetry ? "symmetry" : reduction ? "reduction" : null;
  if (wanted === null || live.length === 0) return;
  throw new InputError(
    `liveness-${wanted}`,
    `${wanted} and claims over runs that go on for ever do not go together: ${live.join(", ")}\n  What is owed to each message and timer cannot be told of a state that stands for others. Explore without ${wanted}, or choose other claims.`,
  );
}

/** Sees that what was asked for goes together. */
function checkQuotient({ symmetry, reduction, profile, strategy = "breadth" }: ExploreOptions): void {
  const wanted = symmetry ? "symmetry" : reduction ? "reduction" : null;
  if (wanted !== null && strategy !== "breadth") {
    throw new InputError(
      `${wanted}-strategy`,
      `${wanted} and the strategy ${strategy} do not go together\n  Explore breadth first, or without ${wanted}.`,
    );
  }
  if (profile && reduction) {
    throw new InputError(
      "reduction-profile",
      "a profile tells which events were never taken, and a reduction leaves out many that can be\n  Choose one of them.",
    );
  }
  if (symmetry && reduction) {
    throw new InputError(
      "reduction-symmetry",
      "reduction and symmetry do not go together yet: which moves are taken first would depend on names\n  Choose one of them: reduction where messages commute, symmetry where processes are alike.",
    );
  }
}

/** Breadth first through states that stand for others by a reduction; once more where claims look deeper than was supposed. */
function* reduced<V extends Vocabulary>(
  missionAnew: () => Mission<V>,
  options: ExploreOptions,
): Generator<Progress, Exploration> {
  const at = function* (depth: Depth): Generator<Progress, Exploration | null> {
    const mission = missionAnew();
    const reduction = reductionOf(mission.space, mission.claims, depth);
    const search = new Search(mission.space, options.generate ?? true, { settling: reduction });
    return yield* searched(mission, search, options, () => reduction.isRight());
  };
  const found = (yield* at("profiles")) ?? (yield* at("faces"));
  if (found === null) throw new Error("a reduction in which all is visible was found to be wrong");
  return found;
}

/** Breadth first: level by level, so that what is found is found by a shortest way. */
function* inBreadth<V extends Vocabulary>(
  mission: Mission<V>,
  options: ExploreOptions,
): Generator<Progress, Exploration> {
  const { model, space, claims } = mission;
  const symmetry = options.symmetry === true ? symmetryOf(space, model, claims) : undefined;
  const search = new Search(space, options.generate ?? true, { symmetry });
  const found = yield* searched(mission, search, options, () => {
    symmetry?.check();
    return true;
  });
  if (found === null) throw new Error("a search was given up without a reason");
  return found;
}

/**
 * Runs a search breadth first.
 *
 * @param isRight - whether the search may go on: asked whenever it pauses
 * @returns `null` where it may not
 */
function* searched<V extends Vocabulary>(
  mission: Mission<V>,
  search: Search<V>,
  options: ExploreOptions,
  isRight: () => boolean,
): Generator<Progress, Exploration | null> {
  const { model, space, claims, parameters } = mission;
  const { toTheEnd = false, examples = false } = options;
  let stopped: Exploration["stopped"] = null;
  for (const isLevelComplete of untilRefused(search.run(pace))) {
    const { states, transitions, depth, frontier } = search.counts;
    if (!isRight()) return null;
    yield { states, transitions, depth, frontier };
    if (isLevelComplete === true && frontier === 0) break;
    if (isLevelComplete === "memory") stopped = "memory";
    else stopped = limitReached(space, states, options);
    if (stopped === null && isLevelComplete === true && !toTheEnd && isDecided(mission, search.decisions)) {
      stopped = "decided";
    }
    if (stopped !== null) break;
  }
  const findings = yield* decidingAfter(mission, stopped, ["states"]);
  space.actors.askAgain(mostAskedAgain);
  // Where it ended within a level, a claim may have been decided by a state of the next one.
  const depth = Math.max(search.counts.depth, ...search.decisions.map((decision) => decision.depth));
  const deciderOf = (claim: number): Decider | undefined => {
    const decision = search.decisions.find((candidate) => candidate.claim === claim);
    return decision === undefined ? undefined : deciderBy(space, search, decision);
  };
  const profile = options.profile === true ? profileOfSearch(space, search) : undefined;
  const about = {
    model,
    parameters,
    stopped: stopped ?? findings.unfinished,
    findings,
    strategy: "breadth",
    symmetry: search.quotient.symmetry !== undefined,
    reduction: search.quotient.settling !== undefined,
    profile,
    examples,
  } as const;
  return outcomeOf(space, claims, { ...search.counts, depth }, deciderOf, about);
}

/** By what a claim was decided: where states are settled, the way there is longer than the search was deep. */
function deciderBy<V extends Vocabulary>(space: Space<V>, search: Search<V>, decision: Decision): Decider {
  let known: Path | undefined;
  const path = (): Path => (known ??= easiestPathTo(space, search, decision));
  const steps = search.quotient.settling === undefined ? decision.depth : path().hops.length;
  return { steps, trace: () => traceOf(space, path()) };
}
