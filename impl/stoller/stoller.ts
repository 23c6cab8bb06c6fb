/**
 * Stoller's Bully: the highest process leads, also where silence does not mean death.
 *
 * As in Bully a process first asks all that outrank it (stage 1). If none
 * answers it does not lead at once: it *halts* those that it outranks, one after
 * the other (stage 2), and leads those that acknowledged. Who follows a leader
 * that outranks the asker rejects. Every election has a number, so that what
 * belongs to another one is known by it. A leader asks those below it again and
 * again whether they are normal; whoever is not, or follows a lower one, says so,
 * and the leader holds another election. So a false suspicion, a lost message
 * or a healed partition is mended.
 *
 * Premises: of one leader per election none, but for the disk that keeps the
 * count of elections. Of one leader at a time: nobody is taken for dead who is up.
 *
 * Source: Scott D. Stoller, "Leader Election in Asynchronous Distributed
 * Systems", IEEE Transactions on Computers 49(3), 2000, and its technical report,
 * "Leader Election in Distributed Systems with Crash Failures", Indiana
 * University, 1997. Where we depart:
 *
 * - Higher numbers outrank lower ones, as in Bully. There it is the other way round.
 * - The failure detector is made of messages and timers: AreYouUp with `answer`,
 *   NormQ as a heartbeat with `silence`. So nobody has to play dead to it.
 * - A number of an election there is (process, incarnation, counter), of which
 *   the disk keeps the incarnation. Here the disk keeps one counter.
 * - A process that waits for the asker, or follows an older election of it, is not
 *   normal, either: else a lost Leader, or a leader that quickly returned, would
 *   only be noticed by a time-out.
 */
import { match, P } from "ts-pattern";
import { broadcast, cancelTimer, type Effect, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Leadership, Protocol, Step } from "../../spec/protocol.ts";
import type {
  ElectionNumber,
  Stoller,
  StollerElec2,
  StollerMessage,
  StollerState,
} from "../../spec/stoller/vocabulary.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";

/** Stoller's Bully as a pure reducer. */
export const stoller: Protocol<Stoller> = {
  name: "stoller",
  init: (_cluster, held = 0) => ({ role: "elec1", held }),
  step,
  durable: ({ held }) => held,
  leadership: leadershipOf,
  // Stage 1 takes a tick, and each process that is down another one; a follower waits out an election of its leader.
  timers: ({ processes: { length } }) => ({
    heartbeat: 1,
    answer: 1,
    coordinator: length,
    silence: Math.max(3, length),
  }),
};

/** The one timer of each role. */
const timerOf = {
  elec1: "answer",
  elec2: "answer",
  wait: "coordinator",
  follower: "silence",
  leader: "heartbeat",
} as const;

function step(cluster: Cluster<Stoller>, state: StollerState, event: Event<Stoller>): Step<Stoller> {
  const outranked = P.number.lt(cluster.self);
  const outranking = P.number.gt(cluster.self);
  return (
    match<[StollerState, Event<Stoller>], Step<Stoller>>([state, event])
      .with([P._, { type: "start" }], () => startStage1(cluster, state))
      .with([{ role: "follower" }, timeout("silence")], () => startStage1(cluster, state))
      .with([{ role: "wait" }, timeout("coordinator")], () => startStage1(cluster, state))
      .with([{ role: "elec1" }, timeout("answer")], () => startStage2(cluster, state))
      .with([{ role: "elec2" }, timeout("answer")], ([elec2]) => continueStage2(cluster, elec2))
      .with([{ role: "leader" }, timeout("heartbeat")], () => askWhetherNormal(cluster, state))

      .with([P._, receive("AreYouUp", outranked)], ([, { from }]) => [state, send(from, { type: "Up" })])
      .with([{ role: "elec1" }, receive("Up", outranking)], ([, { from }]) => wait(state, from, null))

      .with([P._, receive("Halt", outranking)], ([, { from, message }]) => halt(cluster, state, from, message.election))
      .with([{ role: "elec2" }, receive("Ack", outranked)], ([elec2, { from, message }]) =>
        isAnswer(cluster, elec2, from, message)
          ? continueStage2(cluster, { ...elec2, acks: [...elec2.acks, from] }, cancelTimer("answer"))
          : [state],
      )
      .with([{ role: "elec2" }, receive("Rej", outranked)], ([elec2, { from, message }]) =>
        isAnswer(cluster, elec2, from, message) ? continueStage2(cluster, elec2, cancelTimer("answer")) : [state],
      )
      .with([{ role: "wait" }, receive("Leader", outranking)], ([{ held, election }, { from, message }]) =>
        election === message.election
          ? [{ role: "follower", held, leader: from, election }, cancelTimer("coordinator"), setTimer("silence")]
          : [state],
      )

      .with([P._, receive("NormQ", outranking)], ([, { from, message }]) => reply(state, from, message.election))
      .with([{ role: "leader" }, receive("NotNorm", outranked)], ([, { message }]) =>
        message.election === numberOf(cluster, state) ? startStage2(cluster, state, cancelTimer("heartbeat")) : [state],
      )

      // What remains comes late, or is meant for another role: nothing happens.
      .otherwise(() => [state])
  );
}

