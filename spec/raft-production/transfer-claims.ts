/** What is claimed of a transfer of leadership: that it ends, and that it leaves nothing behind where it comes to nothing. */
import {
  type Claim,
  everyStep,
  type LivenessClaim,
  leadsTo,
  type StateClaim,
  type StepClaim,
  sometimes,
} from "../claim.ts";
import { calm, everythingBut, leaderCrash, lostMessage } from "../crisis.ts";
import { leads, type View, type World } from "../world.ts";
import type { ProductionLeader, RaftProduction } from "./vocabulary.ts";

const source = "Ongaro 2014, section 3.10";

/** Shows that whoever was told to stand can lead while the leader that told it still waits to be relieved. */
const aTransferSucceeds: StateClaim<RaftProduction> = sometimes<RaftProduction>(
  "a transfer succeeds",
  ({ processes }) => {
    const told = processes.map((view) => leaderIn(view)?.transferee);
    return processes.some((view) => leads(view) && told.includes(view.process));
  },
  {
    words: "A process that was told to stand leads, and the leader that told it has not heard of it yet.",
    formula: "EF ∃p, q: transferee(p) = q ∧ leader(q) = q",
  },
);

/**
 * Claims that a transfer ends, whatever becomes of it: then somebody leads, and waits for nobody.
 *
 * @remarks
 * It needs what every election needs, that messages arrive and that time passes:
 * a leader gives a transfer up by its timer alone.
 */
export const transfersEnd: LivenessClaim<RaftProduction> = leadsTo<RaftProduction>(
  "a transfer ends",
  isUnderWay,
  (world) => !isUnderWay(world) && world.processes.some((view) => leaderIn(view) !== undefined),
  {
    words:
      "Whenever a leader waits for another to take over, there is later on a leader, and none that waits: the other one, or the same, which has given the transfer up and leads on.",
    formula: "(∃p: transferee(p) ≠ ⊥) ⇝ (∃p: leader(p) = p) ∧ (∀p: transferee(p) = ⊥)",
    under: [calm, leaderCrash, lostMessage],
    witness: aTransferSucceeds,
    source,
  },
);

/** Claims that a leader which gives a transfer up leads on as it was, but without a lease. */
export const transfersAreGivenUpCleanly: StepClaim<RaftProduction> = everyStep<RaftProduction>(
  "a transfer is given up cleanly",
  (before, after) => {
    const [was, is] = [leaderIn(before), leaderIn(after)];
    if (was === undefined || is === undefined || was.transferee === null || is.transferee === was.transferee)
      return true;
    const isTheSame = is.term === was.term && is.votedFor === was.votedFor;
    // Whom it told may stand all the same, by a message that is late, and have the votes of its followers.
    return isTheSame && is.transferee === null && is.lease !== "held";
  },
  {
    words:
      "A leader that gives a transfer up leads on in its term, waits for nobody, and holds no lease: the message to the other may be late.",
    formula:
      "□[step] ∀p: leader(p) = leader′(p) = p ∧ ⊥ ≠ transferee(p) ≠ transferee′(p) ⇒ term′(p) = term(p) ∧ transferee′(p) = ⊥ ∧ lease′(p) ≠ held",
    under: everythingBut(),
    witness: sometimes<RaftProduction>("a leader waits to be relieved", isUnderWay, {
      words: "A leader has told another process to stand.",
      formula: "EF ∃p: transferee(p) ≠ ⊥",
    }),
    source,
  },
);

/** Every claim about a transfer of leadership. */
export const transferClaims: readonly Claim<RaftProduction>[] = [transfersEnd, transfersAreGivenUpCleanly];

/** Whether a leader waits for another process to take over. */
function isUnderWay({ processes }: World<RaftProduction>): boolean {
  return processes.some((view) => (leaderIn(view)?.transferee ?? null) !== null);
}

function leaderIn({ status, state }: View<RaftProduction>): ProductionLeader | undefined {
  return status === "up" && state.role === "leader" ? state : undefined;
}
