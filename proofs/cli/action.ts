/** What was done, and what came of it, in words. */
import type { Action, ProcessSnapshot } from "../../model/result.ts";
import type { Effect } from "../../spec/effect.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { inWords } from "./value.ts";
import { counted, listed, printable } from "./words.ts";

/** An action as a sentence without its full stop: `process 2 receives Vote {term 1, granted} from 3`. */
export function actionInWords(action: Action): string {
  switch (action.type) {
    case "start":
      return `process ${action.process} starts`;
    case "deliver":
      return `process ${action.process} receives ${arrived(action)}`;
    case "duplicate":
      return `process ${action.process} receives ${arrived(action)}, and a copy of it stays on its way`;
    case "drop":
      return `${inWords(action.message)} from ${action.from} to ${action.process} is lost${because(action.cause)}`;
    case "timeout":
      return `process ${action.process} times out: ${printable(action.timer)}`;
    case "request":
      return `process ${action.process} is asked: ${inWords(action.request)}`;
    case "tick":
      return "a tick passes";
    case "tornStep":
      return `${actionInWords(action.step)}, and crashes having sent ${action.sent} of ${counted(action.of, "message")}`;
    case "lostWrite":
      return `process ${action.process} crashes, and its disk lacks the last write`;
    case "missedTick":
      return `a tick passes, and process ${action.process} misses it`;
    case "extraTick":
      return `a tick passes for process ${action.process} alone`;
    case "crash":
      return `process ${action.process} crashes`;
    case "restart":
      return `process ${action.process} restarts with what its disk holds`;
    case "amnesia":
      return `process ${action.process} restarts with an empty disk`;
    case "cut":
      return `a partition cuts ${sideInWords(action.sides[0])} from ${sideInWords(action.sides[1])}`;
    case "heal":
      return "the partition heals";
  }
}

function arrived({ message, from, process }: { message: unknown; from: ProcessId; process: ProcessId }): string {
  return `${inWords(message)} from ${from === process ? "itself" : from}`;
}

function because(cause: "lost" | "down" | "cut"): string {
  if (cause === "down") return ": its receiver is down";
  return cause === "cut" ? ": the link is cut" : "";
}

function sideInWords(side: readonly ProcessId[]): string {
  return `${side.length === 1 ? "process" : "processes"} ${listed(side)}`;
}

/** What was sent, one entry for each message with all its receivers: `Heartbeat {term 1} to 1 and 3`. */
export function sendsInWords(effects: readonly Effect[]): readonly string[] {
  const receivers = new Map<string, ProcessId[]>();
  for (const effect of effects) {
    if (effect.type !== "send") continue;
    const message = inWords(effect.message);
    receivers.set(message, [...(receivers.get(message) ?? []), effect.to]);
  }
  return [...receivers].map(([message, to]) => `${message} to ${listed(to)}`);
}

/**
 * Which timers were set and cancelled: `sets election (3 ticks)`.
 *
 * @remarks
 * Cancelling a timer that was not armed is left out, since nothing comes of it.
 */
export function timersInWords(effects: readonly Effect[], before: ProcessSnapshot, after: ProcessSnapshot): string {
  const armed = new Set(Object.keys(before.timers));
  const parts: string[] = [];
  for (const effect of effects) {
    if (effect.type === "setTimer") {
      const ticks = after.timers[effect.timer];
      parts.push(`sets ${printable(effect.timer)}${typeof ticks === "number" ? ` (${counted(ticks, "tick")})` : ""}`);
      armed.add(effect.timer);
    } else if (effect.type === "cancelTimer" && armed.delete(effect.timer)) {
      parts.push(`cancels ${printable(effect.timer)}`);
    }
  }
  return parts.join(", ");
}
