/**
 * The **lease**: who leads is told by one place that all can reach, and for a limited time.
 *
 * *Idea.* The first process of the cluster is the grantor; it leads nothing. Any
 * other asks it for the lease, and leads from the grant on until its *tenure* is
 * over, unless the grantor renews the lease before. Every grant has a number of its
 * own, the epoch, which goes along with all that the leader writes: whoever stores
 * it refuses an older one. Whoever is refused asks again after a while.
 *
 * *Two clocks.* The tenure of the holder is shorter than the lease of the grantor, by
 * as long as an answer may take and a tick more. A holder takes no answer that
 * took longer: by its own clock it is through before the grantor gives the lease
 * to another, even if both answers and renewals get lost.
 *
 * *Nobody knows the others.* Neither the grantor nor anybody who asks reads the
 * list of the processes, but for its first: they may come and go. That a holder is
 * gone for good is something that one may be told (`gone`); then the lease need
 * not run out. That this is true is the duty of whoever tells it.
 *
 * *Premises.* One leader per epoch: a grantor that keeps what it wrote. One leader
 * at a time: also clocks that run alike. Where there is no leader any more, a
 * grantor that is up.
 *
 * *Source.* C. Gray and D. Cheriton, "Leases: an efficient fault-tolerant mechanism
 * for distributed file cache consistency", SOSP 1989, sections 2 and 5. Numbers to
 * fence with: M. Burrows, "The Chubby lock service for loosely-coupled distributed
 * systems", OSDI 2006, section 2.4.
 */
