/**
 * **Token ring**: leadership is a token, and a silent leader is succeeded round the ring.
 *
 * *Idea.* The first process of the ring makes a token and gives it to its
 * successor. Whoever receives a token leads, tells everybody, and shows itself
 * with a heartbeat ever after. Where the leader falls silent, the next process
 * in the ring makes a new token, and it starts again. A leader's heartbeat is
 * also what acknowledges the token, so that there are two messages only.
 *
 * *Mechanisms.* The weak points of a ring are the token that gets lost and the
 * process that has crashed; and whoever replaces what only seemed lost has two
 * tokens. Each mechanism is a parameter, so that one can see what it buys.
 *
 * - `generations` keep two tokens apart. A token bears a number that only its
 *   maker may give (as with ballots in Paxos: 1 is the first process's, 2 the
 *   second's, and so on round the ring), and gives once, to one receiver: every
 *   attempt is a token of its own. So a generation has one leader at most, on any network.
 *   The newest one seen is durable, and whatever is older is ignored.
 * - `skip` passes over a process that does not take the token. An attempt that
 *   has come all the way round makes the maker itself the leader.
 * - `regenerate` lets everybody watch, not only the leader's successor: each
 *   the longer, the farther it is behind the leader, so that one acts at a time.
 *
 * *Premises.* One leader per generation: a disk that is not wiped. One leader
 * at a time: processes that answer in time, and no partition.
 *
 * *Source.* A token for the right to lead: G. Le Lann, "Distributed systems:
 * towards a formal approach", IFIP Congress 1977, where also a lost token is
 * replaced by an election. Numbers owned by their maker: L. Lamport, "The
 * part-time parliament", TOCS 16(2), 1998, section 2.2.
 */
import { match, P } from "ts-pattern";
import { broadcast, cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Leadership, Protocol, Step } from "../../spec/protocol.ts";
import type { TokenRing, TokenRingState, TokenRingTimer } from "../../spec/ring/token-ring.ts";
import type { Cluster, ProcessId, Ticks } from "../../spec/vocabulary.ts";
import { distance, successor } from "./ring.ts";

type Ring = Cluster<TokenRing>;
type State = TokenRingState;

/** Election by a token: whoever is first to receive it leads, and is succeeded round the ring. */
export const tokenRing: Protocol<TokenRing> = {
  name: "token-ring",
  init: (_ring, generation = 0) => ({ role: "waiting", generation }),

  step: (ring, state, event) =>
    match<[State, Event<TokenRing>], Step<TokenRing>>([state, event])
      .with([{ role: "waiting" }, { type: "start" }], () => begin(ring, state))
      .with([P.any, arrival("token")], ([, { message }]) => receiveToken(ring, state, message.generation))
      .with([P.any, arrival("heartbeat")], ([, { from, message }]) => hear(ring, state, from, message.generation))
      .with([{ role: "leading" }, timeout("heartbeat")], () => enter(ring, state, ...announcement(ring, state)))
      .with([{ role: "passing" }, timeout("acknowledgement")], ([{ to }]) => passTokenOn(ring, state, to))
      .with([{ role: P.not("leading") }, timeout(silence)], () => passTokenOn(ring, state, ring.self))
      .otherwise(() => [state]),

  durable: ({ generation }) => generation,
  leadership: (ring, state) => leadershipOf(ring, state),
  // An acknowledgement may take as long as the next heartbeat, so that a lost announcement is not taken for a lost token.
  timers: ({ processes }) => ({ heartbeat: 1, acknowledgement: 2, ...silences(processes.length) }),
};

const arrival = <const T>(type: T) => ({ type: "receive", message: { type } }) as const;
const timeout = <const T>(timer: T) => ({ type: "timeout", timer }) as const;
const silence = P.string.startsWith("silence ");

/** The first process makes the first token; one that comes back, or is another, waits for a leader. */
function begin(ring: Ring, state: State): Step<TokenRing> {
  const isFirst = ring.self === ring.processes[0] && state.generation === 0;
  return isFirst ? passTokenOn(ring, state, ring.self) : enter(ring, state);
}

/** A token goes to the process after `last`; one that has come all the way round makes its maker the leader. */
function passTokenOn(ring: Ring, { generation }: State, last: ProcessId): Step<TokenRing> {
  const token = { type: "token", generation: next(ring, generation) } as const;
  const to = successor(ring.processes, last);
  if (to === ring.self) return lead(ring, token.generation);
  return enter(ring, { role: "passing", generation: token.generation, to }, send(to, token));
}

