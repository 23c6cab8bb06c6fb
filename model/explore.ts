import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { byWalks } from "./by-walks.ts";
import { checkModel, configurationsOf } from "./check-model.ts";
import { checkScenario } from "./check-scenario.ts";
import { type Checkpoints, checkpointOf, Resumption } from "./checkpoint/index.ts";
import { subjectOf } from "./checkpoint/subject.ts";
import { pathTo } from "./engine/path.ts";
import { Search, type Standing } from "./engine/search.ts";
import type { Disk } from "./engine/shelf.ts";
import { Space } from "./engine/space.ts";
import { symmetryOf } from "./engine/symmetry/index.ts";
import { traceOf } from "./engine/telling.ts";
import { inDepth } from "./in-depth.ts";
import { checkLimits, limitReached, pace, untilRefused } from "./limits.ts";
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
  /** Keeps checkpoints from which another run can go on; breadth first only. */
  readonly checkpoints?: Checkpoints;
  /**
   * The bytes of a checkpoint from which to go on: every count, verdict and length of
   * trace is then that of a run without a break. Model, scenario, parameters, claims,
   * `symmetry` and `toTheEnd` must be the same; limits need not. A chunk may be overwritten once the next is asked for.
   */
  readonly resume?: Iterable<Uint8Array>;
  /** Where states go for which there is no room in memory; breadth first only. The numbers are the same, and it takes longer. */
  readonly disk?: Disk;
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
  const space = new Space(complete, configurationsOf(complete, scenario.nodes, parameters), scenario, claims);
  const mission: Mission<V> = { space, claims, parameters, options };
  if (options.symmetry === true && (options.strategy ?? "breadth") !== "breadth") {
    throw new InputError(
      "symmetry-strategy",
      `symmetry and the strategy ${options.strategy} do not go together\n  Explore breadth first, or without symmetry.`,
    );
  }
  if ((options.checkpoints ?? options.resume) !== undefined && (options.strategy ?? "breadth") !== "breadth") {
    throw new InputError(
      "checkpoint-strategy",
      `checkpoints and the strategy ${options.strategy} do not go together\n  Explore breadth first, or without checkpoints.`,
    );
  }
  if (options.disk !== undefined && (options.strategy ?? "breadth") !== "breadth") {
    throw new InputError(
      "disk-strategy",
      `a disk and the strategy ${options.strategy} do not go together\n  Explore breadth first, or without a disk.`,
    );
  }
  if (options.strategy === "walk") return yield* byWalks(mission, options, mostAskedAgain);
  if (options.strategy === "depth") return yield* inDepth(mission, options, mostAskedAgain);
  return yield* inBreadth(mission, complete, options);
}

/** Breadth first: level by level, so that what is found is found by a shortest way. */
function* inBreadth<V extends Vocabulary>(
  mission: Mission<V>,
  model: Model<V>,
  options: ExploreOptions,
): Generator<Progress, Exploration> {
  const { space, claims, parameters } = mission;
  const { toTheEnd = false, examples = false, checkpoints, resume } = options;
  const subject = subjectOf(space, claims, { symmetry: options.symmetry === true, toTheEnd });
  const resumption = resume === undefined ? undefined : new Resumption(resume, subject, space, claims);
  const symmetry = options.symmetry === true ? symmetryOf(space, model, claims) : undefined;
  const search = new Search(space, options.generate ?? true, { symmetry }, options.disk);
  if (resumption !== undefined) yield* resumption.bring(search, symmetry, pace);
  let stopped: Exploration["stopped"] = null;
  let standing: Standing | null = null;
  for (const isLevelComplete of untilRefused(search.run(pace))) {
    if (isLevelComplete === true) standing = search.standing;
    const { states, transitions, depth, frontier } = search.counts;
    symmetry?.check();
    yield { states, transitions, depth, frontier };
    if (isLevelComplete === true && frontier === 0) break;
    if (isLevelComplete === "memory") stopped = "memory";
    else stopped = limitReached(space, states, options);
    if (stopped === null && isLevelComplete === true && !toTheEnd && isDecided(mission, search.decisions)) {
      stopped = "decided";
    }
    if (standing !== null && checkpoints !== undefined && isKept(stopped, isLevelComplete, checkpoints)) {
      checkpoints.keep(checkpointOf(subject, space, symmetry, search, standing));
    }
    if (stopped !== null) break;
  }
  space.actors.askAgain(mostAskedAgain);
  // Where it ended within a level, a claim may have been decided by a state of the next one.
  const depth = Math.max(search.counts.depth, ...search.decisions.map((decision) => decision.depth));
  const deciderOf = (claim: number): Decider | undefined => {
    const decision = search.decisions.find((candidate) => candidate.claim === claim);
    if (decision === undefined) return undefined;
    return { steps: decision.depth, trace: () => traceOf(space, pathTo(space, search, decision)) };
  };
  const profile = options.profile === true ? profileOfSearch(space, search) : undefined;
  const about = {
    parameters,
    stopped,
    strategy: "breadth",
    symmetry: symmetry !== undefined,
    profile,
    examples,
  } as const;
  return outcomeOf(space, claims, { ...search.counts, depth }, deciderOf, about);
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
