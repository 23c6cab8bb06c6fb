/** What is claimed of Itai and Rodeh's algorithm. */
import { always, type Claim, eventually, type LivenessClaim, sometimes } from "../claim.ts";
import { atMostOneLeads, followersAgree, somebodyLeads } from "../claims/election.ts";
import { type Crisis, calm, everythingBut, type Hazard } from "../crisis.ts";
import { leads, type View } from "../world.ts";
import type { ItaiRodeh, ItaiRodehParameters } from "./itai-rodeh.ts";

const source = "Itai and Rodeh, 1990, after Fokkink and Pang, 2006";

/** Shows that a process becomes passive. */
const oneIsPassive = sometimes<ItaiRodeh>(
  "one is passive",
  ({ processes }) => processes.some(({ state }) => state?.role === "passive"),
  { words: "A process has met a higher identity.", formula: "EF ∃p: passive(p)" },
);

/** Shows that chance can fail. */
const theyDrawAgain: Claim<ItaiRodeh> = sometimes<ItaiRodeh>(
  "they draw again",
  ({ processes }) =>
    processes.some(({ inbox }) => inbox.some(({ message }) => message.type === "identity" && !message.unique)),
  { words: "Two processes have drawn the same identity.", formula: "EF ∃m: ¬unique(m)" },
);

/** Claims that somebody can still be elected as long as nobody is: not all become passive. */
export function somebodyStaysInTheRunning(under: readonly Crisis[]): Claim<ItaiRodeh> {
  return always<ItaiRodeh>(
    "somebody stays in the running",
    ({ processes }) => processes.some(isInTheRunning) || processes.some(leads),
    {
      words: "There is always a process that draws, is active, or is elected.",
      formula: "□ ∃p: drawing(p) ∨ active(p) ∨ elected(p)",
      under,
      witness: oneIsPassive,
      source,
    },
  );
}

/** Claims that whoever is elected is the last one in the running. */
export function theElectedIsTheLast(under: readonly Crisis[]): Claim<ItaiRodeh> {
  return always<ItaiRodeh>(
    "the elected is the last",
    ({ processes }) => !processes.some(leads) || !processes.some(isInTheRunning),
    {
      words: "Where a process is elected, no other draws or is active.",
      formula: "□ ∀p, q: elected(p) ⇒ ¬drawing(q) ∧ ¬active(q)",
      under,
      witness: somebodyLeads,
      source,
    },
  );
}

/**
 * What is claimed of Itai and Rodeh's algorithm set up by `parameters`.
 *
 * @remarks
 * Nothing is claimed where the size of the ring is not known, or where a process
 * returns, whose own identities of an earlier life are still under way. Without numbers
 * for rounds a message must be told from one of an earlier round by its place
 * in a row: none may overtake another, and none may arrive twice.
 */
export function itaiRodehClaimsWith({ rounds, uncounted }: ItaiRodehParameters): readonly Claim<ItaiRodeh>[] {
  const forgetting: readonly Hazard[] = ["restart", "amnesia"];
  const inARow: readonly Hazard[] = rounds ? [] : ["duplication", "reordering"];
  const under = (...spared: readonly Hazard[]): readonly Crisis[] =>
    uncounted > 0 ? [] : everythingBut(...spared, ...forgetting, ...inARow);
  return [
    atMostOneLeads(under()),
    theElectedIsTheLast(under()),
    somebodyStaysInTheRunning(under("crash")),
    followersAgree(under()),
    theyDrawAgain,
  ];
}

/**
 * Claims that a leader is elected in the end: with probability 1, where identities are drawn.
 *
 * @remarks
 * It is decided on its own, since it asks for all states to be looked at once
 * more, and where rounds are numbered these have no end. An adversary who chooses
 * what is drawn lets all draw the same for ever.
 */
export const somebodyIsElected: LivenessClaim<ItaiRodeh> = eventually<ItaiRodeh>(
  "somebody is elected",
  ({ processes }) => processes.some(leads),
  { words: "In the end a process is elected.", formula: "◇ ∃p: elected(p)", under: [calm], source },
);

/** Whether a process may still be elected. */
function isInTheRunning({ status, state }: View<ItaiRodeh>): boolean {
  return status !== "down" && (state.role === "drawing" || state.role === "active");
}
