/** What is claimed of the algorithm of Dolev, Klawe and Rodeh. */
import { always, type Claim, monotone, sometimes } from "../claim.ts";
import { atMostOneLeads, followersAgree, somebodyLeads } from "../claims/election.ts";
import { everythingBut } from "../crisis.ts";
import type { World } from "../world.ts";
import type { DolevKlaweRodeh } from "./dolev-klawe-rodeh.ts";
import { theHighestOfAllIsElected } from "./highest.ts";

const source = "Dolev, Klawe and Rodeh, 1982";

/** Wherever values come in the order in which they were sent, and to a process that knows what it stood for. */
const inOrder = everythingBut("restart", "amnesia", "reordering");

/** Claims that the highest value is always at hand: with an active process, on its way to one, or known to be the highest. */
export const theHighestStaysInPlay: Claim<DolevKlaweRodeh> = always<DolevKlaweRodeh>(
  "the highest stays in play",
  (world) => {
    const highest = Math.max(...world.processes.map(({ process }) => process));
    return (
      valuesInPlay(world).includes(highest) || world.processes.some(({ leadership }) => leadership.leader === highest)
    );
  },
  {
    words: "The highest id is with an active process, or on its way to one, until somebody knows it for the highest.",
    formula: "□ max(ring) ∈ inPlay ∨ ∃p: leader(p) = max(ring)",
    under: everythingBut("crash", "restart", "amnesia", "loss", "reordering", "partition", "missing link"),
    witness: somebodyLeads,
    source,
  },
);

/** Claims that a process stands for higher and higher values. */
export const higherAndHigher: Claim<DolevKlaweRodeh> = monotone<DolevKlaweRodeh>(
  "higher and higher",
  ({ status, state }) => (status === "up" && state.role === "active" ? state.maximum : null),
  {
    words: "The value for which an active process stands never decreases.",
    formula: "□ ∀p: active(p) ∧ active′(p) ⇒ maximum′(p) ≥ maximum(p)",
    under: everythingBut("restart", "amnesia"),
    witness: sometimes<DolevKlaweRodeh>(
      "one stands for another",
      ({ processes }) =>
        processes.some(
          ({ process, status, state }) => status === "up" && state.role === "active" && state.maximum !== process,
        ),
      { words: "An active process stands for the id of another.", formula: "EF ∃p: active(p) ∧ maximum(p) ≠ p" },
    ),
    source,
  },
);

/** Every claim about the algorithm of Dolev, Klawe and Rodeh. */
export const dolevKlaweRodehClaims: readonly Claim<DolevKlaweRodeh>[] = [
  theHighestOfAllIsElected(inOrder, source),
  theHighestStaysInPlay,
  higherAndHigher,
  atMostOneLeads(inOrder),
  followersAgree(inOrder),
];

/** The values for which active processes stand, or may yet: of those that they have heard of, and that are on their way to them. */
function valuesInPlay({ processes }: World<DolevKlaweRodeh>): readonly number[] {
  return processes.flatMap(({ status, state, inbox }) => [
    ...(status !== "down" && state.role === "active" ? [state.maximum, state.left ?? state.maximum] : []),
    ...inbox.flatMap(({ message }) => (message.type === "M1" ? [message.value] : [])),
  ]);
}
