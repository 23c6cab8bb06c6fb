/** What is claimed of the algorithm of Dolev, Klawe and Rodeh. */
import { always, type Claim, sometimes } from "../claim.ts";
import { atMostOneLeads, followersAgree, somebodyLeads } from "../claims/election.ts";
import { everythingBut } from "../crisis.ts";
import type { World } from "../world.ts";
import type { DolevKlaweRodeh } from "./dolev-klawe-rodeh.ts";
import { theHighestOfAllIsElected } from "./highest.ts";

const source = "Dolev, Klawe and Rodeh, 1982";

/** Claims that the highest value is always at hand: with an active process, on its way, or known to be the highest. */
export const theHighestStaysInPlay: Claim<DolevKlaweRodeh> = always<DolevKlaweRodeh>(
  "the highest stays in play",
  (world) => {
    const highest = Math.max(...world.processes.map(({ process }) => process));
    return (
      valuesInPlay(world).includes(highest) || world.processes.some(({ leadership }) => leadership.leader === highest)
    );
  },
  {
    words:
      "The highest id is stood for by an active process, or on its way as a first message, until somebody knows it.",
    formula: "□ max(ring) ∈ inPlay ∨ ∃p: leader(p) = max(ring)",
    under: everythingBut(),
    witness: somebodyLeads,
    source,
  },
);

/** Claims that no two active processes stand for the same value. */
export const aValueIsStoodForOnce: Claim<DolevKlaweRodeh> = always<DolevKlaweRodeh>(
  "a value is stood for once",
  ({ processes }) => {
    const values = processes.flatMap(({ status, state }) =>
      status === "up" && state.role === "active" ? [state.maximum] : [],
    );
    return new Set(values).size === values.length;
  },
  {
    words: "No two active processes stand for the same value.",
    formula: "□ ∀p, q: active(p) ∧ active(q) ∧ maximum(p) = maximum(q) ⇒ p = q",
    under: everythingBut(),
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
  theHighestOfAllIsElected(everythingBut(), source),
  theHighestStaysInPlay,
  aValueIsStoodForOnce,
  atMostOneLeads(everythingBut()),
  followersAgree(everythingBut()),
];

/** For which values active processes stand, or will where a first message finds them. */
function valuesInPlay({ processes }: World<DolevKlaweRodeh>): readonly number[] {
  return processes.flatMap(({ status, state, inbox }) => [
    ...(status !== "down" && state.role === "active" ? [state.maximum] : []),
    ...inbox.flatMap(({ message }) => (message.type === "M1" ? [message.value] : [])),
  ]);
}
