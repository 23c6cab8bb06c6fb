/** What is claimed of the Invitation algorithm: of groups, of which there may be several. */
import { always, type Claim, type StateClaim, sometimes } from "../claim.ts";
import { atMostOneLeads, epochsNeverGoBack, followersAgree, oneLeaderPerEpoch } from "../claims/election.ts";
import { everythingBut } from "../crisis.ts";
import type { Invitation } from "./vocabulary.ts";

/** Shows that a process belongs to the group of another one. */
const aGroupHasMembers: StateClaim<Invitation> = sometimes<Invitation>(
  "a group has members",
  ({ processes }) => processes.some(({ status, state }) => status === "up" && state.role === "member"),
  { words: "A process belongs to the group of another one.", formula: "EF ∃p, q, g: q ≠ p ∧ member(p, q, g)" },
);

/** Claims that no group has two coordinators. */
export const oneCoordinatorPerGroup: Claim<Invitation> = oneLeaderPerEpoch(everythingBut());

/** Claims that two processes in the same group agree on its coordinator. */
export const groupsAgree: Claim<Invitation> = followersAgree(everythingBut());

/** Claims that a process never gives a number of a group again. */
export const groupsNeverGoBack: Claim<Invitation> = epochsNeverGoBack<Invitation>(({ counter }) => counter);

/** Claims that whoever believes to be in a group was taken into it by its coordinator. */
export const membersAreKnown: StateClaim<Invitation> = always<Invitation>(
  "members are known",
  ({ processes }) =>
    processes.every(({ status, state, process }) => {
      if (status !== "up" || state.role !== "member") return true;
      const place = processes.findIndex((view) => view.process === state.coordinator);
      const coordinator = processes[place]!;
      if (coordinator.status !== "up" || coordinator.state.role !== "coordinator") return true;
      const isItsGroup = coordinator.state.counter * processes.length + place === state.group;
      return !isItsGroup || coordinator.state.members.includes(process);
    }),
  {
    words: "A coordinator knows everybody who belongs to its group.",
    formula: "□ ∀p, q, g: member(p, q, g) ∧ coordinates(q, g) ⇒ p ∈ Up(q)",
    under: everythingBut("amnesia", "lost write"),
    witness: aGroupHasMembers,
    source: "Garcia-Molina 1982, Invitation",
  },
);

/** That there is one coordinator in all, which is claimed nowhere: in the beginning everybody is a group by itself. */
export const oneCoordinatorInAll: Claim<Invitation> = atMostOneLeads([]);

/** Every claim about the Invitation algorithm. */
export const invitationClaims: readonly Claim<Invitation>[] = [
  oneCoordinatorPerGroup,
  groupsAgree,
  groupsNeverGoBack,
  membersAreKnown,
  oneCoordinatorInAll,
];
