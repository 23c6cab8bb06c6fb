import type { Claim } from "../../spec/claim.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { budgetOf } from "../engine/environment.ts";
import type { OnHop } from "../engine/quotient.ts";
import { type Depth, type Reduction, reductionOf } from "../engine/reduction/index.ts";
import type { Space } from "../engine/space.ts";
import { InputError } from "../scenario.ts";
import { type Counts, labelOfMessages, sentBy } from "./charge.ts";

/** Silent moves that are taken at once, without a loss to what is the dearest. */
export interface Dearer {
  /**
   * Takes silent moves from a state on, in place, until there is none or the goal is reached.
   *
   * @returns the label of the messages that they send
   * @throws InputError where they go round
   */
  standIn(state: Int32Array, onHop?: OnHop): number;
  /** Whether what was supposed of the goal still stands: else everything is to be begun anew at depth `faces`. */
  isRight(): boolean;
}

/**
 * The reduction of `model/engine/reduction`, and what it does to costs.
 *
 * @remarks
 * In general a reduction by the order of moves may hide a dearer one. This one
 * does not. **Theorem.** Let S be silent where the goal is what is claimed, let S
 * lead from s, which is no goal, to r, and let ρ be a run from s that comes to a
 * goal with its last step at the earliest. Then there is a run from r that does,
 * too, such that the messages on the way from s to r and those of that run are
 * together at least those of ρ. **Proof.** Let s →m s′ be the first of the moves.
 * It is invisible, and so reaches no goal, nor does it by any of the steps that it
 * commutes with. If m is one of the steps of ρ, it can be brought to the front by
 * condition 2: the same steps with the same messages in another order, and
 * what is behind m is a run from s′. Else all of ρ can be taken from s′, and m
 * comes on top. In both cases each state of the run is one of ρ but for m, which the goal does
 * not see, so that the goal is reached where it was. The run from s′ is no longer
 * than ρ, and the rest is by induction. ∎
 *
 * So a run of all states is matched, step by step, by one of the states that
 * stand for others that costs at least as much, and each of those is real: **the most
 * is the same**, and so is that there is none. No silent move is a tick: **the ticks
 * are the same, the least, too**. But a run that does without silent moves may
 * cost fewer messages, so that **the least of those is not told**. By the same
 * matching, with 1 for each step, runs end in the one exactly if they do in the other; a state
 * without transitions stands for itself.
 *
 * What has reached the goal is not settled, since nothing counts that comes after
 * it. Links that are missing or cut, and steps that are torn, are refused: what is
 * sent there is counted, and no move that is compared tells of it.
 *
 * @throws InputError where the scenario can not be reduced
 */
export function dearerOf<V extends Vocabulary>(
  space: Space<V>,
  goal: Claim<V>,
  { depth, counts }: { readonly depth: Depth; readonly counts: Counts<V> },
): Dearer {
  const { links, partitions, tornSteps, network } = space.scenario;
  if (links !== null || partitions > 0 || tornSteps > 0 || network === "duplicating") {
    throw new InputError(
      "costs-reduction",
      `${space.name}: costs can not be reduced where messages are lost as they are sent, or never used up\n  Reckon them without reduction, or without missing links, partitions and torn steps, over fifo, unordered or set.`,
    );
  }
  const reduction = reductionOf(space, [goal], depth);
  const sent = new Map<string, number>();
  return {
    isRight: () => reduction.isRight(),
    standIn(state, onHop) {
      // As long as a process can crash hardly anything is silent, and to find that out for every state takes longer than all the rest.
      if (mayCrash(space, state) || isGoal(space, state)) return 0;
      let messages = 0;
      let moves = 0;
      const before = state.slice();
      reduction.settle(state, (hop, after) => {
        const { position, index } = hop;
        const cell = before[position]!;
        const key = `${position}/${cell}/${index}`;
        let cost = sent.get(key);
        if (cost === undefined) {
          cost = sentBy(space.cells.moves(hop.kind as 0, position, cell)[index]!.effects, counts);
          sent.set(key, cost);
        }
        messages += cost;
        moves++;
        before.set(after);
        onHop?.(hop, after);
      });
      if (moves > 0) checkAtEnd(space, reduction, state);
      return labelOfMessages(messages);
    },
  };
}

/** Whether a crash is left. */
export function mayCrash<V extends Vocabulary>({ size, environments }: Space<V>, state: Int32Array): boolean {
  return (environments.spendable[state[size]!]! & (1 << budgetOf.crashes)) !== 0;
}

function isGoal<V extends Vocabulary>({ size, watch }: Space<V>, state: Int32Array): boolean {
  return watch.decidedByState(1, state.subarray(0, size), state[size]!) !== 0;
}

/** Silent moves end, but where they go round: there an end of them says nothing of what can be spent. */
function checkAtEnd<V extends Vocabulary>({ name }: Space<V>, reduction: Reduction, state: Int32Array): void {
  for (const _ of reduction.silent(state)) {
    throw new InputError(
      "costs-circle",
      `${name}: moves that nothing can tell from one another go round\n  Reckon its costs without reduction.`,
    );
  }
}
