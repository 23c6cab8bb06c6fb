/** What an onlooker remembers of synods: who accepted what, and what follows from it. */
import type { History } from "../history.ts";
import { includesQuorum } from "../quorum-system.ts";
import type { Cluster, ProcessId, Vocabulary } from "../vocabulary.ts";
import type { View } from "../world.ts";
import { ownerOf, type Proposal, type SynodParameters, type SynodState } from "./synod.ts";

/** An instance of the synod: the epoch on which it decides, and what a process is in it. */
export interface Instance {
  readonly epoch: number;
  readonly synod: SynodState;
}

/** Vocabularies in whose states an instance of the synod can be found. */
export interface WithSynod extends Vocabulary {
  readonly Parameters: SynodParameters;
}

/** A proposal that was accepted, in an instance, by an acceptor. */
export interface Vote extends Proposal {
  readonly epoch: number;
  readonly acceptor: ProcessId;
}

/** History variable: which proposals were accepted, by whom. Proposers accept what they propose. */
export function votesIn<V extends WithSynod>(instanceOf: (state: V["State"]) => Instance): History<V, readonly Vote[]> {
  return {
    name: "votes",
    words: "who has accepted which proposal, from the beginning",
    initial: [],
    next: (votes, _before, after) => {
      const vote = after.state === undefined ? null : voteOf(after, instanceOf(after.state));
      if (vote === null || votes.some((known) => inOrder(known, vote) === 0)) return votes;
      return [...votes, vote].sort(inOrder);
    },
    shift: (votes, shift) =>
      votes.map((vote) => ({ ...vote, epoch: shift(vote.epoch) })).filter(({ epoch }) => epoch >= 0),
  };
}

/** What a process last accepted; of one that knows what is chosen, what the proposer of that accepted itself. */
function voteOf<V extends WithSynod>({ process, cluster }: View<V>, { epoch, synod }: Instance): Vote | null {
  if (synod.role !== "learner") return synod.accepted === null ? null : { epoch, ...synod.accepted, acceptor: process };
  const acceptor = ownerOf(cluster.processes, synod.chosen.ballot);
  return { epoch, ...synod.chosen, acceptor };
}

function inOrder(a: Vote, b: Vote): number {
  return a.epoch - b.epoch || a.ballot - b.ballot || a.acceptor - b.acceptor || a.value - b.value;
}

/** The proposals that were issued, each once: a proposal was accepted by somebody from when it was issued. */
export function proposalsIn(votes: readonly Vote[]): readonly Vote[] {
  return votes.filter((vote, i) => votes.findIndex((other) => isSameProposal(vote, other)) === i);
}

/** The proposals that are chosen: accepted by a quorum of the second phase, in one ballot. */
export function chosenIn(votes: readonly Vote[], cluster: Cluster<WithSynod>): readonly Vote[] {
  return proposalsIn(votes).filter((proposal) => isChosen(votes, cluster, proposal));
}

/** Whether a quorum of the second phase has accepted a proposal. */
export function isChosen(
  votes: readonly Vote[],
  { processes, parameters }: Cluster<WithSynod>,
  proposal: Proposal & { readonly epoch: number },
): boolean {
  const acceptors = votes.filter((vote) => isSameProposal(vote, proposal)).map(({ acceptor }) => acceptor);
  return includesQuorum(processes, parameters.quorums.phase2, acceptors);
}

function isSameProposal(a: Proposal & { readonly epoch: number }, b: Proposal & { readonly epoch: number }): boolean {
  return a.epoch === b.epoch && a.ballot === b.ballot && a.value === b.value;
}

/**
 * Whether a proposal obeys the rule P2c: of some quorum of the first phase
 * nobody has accepted anything with a lower number, or what has the highest
 * number of all that they have accepted below it has the same value.
 */
export function obeysTheRule(
  votes: readonly Vote[],
  { processes, parameters }: Cluster<WithSynod>,
  { epoch, ballot, value }: Vote,
): boolean {
  const lower = votes.filter((vote) => vote.epoch === epoch && vote.ballot < ballot);
  const highestOf = (process: ProcessId): number =>
    Math.max(0, ...lower.filter(({ acceptor }) => acceptor === process).map((vote) => vote.ballot));
  const sameValue = lower.filter((vote) => vote.value === value && vote.ballot === highestOf(vote.acceptor));
  // With some highest number the quorum is among those who have accepted nothing beyond it; whoever accepted just that joins it.
  return [0, ...sameValue.map((vote) => vote.ballot)].some((most) => {
    const within = processes.filter((process) => highestOf(process) <= most);
    return includesQuorum(processes, parameters.quorums.phase1, within);
  });
}
