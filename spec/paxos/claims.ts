/**
 * What is claimed of a synod, be it alone or one of many: each claim is made for
 * the place in a state where an instance of the synod is found.
 */
import { always, everyStep, type StateClaim, type StepClaim, sometimes } from "../claim.ts";
import { type Crisis, everythingBut, leaderCrash } from "../crisis.ts";
import type { History } from "../history.ts";
import type { View, World } from "../world.ts";
import { ownerOf } from "./synod.ts";
import {
  chosenIn,
  type Instance,
  isChosen,
  obeysTheRule,
  proposalsIn,
  type Vote,
  votesIn,
  type WithSynod,
} from "./votes.ts";

/** The premise of Paxos: what was promised and accepted is not forgotten. */
const whereDisksAreKept: readonly Crisis[] = everythingBut("amnesia", "lost write");

/** Where an instance of the synod is found in a local state. */
type Place<V extends WithSynod> = (state: V["State"]) => Instance;

/** The claims about synods, by name. */
export interface SynodClaims<V extends WithSynod> {
  readonly agreement: StateClaim<V>;
  readonly validity: StateClaim<V>;
  readonly oneValuePerBallot: StateClaim<V>;
  readonly chosenStaysChosen: StateClaim<V>;
  readonly valueRule: StateClaim<V>;
  readonly onlyChosenIsLearned: StateClaim<V>;
  readonly promisesAreKept: StepClaim<V>;
  readonly promisesNeverGoBack: StepClaim<V>;
  readonly learnedStaysLearned: StepClaim<V>;
}

/** Claims of the synods that are found at `place` what Lamport claims of one. */
export function synodClaimsAt<V extends WithSynod>(place: Place<V>): SynodClaims<V> {
  const history = votesIn<V>(place);
  return {
    ...aboutWhatIsChosen(history, place),
    ...aboutProposals(history),
    ...aboutPromises(place),
    learnedStaysLearned: learnedStaysLearned(place),
  };
}

function aboutWhatIsChosen<V extends WithSynod>(
  history: History<V, readonly Vote[]>,
  place: Place<V>,
): Pick<SynodClaims<V>, "agreement" | "chosenStaysChosen" | "onlyChosenIsLearned"> {
  const somethingIsChosen = sometimes<V, readonly Vote[]>(
    "a value is chosen",
    (world) => chosenIn(world.history, anyOf(world)).length > 0,
    { words: "A quorum accepts a proposal.", formula: "EF ∃e, b, v: chosen(e, b, v)", history },
  );
  const about = { under: whereDisksAreKept, history, witness: somethingIsChosen };
  return {
    agreement: always<V, readonly Vote[]>(
      "agreement",
      (world) => {
        const chosen = chosenIn(world.history, anyOf(world));
        return chosen.every((a) => chosen.every((b) => a.epoch !== b.epoch || a.value === b.value));
      },
      {
        ...about,
        words: "In the whole history no two values are chosen by the same synod, whatever its learners know.",
        formula: "□ ∀e, b, c, v, w: chosen(e, b, v) ∧ chosen(e, c, w) ⇒ v = w",
        source: "Lamport 2001, section 2.1",
      },
    ),
    chosenStaysChosen: always<V, readonly Vote[]>(
      "what is chosen stays chosen",
      (world) =>
        chosenIn(world.history, anyOf(world)).every((chosen) =>
          world.history.every(
            ({ epoch, ballot, value }) => epoch !== chosen.epoch || ballot < chosen.ballot || value === chosen.value,
          ),
        ),
      {
        ...about,
        words: "Once a value is chosen, every proposal with a higher number has that value.",
        formula: "□ ∀e, b, c, v, w: chosen(e, b, v) ∧ issued(e, c, w) ∧ c > b ⇒ v = w",
        source: "Lamport 2001, section 2.2, P2b",
      },
    ),
    onlyChosenIsLearned: always<V, readonly Vote[]>(
      "only what is chosen is learned",
      ({ processes, history: votes }) =>
        processes.every(({ state, cluster }) => {
          const { epoch, synod } = state === undefined ? nothing : place(state);
          return synod.role !== "learner" || isChosen(votes, cluster, { epoch, ...synod.chosen });
        }),
      {
        ...about,
        words: "Of every proposal that a process has learned to be chosen, a quorum has accepted it in its ballot.",
        formula: "□ ∀p, e, b, v: learned(p, e, b, v) ⇒ ∃Q ∈ phase2: ∀q ∈ Q: accepted(q, e, b, v)",
        source: "Lamport 2001, section 2.1",
      },
    ),
  };
}

