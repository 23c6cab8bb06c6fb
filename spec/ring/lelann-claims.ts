/** What is claimed of Le Lann's algorithm. */
import { always, type Claim, sometimes } from "../claim.ts";
import { atMostOneLeads, followersAgree } from "../claims/election.ts";
import { everythingBut } from "../crisis.ts";
import type { View } from "../world.ts";
import { theHighestOfAllIsElected } from "./highest.ts";
import type { LeLann } from "./lelann.ts";

const source = "Le Lann, 1977";

/** Wherever ids come in order and whole: an id that is missing, or late, is missed by who decides without it. */
const wholeInOrder = everythingBut("loss", "restart", "amnesia", "reordering", "partition");

/** Claims that whoever has decided knows the highest id: its own comes home behind all the others. */
export const whoeverDecidesKnowsAll: Claim<LeLann> = always<LeLann>(
  "whoever decides knows all",
  ({ processes }) =>
    processes.every((view) => decided(view) === null || processes.every(({ process }) => process <= decided(view)!)),
  {
    words: "A process that has decided has heard of the highest of the ring.",
    formula: "□ ∀p: leader(p) ≠ ⊥ ⇒ leader(p) = max(ring)",
    under: wholeInOrder,
    witness: sometimes<LeLann>("all decide", ({ processes }) => processes.every((view) => decided(view) !== null), {
      words: "Every process has decided.",
      formula: "EF ∀p: leader(p) ≠ ⊥",
    }),
    source,
  },
);

/** Every claim about Le Lann's algorithm. */
export const leLannClaims: readonly Claim<LeLann>[] = [
  theHighestOfAllIsElected(wholeInOrder, source),
  whoeverDecidesKnowsAll,
  atMostOneLeads(everythingBut("restart", "amnesia", "reordering")),
  followersAgree(wholeInOrder),
];

/** For whom a process has decided. */
function decided({ leadership }: View<LeLann>): number | null {
  return leadership.leader;
}