import { match, P } from "ts-pattern";
import { cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type {
  Lease,
  LeaseGrantor,
  LeaseHolding,
  LeaseMessage,
  LeaseRenewing,
  LeaseState,
  LeaseTimer,
} from "../../spec/lease/vocabulary.ts";
import type { Leadership, Protocol, Step } from "../../spec/protocol.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

type Cell = Cluster<Lease>;
type State = LeaseState;
type Candidate = Exclude<LeaseState, LeaseGrantor>;

/** Election by a lease: whoever it is granted to leads, for a limited time. */
export const lease: Protocol<Lease> = {
  name: "lease",
  init: ({ self, processes }, durable) =>
    self === processes[0]
      ? { role: "grantor", ...(durable ?? { epoch: 0, holder: null }) }
      : { role: "waiting", epoch: 0, leader: null },

  step: (cell, state, event) =>
    match<[State, Event<Lease>], Step<Lease>>([state, event])
      .with([grantor, { type: "start" }], ([granted]) => honour(granted))
      .with([grantor, arrival("ask")], ([granted, { from, message }]) => decide(granted, from, message.gone))
      .with([grantor, arrival("renew")], ([granted, { from, message }]) => extend(granted, from, message.epoch))
      .with([grantor, arrival("resign")], ([granted, { from, message }]) => takeBack(granted, from, message.epoch))
      .with([grantor, timeout("lease")], ([granted]) => runOut(granted))

      .with([waiting, { type: "start" }], ([candidate]) => ask(cell, candidate))
      .with([waiting, timeout("patience")], ([candidate]) => ask(cell, candidate))
      .with([leading, timeout("tenure")], ([holder]) => ask(cell, holder))
      .with([hoping, notice], ([candidate, { request }]) => succeed(cell, candidate, request.process))
      .with([asking, arrival("granted")], ([candidate, { message }]) => accept(candidate, message.epoch))
      .with([asking, arrival("refused")], ([candidate, { message }]) => giveWay(cell, candidate, message))
      .with([asking, timeout("answer")], ([candidate]) => wait(candidate, candidate.epoch, candidate.leader))

      .with([holding, timeout("renewal")], ([holder]) => renew(cell, holder))
      .with([renewing, timeout("answer")], ([holder]) => renew(cell, holder))
      .with([renewing, arrival("granted")], ([holder, { message }]) => keep(holder, message.epoch))
      .with([renewing, arrival("refused")], ([holder, { message }]) => giveWay(cell, holder, message))
      .with([leading, { type: "request", request: { type: "resign" } }], ([holder]) => resign(cell, holder))

      // What remains comes late, or is meant for another role: nothing happens.
      .otherwise(() => [state]),

  durable: (state) => (state.role === "grantor" ? { epoch: state.epoch, holder: state.holder } : null),
  leadership: ({ self }, state) => leadershipOf(self, state),
  // A tenure outlasts two renewals that are lost; a lease outlasts the tenure by an answer and a tick.
  timers: () => ({ renewal: 1, answer: 1, patience: 2, tenure: 4, lease: 6 }),
};

const grantor = { role: "grantor" } as const;
const waiting = { role: "waiting" } as const;
const asking = { role: "asking" } as const;
const holding = { role: "holding" } as const;
const renewing = { role: "renewing" } as const;
const hoping = { role: P.union("waiting", "asking") } as const;
const leading = { role: P.union("holding", "renewing") } as const;
const notice = { type: "request", request: { type: "gone" } } as const;
const arrival = <const T>(type: T) => ({ type: "receive", message: { type } }) as const;
const timeout = <const T>(timer: T) => ({ type: "timeout", timer }) as const;

/** A grantor that returns lets a lease run for its full time once more: it does not know how much of it is over. */
function honour(granted: LeaseGrantor): Step<Lease> {
  return granted.holder === null ? [granted] : [granted, setTimer("lease")];
}

/** The lease is granted if nobody has it, if its holder does not lead any more (it asks itself), or is known to be gone. */
function decide(granted: LeaseGrantor, asker: ProcessId, gone: ProcessId | null): Step<Lease> {
  const { epoch, holder } = granted;
  if (holder !== null && holder !== asker && holder !== gone) {
    return [granted, send(asker, { type: "refused", epoch, holder })];
  }
  const next: LeaseGrantor = { role: "grantor", epoch: epoch + 1, holder: asker };
  return [next, setTimer("lease"), send(asker, { type: "granted", epoch: next.epoch })];
}

/** A lease that nobody has renewed is over. */
function runOut(granted: LeaseGrantor): Step<Lease> {
  return [granted.holder === null ? granted : { ...granted, holder: null }];
}

/** The lease runs for its full time again, if whoever renews it still holds it. */
function extend(granted: LeaseGrantor, from: ProcessId, epoch: number): Step<Lease> {
  const { holder } = granted;
  if (holder === from && epoch === granted.epoch)
    return [granted, setTimer("lease"), send(from, { type: "granted", epoch })];
  return [granted, send(from, { type: "refused", epoch: granted.epoch, holder })];
}

/** The lease is over at once where its holder gives it back. */
function takeBack(granted: LeaseGrantor, from: ProcessId, epoch: number): Step<Lease> {
  if (granted.holder !== from || granted.epoch !== epoch) return [granted];
  return [{ role: "grantor", epoch, holder: null }, cancelTimer("lease")];
}

/** A process asks for the lease; one whose tenure is over has to ask like all others. */
function ask(cell: Cell, state: Candidate, gone: ProcessId | null = null): Step<Lease> {
  const leader = gone === null && "leader" in state ? state.leader : null;
  return become(state, { role: "asking", epoch: state.epoch, leader }, toGrantor(cell, { type: "ask", gone }));
}

/** A process that follows one that is gone asks for its succession. */
function succeed(cell: Cell, state: Candidate & { readonly leader: ProcessId | null }, gone: ProcessId): Step<Lease> {
  return state.leader === gone ? ask(cell, state, gone) : [state];
}

/** A process leads once the lease is granted to it; a grant that is no news is an old one, of before. */
function accept(state: Candidate, epoch: number): Step<Lease> {
  return epoch > state.epoch ? become(state, { role: "holding", epoch }) : [state];
}

/** A holder asks for more time, and holds what it has in the meantime. */
function renew(cell: Cell, { role, epoch }: LeaseHolding | LeaseRenewing): Step<Lease> {
  return become({ role, epoch }, { role: "renewing", epoch }, toGrantor(cell, { type: "renew", epoch }));
}

/** The tenure begins anew with the answer to a renewal. */
function keep(state: LeaseRenewing, epoch: number): Step<Lease> {
  return epoch === state.epoch ? become(state, { role: "holding", epoch }) : [state];
}

/** Whoever is refused waits; that the grantor takes it for the holder itself makes nobody a leader. */
function giveWay({ self }: Cell, state: Candidate, { epoch, holder }: LeaseMessage & { type: "refused" }): Step<Lease> {
  return epoch < state.epoch ? [state] : wait(state, epoch, holder === self ? null : holder);
}

/** A holder leads no more from the moment on in which it gives the lease back. */
function resign(cell: Cell, state: LeaseHolding | LeaseRenewing): Step<Lease> {
  return wait(state, state.epoch, null, toGrantor(cell, { type: "resign", epoch: state.epoch }));
}

/** A process that does not lead asks again after a while. */
function wait(
  state: Candidate,
  epoch: number,
  leader: ProcessId | null,
  ...effects: readonly Effect<Lease>[]
): Step<Lease> {
  return become(state, { role: "waiting", epoch, leader }, ...effects);
}

/** What each role waits for. */
const waitsFor: Readonly<Record<Candidate["role"], readonly LeaseTimer[]>> = {
  waiting: ["patience"],
  asking: ["answer"],
  holding: ["tenure", "renewal"],
  renewing: ["tenure", "answer"],
};

/** What the old role waited for is called off, and what the new one waits for begins: but no tenure by asking for one. */
function become(before: Candidate, after: Candidate, ...effects: readonly Effect<Lease>[]): Step<Lease> {
  const over = waitsFor[before.role].filter((timer) => !waitsFor[after.role].includes(timer));
  const begun = waitsFor[after.role].filter((timer) => timer !== "tenure" || after.role === "holding");
  return [after, ...over.map((timer) => cancelTimer(timer)), ...effects, ...begun.map((timer) => setTimer(timer))];
}

/** A message to the grantor: the only other process that anybody knows. */
function toGrantor({ processes }: Cell, message: LeaseMessage): Effect<Lease> {
  return send(processes[0]!, message);
}

/** Whom a process takes for the leader: the grantor, whom it has granted the lease to. */
function leadershipOf(self: ProcessId, state: State): Leadership {
  const { epoch } = state;
  return match(state)
    .with({ role: "grantor" }, ({ holder }) => ({ leader: holder, epoch }))
    .with(hoping, ({ leader }) => ({ leader, epoch }))
    .with(leading, () => ({ leader: self, epoch }))
    .exhaustive();
}