function aboutProposals<V extends WithSynod>(
  history: History<V, readonly Vote[]>,
): Pick<SynodClaims<V>, "validity" | "oneValuePerBallot" | "valueRule"> {
  const somebodyProposes = sometimes<V, readonly Vote[]>(
    "a value is proposed",
    ({ history: votes }) => votes.length > 0,
    {
      words: "A process issues a proposal.",
      formula: "EF ∃e, b, v: issued(e, b, v)",
      history,
    },
  );
  const somebodyTakesOver = sometimes<V, readonly Vote[]>(
    "a value is taken over",
    (world) => world.history.some(({ ballot, value }) => ownerOf(anyOf(world).processes, ballot) !== value),
    {
      words: "A process proposes the value of another one, since it was accepted already.",
      formula: "EF ∃e, b, v: issued(e, b, v) ∧ owner(b) ≠ v",
      under: [leaderCrash],
      history,
    },
  );
  return {
    validity: always<V, readonly Vote[]>(
      "validity",
      (world) =>
        world.history.every(({ epoch, value }) =>
          world.history.some((vote) => {
            const isOwn = ownerOf(anyOf(world).processes, vote.ballot) === value && vote.acceptor === value;
            return vote.epoch === epoch && vote.value === value && isOwn;
          }),
        ),
      {
        words: "Whatever is accepted, and so whatever is chosen, was first proposed by the process that it names.",
        formula: "□ ∀p, e, b, v: accepted(p, e, b, v) ⇒ ∃c: issued(e, c, v) ∧ owner(c) = v",
        under: everythingBut(),
        history,
        witness: somebodyProposes,
        source: "Lamport 2001, section 2.1",
      },
    ),
    oneValuePerBallot: always<V, readonly Vote[]>(
      "one value per ballot",
      ({ history: votes }) =>
        votes.every((a) => votes.every((b) => a.epoch !== b.epoch || a.ballot !== b.ballot || a.value === b.value)),
      {
        words: "In the whole history no ballot has proposals of two values.",
        formula: "□ ∀e, b, v, w: issued(e, b, v) ∧ issued(e, b, w) ⇒ v = w",
        under: whereDisksAreKept,
        history,
        witness: somebodyProposes,
        source: "Lamport 1998, section 2.1, B1",
      },
    ),
    valueRule: always<V, readonly Vote[]>(
      "proposals obey the rule",
      (world) => proposalsIn(world.history).every((proposal) => obeysTheRule(world.history, anyOf(world), proposal)),
      {
        words:
          "Of every proposal, some quorum of phase1 accepted nothing lower, or accepted the same value in the highest lower ballot.",
        formula:
          "□ ∀e, b, v: issued(e, b, v) ⇒ ∃Q ∈ phase1: accepted(Q, e, <b) = ∅ ∨ value(max accepted(Q, e, <b)) = v",
        under: whereDisksAreKept,
        history,
        witness: somebodyTakesOver,
        source: "Lamport 2001, section 2.2, P2c; Lamport 1998, section 2.1, B3",
      },
    ),
  };
}

function aboutPromises<V extends WithSynod>(
  place: Place<V>,
): Pick<SynodClaims<V>, "promisesAreKept" | "promisesNeverGoBack"> {
  const promised = ({ state }: View<V>): number | null => {
    const { synod } = state === undefined ? nothing : place(state);
    return synod.role === "learner" ? null : synod.promised;
  };
  const somebodyPromises = sometimes<V>(
    "a promise is given",
    ({ processes }) =>
      processes.some((view) => {
        const ballot = promised(view) ?? 0;
        return ballot > 0 && ownerOf(view.cluster.processes, ballot) !== view.process;
      }),
    { words: "An acceptor promises a ballot of another process.", formula: "EF ∃p: owner(promised(p)) ≠ p" },
  );
  return {
    promisesAreKept: everyStep<V>(
      "promises are kept",
      (before, after) => {
        const [old, now] = [before, after].map(({ state }) => (state === undefined ? nothing : place(state)));
        // What a disk gives back is not accepted anew.
        if (before.status !== "up" || after.status !== "up" || old!.epoch !== now!.epoch) return true;
        if (old!.synod.role === "learner" || now!.synod.role === "learner") return true;
        const isNew = now!.synod.accepted?.ballot !== old!.synod.accepted?.ballot;
        return !isNew || now!.synod.accepted === null || now!.synod.accepted.ballot >= old!.synod.promised;
      },
      {
        words: "No acceptor accepts a proposal with a number lower than one that it has promised.",
        formula: "□[step] ∀p: accepted′(p) ≠ accepted(p) ⇒ ballot(accepted′(p)) ≥ promised(p)",
        under: everythingBut(),
        witness: somebodyPromises,
        source: "Lamport 2001, section 2.2, P1a",
      },
    ),
    promisesNeverGoBack: everyStep<V>(
      "promises never go back",
      (before, after) => {
        if (before.state === undefined || after.state === undefined) return true;
        if (place(before.state).epoch < place(after.state).epoch) return true;
        const [old, now] = [promised(before), promised(after)];
        return old === null || now === null || now >= old;
      },
      {
        words: "What an acceptor has promised is never taken back within an epoch, not even over a crash.",
        formula: "□[step] ∀p: epoch′(p) = epoch(p) ⇒ promised′(p) ≥ promised(p)",
        under: whereDisksAreKept,
        witness: somebodyPromises,
        source: "Lamport 2001, section 2.2",
      },
    ),
  };
}

function learnedStaysLearned<V extends WithSynod>(place: Place<V>): StepClaim<V> {
  return everyStep<V>(
    "what is learned stays learned",
    (before, after) => {
      if (before.state === undefined || after.state === undefined) return true;
      const [old, now] = [place(before.state), place(after.state)];
      if (old.synod.role !== "learner" || now.epoch > old.epoch) return true;
      return now.synod.role === "learner" && now.synod.chosen.value === old.synod.chosen.value;
    },
    {
      words: "A process that has learned who is chosen in an epoch never learns otherwise of it, nor forgets it.",
      formula: "□[step] ∀p, v: learned(p, v) ∧ epoch′(p) = epoch(p) ⇒ learned′(p, v)",
      under: whereDisksAreKept,
      witness: sometimes<V>(
        "a value is learned",
        ({ processes }) => processes.some(({ state }) => state !== undefined && place(state).synod.role === "learner"),
        { words: "A process learns which value is chosen.", formula: "EF ∃p, v: learned(p, v)" },
      ),
      source: "Lamport 1998, section 2.3, step 6",
    },
  );
}

/** What is known of a process that can never return. */
const nothing: Instance = { epoch: 0, synod: { role: "acceptor", promised: 0, accepted: null } };

/** Processes and parameters, which are the same for all. */
function anyOf<V extends WithSynod>({ processes }: World<V>): View<V>["cluster"] {
  return processes[0]!.cluster;
}
