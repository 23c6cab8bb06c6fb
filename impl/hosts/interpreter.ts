/**
 * The interpreter of effects: what stands between a reducer and whatever runs it.
 *
 * It is a small state machine and pure: it knows no clock, no disk and no
 * network. A shell (processes of Node, tabs of a browser, a test's memory) hands
 * it what happened and carries out the commands that it answers, in their order.
 * The same file goes through the explorer, with a disk and a network that are
 * simulated.
 *
 * What it sees to:
 *
 * - One event at a time: what happens during a write waits for the end of it.
 * - What is durable reaches the disk before any message of the step leaves, and
 *   before anybody is told that this process leads. That it leads no more is told
 *   at once.
 * - Effects are carried out in their order.
 * - A timer that was cancelled or set anew since does not fire, however late its
 *   ring is heard of.
 * - A message that was sent to another incarnation of this process, or by an older
 *   one of its sender than is known, is refused. To the algorithm it is lost.
 *
 * A shell owes it: to answer every `write` with one `written`, once the value
 * cannot be lost any more, and to stop for good where it cannot write; to give
 * every boot a greater incarnation than any earlier one of the process.
 */
import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Leadership, Protocol } from "../../spec/protocol.ts";
import type { Cluster, ProcessId, Vocabulary } from "../../spec/vocabulary.ts";

/** What a host keeps of the process that it runs: plain data. */
export interface Hosted<V extends Vocabulary = Vocabulary> {
  /** The number of this boot: an integer, greater than that of any earlier boot of the process. */
  readonly incarnation: number;
  readonly state: V["State"];
  /** The effects that are held back until what is durable of their step is on the disk; `null` where no write is under way. */
  readonly held: readonly Effect<V>[] | null;
  /** What happened during the write, in order. */
  readonly waiting: readonly Occurrence<V>[];
  /** The timers that are armed, each with the number of its arming. */
  readonly armed: Readonly<Record<string, number>>;
  /** How many times a timer was armed so far. */
  readonly armings: number;
  /** The latest incarnation of each other process that was heard of. */
  readonly known: Readonly<Record<ProcessId, number>>;
  /** Whom this process takes for the leader, as the shell was told last. */
  readonly told: Leadership;
}

/** What a shell hands to the interpreter. */
export type Input<V extends Vocabulary = Vocabulary> = Occurrence<V> | Written;

/** What happens to the process from outside. */
export type Occurrence<V extends Vocabulary = Vocabulary> = Arrival<V> | Meeting | Ring<V> | Ask<V>;

/** The write that was asked for is on the disk. */
export interface Written {
  readonly type: "written";
}

/** A message arrives. */
export interface Arrival<V extends Vocabulary = Vocabulary> {
  readonly type: "arrival";
  readonly from: ProcessId;
  /** The incarnation of the sender. */
  readonly incarnation: number;
  /** The incarnation of this process that it was sent to; `null` where the sender knew of none. */
  readonly to: number | null;
  readonly message: V["Message"];
}

/**
 * The shell learnt in which incarnation another process is: two hosts tell each
 * other when they connect, and whoever refuses a message tells its sender. Else a
 * process that returns would hear nothing until it speaks itself.
 */
export interface Meeting {
  readonly type: "meeting";
  readonly with: ProcessId;
  readonly incarnation: number;
}

/** A timer runs out: the one that was armed under this number. */
export interface Ring<V extends Vocabulary = Vocabulary> {
  readonly type: "ring";
  readonly timer: V["Timer"];
  readonly arming: number;
}

/** The outside asks the process for something. */
export interface Ask<V extends Vocabulary = Vocabulary> {
  readonly type: "ask";
  readonly request: V["Request"];
}

/** What a shell does for the interpreter. */
export type Command<V extends Vocabulary = Vocabulary> =
  /** Put this on the disk in place of what is there, and answer `written`. */
  | { readonly type: "write"; readonly durable: V["Durable"] }
  /** Send a message, meant for this incarnation of its receiver (`null`: whichever it meets). */
  | {
      readonly type: "send";
      readonly to: ProcessId;
      readonly incarnation: number | null;
      readonly message: V["Message"];
    }
  /** Let a timer run for a duration out of `protocol.timers`, then answer `ring` with this number; it replaces one of the same name. */
  | { readonly type: "arm"; readonly timer: V["Timer"]; readonly arming: number }
  /** Stop a timer. */
  | { readonly type: "disarm"; readonly timer: V["Timer"] }
  /** Tell the user that this process takes another for the leader, or in another epoch. */
  | { readonly type: "tell"; readonly before: Leadership; readonly after: Leadership }
  /** Count a message that was refused. */
  | { readonly type: "refuse"; readonly from: ProcessId; readonly why: Refusal }
  /**
   * Log a step that the reducer took; a `write` follows where something durable
   * changed. `incarnation` is the sender's where a message was received, else `null`.
   */
  | {
      readonly type: "took";
      readonly event: Event<V>;
      readonly effects: readonly Effect<V>[];
      readonly incarnation: number | null;
    };

