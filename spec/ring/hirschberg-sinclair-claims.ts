/** What is claimed of Hirschberg and Sinclair's algorithm. */
import { always, type Claim, sometimes } from "../claim.ts";
import { atMostOneLeads, followersAgree } from "../claims/election.ts";
import { everythingBut } from "../crisis.ts";
import type { ProcessId } from "../vocabulary.ts";
import type { View } from "../world.ts";
import { theHighestOfAllIsElected } from "./highest.ts";
import type { HirschbergSinclair } from "./hirschberg-sinclair.ts";

const source = "Hirschberg and Sinclair, 1980";

/** Shows that a phase is won at all. */
const aPhaseIsWon = sometimes<HirschbergSinclair>(
  "a phase is won",
  ({ processes }) => processes.some((view) => reach(view) > 0),
  { words: "A candidate has beaten its neighbours.", formula: "EF ∃p: reach(p) > 0" },
);

/**
 * Claims that candidates of a later phase stand far from each other.
 *
 * @remarks
 * It is why the algorithm takes *n* log *n* messages: within 2^*i* places of a
 * process that has won phase *i* nobody else has, so that at most
 * *n* / (2^*i* + 1) begin the next one.
 */
export const winnersOfAPhaseStandApart: Claim<HirschbergSinclair> = always<HirschbergSinclair>(
  "winners of a phase stand apart",
  ({ processes }) =>
    processes.every((one) =>
      processes.every((other) => one === other || distance(one, other) > Math.min(reach(one), reach(other))),
    ),
  {
    words: "Two candidates that have both beaten all within some distance are farther from each other than that.",
    formula: "□ ∀p ≠ q: distance(p, q) > min(reach(p), reach(q))",
    under: everythingBut(),
    witness: aPhaseIsWon,
    source,
  },
);

/** Every claim about Hirschberg and Sinclair's algorithm. */
export const hirschbergSinclairClaims: readonly Claim<HirschbergSinclair>[] = [
  theHighestOfAllIsElected(everythingBut(), source),
  winnersOfAPhaseStandApart,
  atMostOneLeads(everythingBut()),
  followersAgree(everythingBut()),
];

/** How many places to each side a candidate has beaten all: 0 in its first phase, and for who is no candidate. */
function reach({ status, state }: View<HirschbergSinclair>): number {
  return status === "up" && state.role === "candidate" ? Math.floor(state.maxnum / 2) : 0;
}

/** How far two processes are from each other, the shorter way round. */
function distance(one: View<HirschbergSinclair>, other: View<HirschbergSinclair>): number {
  const { processes } = one.cluster;
  const place = (process: ProcessId): number => processes.indexOf(process);
  const way = Math.abs(place(one.process) - place(other.process));
  return Math.min(way, processes.length - way);
}
