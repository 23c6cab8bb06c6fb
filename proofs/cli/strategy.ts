/** In which order an exploration goes about, as a person chooses it, and what is said of it afterwards. */
import type { Exploration } from "../../model/result.ts";
import { InputError } from "../../model/scenario.ts";
import { type StrategyName, type StrategyOptions, strategyNames } from "../../model/strategy.ts";
import type { Given } from "./options.ts";
import { counted } from "./words.ts";

/** The options of strategies. */
export const strategyOptions = {
  strategy: {
    takes: "choice",
    choices: strategyNames as typeof strategyNames,
    words:
      "breadth sees everything, the nearest first; depth sees everything, the latest first, and finds what lies deep sooner; walk takes random walks through what is too large; diagrams sees everything in sets of states, the nearest first, where one by one they are too many. breadth by default",
  },
  "max-depth": { takes: "number", least: 1, words: "of depth: follow no way further than this" },
  walks: { takes: "number", least: 1, words: "of walk: how many walks; 1,000 by default" },
  steps: { takes: "number", least: 1, words: "of walk: how many steps each has at most; 1,000 by default" },
  seed: { takes: "number", words: "of walk: which walks; 1 by default, and the same seed gives the same walks" },
} as const;

const owners: Readonly<Record<"max-depth" | "walks" | "steps" | "seed", StrategyName>> = {
  "max-depth": "depth",
  walks: "walk",
  steps: "walk",
  seed: "walk",
};

/**
 * The strategy that was asked for.
 *
 * @throws InputError where an option belongs to another strategy than the one that is given
 */
export function strategyFrom(given: Given<typeof strategyOptions>): StrategyOptions {
  const strategy = given.strategy ?? "breadth";
  for (const [name, owner] of Object.entries(owners) as [keyof typeof owners, StrategyName][]) {
    if (given[name] !== undefined && owner !== strategy) {
      throw new InputError(
        "strategy-option",
        `check: --${name} is no option of the strategy ${strategy}\nWrite --strategy ${owner}, or leave --${name} out.`,
      );
    }
  }
  const { "max-depth": maxDepth, walks, steps, seed } = given;
  return {
    strategy,
    ...(maxDepth === undefined ? {} : { maxDepth }),
    ...(walks === undefined ? {} : { walks }),
    ...(steps === undefined ? {} : { steps }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** How it went about, where that is not breadth first. */
export function strategyInWords({ strategy, walks }: Exploration): string | null {
  if (strategy === "depth") return "depth first: everything, the latest first";
  if (strategy === "diagrams") return "by decision diagrams: everything, the nearest first";
  if (strategy !== "walk" || walks === undefined) return null;
  const { taken, steps, seed } = walks;
  return `${counted(taken, "random walk")} of at most ${counted(steps, "step")}, seed ${seed}: not exhaustive`;
}

/** What is said of the length of a trace: whether there is a shorter one. */
export function lengthInWords({ strategy, reduction }: Exploration): string {
  if (reduction) return "found by reduction: there may be a shorter way";
  if (strategy === "breadth" || strategy === "diagrams") return "and no sooner";
  return strategy === "depth" ? "found depth first: there may be a shorter way" : "the shortest of these walks";
}
