/** What is claimed of elections in which the highest process wins: these claims read nothing but leaderships. */
import { always, everyStep, type StateClaim, type StepClaim, sometimes } from "../claim.ts";
import { type Crisis, everythingBut } from "../crisis.ts";
import { leads } from "../world.ts";
import { somebodyLeads } from "./election.ts";

/** Shows that a process follows another. */
export const aProcessFollows: StateClaim = sometimes(
  "a process follows",
  ({ processes }) => processes.some((view) => view.leadership.leader !== null && !leads(view)),
  { words: "A process follows another.", formula: "EF ∃p: leader(p) ∉ {p, ⊥}" },
);

/** Claims that whoever comes to lead is the highest of the processes that are up. */
export function highestLeads(under: readonly Crisis[]): StepClaim {
  return everyStep(
    "the highest leads",
    (before, after, world) =>
      leads(before) ||
      !leads(after) ||
      world.processes.every(({ status, process }) => status !== "up" || process <= after.process),
    {
      words: "A process that becomes the leader outranks every other process that is up at that moment.",
      formula: "□[step] ∀p: leader(p) ≠ p ∧ leader′(p) = p ⇒ ∀q: up(q) ⇒ q ≤ p",
      under,
      witness: somebodyLeads,
      source: "Garcia-Molina 1982, Bully",
    },
  );
}

/** Claims that a process follows only one that outranks it. */
export function followersAreOutranked(under: readonly Crisis[] = everythingBut()): StateClaim {
  return always(
    "leaders outrank followers",
    ({ processes }) => processes.every(({ process, leadership }) => (leadership.leader ?? process) >= process),
    {
      words: "A process that follows another is outranked by it.",
      formula: "□ ∀p: leader(p) ≠ ⊥ ⇒ leader(p) ≥ p",
      under,
      witness: aProcessFollows,
      source: "Garcia-Molina 1982, Bully",
    },
  );
}
