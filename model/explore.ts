import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { byWalks } from "./by-walks.ts";
import { checkModel, configurationsOf } from "./check-model.ts";
import { checkScenario } from "./check-scenario.ts";
import { Space } from "./engine/space.ts";
import { inBreadth } from "./in-breadth.ts";
import { inDepth } from "./in-depth.ts";
import { checkLimits } from "./limits.ts";
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
  checkCrew(options);
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
  if (options.strategy === "walk") return yield* byWalks(mission, options, mostAskedAgain);
  if (options.strategy === "depth") return yield* inDepth(mission, options, mostAskedAgain);
  return yield* inBreadth(mission, complete, options, mostAskedAgain);
}