/** Why a message is refused: it was meant for another incarnation of this process, or comes from an outdated one of its sender. */
export type Refusal = "for another incarnation" | "from an older incarnation";

/** What the interpreter answers: what the host keeps now, and what the shell shall do, in this order. */
export type Turn<V extends Vocabulary = Vocabulary> = readonly [Hosted<V>, ...commands: readonly Command<V>[]];

/**
 * Boots a process, and has it take its start step.
 *
 * @remarks
 * The first command that matters is always a `write`: the shell keeps the
 * incarnation beside the durable value, and nobody may hear of an incarnation
 * that is not on the disk.
 *
 * @param incarnation - greater than that of any earlier boot of this process
 * @param durable - what the disk holds; absent where it holds nothing
 */
export function boot<V extends Vocabulary>(
  protocol: Protocol<V>,
  cluster: Cluster<V>,
  incarnation: number,
  durable?: V["Durable"],
): Turn<V> {
  const state = durable === undefined ? protocol.init(cluster) : protocol.init(cluster, durable);
  const told: Leadership = { leader: null };
  const fresh: Hosted<V> = { incarnation, state, held: null, waiting: [], armed: {}, armings: 0, known: {}, told };
  return step(protocol, cluster, fresh, { type: "start" }, { mustWrite: true });
}

/** Hands to the interpreter what happened. */
export function feed<V extends Vocabulary>(
  protocol: Protocol<V>,
  cluster: Cluster<V>,
  hosted: Hosted<V>,
  input: Input<V>,
): Turn<V> {
  if (input.type === "written") return release(protocol, cluster, hosted);
  if (hosted.held !== null) return [{ ...hosted, waiting: [...hosted.waiting, input] }];
  return meet(protocol, cluster, hosted, input);
}

/** The end of a write: what was held back is carried out, and then comes what waited, up to the next write. */
function release<V extends Vocabulary>(protocol: Protocol<V>, cluster: Cluster<V>, hosted: Hosted<V>): Turn<V> {
  if (hosted.held === null) return [hosted];
  const { held, waiting } = hosted;
  const turn = carryOut(protocol, cluster, { ...hosted, held: null, waiting: [] }, held);
  return waiting.reduce<Turn<V>>(
    ([now, ...commands], input) => append(commands, feed(protocol, cluster, now, input)),
    turn,
  );
}

/** Something from outside becomes an event of the reducer, unless it comes too late or is not meant for this process. */
function meet<V extends Vocabulary>(
  protocol: Protocol<V>,
  cluster: Cluster<V>,
  hosted: Hosted<V>,
  input: Occurrence<V>,
): Turn<V> {
  switch (input.type) {
    case "ring":
      return ring(protocol, cluster, hosted, input);
    case "arrival":
      return receive(protocol, cluster, hosted, input);
    case "meeting":
      return [{ ...hosted, known: knowing(hosted, input.with, input.incarnation) }];
    case "ask":
      return step(protocol, cluster, hosted, { type: "request", request: input.request });
  }
}

/** A timer fires if it is still armed under the number that rings, and is disarmed before its step. */
function ring<V extends Vocabulary>(
  protocol: Protocol<V>,
  cluster: Cluster<V>,
  hosted: Hosted<V>,
  { timer, arming }: Ring<V>,
): Turn<V> {
  if (hosted.armed[timer] !== arming) return [hosted];
  const { [timer]: _, ...armed } = hosted.armed;
  return step(protocol, cluster, { ...hosted, armed }, { type: "timeout", timer });
}

