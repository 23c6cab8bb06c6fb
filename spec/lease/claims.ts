/** What is claimed of the lease. */
import { always, type Claim, monotone, type StateClaim, type StepClaim, sometimes } from "../claim.ts";
import { atMostOneLeads, followersAgree, oneLeaderPerEpoch, somebodyLeads } from "../claims/election.ts";
import { type Crisis, everythingBut, leaderCrash } from "../crisis.ts";
import { leads, type View } from "../world.ts";
import type { Lease } from "./vocabulary.ts";

/** The premise of everything that time decides: all clocks run alike, and nobody stands still. */
const whereClocksAgree: readonly Crisis[] = everythingBut("asynchrony", "pause", "fast clock", "amnesia", "lost write");

/** Claims that at most one process leads, where clocks agree and the grantor's disk keeps what it wrote. */
export const atMostOneHolderLeads: Claim<Lease> = atMostOneLeads(whereClocksAgree);

/** Claims that nobody leads in an epoch that was not granted. */
export const leadersWereGranted: StateClaim<Lease> = always<Lease>(
  "leaders were granted",
  ({ processes }) => {
    const granted = grantedEpoch(processes);
    return granted === null || processes.every((view) => !leads(view) || (view.leadership.epoch ?? 0) <= granted);
  },
  {
    words: "Nobody leads in an epoch later than the grantor's latest.",
    formula: "□ ∀p: leader(p) = p ⇒ epoch(p) ≤ epoch(grantor)",
    under: everythingBut("amnesia", "lost write"),
    witness: somebodyLeads,
  },
);

/** Claims that the grantor counts upwards, whatever happens but the loss of its disk. */
export const grantsAreNumberedUpwards: StepClaim<Lease> = monotone<Lease>(
  "grants are numbered upwards",
  ({ state }) => (state?.role === "grantor" ? state.epoch : null),
  {
    words: "The epoch of the grantor never decreases, not even over a crash.",
    formula: "□ epoch′(grantor) ≥ epoch(grantor)",
    under: everythingBut("amnesia", "lost write"),
    witness: somebodyLeads,
    source: "Chubby (Burrows, 2006), section 2.4: sequencers, so that whoever is written to can refuse a former holder",
  },
);

/** Shows that the lease passes on: after a crash another process leads. */
export const theLeasePassesOn: StateClaim<Lease> = sometimes<Lease>(
  "the lease passes on",
  ({ processes, faults }) =>
    faults.crashes > 0 && processes.some((view) => leads(view) && (view.leadership.epoch ?? 0) > 1),
  {
    words: "After a crash a process leads in a later epoch.",
    formula: "EF ∃p: leader(p) = p ∧ epoch(p) > 1",
    under: [leaderCrash],
  },
);

/** Every claim about the lease. */
export const leaseClaims: readonly Claim<Lease>[] = [
  oneLeaderPerEpoch(),
  atMostOneHolderLeads,
  leadersWereGranted,
  followersAgree(),
  grantsAreNumberedUpwards,
  theLeasePassesOn,
];

/** The latest epoch that the grantor has granted; `null` where that can not be seen. */
function grantedEpoch(processes: readonly View<Lease>[]): number | null {
  const grantor = processes.find(({ state }) => state?.role === "grantor")?.state;
  return grantor?.role === "grantor" ? grantor.epoch : null;
}