/** The first process to receive a token leads; a token that is no news has been received before, or outdone. */
function receiveToken(ring: Ring, state: State, generation: number): Step<TokenRing> {
  if (ring.parameters.generations && generation <= state.generation) return [state];
  return insteadOf(ring, state, lead(ring, generation));
}

/** A leader announces itself to all the others. */
function lead(ring: Ring, generation: number): Step<TokenRing> {
  const leading: State = { role: "leading", generation };
  return enter(ring, leading, ...announcement(ring, leading));
}

/** A leader is followed as long as it shows itself, and whatever its follower was before; an outdated one is not. */
function hear(ring: Ring, state: State, leader: ProcessId, generation: number): Step<TokenRing> {
  if (generation < state.generation) return [state];
  const isNews = state.role !== "following" || state.leader !== leader || state.generation !== generation;
  return insteadOf(ring, state, enter(ring, isNews ? { role: "following", generation, leader } : state));
}

/** The heartbeat of a leader, to everybody else. */
function announcement({ processes, self }: Ring, { generation }: State): readonly Effect<TokenRing>[] {
  const others = processes.filter((process) => process !== self);
  return broadcast(others, { type: "heartbeat", generation });
}

/** The number of a new token: the next one that is this process's to give, as numbers go round the ring from the first to the last. */
function next({ processes, self, parameters }: Ring, generation: number): number {
  if (!parameters.generations) return generation;
  const owner = processes.at((generation - 1) % processes.length)!;
  return generation + distance(processes, owner, self);
}

/** A process in a state waits for what that state waits for. */
function enter(ring: Ring, state: State, ...effects: readonly Effect<TokenRing>[]): Step<TokenRing> {
  const timer = timerOf(ring, state);
  return timer === null ? [state, ...effects] : [state, setTimer(timer), ...effects];
}

/** A process that takes `step` before its time was out no longer waits for what `state` waited for. */
function insteadOf(ring: Ring, state: State, [after, ...effects]: Step<TokenRing>): Step<TokenRing> {
  const timer = timerOf(ring, state);
  return timer === null || timer === timerOf(ring, after)
    ? [after, ...effects]
    : [after, cancelTimer(timer), ...effects];
}

/** What a process waits for: each role waits for one thing, or for nothing. */
function timerOf(ring: Ring, state: State): TokenRingTimer | null {
  const { skip, regenerate } = ring.parameters;
  return match<State, TokenRingTimer | null>(state)
    .with({ role: "leading" }, () => "heartbeat")
    .with({ role: "following" }, ({ leader }) =>
      regenerate || isNext(ring, leader) ? silenceAfter(ring, leader) : null,
    )
    .with({ role: "passing" }, ({ to }) => (skip ? "acknowledgement" : regenerate ? silenceAfter(ring, to) : null))
    .with({ role: "waiting" }, () => (regenerate ? silenceAfter(ring, ring.processes[0]!) : null))
    .exhaustive();
}

/** The timer of a process that watches `leader`: each process of the ring has its own, so that one acts at a time. */
function silenceAfter({ processes, self }: Ring, leader: ProcessId): TokenRingTimer {
  return `silence ${distance(processes, leader, self)}`;
}

/** Whether this process is the successor of `leader`. */
function isNext({ processes, self }: Ring, leader: ProcessId): boolean {
  return successor(processes, leader) === self;
}

/**
 * How long a process watches in silence: 3 ticks next to the leader, 2 more for each place farther.
 *
 * @remarks
 * Three ticks outlast one lost heartbeat. Two ticks are what a token takes that
 * is passed over one process, so that whoever passes it has reached the next
 * before that one acts, too.
 */
function silences(size: number): Readonly<Record<`silence ${number}`, Ticks>> {
  return Object.fromEntries(Array.from({ length: size }, (_, index) => [`silence ${index + 1}`, 3 + 2 * index]));
}

/** Whom a process follows, or that it leads; a ring without generations has no epochs. */
function leadershipOf({ self, parameters }: Ring, state: State): Leadership {
  const leader = match(state)
    .with({ role: "leading" }, () => self)
    .with({ role: "following" }, ({ leader }) => leader)
    .otherwise(() => null);
  return parameters.generations ? { leader, epoch: state.generation } : { leader };
}
