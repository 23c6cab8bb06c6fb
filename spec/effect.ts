import type { ProcessId, Vocabulary } from "./vocabulary.ts";

/** What a process wants done: plain data, applied in order by a host or by the explorer. */
export type Effect<V extends Vocabulary = Vocabulary> = Send<V> | SetTimer<V> | CancelTimer<V>;

/** Send a message. A process may send to itself; such a message travels like any other. */
export interface Send<V extends Vocabulary = Vocabulary> {
  readonly type: "send";
  readonly to: ProcessId;
  readonly message: V["Message"];
}

/** Arm a one-shot timer. Setting an armed timer replaces it. */
export interface SetTimer<V extends Vocabulary = Vocabulary> {
  readonly type: "setTimer";
  readonly timer: V["Timer"];
}

/** Disarm a timer. Cancelling one that is not armed does nothing. */
export interface CancelTimer<V extends Vocabulary = Vocabulary> {
  readonly type: "cancelTimer";
  readonly timer: V["Timer"];
}

/** The effect that sends `message` to process `to`. */
export function send<const M>(
  to: ProcessId,
  message: M,
): { readonly type: "send"; readonly to: ProcessId; readonly message: M } {
  return { type: "send", to, message };
}

/** The effects that send `message` to each of `to`, in that order. */
export function broadcast<const M>(
  to: readonly ProcessId[],
  message: M,
): readonly { readonly type: "send"; readonly to: ProcessId; readonly message: M }[] {
  return to.map((process) => send(process, message));
}

/** The effect that arms `timer`. */
export function setTimer<const T extends string>(timer: T): { readonly type: "setTimer"; readonly timer: T } {
  return { type: "setTimer", timer };
}

/** The effect that disarms `timer`. */
export function cancelTimer<const T extends string>(timer: T): { readonly type: "cancelTimer"; readonly timer: T } {
  return { type: "cancelTimer", timer };
}
