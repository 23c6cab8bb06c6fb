/**
 * **Le Lann**: the election in a ring in which everybody learns everybody's id.
 *
 * *Idea.* Every process sends its id all the way round the ring, and notes the
 * highest id of those that pass by. When its own comes home, the ids of all the
 * others have passed before, since no message overtakes another: the highest of
 * them is elected. Nobody needs to be told: all come to the same by themselves.
 * That takes exactly *n* times *n* messages, whatever the order of the ring.
 *
 * *Premises.* The ids are distinct, no message is lost, and none overtakes
 * another on its way from a process to its successor. No process stops.
 *
 * *Source.* G. Le Lann, "Distributed systems: towards a formal approach", IFIP
 * Congress 1977: the election with which a ring replaces a lost token.
 */
import { match, P } from "ts-pattern";
import { send } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { LeLann, LeLannState } from "../../spec/ring/lelann.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { successor } from "./ring.ts";

type Ring = Cluster<LeLann>;
type State = LeLannState;

/** Election in a ring by Le Lann: all learn all ids, and the highest is elected. */
export const leLann: Protocol<LeLann> = {
  name: "lelann",
  init: ({ self }) => ({ role: "collecting", highest: self }),

  step: (ring, state, event) =>
    match<[State, Event<LeLann>], Step<LeLann>>([state, event])
      .with([{ role: "collecting" }, { type: "start" }], () => [state, passOn(ring, ring.self)])
      .with([{ role: "collecting" }, id(ring.self)], ([{ highest }]) => [decide(ring, highest)])
      .with([P.any, id(ring.self)], () => [state])
      .with([P.any, id(P.number)], ([, { message }]) => [note(state, message.id), passOn(ring, message.id)])
      .otherwise(() => [state]),

  durable: () => null,
  leadership: ({ self }, state) => ({ leader: leaderOf(self, state) }),
  timers: () => ({}),
};

/** The arrival of an id. */
const id = <const I>(id: I) => ({ type: "receive", message: { type: "id", id } }) as const;

/** An id goes on to the next process. */
function passOn({ processes, self }: Ring, id: ProcessId) {
  return send(successor(processes, self), { type: "id", id } as const);
}

/** A process that is still collecting remembers an id that is higher than all before. */
function note(state: State, id: ProcessId): State {
  return state.role === "collecting" && id > state.highest ? { role: "collecting", highest: id } : state;
}

/** A process whose own id has come home knows all the others: the highest is elected. */
function decide({ self }: Ring, highest: ProcessId): State {
  return highest === self ? { role: "elected" } : { role: "following", leader: highest };
}

/** The leader, as far as a process knows one. */
function leaderOf(self: ProcessId, state: State): ProcessId | null {
  return match(state)
    .with({ role: "elected" }, () => self)
    .with({ role: "following" }, ({ leader }) => leader)
    .with({ role: "collecting" }, () => null)
    .exhaustive();
}
