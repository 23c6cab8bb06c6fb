/**
 * **Dolev, Klawe and Rodeh**: the election in a ring that can be travelled one way only, in *n* log *n* messages.
 *
 * *Idea.* Every active process stands for a value, at first for its own id. In
 * each phase it learns the values of the two active processes before it, and
 * goes on standing only where the nearer of the two is the highest of the three:
 * for that value then, in place of its own. So at most every second one stays
 * active, and the highest value is never given up. Whoever receives the value
 * for which it stands is alone with it, and tells everybody whose id it is.
 *
 * *Premises.* The ids are distinct, no message is lost, and none overtakes
 * another. No process stops.
 *
 * *Source.* D. Dolev, M. Klawe and M. Rodeh, "An O(n log n) unidirectional
 * distributed algorithm for extrema finding in a circle", Journal of Algorithms
 * 3(3), 1982: the simple algorithm, with its two messages M1 and M2, after the
 * abstract and after others who tell of it. Its three steps are A0 to A2 here.
 * G. L. Peterson found the same at the same time ("An O(n log n) unidirectional
 * algorithm for the circular extrema problem", TOPLAS 4(4), 1982).
 */
import { match, P } from "ts-pattern";
import { send } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type {
  DolevKlaweRodeh,
  DolevKlaweRodehMessage,
  DolevKlaweRodehState,
} from "../../spec/ring/dolev-klawe-rodeh.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { successor } from "./ring.ts";

type Ring = Cluster<DolevKlaweRodeh>;
type State = DolevKlaweRodehState;

/** Election in a ring by Dolev, Klawe and Rodeh: the highest id, wherever it is found out. */
export const dolevKlaweRodeh: Protocol<DolevKlaweRodeh> = {
  name: "dolev-klawe-rodeh",
  init: ({ self }) => ({ role: "active", maximum: self, left: null }),

  step: (ring, state, event) =>
    match<[State, Event<DolevKlaweRodeh>], Step<DolevKlaweRodeh>>([state, event])
      .with([active, { type: "start" }], ([{ maximum }]) => [state, on(ring, { type: "M1", value: maximum })])
      .with([active, value("M1")], ([process, { message }]) => hearOfLeft(ring, process, message.value))
      .with([{ ...active, left: P.number }, value("M2")], ([process, { message }]) =>
        compare(ring, process, message.value),
      )
      .with([passing, value(P.union("M1", "M2"))], ([, { message }]) => [state, on(ring, message)])
      .with([P.any, elected], ([, { message }]) => hearOfTheHighest(ring, state, message.leader))
      .otherwise(() => [state]),

  durable: () => null,
  leadership: ({ self }, state) => ({ leader: leaderOf(self, state) }),
  timers: () => ({}),
};

const active = { role: "active" } as const;

/** A process that stands for no value: it passes on what it receives. */
const passing = { role: P.not("active") } as const;

/** The arrival of a value. */
const value = <const T>(type: T) => ({ type: "receive", message: { type } }) as const;

/** The arrival of the news who is the highest. */
const elected = { type: "receive", message: { type: "elected" } } as const;

type Active = Extract<State, { readonly role: "active" }>;

/** A1: the value of the active process before this one goes on to the next one; its own value tells that it is alone. */
function hearOfLeft(ring: Ring, state: Active, left: ProcessId): Step<DolevKlaweRodeh> {
  if (left === state.maximum) return hearOfTheHighest(ring, state, left);
  return [{ ...state, left }, on(ring, { type: "M2", value: left })];
}

/** A2: a process stays active where the one before it stands for more than both of its neighbours, and stands for that value. */
function compare(
  ring: Ring,
  { maximum, left }: Active & { readonly left: ProcessId },
  beforeLeft: ProcessId,
): Step<DolevKlaweRodeh> {
  if (left < beforeLeft || left < maximum) return [{ role: "passive" }];
  return [{ role: "active", maximum: left, left: null }, on(ring, { type: "M1", value: left })];
}

/** Who is the highest is passed on by everybody to whom it is news. */
function hearOfTheHighest(ring: Ring, state: State, leader: ProcessId): Step<DolevKlaweRodeh> {
  if (leaderOf(ring.self, state) === leader) return [state];
  const next: State = leader === ring.self ? { role: "elected" } : { role: "following", leader };
  return [next, on(ring, { type: "elected", leader })];
}

/** A message goes on to the next process. */
function on({ processes, self }: Ring, message: DolevKlaweRodehMessage) {
  return send(successor(processes, self), message);
}

/** The leader, as far as a process knows one. */
function leaderOf(self: ProcessId, state: State): ProcessId | null {
  return match(state)
    .with({ role: "elected" }, () => self)
    .with({ role: "following" }, ({ leader }) => leader)
    .otherwise(() => null);
}
