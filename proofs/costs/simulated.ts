/** Mean costs by random runs, for more processes than can be explored. */
import { meanCosts } from "../../model/costs/index.ts";
import { costScenario } from "./reckon.ts";
import type { CostSubject } from "./subjects.ts";

/** What random runs came to cost on average. */
export interface Simulated {
  readonly nodes: number;
  readonly runs: number;
  /** Where the choices come from: the same seed gives the same numbers. */
  readonly seed: number;
  /** How many runs came to a leader whom all follow; the others are in no mean. */
  readonly arrived: number;
  readonly messages: number;
  /** How far the mean of as many other runs would lie from that: the deviation of a run, divided by the root of their number. */
  readonly standardError: number;
}

/** How many processes are simulated where nothing else is said. */
export const simulatedSizes: readonly number[] = [8, 16, 32, 64, 128];

/** The most that are. */
export const mostSimulated = 128;

/**
 * Random runs of a subject, one number of processes after the other.
 *
 * @param sizes - how many processes, each at most {@link mostSimulated}
 * @returns nothing for a subject of which no configuration is drawn
 */
export function* simulating(
  { draw, drawn, ...subject }: CostSubject,
  {
    runs,
    seed,
    sizes = simulatedSizes,
  }: { readonly runs: number; readonly seed: number; readonly sizes?: readonly number[] },
): Generator<Simulated, void> {
  if (draw === undefined) return;
  for (const nodes of sizes) {
    const configuration = draw.bind(null, nodes);
    // A random run ends by chance: it needs no bound to do so.
    const scenario = { ...costScenario(subject, nodes), bounds: {} };
    const { arrived, messages, deviation } = meanCosts(drawn?.(nodes) ?? subject.model, scenario, {
      runs,
      seed,
      configuration,
    });
    yield { nodes, runs, seed, arrived, messages, standardError: deviation / Math.sqrt(arrived) };
  }
}
