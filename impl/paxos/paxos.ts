/**
 * **Election by Paxos**: a synod decides who leads, and another one who succeeds.
 *
 * *Idea.* Time is divided into epochs. Who leads an epoch is decided by an
 * instance of the synod of its own, once and for ever. The leader repeats that it
 * is chosen, as a heartbeat. Where it falls silent, whoever notices first begins
 * the next epoch, and is its distinguished proposer: the others, asked for their
 * promises, wait before they propose anything themselves.
 *
 * *Premises.* The epoch, and what was promised and accepted in it, survive a
 * crash. For one leader per epoch nothing else is needed. That there is one in
 * the end needs timers that outlast the messages, most of the time; that a
 * leader of an earlier epoch knows at once that it is none any more is not
 * promised at all.
 *
 * *Source.* L. Lamport, "The Part-Time Parliament", TOCS 16(2), 1998: a separate
 * instance of the synod for each decree, section 3.1, and leaders that are
 * elected by a timeout, section 3.3.1; "Paxos Made Simple", 2001, sections 2.4
 * and 3. Where we depart: a decree is nothing but the name of a leader, and only
 * the latest instance is kept.
 */
import { match, P } from "ts-pattern";
import { broadcast, cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event, Receive } from "../../spec/event.ts";
import type { Paxos, PaxosState } from "../../spec/paxos/paxos.ts";
import type { Proposal, Synod } from "../../spec/paxos/synod.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { rank, synod } from "./synod.ts";

/** Election by Paxos as a pure reducer. */
export const paxos: Protocol<Paxos> = {
  name: "paxos",
  init: (cluster, durable) => ({ epoch: durable?.epoch ?? 1, synod: synod.init(asSynod(cluster), durable?.synod) }),
  step,
  durable: ({ epoch, synod: instance }) => ({ epoch, synod: synod.durable(instance) }),
  leadership: (cluster, { epoch, synod: instance }) => ({ ...synod.leadership(asSynod(cluster), instance), epoch }),
  // Silence outlasts a heartbeat that is lost, and does not end for all at once.
  timers: (cluster) => ({ ...synod.timers(asSynod(cluster)), heartbeat: 1, silence: 3 + rank(cluster) }),
};

function step(cluster: Cluster<Paxos>, state: PaxosState, event: Event<Paxos>): Step<Paxos> {
  const laterEpoch = { type: "receive", message: { epoch: P.number.gt(state.epoch) } } as const;
  const earlierEpoch = { type: "receive", message: { epoch: P.number.lt(state.epoch) } } as const;
  const request = { type: "receive", message: { type: P.union("prepare", "accept", "chosen") } } as const;
  const heartbeat = { type: "receive", message: { type: "chosen" } } as const;

  return match<[PaxosState, Event<Paxos>], Step<Paxos>>([state, event])
    .with([P._, laterEpoch], ([, received]) => enterEpoch(cluster, state, received))
    .with([knowing, P.intersection(earlierEpoch, request)], ([{ synod: learner }, { from }]) => [
      state,
      send(from, { type: "chosen", epoch: state.epoch, ...learner.chosen }),
    ])
    .with([P._, earlierEpoch], () => [state])
    .with([knowing, { type: "start" }], ([{ synod: learner }]) => [
      state,
      setTimer(watch(cluster, learner.chosen.value)),
    ])
    .with([knowing, heartbeat], ([{ synod: learner }, { from }]) => hear(cluster, state, learner.chosen.value, from))
    .with([knowing, { type: "timeout", timer: "silence" }], ([{ synod: learner }]) =>
      learner.chosen.value === cluster.self ? [state] : succeed(cluster, state),
    )
    .with([knowing, { type: "timeout", timer: "heartbeat" }], ([{ synod: learner }]) => [
      state,
      ...showItself(cluster, state, learner.chosen),
    ])
    .with([P._, { type: "start" }], ([, start]) => decide(cluster, state, start))
    .with([P._, { type: "timeout", timer: "proposal" }], ([, { type, timer }]) =>
      decide(cluster, state, { type, timer }),
    )
    .with([P._, { type: "receive" }], ([, { type, from, message }]) => decide(cluster, state, { type, from, message }))
    .otherwise(() => [state]);
}

/** A process of which the synod has decided on its epoch. */
const knowing = { synod: { role: "learner" } } as const;

/** The synod of this epoch takes the step; once it has decided, the leader shows itself and the others watch it. */
function decide(cluster: Cluster<Paxos>, state: PaxosState, event: Event<Synod>): Step<Paxos> {
  const { epoch } = state;
  const [next, ...effects] = synod.step(asSynod(cluster), state.synod, event);
  const said = effects.map((effect): Effect<Paxos> => {
    return effect.type === "send" ? { ...effect, message: { ...effect.message, epoch } } : effect;
  });
  if (next === state.synod) return [state, ...said];
  const isDecided = next.role === "learner";
  return [{ epoch, synod: next }, ...said, ...(isDecided ? [setTimer(watch(cluster, next.chosen.value))] : [])];
}

/** A process that hears of a later epoch enters it with nothing promised there, and answers what it received. */
function enterEpoch(cluster: Cluster<Paxos>, state: PaxosState, received: Receive<Paxos>): Step<Paxos> {
  const entered: PaxosState = { epoch: received.message.epoch, synod: synod.init(asSynod(cluster)) };
  const [next, ...effects] = step(cluster, entered, received);
  // The timer of a process that knew no leader runs on: it waits for one all the same.
  if (state.synod.role !== "learner") return [next, ...effects];
  return [next, cancelTimer(watch(cluster, state.synod.chosen.value)), setTimer("proposal"), ...effects];
}

/** A process whose leader has fallen silent begins the next epoch, and is the first to propose there. */
function succeed(cluster: Cluster<Paxos>, { epoch }: PaxosState): Step<Paxos> {
  const begun: PaxosState = { epoch: epoch + 1, synod: synod.init(asSynod(cluster)) };
  return decide(cluster, begun, { type: "timeout", timer: "proposal" });
}

/** Who hears from its leader waits anew. */
function hear({ self }: Cluster<Paxos>, state: PaxosState, leader: ProcessId, from: ProcessId): Step<Paxos> {
  return from === leader && leader !== self ? [state, setTimer("silence")] : [state];
}

/** A leader repeats that it is chosen, for as long as it leads. */
function showItself(
  { processes, self }: Cluster<Paxos>,
  { epoch }: PaxosState,
  { ballot, value }: Proposal,
): readonly Effect<Paxos>[] {
  if (value !== self) return [];
  const others = processes.filter((process) => process !== self);
  return [...broadcast(others, { type: "chosen", epoch, ballot, value }), setTimer("heartbeat")];
}

/** What a process waits for that knows the leader of its epoch. */
function watch({ self }: Cluster<Paxos>, leader: ProcessId): "heartbeat" | "silence" {
  return leader === self ? "heartbeat" : "silence";
}

/** The cluster in the words of the synod, which are the same here. */
function asSynod({ self, processes, parameters }: Cluster<Paxos>): Cluster<Synod> {
  return { self, processes, parameters };
}
