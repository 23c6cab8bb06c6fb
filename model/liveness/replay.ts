import type { Epochs } from "../../spec/epochs.ts";
import type { Event } from "../../spec/event.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { canonical } from "../plain.ts";
import type { ProcessSnapshot, Snapshot, Trace, TraceStep } from "../result.ts";

/**
 * Takes a trace once more, step by step, with the reducers themselves.
 *
 * @remarks
 * The engine knows steps from its tables. A run that goes on for ever is put
 * together from many of them, so that it is worth to see that it is one.
 *
 * @returns the trace
 * @throws Error where a reducer answers otherwise
 */
export function replayed<V extends Vocabulary>({ protocol, epochs }: Model<V>, trace: Trace): Trace {
  const processes = trace.initial.processes.map(({ process }) => process);
  const parameters = trace.parameters as V["Parameters"];
  let before = trace.initial;
  for (const step of trace.steps) {
    const { action, after, effects } = step;
    const asked = eventOf<V>(step);
    if (asked !== null && "process" in action) {
      const self = action.process;
      const was = snapshotOf(before.processes, self);
      const is = snapshotOf(after.processes, self);
      const [state, ...answered] = protocol.step({ processes, parameters, self }, was.state as V["State"], asked);
      if (canonical(state) !== canonical(is.state) || canonical(answered) !== canonical(effects)) {
        throw new Error(`step ${step.step} of a trace is no step of ${protocol.name}: the engine contradicts itself`);
      }
    }
    before = after;
  }
  if (trace.repeatsFrom !== undefined) {
    const from = trace.repeatsFrom === 0 ? trace.initial : trace.steps[trace.repeatsFrom - 1]!.after;
    if (!isBack(from, before, { rise: trace.epochsRise, epochs })) {
      throw new Error(
        `a trace of ${protocol.name} does not lead back to where it repeats: the engine contradicts itself`,
      );
    }
  }
  return trace;
}

/** What the reducer of the process that acts was asked, or null where it was not, or booted first. */
function eventOf<V extends Vocabulary>({ action }: TraceStep): Event<V> | null {
  switch (action.type) {
    case "start":
      return { type: "start" };
    case "deliver":
    case "duplicate":
      return { type: "receive", from: action.from, message: action.message as V["Message"] };
    case "timeout":
      return { type: "timeout", timer: action.timer as V["Timer"] };
    case "request":
      return { type: "request", request: action.request as V["Request"] };
    default:
      return null;
  }
}

function snapshotOf(processes: readonly ProcessSnapshot[], self: number): ProcessSnapshot {
  return processes.find(({ process }) => process === self)!;
}

/**
 * Whether a run that came from one state to another is where it was: the same
 * state, or the same but for epochs that are all higher by `rise`. What history
 * variables remember does not count then: they remember more each time round.
 */
export function isBack<V extends Vocabulary>(
  from: Snapshot,
  to: Snapshot,
  { rise = 0, epochs }: { readonly rise?: number | undefined; readonly epochs?: Epochs<V> | undefined },
): boolean {
  if (rise === 0 || epochs === undefined) return canonical(from) === canonical(to);
  const shift = (epoch: number): number => epoch + rise;
  const processes = from.processes.map((process): ProcessSnapshot => {
    const { state, leadership, inbox } = process;
    const { epoch } = leadership;
    return {
      ...process,
      ...(state === undefined ? {} : { state: epochs.state(state as V["State"], shift) }),
      leadership: epoch === undefined ? leadership : { ...leadership, epoch: shift(epoch) },
      inbox: sorted(
        inbox.map((envelope) => ({ ...envelope, message: epochs.message(envelope.message as V["Message"], shift) })),
      ),
    };
  });
  const there = to.processes.map((process) => ({ ...process, inbox: sorted(process.inbox) }));
  return canonical([processes, from.cut]) === canonical([there, to.cut]);
}

/** Without the order in which numbers are written, which is not that of numbers. */
function sorted(inbox: ProcessSnapshot["inbox"]): ProcessSnapshot["inbox"] {
  return [...inbox].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}
