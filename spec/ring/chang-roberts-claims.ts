/** What is claimed of Chang and Roberts' algorithm. */
import { always, type Claim, sometimes } from "../claim.ts";
import { atMostOneLeads, followersAgree, somebodyLeads } from "../claims/election.ts";
import { everythingBut } from "../crisis.ts";
import type { Cluster, ProcessId } from "../vocabulary.ts";
import { leads } from "../world.ts";
import type { ChangRoberts } from "./chang-roberts.ts";

const source = "Chang and Roberts, 1979";

/** Shows that a higher id does get past a candidate. */
const oneLosesItsCandidacy = sometimes<ChangRoberts>(
  "a candidate loses",
  (world) =>
    world.processes.some(
      ({ status, state, process, cluster }) =>
        status === "up" && state.role === "lost" && candidates(cluster).includes(process),
    ),
  { words: "A process that took part has seen a higher id.", formula: "EF ∃p ∈ initiators: state(p) = lost" },
);

/**
 * Claims that nobody but the highest process that takes part is elected.
 *
 * @remarks
 * An id comes home only past every other process, and the highest candidate
 * lets no id pass but its own. That needs nothing of the network, not even
 * that it delivers.
 */
export const theHighestIsElected: Claim<ChangRoberts> = always<ChangRoberts>(
  "the highest is elected",
  (world) =>
    world.processes.every((view) => !leads(view) || candidates(view.cluster).every((id) => id <= view.process)),
  {
    words: "A process that is elected is the highest of those that started the election.",
    formula: "□ ∀p: elected(p) ⇒ p = max(initiators)",
    under: everythingBut(),
    witness: somebodyLeads,
    source,
  },
);

/** Claims that whoever is elected has beaten every other candidate. A process that comes back is a candidate anew. */
export const theOthersHaveLost: Claim<ChangRoberts> = always<ChangRoberts>(
  "the others have lost",
  (world) =>
    !world.processes.some(leads) ||
    world.processes.every((view) => leads(view) || view.status === "down" || view.state.role !== "candidate"),
  {
    words: "Where a process is elected, no other is a candidate any more.",
    formula: "□ ∀p, q: elected(p) ∧ p ≠ q ⇒ ¬candidate(q)",
    under: everythingBut("restart", "amnesia"),
    witness: oneLosesItsCandidacy,
    source,
  },
);

/** Every claim about Chang and Roberts' algorithm. */
export const changRobertsClaims: readonly Claim<ChangRoberts>[] = [
  theHighestIsElected,
  theOthersHaveLost,
  atMostOneLeads(everythingBut()),
  followersAgree(everythingBut()),
];

/** Who takes part from the beginning. */
function candidates({ processes, parameters }: Cluster<ChangRoberts>): readonly ProcessId[] {
  return parameters.initiators ?? processes;
}
