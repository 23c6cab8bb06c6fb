/**
 * **Itai and Rodeh**: the election in a ring whose processes have no names, by chance.
 *
 * *Idea.* Processes that are all alike, and do the same, stay alike for ever: so
 * each draws an identity, and sends it round. A higher identity than its own
 * makes a process passive, a lower one goes no farther, and an equal one is
 * marked on its way as not unique. How far a message has come tells a process
 * whether it is its own. If it is, and unique, the process is elected; if it is
 * not unique, all that have drawn the same draw again, in a new round. One
 * round after the other might fail, but that has probability 0.
 *
 * *Chance.* A reducer has none of its own. For each identity there is a timer,
 * all of them of one and the same range, and the first to run out is what is
 * drawn. Where time is finer than a tick, all are equally likely; where two run
 * out at once, whoever runs the timers chooses between them.
 *
 * *Premises.* All know the size of the ring: without it no algorithm can do this,
 * as the paper proves. No message is lost, no process stops. Where no
 * message overtakes another, rounds need no numbers, and the states are finite.
 *
 * *Source.* A. Itai and M. Rodeh, "Symmetry breaking in distributed networks",
 * Information and Computation 88(1), 1990 (FOCS 1981), as it is told by those who
 * took the numbers from its rounds: W. Fokkink and J. Pang, "Variations on
 * Itai-Rodeh leader election for anonymous rings and their analysis in PRISM",
 * Journal of Universal Computer Science 12(8), 2006.
 */
import { match, P } from "ts-pattern";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { IdentityMessage, ItaiRodeh, ItaiRodehMessage, ItaiRodehState } from "../../spec/ring/itai-rodeh.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { place, successor } from "./ring.ts";

type Ring = Cluster<ItaiRodeh>;
type State = ItaiRodehState;
type Active = Extract<State, { readonly role: "active" }>;
type Drawing = Extract<State, { readonly role: "drawing" }>;

/** Election in an anonymous ring by Itai and Rodeh: the highest identity that only one process has drawn. */
export const itaiRodeh: Protocol<ItaiRodeh> = {
  name: "itai-rodeh",
  init: (ring) => {
    checkParameters(ring);
    return { role: "drawing", round: 1, kept: [] };
  },

  step: (ring, state, event) =>
    match<[State, Event<ItaiRodeh>], Step<ItaiRodeh>>([state, event])
      .with([{ role: "drawing" }, { type: "start" }], () => [state, ...identities(ring).map(setTimer)])
      .with([{ role: "drawing" }, { type: "timeout" }], ([drawing, { timer }]) => draw(ring, drawing, timer))
      .with([P.any, arrival("identity")], ([, { message }]) => receive(ring, state, message))
      .with([P.any, arrival("elected")], ([, { message }]) => hearOfTheElected(ring, state, message.hops))
      .otherwise(() => [state]),

  durable: () => null,
  leadership: (ring, state) => ({ leader: leaderOf(ring, state) }),
  timers: (ring) => Object.fromEntries(identities(ring).map((identity) => [identity, [1, 2]])),
};

const arrival = <const T>(type: T) => ({ type: "receive", message: { type } }) as const;

/** The first timer to run out is the identity that is drawn: it is sent, and what came too early is received now. */
function draw(ring: Ring, { round, kept }: Drawing, timer: ItaiRodeh["Timer"]): Step<ItaiRodeh> {
  const identity = identities(ring).indexOf(timer) + 1;
  const others = identities(ring).filter((other) => other !== timer);
  const own: IdentityMessage = { type: "identity", identity, round, hops: 1, unique: true };
  const drawn: Step<ItaiRodeh> = [{ role: "active", round, identity }, ...others.map(cancelTimer), on(ring, own)];
  return kept.reduce<Step<ItaiRodeh>>(([state, ...effects], message) => {
    const [next, ...more] = receive(ring, state, message);
    return [next, ...effects, ...more];
  }, drawn);
}

/** An identity arrives: what becomes of it is up to how its receiver stands in the election. */
function receive(ring: Ring, state: State, message: IdentityMessage): Step<ItaiRodeh> {
  return match<State, Step<ItaiRodeh>>(state)
    .with({ role: "drawing" }, (drawing) => keep(ring, drawing, message))
    .with({ role: "active" }, (active) => compare(ring, active, message))
    .with({ role: "elected" }, () => [state])
    .otherwise(() => [state, ...passOn(ring, message)]);
}

