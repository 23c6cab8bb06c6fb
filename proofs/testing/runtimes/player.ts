/**
 * Takes the steps of a golden trace with the reducers that it is given. It is
 * bundled with those of the built package and run in every runtime, so that it
 * asks nothing of a runtime but the language.
 */
import { canonical } from "../../../model/plain.ts";
import type { Event } from "../../../spec/event.ts";
import type { Protocol } from "../../../spec/protocol.ts";
import type { Cluster, ProcessId } from "../../../spec/vocabulary.ts";

/** What is done with one process, and what came of it. */
export interface Call {
  readonly process: ProcessId;
  /** How it boots first, if it does: with what it had made durable, or with nothing. */
  readonly boot?: "first" | "restart" | "amnesia";
  readonly event: Event;
  /** The canonical text of what was answered. */
  readonly answer: string;
}

/** A schedule of one protocol, with everything that it was seen to answer. */
export interface Golden {
  readonly protocol: string;
  readonly title: string;
  readonly processes: readonly ProcessId[];
  readonly parameters: unknown;
  readonly calls: readonly Call[];
}

/** What came out in a runtime. */
export interface Report {
  /** The number of steps that were taken. */
  readonly steps: number;
  /** A digest of all answers, in hexadecimal digits. */
  readonly digest: string;
  /** The first step that was answered otherwise, if any. */
  readonly differs: {
    readonly title: string;
    readonly step: number;
    readonly expected: string;
    readonly got: string;
  } | null;
}

/** Takes all steps of all schedules. A protocol that throws has answered with its error. */
export function play(golden: readonly Golden[], protocols: Readonly<Record<string, Protocol>>): Report {
  let steps = 0;
  let digest = emptyDigest;
  let differs: Report["differs"] = null;
  for (const { protocol, title, processes, parameters, calls } of golden) {
    const take = processesOf(protocols[protocol]!, processes, parameters);
    for (const [step, call] of calls.entries()) {
      const got = take(call);
      steps += 1;
      digest = digested(digest, got);
      if (got !== call.answer) differs ??= { title, step: step + 1, expected: call.answer, got };
    }
  }
  return { steps, digest: digest.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join(""), differs };
}

/** The text of an answer: what a process is after a step, what it wants done, and what can be seen of it. */
export function answerOf(protocol: Protocol, cluster: Cluster, state: unknown, effects: readonly unknown[]): string {
  const { step: _step, init: _init, name, ...asked } = protocol;
  return canonical({
    name,
    state,
    effects,
    durable: asked.durable(state),
    leadership: asked.leadership(cluster, state),
    timers: asked.timers(cluster),
  });
}

/** The processes of a cluster: each keeps its state from one call to the next. */
function processesOf(protocol: Protocol, processes: readonly ProcessId[], parameters: unknown): (call: Call) => string {
  const states = new Map<ProcessId, unknown>();
  return ({ process, boot, event }) => {
    const cluster: Cluster = { self: process, processes, parameters };
    try {
      if (boot === "restart") states.set(process, protocol.init(cluster, protocol.durable(states.get(process))));
      else if (boot !== undefined) states.set(process, protocol.init(cluster));
      const [state, ...effects] = protocol.step(cluster, states.get(process), event);
      states.set(process, state);
      return answerOf(protocol, cluster, state, effects);
    } catch (error) {
      return `threw ${String(error)}`;
    }
  };
}

type Digest = readonly [number, number];
const emptyDigest: Digest = [0x811c9dc5, 0x01000193];

/** FNV-1a over the code units of a text, twice with different beginnings: made to tell, not to withstand. */
function digested([first, second]: Digest, text: string): Digest {
  let [a, b] = [first, second];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i) ^ i, 0x01000193);
  }
  return [a, b];
}
