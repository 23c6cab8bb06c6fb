/**
 * Partial-order reduction: a state is replaced by one to which silent moves lead.
 *
 * @remarks
 * The idea is the prioritisation of confluent silent moves: J. F. Groote and
 * M. P. A. Sellink, "Confluence for process verification" (1996); S. Blom and
 * J. van de Pol, "State space reduction by proving confluence" (2002). What makes
 * moves of different processes commute is as in P. Godefroid, "Partial-Order
 * Methods for the Verification of Concurrent Systems" (1996).
 *
 * **Definition.** A set S of transitions is *silent* if for each s →m s′ in S
 *
 * 1. nothing that is claimed can see it: it changes no history, no profile, no
 *    local state that a claim about states looks at, and every claim about steps
 *    holds of it whatever else is the case;
 * 2. for each other transition s →a s″ there is a state s‴ with s′ →a s‴, and
 *    s″ →m s‴ is in S or s″ = s‴; where a is cut by a bound at s, so it is at s′;
 *    and claims about steps, and histories, cannot tell s′ →a s‴ from s →a s″.
 *
 * **Theorem.** Let R be a set of states such that S leads from each initial state
 * to one in R, and from each successor of one in R to one in R. Then S leads from
 * every reachable state s to one in R.
 *
 * **Proof.** By induction on the way to s. An initial state is as the premise
 * says. Let S lead from s to r in R, by s = s₀ →m₁ s₁ … →mₖ sₖ = r, and let
 * s →a t. By 2, applied k times, either a is one of the mᵢ and was brought to the
 * front of those before it, so that S leads from t to r; or r →a t′ and S leads
 * from t to t′, from which S leads to one in R, as r is in R. ∎
 *
 * **What follows for claims.** Where S leads from s to r, no claim about states
 * tells s from r, by 1. So whatever decides a claim about states is decided in R.
 * A step s →a t is either in S, and no claim fails of it, by 1; or r →a t′ is one
 * that no claim tells from it, by 2. A history has in R every value that it has
 * anywhere. A state without any transition is where S leads from it, so that all
 * of these are in R, and are counted as without. A successor that is cut is cut
 * at r, too, so that something is cut in R if anything is. R is finite or not,
 * and its states real: every trace is a walk. Nothing is postponed for ever, for
 * a state of R is expanded with all its moves; and a circle of silent moves does
 * no harm, wherever it is left. But a shortest way in R is no shortest way.
 *
 * **What S is here**, by file. `confluence.ts`: moves of a process which come out
 * in one way and which nothing can take away: no crash, no loss, no duplicate,
 * no partition that may still come (condition 2 for those). What other processes
 * do adds messages to its inbox and nothing else, and it adds messages to theirs;
 * that commutes, but over `set`, where equal messages in flight are one: what it
 * takes must not be sent again, and what it sends must not be in flight. A tick
 * cannot pass while it is due. What the process itself may do before is tried: at
 * its core, with each message that is in its inbox or may yet be sent to it
 * (`futures.ts`) and each thing else that can happen to it, both orders must come
 * to the same, and then the move must be silent there as well. `futures.ts`: what
 * may yet be sent, which can only shrink, so that what is silent stays silent
 * until it is taken. `visibility.ts`: condition 1. `settled.ts`: R.
 *
 * **What claims look at** is observed, not declared, by the watch. It is first
 * supposed to be profiles alone. A claim is a function of what it looks at, and
 * what it looks at first is alike in s and r; so if it looks further anywhere, it
 * does so in R. Then the exploration begins anew with all changes of local states
 * visible; and a claim that looks at messages is refused, as every move is
 * visible to it.
 */
import type { Claim } from "../../../spec/claim.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { shown } from "../../error.ts";
import { InputError } from "../../scenario.ts";
import type { Hop } from "../interpreted.ts";
import type { Settling } from "../quotient.ts";
import type { Space } from "../space.ts";
import { type Condition, Confluence } from "./confluence.ts";
import { Cores } from "./cores.ts";
import { Futures } from "./futures.ts";
import { Settled } from "./settled.ts";
import { type Depth, Visibility } from "./visibility.ts";

export type { Condition } from "./confluence.ts";
export type { Depth } from "./visibility.ts";

/** A reduction under way. */
export interface Reduction extends Settling {
  /** The silent moves of a state: what {@link Settling.settle} chooses from. */
  silent(state: Int32Array): Iterable<Hop>;
  /**
   * Whether what was supposed of claims and histories still stands. Where it does
   * not, everything was in vain, and is to be begun anew at depth `faces`.
   *
   * @throws InputError where a claim looks at messages
   */
  isRight(): boolean;
}

/**
 * The reduction of a space.
 *
 * @param depth - how deep claims are supposed to look
 * @param without - a condition of the theorem that is left out: for tests, which must miss it
 * @throws InputError where the scenario has a bound that a move of one process can exceed by itself being later
 */
export function reductionOf<V extends Vocabulary>(
  space: Space<V>,
  claims: readonly Claim<V>[],
  depth: Depth,
  without: Condition | null = null,
): Reduction {
  for (const bound of ["depth", "inflight"]) {
    if (space.scenario.bounds[bound] === undefined) continue;
    throw new InputError(
      "reduction-bound",
      `a reduction cannot keep to the bound ${bound}: it takes moves in another order, with other messages in flight at other depths\n  Bound something else, or explore without reduction.`,
    );
  }
  const cores = new Cores(space);
  const futures = new Futures(space, cores);
  const visibility = new Visibility(space, depth);
  const confluence = new Confluence(space, cores, futures, visibility, without);
  const settled = new Settled(space, futures, confluence);
  const { looks } = space.watch;
  return {
    silent: (state) => settled.silent(state),
    settle: (state, onHop) => settled.settle(state, onHop),
    isRight: () => {
      if (looks.inboxOf >= 0 && without !== "visibility") {
        throw new InputError(
          "reduction-inbox",
          `the claim ${shown(claims[looks.inboxOf]!.name)} looks at messages in flight, so that it sees every move\n  Leave the claim out, or explore without reduction.`,
        );
      }
      if (without === "visibility") return true;
      return depth === "faces" || (!looks.states && visibility.isRight());
    },
  };
}
