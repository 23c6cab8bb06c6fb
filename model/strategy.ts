import { shown } from "./error.ts";
import { InputError, type Scenario } from "./scenario.ts";

/**
 * In which order an exploration goes about.
 *
 * - `breadth`: every state, the nearest first. Counterexamples are shortest.
 * - `depth`: every state, the latest first. It finds what lies deep soon; its counterexamples are not shortest.
 * - `walk`: many random walks, for what is too large to exhaust. It never says *holds* of what must always be.
 * - `diagrams`: every state, the nearest first, in sets instead of one by one. Counterexamples are shortest, and there
 *   may be far more states than memory has room for one by one.
 */
export type StrategyName = (typeof strategyNames)[number];

/** The names of all strategies, the default first. */
export const strategyNames = ["breadth", "depth", "walk", "diagrams"] as const;

/** What a strategy may be told. */
export interface StrategyOptions {
  /** Default: `breadth`. */
  readonly strategy?: StrategyName;
  /** Of `depth`: the most steps of a way that is followed, an integer of at least 1. Without limit by default. */
  readonly maxDepth?: number;
  /** Of `walk`: how many walks, an integer of at least 1. Default: 1,000. */
  readonly walks?: number;
  /** Of `walk`: the most steps of a walk, an integer of at least 1. Default: 1,000. */
  readonly steps?: number;
  /** Of `walk`: which walks; the same seed gives the same ones. An integer of at least 0. Default: 1. */
  readonly seed?: number;
}

const optionsOf: Readonly<Record<StrategyName, readonly (keyof StrategyOptions)[]>> = {
  breadth: [],
  depth: ["maxDepth"],
  walk: ["walks", "steps", "seed"],
  diagrams: [],
};

/**
 * Sees that a strategy and what it was told make sense together.
 *
 * @throws InputError with a code `strategy-…`
 */
export function checkStrategy(options: StrategyOptions, scenario: Scenario): void {
  const { strategy = "breadth" } = options;
  if (!strategyNames.includes(strategy)) {
    throw new InputError("strategy-name", `strategy is ${shown(strategy)}: choose one of ${strategyNames.join(", ")}`);
  }
  for (const [owner, names] of Object.entries(optionsOf)) {
    for (const name of names) {
      const value = options[name];
      if (value === undefined) continue;
      if (owner !== strategy) {
        throw new InputError(
          "strategy-option",
          `${name} is given, which the strategy ${strategy} does not take: choose the strategy ${owner}, or leave it out`,
        );
      }
      const least = name === "seed" ? 0 : 1;
      if (!Number.isSafeInteger(value) || Number(value) < least) {
        throw new InputError("strategy-number", `${name} is ${shown(value)}: give an integer of at least ${least}`);
      }
    }
  }
  if (strategy === "depth" && scenario.bounds["depth"] !== undefined) {
    throw new InputError(
      "strategy-bound",
      "a search depth first does not know how near a state is, so that it cannot keep to the bound depth: give the strategy a maxDepth instead, or search breadth first",
    );
  }
}
