import { InputError, type Scenario } from "../scenario.ts";
import type { StrategyName } from "../strategy.ts";
import type { TeamMemory } from "./memory.ts";

/** What the members of a team have to know beside the model and their {@link TeamMemory}: plain data. */
export interface Assignment {
  readonly scenario: Scenario;
  readonly parameters: unknown;
  /** The names of the claims that were chosen, if any were. */
  readonly claims: readonly string[] | undefined;
  readonly generate: boolean;
  readonly relativeEpochs: boolean;
}

/** Those who may help to explore: who makes threads knows the machine, which this engine does not. */
export interface Crew {
  /** How many members a team has, the one included that began: at least 2. */
  readonly members: number;
  /** From how many states on they are called, in a level that is wide enough: what is smaller is done sooner alone. */
  readonly from: number;
  /** Whether the exploration waits for them once they are called, instead of going on alone until they are there. */
  readonly isAwaited: boolean;
  /** How long, in milliseconds, a thread that waits for others may rest before its event loop has a turn: at least 0. */
  readonly longestRest: number;
  /** Calls them: each is to run `helping` in a thread of its own, with its number from 1 on. */
  call(memory: TeamMemory, assignment: Assignment): void;
}

/**
 * Sees that a crew can help with what is asked for.
 *
 * @throws InputError with the code `workers`
 */
export function checkCrew(options: {
  readonly crew?: Crew;
  readonly strategy?: StrategyName;
  readonly symmetry?: boolean;
  readonly reduction?: boolean;
  readonly profile?: boolean;
}): void {
  const { crew, strategy = "breadth", symmetry = false, reduction = false, profile = false } = options;
  if (crew === undefined) return;
  const alone = [
    ...(strategy === "breadth" ? [] : [`the strategy ${strategy}`]),
    ...(symmetry ? ["symmetry"] : []),
    ...(reduction ? ["reduction"] : []),
    ...(profile ? ["a profile"] : []),
  ];
  if (alone.length > 0) {
    throw new InputError(
      "workers",
      `several workers do not go together with ${alone[0]}\n  Explore with one worker, or without that.`,
    );
  }
}
