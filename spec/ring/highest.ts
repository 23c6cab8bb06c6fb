/** What is claimed of elections in a ring that are won by the highest id, where all processes take part. */
import { always, type Claim } from "../claim.ts";
import { somebodyLeads } from "../claims/election.ts";
import type { Crisis } from "../crisis.ts";
import { leads } from "../world.ts";

/** Claims that nobody but the highest process is elected. */
export function theHighestOfAllIsElected(under: readonly Crisis[], source: string): Claim {
  return always(
    "the highest is elected",
    ({ processes }) =>
      processes.every((view) => !leads(view) || processes.every(({ process }) => process <= view.process)),
    {
      words: "A process that is elected is the highest of the ring.",
      formula: "□ ∀p: elected(p) ⇒ p = max(ring)",
      under,
      witness: somebodyLeads,
      source,
    },
  );
}
