/**
 * A process within its host, as a protocol of its own: what the explorer takes to
 * look at the interpreter of effects.
 *
 * Nothing is atomic here that is not in reality: the commands of the interpreter
 * lie on a desk and are carried out one by one, a write is asked for and done
 * later, a timer that runs out rings in a loop that gets round to it later, when
 * it may be cancelled already. A crash may fall between any two of these, and
 * leaves what is on the disk.
 */
import type { Command, Hosted, Input, Turn } from "../../impl/hosts/interpreter.ts";
import type { Effect } from "../../spec/effect.ts";
import { cancelTimer, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Leadership, Protocol, Step } from "../../spec/protocol.ts";
import type { Cluster, Vocabulary } from "../../spec/vocabulary.ts";

/** What the disk holds: `null` where nothing was ever written. */
export type DiskContent<V extends Vocabulary> = { readonly incarnation: number; readonly durable: V["Durable"] } | null;

/** What a host and its surroundings are. */
export interface HostedState<V extends Vocabulary> {
  readonly disk: DiskContent<V>;
  /** What the interpreter keeps; `null` before the boot. */
  readonly host: Hosted<V> | null;
  /** The commands that are not carried out yet. */
  readonly desk: readonly Command<V>[];
  /** What is being written; `null` where nothing is. */
  readonly writing: { readonly durable: V["Durable"] } | null;
  /** The timers that run, with the numbers of their armings. */
  readonly clocks: Readonly<Record<string, number>>;
  /** What has rung, and was not heard yet. */
  readonly bells: readonly { readonly timer: V["Timer"]; readonly arming: number }[];
  /** What the user was told. */
  readonly told: Leadership;
}

/** A message with what its host adds. */
export interface Letter<V extends Vocabulary> {
  readonly incarnation: number;
  readonly to: number | null;
  readonly message: V["Message"];
}

/** The words of a process within its host. `desk`, `disk` and `loop` are no timers of the process, but what goes on beside it. */
export interface InHost<V extends Vocabulary> extends Vocabulary {
  readonly State: HostedState<V>;
  readonly Message: Letter<V>;
  readonly Timer: V["Timer"] | "desk" | "disk" | "loop";
  readonly Request: never;
  readonly Durable: DiskContent<V>;
  readonly Parameters: V["Parameters"];
}

/** The two functions of the interpreter. */
export interface Interpreter {
  boot<V extends Vocabulary>(
    protocol: Protocol<V>,
    cluster: Cluster<V>,
    incarnation: number,
    durable?: V["Durable"],
  ): Turn<V>;
  feed<V extends Vocabulary>(protocol: Protocol<V>, cluster: Cluster<V>, hosted: Hosted<V>, input: Input<V>): Turn<V>;
}

/** A protocol within the host that `interpreter` makes. */
export function inHost<V extends Vocabulary>(protocol: Protocol<V>, { boot, feed }: Interpreter): Protocol<InHost<V>> {
  type State = HostedState<V>;
  type Answer = Step<InHost<V>>;
  const inner = (cluster: Cluster<InHost<V>>): Cluster<V> => cluster as Cluster<Vocabulary> as Cluster<V>;

  /** What the interpreter answers is put on the desk; what is only to be logged or counted is done with. */
  function answered(state: State, [host, ...commands]: Turn<V>): Answer {
    const more = commands.filter(({ type }) => type !== "took" && type !== "refuse");
    const desk = [...state.desk, ...more];
    return [{ ...state, host, desk }, ...(state.desk.length === 0 && desk.length > 0 ? [setTimer("desk")] : [])];
  }

  function fed(cluster: Cluster<InHost<V>>, state: State, input: Input<V>): Answer {
    return state.host === null ? [state] : answered(state, feed(protocol, inner(cluster), state.host, input));
  }

  /** The first command on the desk is carried out. */
  function carriedOut(state: State): Answer {
    const [command, ...desk] = state.desk;
    if (command === undefined) return [state];
    const [next, ...effects] = doneWith({ ...state, desk }, command);
    return [next, ...effects, ...(desk.length > 0 ? [setTimer("desk")] : [])];
  }

  function doneWith(state: State, command: Command<V>): readonly [State, ...Effect<InHost<V>>[]] {
    switch (command.type) {
      case "write":
        return [{ ...state, writing: { durable: command.durable } }, setTimer("disk")];
      case "send": {
        const { to, incarnation, message } = command;
        return [state, send(to, { incarnation: state.host!.incarnation, to: incarnation, message })];
      }
      case "arm":
        return [{ ...state, clocks: { ...state.clocks, [command.timer]: command.arming } }, setTimer(command.timer)];
      case "disarm": {
        const { [command.timer as string]: _, ...clocks } = state.clocks;
        return [{ ...state, clocks }, cancelTimer(command.timer)];
      }
      case "tell":
        return [{ ...state, told: command.after }];
      default:
        return [state];
    }
  }

  function step(cluster: Cluster<InHost<V>>, state: State, event: Event<InHost<V>>): Answer {
    switch (event.type) {
      case "start": {
        const incarnation = (state.disk?.incarnation ?? 0) + 1;
        const turn =
          state.disk === null
            ? boot(protocol, inner(cluster), incarnation)
            : boot(protocol, inner(cluster), incarnation, state.disk.durable);
        return answered(state, turn);
      }
      case "receive": {
        const { incarnation, to, message } = event.message;
        return fed(cluster, state, { type: "arrival", from: event.from, incarnation, to, message });
      }
      case "timeout":
        return elapsed(cluster, state, event.timer);
      default:
        return [state];
    }
  }

  function elapsed(cluster: Cluster<InHost<V>>, state: State, timer: InHost<V>["Timer"]): Answer {
    switch (timer) {
      case "desk":
        return carriedOut(state);
      case "disk": {
        if (state.writing === null || state.host === null) return [state];
        const disk = { incarnation: state.host.incarnation, durable: state.writing.durable };
        return fed(cluster, { ...state, disk, writing: null }, { type: "written" });
      }
      case "loop": {
        const [bell, ...bells] = state.bells;
        if (bell === undefined) return [state];
        const [next, ...effects] = fed(cluster, { ...state, bells }, { type: "ring", ...bell });
        return [next, ...effects, ...(bells.length > 0 ? [setTimer("loop")] : [])];
      }
      default: {
        const { [timer as string]: arming, ...clocks } = state.clocks;
        if (arming === undefined) return [state];
        return [{ ...state, clocks, bells: [...state.bells, { timer, arming }] }, setTimer("loop")];
      }
    }
  }

  return {
    name: `${protocol.name} in its host`,
    init: (_cluster, disk = null) => ({
      disk,
      host: null,
      desk: [],
      writing: null,
      clocks: {},
      bells: [],
      told: { leader: null },
    }),
    step,
    durable: ({ disk }) => disk,
    leadership: (_cluster, { told }) => told,
    timers: (cluster) =>
      ({ ...protocol.timers(inner(cluster)), desk: 1, disk: 1, loop: 1 }) as ReturnType<Protocol<InHost<V>>["timers"]>,
  };
}
