import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { none } from "./diagrams.ts";
import type { PairCounts, Relations } from "./relations.ts";
import type { States } from "./search.ts";
import type { Steps } from "./steps.ts";

/** How many nodes of one chain have their counts kept from one chain to the next. */
const mostKnown = 1 << 20;

/** What was counted of the steps from some states. */
export interface StepCounts {
  readonly transitions: number;
  /** Steps beyond a bound. */
  readonly cut: number;
  /** States without any step, those beyond a bound included. */
  readonly terminal: number;
}

/**
 * Counts the steps from some states: on each diagram by a walk over its nodes, not over its states.
 *
 * @param most - how much a state weighs at most that is within the bounds
 */
export function countSteps<V extends Vocabulary>(
  relations: Relations,
  steps: Steps<V>,
  states: States,
  most: number,
): StepCounts {
  const known: PairCounts = { sizes: new Map(), pairs: new Map() };
  const domains = new Map<number, number>();
  const { diagrams } = relations;
  let transitions = 0;
  let cut = 0;
  let terminal = 0;
  for (const [environment, root] of states) {
    let left = root;
    for (const { chain, isBeyond } of steps.of(environment)) {
      const count = relations.pairs(root, chain, Number.POSITIVE_INFINITY, known);
      const taken = isBeyond ? 0 : relations.pairs(root, chain, most, known);
      transitions += taken;
      cut += count - taken;
      if (isLarge(known.pairs)) known.pairs.clear();
      if (domains.size > mostKnown) domains.clear();
      if (count > 0 && left !== none) left = diagrams.minus(left, relations.domain(left, chain, domains));
    }
    terminal += diagrams.size(left);
  }
  return { transitions, cut, terminal };
}

function isLarge(pairs: PairCounts["pairs"]): boolean {
  let size = 0;
  for (const ofLeft of pairs.values()) size += ofLeft.size;
  return size > mostKnown;
}
