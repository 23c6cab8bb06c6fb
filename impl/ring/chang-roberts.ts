/**
 * **Chang and Roberts**: the election in a ring in which only the highest id comes home.
 *
 * *Idea.* Every candidate sends its id round the ring. A candidate passes a
 * higher id on and has lost; it swallows a lower one. So no id gets past a
 * higher candidate, and the one that comes back to its process is the highest.
 * Against random orders of the ring this takes about *n* log *n* messages,
 * since most ids are swallowed early; where ids fall along the ring *n* (*n* + 1) / 2.
 *
 * *Premises.* The ids are distinct and each process reaches its successor. For
 * a leader to emerge no process may stop and no message may be lost; that no
 * wrong one emerges needs neither.
 *
 * *Source.* E. Chang and R. Roberts, "An improved algorithm for decentralized
 * extrema-finding in circular configurations of processes", CACM 22(5), 1979.
 * Whether the others are told is left open there: see `announce`.
 */
import { match, P } from "ts-pattern";
import { send } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { ChangRoberts, ChangRobertsMessage, ChangRobertsState } from "../../spec/ring/chang-roberts.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { hearOfTheElected } from "./news.ts";
import { successor } from "./ring.ts";

type State = ChangRobertsState;

/** Election in a ring by Chang and Roberts: the highest process that takes part is elected. */
export const changRoberts: Protocol<ChangRoberts> = {
  name: "chang-roberts",
  init: (cluster) => ({ role: isInitiator(cluster) ? "candidate" : "lost" }),

  step: (cluster, state, event) =>
    match<[State, Event<ChangRoberts>], Step<ChangRoberts>>([state, event])
      .with([{ role: "candidate" }, { type: "start" }], () => [state, send(next(cluster), ownId(cluster))])
      .with([racing, id(P.number.gt(cluster.self))], ([, { message }]) => [lost, send(next(cluster), message)])
      .with([racing, id(P.number.lt(cluster.self))], () => [state])
      .with([{ role: "candidate" }, id(cluster.self)], () => win(cluster))
      .with([beaten, id(P.number)], ([, { message }]) => [state, send(next(cluster), message)])
      .with([P.any, elected(P.number)], ([, { message }]) => hearOfTheElected(cluster, state, message.leader))
      .otherwise(() => [state]),

  durable: () => null,
  leadership: (cluster, state) => ({ leader: leaderOf(cluster, state) }),
  timers: () => ({}),
};

/** A process whose own id may still come home, or has: it lets none pass that is lower. */
const racing = { role: P.union("candidate", "elected") } as const;

/** A process that is no candidate, or none any more: it passes on every id. */
const beaten = { role: P.union("lost", "following") } as const;

const lost: State = { role: "lost" };

/** The arrival of an id. */
const id = <const I>(id: I) => ({ type: "receive", message: { type: "id", id } }) as const;

/** The arrival of the news that a process is elected. */
const elected = <const L>(leader: L) => ({ type: "receive", message: { type: "elected", leader } }) as const;

/** A candidate's id has come home past all the others: it is elected, and says so if it is to. */
function win(cluster: Cluster<ChangRoberts>): Step<ChangRoberts> {
  const state: State = { role: "elected" };
  if (!cluster.parameters.announce) return [state];
  return [state, send(next(cluster), { type: "elected", leader: cluster.self })];
}

/** The leader, as far as a process knows one. */
function leaderOf({ self }: Cluster<ChangRoberts>, state: State): ProcessId | null {
  return match(state)
    .with({ role: "elected" }, () => self)
    .with({ role: "following" }, ({ leader }) => leader)
    .otherwise(() => null);
}

/** The message with which a candidate enters the race. */
function ownId({ self }: Cluster<ChangRoberts>): ChangRobertsMessage {
  return { type: "id", id: self };
}

/** The process to which this one sends: in a ring it has no other. */
function next({ processes, self }: Cluster<ChangRoberts>): ProcessId {
  return successor(processes, self);
}

/** Whether this process takes part from the beginning. */
function isInitiator({ self, parameters }: Cluster<ChangRoberts>): boolean {
  return parameters.initiators?.includes(self) ?? true;
}
