/**
 * The Bully algorithm: of all processes that are up, the one with the highest
 * number leads, and it takes the lead by force.
 *
 * A process that misses its coordinator asks every process that outranks it.
 * If none answers in time it leads, and says so to all that it outranks. If one
 * answers, that one holds an election itself, and the asker waits to hear who won.
 *
 * Premises: processes fail only by stopping, no message is lost, and an answer
 * comes within the time that `answer` runs. A process that is slow, or that
 * cannot be reached, is taken for dead, and then two processes lead.
 *
 * Source: Hector Garcia-Molina, "Elections in a Distributed Computing System",
 * IEEE Transactions on Computers C-31(1), 1982: the first of its two
 * algorithms, for networks that lose nothing and are in time. Where we depart:
 *
 * - Followers there ask the coordinator "are you up?" from time to time. Here the
 *   coordinator repeats its Coordinator as a heartbeat, and followers listen.
 * - A winner there first halts the processes below it and then hands them a new
 *   state. Here one Coordinator does both, as in most textbooks.
 * - A leader that is asked does not hold another election: it answers with Coordinator.
 */
import { match, P } from "ts-pattern";
import type { Bully, BullyState } from "../../spec/bully/vocabulary.ts";
import { broadcast, cancelTimer, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

/** The Bully algorithm as a pure reducer. */
export const bully: Protocol<Bully> = {
  name: "bully",
  // A process boots into an election, which its start step opens.
  init: () => ({ role: "candidate" }),
  step,
  durable: () => null,
  leadership: ({ self }, state) => ({
    leader: state.role === "leader" ? self : state.role === "follower" ? state.leader : null,
  }),
  timers: () => ({ heartbeat: 1, answer: 1, coordinator: 2, silence: 3 }),
};

/** The one timer that each role but a follower's waits for. */
const timerOf = { candidate: "answer", deferring: "coordinator", leader: "heartbeat" } as const;

function step(cluster: Cluster<Bully>, state: BullyState, event: Event<Bully>): Step<Bully> {
  const outranked = P.number.lt(cluster.self);
  const outranking = P.number.gt(cluster.self);
  return (
    match<[BullyState, Event<Bully>], Step<Bully>>([state, event])
      // A process that starts or returns holds an election, whoever leads: this is the bullying.
      .with([P._, { type: "start" }], () => holdElection(cluster))
      .with([{ role: "follower" }, { type: "timeout", timer: "silence" }], () => holdElection(cluster))
      .with([{ role: "deferring" }, { type: "timeout", timer: "coordinator" }], () => holdElection(cluster))
      .with([{ role: "candidate" }, { type: "timeout", timer: "answer" }], () => lead(cluster))
      .with([{ role: "leader" }, { type: "timeout", timer: "heartbeat" }], () => lead(cluster, state))

      .with([{ role: "follower" }, receive("Election", outranked)], ([, { from }]) => takeOver(cluster, from))
      .with([{ role: "leader" }, receive("Election", outranked)], ([, { from }]) => [
        state,
        send(from, { type: "Coordinator" }),
      ])
      .with([P._, receive("Election", outranked)], ([, { from }]) => [state, send(from, { type: "Answer" })])

      .with([{ role: "candidate" }, receive("Answer", outranking)], () => defer())
      .with([P._, receive("Coordinator", outranking)], ([, { from }]) => follow(state, from))

      // What remains comes late, or is meant for another role: nothing happens.
      .otherwise(() => [state])
  );
}

/** A process holds an election: it asks all that outrank it. One that nobody outranks has won. */
function holdElection(cluster: Cluster<Bully>): Step<Bully> {
  const above = cluster.processes.filter((process) => process > cluster.self);
  if (above.length === 0) return lead(cluster);
  return [{ role: "candidate" }, ...broadcast(above, { type: "Election" }), setTimer("answer")];
}

/** A process that is asked by one that it outranks answers it, and holds an election in its place. */
function takeOver(cluster: Cluster<Bully>, asker: ProcessId): Step<Bully> {
  const [state, ...effects] = holdElection(cluster);
  return [state, cancelTimer("silence"), send(asker, { type: "Answer" }), ...effects];
}

/** A process that nobody outranks, or nobody who answers, is the coordinator, and says so to all that it outranks. */
function lead(cluster: Cluster<Bully>, state: BullyState = { role: "leader" }): Step<Bully> {
  const below = cluster.processes.filter((process) => process < cluster.self);
  return [state, ...broadcast(below, { type: "Coordinator" }), setTimer("heartbeat")];
}

/** A candidate that is answered leaves the election to those that outrank it. */
function defer(): Step<Bully> {
  return [{ role: "deferring" }, cancelTimer("answer"), setTimer("coordinator")];
}

/** A process that hears a coordinator follows it, and gives up whatever it was about. */
function follow(state: BullyState, leader: ProcessId): Step<Bully> {
  if (state.role === "follower" && state.leader === leader) return [state, setTimer("silence")];
  const stopped = state.role === "follower" ? [] : [cancelTimer(timerOf[state.role])];
  return [{ role: "follower", leader }, ...stopped, setTimer("silence")];
}

/** The pattern of a message of type `type` from a process that fits `from`. */
function receive<const T extends string, const F>(
  type: T,
  from: F,
): { readonly type: "receive"; readonly from: F; readonly message: { readonly type: T } } {
  return { type: "receive", from, message: { type } };
}