/** A process that has no identity yet cannot compare: an identity of the same round must wait; once is enough. */
function keep(ring: Ring, state: Drawing, message: IdentityMessage): Step<ItaiRodeh> {
  if (message.round < state.round) return [state];
  if (message.round > state.round) return giveWay(ring, message, identities(ring));
  const isKept = state.kept.some(({ identity, hops }) => identity === message.identity && hops === message.hops);
  return isKept ? [state] : [{ ...state, kept: [...state.kept, message] }];
}

/** The later round wins, and within a round the higher identity; an equal one is this process's own where it has come all the way round. */
function compare(ring: Ring, state: Active, message: IdentityMessage): Step<ItaiRodeh> {
  const order = message.round - state.round || message.identity - state.identity;
  if (order > 0) return giveWay(ring, message, []);
  if (order < 0) return [state];
  if (message.hops < size(ring)) return [state, ...passOn(ring, { ...message, unique: false })];
  return message.unique ? win(ring) : drawAgain(ring, state);
}

/** A process that meets a higher one is passive from now on, and draws no more. */
function giveWay(ring: Ring, message: IdentityMessage, armed: readonly ItaiRodeh["Timer"][]): Step<ItaiRodeh> {
  return [{ role: "passive" }, ...armed.map(cancelTimer), ...passOn(ring, message)];
}

/** Nobody else has drawn the same: the process is elected, and says so. */
function win(ring: Ring): Step<ItaiRodeh> {
  return [{ role: "elected" }, on(ring, { type: "elected", hops: 1 })];
}

/** Others have drawn the same: they all draw again. */
function drawAgain(ring: Ring, { round }: Active): Step<ItaiRodeh> {
  const next = ring.parameters.rounds ? round + 1 : round;
  return [{ role: "drawing", round: next, kept: [] }, ...identities(ring).map(setTimer)];
}

/** The news travels once round the ring, and tells each process how far it is behind the elected one. */
function hearOfTheElected(ring: Ring, state: State, hops: number): Step<ItaiRodeh> {
  if (hops === size(ring) || state.role === "elected") return [state];
  const isNews = state.role !== "following" || state.distance !== hops;
  const armed = state.role === "drawing" ? identities(ring) : [];
  return [
    isNews ? { role: "following", distance: hops } : state,
    ...armed.map(cancelTimer),
    ...passOn(ring, { type: "elected", hops }),
  ];
}

/** A message goes one place farther, but not twice round the ring. */
function passOn(ring: Ring, message: ItaiRodehMessage): readonly Effect<ItaiRodeh>[] {
  return message.hops < size(ring) ? [on(ring, { ...message, hops: message.hops + 1 })] : [];
}

function on({ processes, self }: Ring, message: ItaiRodehMessage): Effect<ItaiRodeh> {
  return send(successor(processes, self), message);
}

/** How many processes the ring is taken to have. */
function size({ processes, parameters }: Ring): number {
  return processes.length - parameters.uncounted;
}

/** The timers by which an identity is drawn. */
function identities({ parameters }: Ring): readonly ItaiRodeh["Timer"][] {
  return Array.from({ length: parameters.identities }, (_, index): ItaiRodeh["Timer"] => `identity ${index + 1}`);
}

/** Who is so many places before this process: nobody but an onlooker can give it a name. */
function leaderOf({ processes, self }: Ring, state: State): ProcessId | null {
  return match(state)
    .with({ role: "elected" }, () => self)
    .with(
      { role: "following" },
      ({ distance }) => processes.at((place(processes, self) - distance) % processes.length)!,
    )
    .otherwise(() => null);
}

/** With one identity all would stay alike, and nobody knows of less than one process. */
function checkParameters({ processes, parameters: { identities, uncounted } }: Ring): void {
  if (!Number.isInteger(identities) || identities < 2)
    throw new RangeError(`itai-rodeh: ${identities} identities to draw from; give an integer of at least 2`);
  if (!Number.isInteger(uncounted) || uncounted < 0 || uncounted >= processes.length)
    throw new RangeError(
      `itai-rodeh: ${uncounted} of ${processes.length} processes are not counted; give an integer from 0 to ${processes.length - 1}`,
    );
}
