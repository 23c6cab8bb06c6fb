/**
 * What is claimed of elections in general: these claims read nothing but
 * leaderships, so that they apply to every protocol.
 */
import { always, type Claim, monotone, type StateClaim, sometimes } from "../claim.ts";
import { type Crisis, calm, everythingBut, leaderCrash } from "../crisis.ts";
import type { History } from "../history.ts";
import type { ProcessId, Vocabulary } from "../vocabulary.ts";
import { leads, type View } from "../world.ts";

/** Shows that anybody is elected at all. */
export const somebodyLeads: StateClaim = sometimes("somebody leads", (world) => world.processes.some(leads), {
  words: "A process takes itself for the leader.",
  formula: "EF ∃p: leader(p) = p",
});

/** Claims that at most one process leads at a time. */
export function atMostOneLeads(under: readonly Crisis[] = [calm, leaderCrash]): Claim {
  return always("at most one leads", (world) => world.processes.filter(leads).length <= 1, {
    words: "At every moment at most one process takes itself for the leader.",
    formula: "□ ∀p, q: leader(p) = p ∧ leader(q) = q ⇒ p = q",
    under,
    witness: somebodyLeads,
  });
}

/** Who has led in which epoch: pairs of epoch and process, sorted. */
export type LeadersOfEpochs = readonly (readonly [epoch: number, leader: ProcessId])[];

/** History variable: everybody who ever led, with the epoch. */
export const leadersOfEpochs: History<Vocabulary, LeadersOfEpochs> = {
  name: "leaders of epochs",
  words: "who has led in which epoch, from the beginning",
  initial: [],
  next: (history, _before, after) => {
    const { epoch } = after.leadership;
    if (epoch === undefined || !leads(after)) return history;
    if (history.some(([known, leader]) => known === epoch && leader === after.process)) return history;
    return [...history, [epoch, after.process] as const].sort(inOrder);
  },
  rename: (history, rename) => history.map(([epoch, leader]) => [epoch, rename(leader)] as const).sort(inOrder),
  shift: (history, shift) =>
    history.map(([epoch, leader]) => [shift(epoch), leader] as const).filter(([epoch]) => epoch >= 0),
};

function inOrder([a, p]: LeadersOfEpochs[number], [b, q]: LeadersOfEpochs[number]): number {
  return a - b || p - q;
}

/** Claims that no epoch ever has two leaders: not at one moment, and not one after the other. */
export function oneLeaderPerEpoch(under: readonly Crisis[] = everythingBut("amnesia", "lost write")): Claim {
  return always<Vocabulary, LeadersOfEpochs>(
    "one leader per epoch",
    (world) => new Set(world.history.map(([epoch]) => epoch)).size === world.history.length,
    {
      words: "In the whole history no epoch has two leaders.",
      formula: "□ ∀e, p, q: led(p, e) ∧ led(q, e) ⇒ p = q",
      under,
      history: leadersOfEpochs,
      witness: somebodyLeads,
    },
  );
}

/** Claims that processes which know the leader of the same epoch know the same one. */
export function followersAgree(under: readonly Crisis[] = everythingBut("amnesia", "lost write")): Claim {
  return always(
    "followers agree",
    (world) => {
      const known = world.processes.map((view) => view.leadership).filter(({ leader }) => leader !== null);
      return known.every((a) => known.every((b) => a.epoch !== b.epoch || a.leader === b.leader));
    },
    {
      words: "Any two processes that know the leader of the same epoch know the same leader.",
      formula: "□ ∀p, q: epoch(p) = epoch(q) ∧ leader(p) ≠ ⊥ ≠ leader(q) ⇒ leader(p) = leader(q)",
      under,
      witness: sometimes(
        "two agree",
        (world) => world.processes.some((view) => view.leadership.leader !== null && !leads(view)),
        { words: "A process follows another.", formula: "EF ∃p: leader(p) ∉ {p, ⊥}" },
      ),
    },
  );
}

/** Claims that a process never goes back to an earlier epoch, not even over a crash. */
export function epochsNeverGoBack<V extends Vocabulary>(
  epoch: (state: V["State"]) => number,
  under: readonly Crisis[] = everythingBut("amnesia", "lost write"),
): Claim<V> {
  const measure = (view: View<V>): number | null => (view.state === undefined ? null : epoch(view.state));
  return monotone<V>("epochs never go back", measure, {
    words: "The epoch of a process never decreases, not even over a crash.",
    formula: "□ ∀p: epoch′(p) ≥ epoch(p)",
    under,
    witness: sometimes<V>(
      "an epoch begins",
      ({ processes }) => {
        const epochs = processes.map(measure).filter((epoch) => epoch !== null);
        return epochs.some((epoch) => epoch > epochs[0]!) || epochs.some((epoch) => epoch < epochs[0]!);
      },
      { words: "A process is in a later epoch than another.", formula: "EF ∃p, q: epoch(p) > epoch(q)" },
    ),
  });
}
