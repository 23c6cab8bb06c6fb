/**
 * A global state as one JSON value, and nothing clever about it: two states are
 * the same where {@link canonical} writes the same text.
 */
import type { Budgets, Scenario } from "../../model/scenario.ts";
import type { Claim } from "../../spec/claim.ts";
import type { History } from "../../spec/history.ts";
import type { Model } from "../../spec/model.ts";
import type { Cluster, Configuration, ProcessId, Vocabulary } from "../../spec/vocabulary.ts";

/** What is explored: everything that stays the same from state to state. */
export interface Setting {
  readonly model: Model;
  readonly scenario: Scenario;
  readonly claims: readonly Claim[];
  /** The history variables of the claims, each name once. */
  readonly histories: readonly History<Vocabulary, unknown>[];
}

/** A message in flight, in the inbox of its receiver. */
export interface Letter {
  readonly from: ProcessId;
  readonly message: unknown;
}

/** Everything that belongs to one process. */
export interface NaiveProcess {
  readonly status: "waiting" | "up" | "down";
  /** Absent where the process is down. */
  readonly state?: unknown;
  /** Present only where the process is down and may return. */
  readonly durable?: unknown;
  /** What was durable before the last write since it booted; kept only where a write can be lost, and there was one. */
  readonly overwritten?: { readonly durable: unknown };
  /** The ticks that remain on each armed timer; `null` under asynchronous timing. */
  readonly timers: Readonly<Record<string, number | null>>;
  readonly inbox: readonly Letter[];
}

/** A global state. */
export interface NaiveState {
  readonly configuration: Configuration;
  /** In the order of the configuration's processes. */
  readonly processes: readonly NaiveProcess[];
  /** What is left of every budget. */
  readonly left: Budgets;
  /** The side of the first process, where a partition is in force. */
  readonly cut: readonly ProcessId[] | null;
  readonly histories: Readonly<Record<string, unknown>>;
}

/** The JSON text of `value` with the keys of every object sorted: equal values, equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(",")}}`;
}

/** What the process at `index` knows from its configuration. */
export function clusterOf(state: NaiveState, index: number): Cluster {
  return { ...state.configuration, self: state.configuration.processes[index]! };
}

/** `state` with another process at `index`. */
export function withProcess(state: NaiveState, index: number, process: NaiveProcess): NaiveState {
  return { ...state, processes: state.processes.with(index, process) };
}

/** `state` with one less left of the budget `name`. */
export function spent(state: NaiveState, name: keyof Budgets): NaiveState {
  return { ...state, left: { ...state.left, [name]: state.left[name] - 1 } };
}

/** How many messages are in flight, all together. */
export function inFlight(state: NaiveState): number {
  return state.processes.reduce((sum, process) => sum + process.inbox.length, 0);
}

/**
 * `state` in the one form that all equal states have.
 *
 * @remarks
 * An inbox has no order but the one among the messages of a sender, and that
 * only under `fifo`. A process that can never return is stored without its disk.
 */
export function tidy(setting: Setting, state: NaiveState): NaiveState {
  const fifo = setting.scenario.network === "fifo";
  const gone = state.left.restarts === 0 && state.left.amnesia === 0;
  const processes = state.processes.map((process): NaiveProcess => {
    const inbox = fifo
      ? process.inbox.toSorted((a, b) => a.from - b.from)
      : process.inbox.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
    return process.status === "down" && gone ? { status: "down", timers: {}, inbox } : { ...process, inbox };
  });
  return { ...state, processes };
}
