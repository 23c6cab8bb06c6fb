/** Mean costs by random runs, for more processes than can be explored. */
import { meanCosts } from "../../model/costs/index.ts";
import { costScenario } from "./reckon.ts";
import type { CostSubject } from "./subjects.ts";

/** What random runs came to cost on average. */
export interface Simulated {
  readonly nodes: number;
  readonly runs: number;
  readonly arrived: number;
  readonly messages: number;
  /** Twice the standard error of that mean. */
  readonly error: number;
}

/** How many processes are simulated. */
const simulatedSizes = [8, 16, 32, 64];

/** Random runs of a subject of which the literature has a mean; none of others. */
export function simulated(
  subject: CostSubject,
  {
    runs,
    seed,
    sizes = simulatedSizes,
  }: { readonly runs: number; readonly seed: number; readonly sizes?: readonly number[] },
): readonly Simulated[] {
  const { mean, model } = subject;
  if (mean === undefined) return [];
  return sizes.map((nodes) => {
    const configuration = mean.draw.bind(null, nodes);
    const found = meanCosts(model, costScenario(subject, nodes), { runs, seed, configuration });
    const error = (2 * found.deviation) / Math.sqrt(found.arrived);
    return { nodes, runs, arrived: found.arrived, messages: found.messages, error };
  });
}
