import { type Claim, isLiveness } from "../spec/claim.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { byDiagrams } from "./by-diagrams.ts";
import { byWalks } from "./by-walks.ts";
import { checkModel, configurationsOf } from "./check-model.ts";
import { checkScenario } from "./check-scenario.ts";
import type { Checkpoints } from "./checkpoint/index.ts";
import type { Disk } from "./engine/shelf.ts";
import { Space } from "./engine/space.ts";
import { shown } from "./error.ts";
import { inBreadth, reduced } from "./in-breadth.ts";
import { inDepth } from "./in-depth.ts";
import { checkLimits } from "./limits.ts";
import { completeFairness, withPredicates } from "./liveness/index.ts";
import type { Mission, MissionOptions, Progress } from "./mission.ts";
import type { Exploration } from "./result.ts";
import { InputError, type Scenario } from "./scenario.ts";
import { selectedClaims } from "./select-claims.ts";
import { checkStrategy, type StrategyOptions } from "./strategy.ts";
import { type Crew, checkCrew } from "./team/crew.ts";

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
  /** Who helps, breadth first: see `interregnum/model/threads`. Nobody by default. */
  readonly crew?: Crew;
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
 * import { raftModel } from "interregnum/raft/model";
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
  checkCrew(options);
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
  checkEpochs(options);
  checkKept(options);
  if (options.reduction === true) return yield* reduced(missionAnew, options, mostAskedAgain);
  const mission = missionAnew();
  if (options.strategy === "walk") return yield* byWalks(mission, options, mostAskedAgain);
  if (options.strategy === "diagrams") return yield* byDiagrams(mission, mostAskedAgain);
  if (options.strategy === "depth") return yield* inDepth(mission, options, mostAskedAgain);
  return yield* inBreadth(mission, options, mostAskedAgain);
}

/** Sees that no claim over runs that go on for ever is to be decided where states stand for others. */
function checkLiveness<V extends Vocabulary>(
  claims: readonly Claim<V>[],
  { symmetry, reduction, checkpoints, resume }: ExploreOptions,
): void {
  const live = claims.filter(isLiveness).map(({ name }) => shown(name));
  const wanted = symmetry ? "symmetry" : reduction ? "reduction" : null;
  if (live.length > 0 && (checkpoints ?? resume) !== undefined) {
    throw new InputError(
      "liveness-checkpoint",
      `checkpoints and claims over runs that go on for ever do not go together: ${live.join(", ")}\n  A checkpoint holds states and no graph. Explore without, or choose other claims.`,
    );
  }
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

/** Sees that relative epochs are asked for where they can be had. */
function checkEpochs({ relativeEpochs, symmetry, reduction, strategy = "breadth", ...rest }: ExploreOptions): void {
  if (relativeEpochs !== true) return;
  const { checkpoints, resume, crew } = rest;
  const other = symmetry
    ? "symmetry"
    : reduction
      ? "reduction"
      : strategy !== "breadth"
        ? `the strategy ${strategy}`
        : (checkpoints ?? resume) !== undefined
          ? "checkpoints"
          : crew !== undefined
            ? "several workers"
            : null;
  if (other === null) return;
  throw new InputError(
    "epochs-together",
    `relative epochs and ${other} do not go together yet\n  Choose one of them: relative epochs where terms have no end.`,
  );
}

/** Sees that what keeps or puts away states is asked for where it can be done: breadth first, alone, without a reduction. */
function checkKept({ checkpoints, resume, disk, strategy = "breadth", reduction, crew }: ExploreOptions): void {
  const wanted = (checkpoints ?? resume) !== undefined ? "checkpoint" : disk !== undefined ? "disk" : null;
  if (wanted === null) return;
  const words = wanted === "disk" ? "a disk" : "checkpoints";
  if (strategy !== "breadth") {
    throw new InputError(
      `${wanted}-strategy`,
      `${words} and the strategy ${strategy} do not go together\n  Explore breadth first, or without ${words}.`,
    );
  }
  if (reduction) {
    throw new InputError(
      `${wanted}-reduction`,
      `${words} and a reduction do not go together: it finds out anew which moves are silent\n  Choose one of them.`,
    );
  }
  if (crew !== undefined) {
    throw new InputError(
      `${wanted}-workers`,
      `${words} and several workers do not go together\n  Explore with one worker, or without ${words}.`,
    );
  }
}