/** Stage 1: a process asks all that outrank it whether they are up. One that nobody outranks goes on to stage 2. */
function startStage1(cluster: Cluster<Stoller>, state: StollerState): Step<Stoller> {
  const above = cluster.processes.filter((process) => process > cluster.self);
  if (above.length === 0) return startStage2(cluster, state);
  return [{ role: "elec1", held: state.held }, ...broadcast(above, { type: "AreYouUp" }), setTimer("answer")];
}

/** Stage 2: a process gives a new number, and halts those that it outranks. */
function startStage2(
  cluster: Cluster<Stoller>,
  { held }: StollerState,
  ...before: readonly Effect<Stoller>[]
): Step<Stoller> {
  return continueStage2(cluster, { role: "elec2", held: held + 1, pending: cluster.self, acks: [] }, ...before);
}

/** Stage 2 goes on: the next lower process is halted. Where there is none, those that acknowledged have a leader. */
function continueStage2(
  cluster: Cluster<Stoller>,
  elec2: StollerElec2,
  ...before: readonly Effect<Stoller>[]
): Step<Stoller> {
  const election = numberOf(cluster, elec2);
  const pending = Math.max(...cluster.processes.filter((process) => process < elec2.pending));
  if (pending > Number.NEGATIVE_INFINITY) {
    return [{ ...elec2, pending }, ...before, send(pending, { type: "Halt", election }), setTimer("answer")];
  }
  const leader: StollerState = { role: "leader", held: elec2.held };
  return [leader, ...before, ...broadcast(elec2.acks, { type: "Leader", election }), setTimer("heartbeat")];
}

/** A process that is halted stops whatever it does and waits, unless it has, or waits for, a better leader. */
function halt(
  cluster: Cluster<Stoller>,
  state: StollerState,
  asker: ProcessId,
  election: ElectionNumber,
): Step<Stoller> {
  if (superiorOf(state, cluster.self) > asker) return [state, send(asker, { type: "Rej", election })];
  return wait(state, asker, election, send(asker, { type: "Ack", election }));
}

/** A process leaves the election to another one. */
function wait(
  state: StollerState,
  awaited: ProcessId,
  election: ElectionNumber | null,
  ...answer: readonly Effect<Stoller>[]
): Step<Stoller> {
  const { role, held } = state;
  const stopped = role === "wait" ? [] : [cancelTimer(timerOf[role])];
  return [{ role: "wait", held, awaited, election }, ...stopped, ...answer, setTimer("coordinator")];
}

/** The leader asks those that it outranks whether they are normal. */
function askWhetherNormal(cluster: Cluster<Stoller>, state: StollerState): Step<Stoller> {
  const below = cluster.processes.filter((process) => process < cluster.self);
  const question: StollerMessage = { type: "NormQ", election: numberOf(cluster, state) };
  return [state, ...broadcast(below, question), setTimer("heartbeat")];
}

/** A follower hears from its leader; whoever has no leader, a lower one, or the asker from an older election, says so. */
function reply(state: StollerState, asker: ProcessId, election: ElectionNumber): Step<Stoller> {
  if (state.role === "follower") {
    if (state.leader > asker) return [state];
    if (state.leader === asker && state.election === election) return [state, setTimer("silence")];
  }
  if (state.role === "wait" && state.awaited > asker) return [state];
  return [state, send(asker, { type: "NotNorm", election })];
}

/** Whom a process follows or waits for; itself where nobody. */
function superiorOf(state: StollerState, self: ProcessId): ProcessId {
  if (state.role === "follower") return state.leader;
  return state.role === "wait" ? state.awaited : self;
}

/** Whether a message answers the Halt for which an election waits. */
function isAnswer(
  cluster: Cluster<Stoller>,
  elec2: StollerElec2,
  from: ProcessId,
  message: { readonly election: ElectionNumber },
): boolean {
  return elec2.pending === from && message.election === numberOf(cluster, elec2);
}

/** The number of the last election that a process has held. */
function numberOf({ processes, self }: Cluster<Stoller>, { held }: StollerState): ElectionNumber {
  return held * processes.length + processes.indexOf(self);
}

function leadershipOf(cluster: Cluster<Stoller>, state: StollerState): Leadership {
  if (state.role === "leader") return { leader: cluster.self, epoch: numberOf(cluster, state) };
  if (state.role === "follower") return { leader: state.leader, epoch: state.election };
  return { leader: null };
}

const timeout = <const T>(timer: T) => ({ type: "timeout", timer }) as const;

/** The pattern of a message of type `type` from a process that fits `from`. */
function receive<const T extends string, const F>(
  type: T,
  from: F,
): { readonly type: "receive"; readonly from: F; readonly message: { readonly type: T } } {
  return { type: "receive", from, message: { type } };
}
