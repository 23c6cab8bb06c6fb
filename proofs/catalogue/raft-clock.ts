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
import type { Protocol } from "../../spec/protocol.ts";
import type { Raft } from "../../spec/raft/vocabulary.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";

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
  return {
    protocol: roundTheClock(raft, hours),
    claims: [...(claims as readonly Claim<Raft>[]), termsStayNear<Raft>(hours)],
    parameters: { log: {} },
  };
}

/** A vocabulary of which every state and every message has a term. */
export interface Termed extends Vocabulary {
  readonly State: { readonly term: number };
  readonly Message: { readonly term: number };
}

/** A protocol that compares terms, copies them and adds one, with its terms modulo `hours`. */
export function roundTheClock<V extends Termed>(protocol: Protocol<V>, hours: number): Protocol<V> {
  const onClock = (term: number): number => term % hours;
  const ahead = aheadOf(hours);
  const lifted = (event: Event<V>, term: number): Event<V> => {
    if (event.type !== "receive") return event;
    const { message } = event;
    return { ...event, message: { ...message, term: term + hours + ahead(message.term, term) } };
  };
  const lowered = (effect: Effect<V>): Effect<V> => {
    if (effect.type !== "send") return effect;
    const { message } = effect as { readonly message: V["Message"] };
    return { ...effect, message: { ...message, term: onClock(message.term) } };
  };
  return {
    ...protocol,
    name: `${protocol.name} on a clock of ${hours}`,
    step: (cluster, state, event) => {
      const { term }: Termed["State"] = state;
      const high = { ...(state as object), term: term + hours } as V["State"];
      const [next, ...effects] = protocol.step(cluster, high, lifted(event, term));
      const shown = { ...(next as object), term: onClock((next as Termed["State"]).term) } as V["State"];
      return [next === high ? state : shown, ...effects.map(lowered)];
    },
  };
}

/** How much later a term is than another, on a clock: from -`hours` / 2 on, less than `hours` / 2. */
function aheadOf(hours: number): (term: number, other: number) => number {
  const half = Math.floor(hours / 2);
  return (term, other) => ((term - other + half + hours) % hours) - half;
}

/** The name of the claim on which everything rests that is found on a clock. */
export const nearness = "terms stay near each other";

/** Claims that no terms part so far that the clock could not tell which is the later one. */
export function termsStayNear<V extends Termed>(hours: number): StateClaim<V> {
  const most = Math.floor(hours / 2) - 1;
  const ahead = aheadOf(hours);
  return always<V>(nearness, ({ processes }) => {
    const terms = processes.flatMap(({ state, inbox }): readonly number[] => [
      ...(state === undefined ? [] : [(state as Termed["State"]).term]),
      ...inbox.map(({ message }) => (message as Termed["Message"]).term),
    ]);
    return terms.every((term) => terms.every((other) => Math.abs(ahead(term, other)) <= most));
  });
}
