/**
 * A small protocol that notices what a host must not do to it.
 *
 * Its processes count alarms, and what they have counted is durable. At each alarm
 * a process sends two parts of a report to the others, who answer the second. It
 * says what is wrong with its host in its state: a timer that fires without being
 * armed, parts in the wrong order, an answer to a question of an earlier boot.
 */
import { broadcast, cancelTimer, send, setTimer } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Protocol, Step } from "../../spec/protocol.ts";
import type { Cluster, ProcessId, Vocabulary } from "../../spec/vocabulary.ts";

/** What a probe found wrong with its host. */
export type Fault = "a timer fired that was not armed" | "messages out of order" | "an answer to an earlier boot";

/** What a probe is. */
export interface ProbeState {
  /** How many times it booted, and how many alarms it counted. */
  readonly boots: number;
  readonly count: number;
  readonly isArmed: boolean;
  /** The last part that it received, by sender. */
  readonly last: Readonly<Record<ProcessId, { readonly boots: number; readonly count: number; readonly part: 1 | 2 }>>;
  readonly fault: Fault | null;
}

export interface Probe extends Vocabulary {
  readonly State: ProbeState;
  readonly Message:
    | { readonly type: "report"; readonly boots: number; readonly count: number; readonly part: 1 | 2 }
    | { readonly type: "answer"; readonly boots: number };
  readonly Timer: "alarm";
  readonly Request: never;
  readonly Durable: { readonly boots: number; readonly count: number };
  readonly Parameters: { readonly mostCounts: number };
}

export const probe: Protocol<Probe> = {
  name: "probe",
  init: (_cluster, durable = { boots: 0, count: 0 }) => ({ ...durable, isArmed: false, last: {}, fault: null }),
  step,
  durable: ({ boots, count }) => ({ boots, count }),
  leadership: () => ({ leader: null }),
  timers: () => ({ alarm: 1 }),
};

function step(cluster: Cluster<Probe>, state: ProbeState, event: Event<Probe>): Step<Probe> {
  if (event.type === "start") return [{ ...state, boots: state.boots + 1, isArmed: true }, setTimer("alarm")];
  if (event.type === "timeout") {
    if (!state.isArmed) return [{ ...state, fault: "a timer fired that was not armed" }];
    return report(cluster, { ...state, isArmed: false });
  }
  if (event.type !== "receive") return [state];
  const { from, message } = event;
  if (message.type === "answer")
    return message.boots === state.boots ? [state] : [{ ...state, fault: "an answer to an earlier boot" }];
  return listen(state, from, message);
}

/** Counts the alarm, and tells the others in two parts. */
function report({ processes, self, parameters }: Cluster<Probe>, state: ProbeState): Step<Probe> {
  if (state.count === parameters.mostCounts) return [state];
  const { boots } = state;
  const count = state.count + 1;
  const others = processes.filter((process) => process !== self);
  const parts = ([1, 2] as const).flatMap((part) => broadcast(others, { type: "report" as const, boots, count, part }));
  return [{ ...state, count }, ...parts];
}

/** The first part of a report sets the alarm anew where it is armed; the second one cancels it, and is answered. */
function listen(
  state: ProbeState,
  from: ProcessId,
  message: Probe["Message"] & { readonly type: "report" },
): Step<Probe> {
  const { boots, count, part } = message;
  const last = state.last[from];
  const heard: ProbeState = { ...state, last: { ...state.last, [from]: { boots, count, part } } };
  if (last?.boots === boots && last.count === count && last.part >= part)
    return [{ ...heard, fault: "messages out of order" }];
  if (part === 1) return [heard, ...(state.isArmed ? [setTimer("alarm")] : [])];
  return [{ ...heard, isArmed: false }, cancelTimer("alarm"), send(from, { type: "answer", boots })];
}
