/** What is claimed of changes of who votes. */
import { type Claim, everyStep, type StateClaim, type StepClaim, sometimes } from "../claim.ts";
import { everythingBut } from "../crisis.ts";
import { leads, type View } from "../world.ts";
import { decide, endOf, entryAt, everybodyIn, termAt, votersOf } from "./log.ts";
import type { ConfigurationEntry, RaftLog, RaftLogParameters, Voters } from "./vocabulary.ts";

/** Shows that who votes changes at all; only where the scenario has a budget for requests. */
const aChangeIsCommitted: StateClaim<RaftLog> = sometimes<RaftLog>(
  "a change of voters is committed",
  ({ processes }) =>
    processes.some(
      ({ state }) => state !== undefined && votersOf(state.log, state.commitIndex) !== votersOf(state.log, 0),
    ),
  {
    words: "A process knows a configuration beyond the first to be committed.",
    formula: "EF ∃p: commitIndex(p) ≥ configuration(p)",
    under: [],
  },
);

/** Claims the cure of single changes: a leader lets nobody join or leave before an entry of its own term is committed. */
export const commitsBeforeItChanges: StepClaim<RaftLog> = everyStep<RaftLog>(
  "a leader commits before it changes who votes",
  (before, after) => {
    const { state } = before;
    if (!leads(before) || state === undefined || newConfiguration(before, after) === undefined) return true;
    return termAt(state.log, state.commitIndex) === state.term;
  },
  {
    words: "A leader that appends a configuration knows an entry of its own term to be committed.",
    formula:
      "□[step] ∀p: leader(p) = p ∧ configuration′(p) ≠ configuration(p) ⇒ term(log(p)[commitIndex(p)]) = term(p)",
    under: everythingBut(),
    witness: aChangeIsCommitted,
    source: "Ongaro on changes of one process at a time (raft-dev, July 2015)",
  },
);

/** Claims that a leader begins no change before the last one is committed, and that any two majorities around a change meet. */
export const changesOverlap: StepClaim<RaftLog> = everyStep<RaftLog>(
  "majorities meet across a change",
  (before, after) => {
    const entry = leads(before) ? newConfiguration(before, after) : undefined;
    return entry === undefined || meet(votersOf(before.state!.log), entry.voters);
  },
  {
    words:
      "Whoever decides by the configuration that a leader appends shares a process with whoever decides by the one before.",
    formula:
      "□[step] ∀p, A, B: leader(p) = p ∧ decides(A, configuration(p)) ∧ decides(B, configuration′(p)) ⇒ A ∩ B ≠ ∅",
    under: everythingBut(),
    witness: aChangeIsCommitted,
    source: "Ongaro and Ousterhout 2014, section 6; Ongaro's thesis, section 4.1",
  },
);

/** What is claimed where who votes may change as `membership` says. */
export function membershipClaimsWith({ membership }: RaftLogParameters): readonly Claim<RaftLog>[] {
  if (membership === "fixed") return [];
  return membership === "single" ? [changesOverlap, commitsBeforeItChanges] : [changesOverlap];
}

/** The configuration that the leader of `before` appended in a step, if it did. */
function newConfiguration(before: View<RaftLog>, after: View<RaftLog>): ConfigurationEntry | undefined {
  if (before.state === undefined || before.state.term !== after.state?.term) return undefined;
  for (let index = endOf(after.state.log).index; index > endOf(before.state.log).index; index--) {
    const entry = entryAt(after.state.log, index);
    if (entry?.type === "configuration") return entry;
  }
  return undefined;
}

/** Whether any processes that decide by one configuration share one with any that decide by another. */
function meet(one: Voters, other: Voters): boolean {
  const all = [...new Set([...everybodyIn(one), ...everybodyIn(other)])];
  const sets = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_, i) => ((bits >> i) & 1) === 1));
  return sets.every(
    (set) =>
      !decide(one, set) ||
      !decide(
        other,
        all.filter((process) => !set.includes(process)),
      ),
  );
}