/** A message is received if it was sent to this very incarnation, by the latest one of its sender. */
function receive<V extends Vocabulary>(
  protocol: Protocol<V>,
  cluster: Cluster<V>,
  hosted: Hosted<V>,
  { from, incarnation, to, message }: Arrival<V>,
): Turn<V> {
  const latest = hosted.known[from];
  if (to !== null && to !== hosted.incarnation)
    return [hosted, { type: "refuse", from, why: "for another incarnation" }];
  if (latest !== undefined && incarnation < latest)
    return [hosted, { type: "refuse", from, why: "from an older incarnation" }];
  const known = knowing(hosted, from, incarnation);
  return step(protocol, cluster, { ...hosted, known }, { type: "receive", from, message }, { incarnation });
}

/** The latest incarnations that are known, with what was heard of one. */
function knowing<V extends Vocabulary>({ known }: Hosted<V>, of: ProcessId, incarnation: number): Hosted<V>["known"] {
  return incarnation <= (known[of] ?? Number.NEGATIVE_INFINITY) ? known : { ...known, [of]: incarnation };
}

/** The reducer takes a step. Where it changes what is durable, its effects are held back until that is on the disk. */
function step<V extends Vocabulary>(
  protocol: Protocol<V>,
  cluster: Cluster<V>,
  hosted: Hosted<V>,
  event: Event<V>,
  {
    mustWrite = false,
    incarnation = null,
  }: { readonly mustWrite?: boolean; readonly incarnation?: number | null } = {},
): Turn<V> {
  const [state, ...effects] = protocol.step(cluster, hosted.state, event);
  const durable = protocol.durable(state);
  const isDurable = !mustWrite && (state === hosted.state || areEqual(durable, protocol.durable(hosted.state)));
  const [stepped, ...tells] = tellLoss(cluster, { ...hosted, state }, protocol.leadership(cluster, state));
  const begun: readonly Command<V>[] = [{ type: "took", event, effects, incarnation }, ...tells];
  if (isDurable) return append(begun, carryOut(protocol, cluster, stepped, effects));
  return [{ ...stepped, held: effects }, ...begun, { type: "write", durable }];
}

/** Effects become commands, in their order; then the user is told of a leader that is new. */
function carryOut<V extends Vocabulary>(
  protocol: Protocol<V>,
  cluster: Cluster<V>,
  hosted: Hosted<V>,
  effects: readonly Effect<V>[],
): Turn<V> {
  const turn = effects.reduce<Turn<V>>(
    ([now, ...commands], effect) => append(commands, command(now, effect)),
    [hosted],
  );
  const [now, ...commands] = turn;
  return append(commands, tell(now, protocol.leadership(cluster, now.state)));
}

/** An effect becomes a command. */
function command<V extends Vocabulary>(hosted: Hosted<V>, effect: Effect<V>): Turn<V> {
  switch (effect.type) {
    case "send": {
      const { to, message } = effect;
      return [hosted, { type: "send", to, incarnation: hosted.known[to] ?? null, message }];
    }
    case "setTimer": {
      const arming = hosted.armings + 1;
      const armed = { ...hosted.armed, [effect.timer]: arming };
      return [
        { ...hosted, armed, armings: arming },
        { type: "arm", timer: effect.timer, arming },
      ];
    }
    case "cancelTimer": {
      if (hosted.armed[effect.timer] === undefined) return [hosted];
      const { [effect.timer as string]: _, ...armed } = hosted.armed;
      return [
        { ...hosted, armed },
        { type: "disarm", timer: effect.timer },
      ];
    }
  }
}

/** Tells the user whom this process takes for the leader, where that is news. */
function tell<V extends Vocabulary>(hosted: Hosted<V>, after: Leadership): Turn<V> {
  const before = hosted.told;
  if (before.leader === after.leader && before.epoch === after.epoch) return [hosted];
  return [
    { ...hosted, told: after },
    { type: "tell", before, after },
  ];
}

/** Whoever led, and does not in this epoch any more, is told so before anything else: a disk may take its time. */
function tellLoss<V extends Vocabulary>({ self }: Cluster<V>, hosted: Hosted<V>, after: Leadership): Turn<V> {
  const { told } = hosted;
  if (told.leader !== self || (after.leader === self && after.epoch === told.epoch)) return [hosted];
  return tell(hosted, after.leader === self ? { ...told, leader: null } : after);
}

/** A turn after some commands. */
function append<V extends Vocabulary>(commands: readonly Command<V>[], [hosted, ...more]: Turn<V>): Turn<V> {
  return [hosted, ...commands, ...more];
}

/** Whether two durable values are the same. An equal one with its keys in another order is written once more, which harms nobody. */
function areEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
