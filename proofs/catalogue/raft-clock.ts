/**
 * Raft whose terms go round a clock, so that elections without end have
 * finitely many states.
 *
 * Raft only compares terms, copies them and adds one, so that nothing but their
 * differences matters: a cluster in which all terms are higher by the same
 * amount does the same. Terms modulo some number tell all differences apart as
 * long as these are small. Whether they are is a claim of its own, and nothing is
 * concluded where it fails. (Serial number arithmetic: Elz and Bush, RFC 1982.)
 */
import { raft } from "../../impl/raft/raft.ts";
import { always, type Claim, type LivenessClaim, type StateClaim } from "../../spec/claim.ts";
import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Raft, RaftMessage, RaftState } from "../../spec/raft/vocabulary.ts";

/**
 * Raft with terms modulo `hours`, and with claims that look at no term.
 *
 * @remarks
 * Logs must be empty, and no process may lose its disk: its term would be 0
 * again, which is no difference.
 *
 * @param hours - an integer of at least 4: terms that differ by up to `hours` / 2 - 1 are told apart
 */
export function raftRoundTheClock(hours: number, claims: readonly LivenessClaim[]): Model<Raft> {
  const onClock = (term: number): number => term % hours;
  /** How much later a term is than another: from -`hours` / 2 on, less than `hours` / 2. */
  const ahead = (term: number, other: number): number => {
    const half = Math.floor(hours / 2);
    return ((term - other + half + hours) % hours) - half;
  };
  const lifted = (event: Event<Raft>, term: number): Event<Raft> => {
    if (event.type !== "receive") return event;
    const { message } = event;
    return { ...event, message: { ...message, term: term + hours + ahead(message.term, term) } };
  };
  const lowered = (effect: Effect<Raft>): Effect<Raft> => {
    if (effect.type !== "send") return effect;
    const message: RaftMessage = { ...effect.message, term: onClock(effect.message.term) };
    return { ...effect, message };
  };
  return {
    protocol: {
      ...raft,
      name: `raft on a clock of ${hours}`,
      step: (cluster, state, event) => {
        const high: RaftState = { ...state, term: state.term + hours };
        const [next, ...effects] = raft.step(cluster, high, lifted(event, state.term));
        return [next === high ? state : { ...next, term: onClock(next.term) }, ...effects.map(lowered)];
      },
    },
    claims: [...(claims as readonly Claim<Raft>[]), termsStayNear(hours, ahead)],
    parameters: { log: {} },
  };
}

/** The name of the claim on which everything rests that is found on a clock. */
export const nearness = "terms stay near each other";

function termsStayNear(hours: number, ahead: (term: number, other: number) => number): StateClaim<Raft> {
  const most = Math.floor(hours / 2) - 1;
  return always<Raft>(nearness, ({ processes }) => {
    const terms = processes.flatMap(({ state, inbox }) => [
      ...(state === undefined ? [] : [state.term]),
      ...inbox.map(({ message }) => message.term),
    ]);
    return terms.every((term) => terms.every((other) => Math.abs(ahead(term, other)) <= most));
  });
}
