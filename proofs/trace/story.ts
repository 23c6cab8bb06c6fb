/** What a trace does not say by itself: where a message came from, since when a timer runs, since when somebody is down. */
import { canonical } from "../../model/plain.ts";
import type { Action, ProcessSnapshot, Snapshot, Trace, TraceStep } from "../../model/result.ts";
import type { Effect } from "../../spec/effect.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/** A step together with what led to it. Steps are named by their numbers, from 1; 0 is the beginning. */
export interface Episode extends TraceStep {
  readonly before: Snapshot;
  /** The process that takes the step or to which it is done; `null` where it is none: a tick, a partition, a healing. */
  readonly actor: ProcessId | null;
  /** Of a message that arrives or is lost: the step that sent it. */
  readonly sentIn?: number;
  /**
   * What made it possible: the step that set the timer which runs out, that
   * crashed the process which returns or is not reached, that cut the link.
   */
  readonly since?: number;
  /** Of a timer that runs out: the step since which it is due, where time is kept. */
  readonly dueSince?: number;
}

/** A message that was sent and has not arrived in the end. */
export interface Flight {
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly message: unknown;
  readonly sentIn: number;
}

/** A trace with what led to what. */
export interface Story {
  readonly trace: Trace;
  readonly processes: readonly ProcessId[];
  readonly episodes: readonly Episode[];
  readonly inFlight: readonly Flight[];
}

/** Finds out what led to what. */
export function storyOf(trace: Trace): Story {
  const flights = new Flights(trace.initial);
  const times = new Times(trace.initial);
  let before = trace.initial;
  const episodes = trace.steps.map((step): Episode => {
    const { action, after } = step;
    const episode: Episode = {
      ...step,
      before,
      actor: "process" in action ? action.process : null,
      ...flights.arrival(action),
      ...times.reason(action),
    };
    flights.follow(step);
    times.follow(step);
    before = after;
    return episode;
  });
  return {
    trace,
    processes: trace.initial.processes.map(({ process }) => process),
    episodes,
    inFlight: flights.left(),
  };
}

/** A process in a global state, by its name. */
export function processIn({ processes }: Snapshot, id: ProcessId): ProcessSnapshot {
  const found = processes.find(({ process }) => process === id);
  if (found === undefined) throw new RangeError(`there is no process ${id} in this state`);
  return found;
}

/** What is done: of a torn step the whole step. */
function wholeOf(action: Action): Action {
  return action.type === "tornStep" ? action.step : action;
}

/** Where every message in flight comes from. Equal messages on the same way are told apart by when they were sent. */
class Flights {
  readonly #flights = new Map<string, Flight[]>();

  constructor({ processes }: Snapshot) {
    for (const { process, inbox } of processes) {
      for (const { from, message } of inbox) this.#send({ from, to: process, message, sentIn: 0 });
    }
  }

  arrival(done: Action): { readonly sentIn?: number } {
    const action = wholeOf(done);
    if (!("message" in action)) return {};
    return { sentIn: this.#of(action.from, action.process, action.message)[0]?.sentIn ?? 0 };
  }

  /** Goes on to the state after a step: the inboxes tell what became of equal messages. */
  follow({ step, action: done, effects, after }: TraceStep): void {
    const action = wholeOf(done);
    const touched: Flight[][] = [];
    const hasTooMany = (flights: readonly Flight[]): boolean => {
      const [first] = flights;
      if (first === undefined) return false;
      const { from, to, message } = first;
      const wanted = canonical(message);
      const { inbox } = processIn(after, to);
      const left = inbox.filter((other) => other.from === from && canonical(other.message) === wanted);
      return flights.length > left.length;
    };
    if ("process" in action) {
      for (const effect of effects as readonly Effect[]) {
        if (effect.type !== "send") continue;
        touched.push(this.#send({ from: action.process, to: effect.to, message: effect.message, sentIn: step }));
      }
    }
    if ("message" in action) {
      const flights = this.#of(action.from, action.process, action.message);
      if (hasTooMany(flights)) flights.shift();
    }
    // Where an equal message adds nothing, the one that was there first is the one that arrives.
    for (const flights of touched) while (hasTooMany(flights)) flights.pop();
  }

  left(): readonly Flight[] {
    return [...this.#flights.values()].flat().sort((a, b) => a.sentIn - b.sentIn);
  }

  #of(from: ProcessId, to: ProcessId, message: unknown): Flight[] {
    const key = `${from} ${to} ${canonical(message)}`;
    const known = this.#flights.get(key) ?? [];
    this.#flights.set(key, known);
    return known;
  }

  #send(flight: Flight): Flight[] {
    const flights = this.#of(flight.from, flight.to, flight.message);
    flights.push(flight);
    return flights;
  }
}

/** Since when timers run and are due, processes are down and links are cut. */
class Times {
  readonly #armed = new Map<string, number>();
  readonly #due = new Map<string, number>();
  readonly #down = new Map<ProcessId, number>();
  #cut = 0;

  constructor(initial: Snapshot) {
    this.#note(0, initial);
  }

  reason(done: Action): { readonly since?: number; readonly dueSince?: number } {
    const action = wholeOf(done);
    switch (action.type) {
      case "timeout": {
        const key = `${action.process} ${action.timer}`;
        const due = this.#due.get(key);
        return { since: this.#armed.get(key) ?? 0, ...(due === undefined ? {} : { dueSince: due }) };
      }
      case "restart":
      case "amnesia":
        return { since: this.#down.get(action.process) ?? 0 };
      case "drop":
        if (action.cause === "lost") return {};
        return { since: action.cause === "cut" ? this.#cut : (this.#down.get(action.process) ?? 0) };
      case "heal":
        return { since: this.#cut };
      default:
        return {};
    }
  }

  follow({ step, action, effects, after }: TraceStep): void {
    if ("process" in action) {
      for (const effect of effects as readonly Effect[]) {
        if (effect.type === "setTimer") this.#armed.set(`${action.process} ${effect.timer}`, step);
      }
    }
    const isCrash = action.type === "crash" || action.type === "tornStep" || action.type === "lostWrite";
    if (isCrash) this.#down.set(action.process, step);
    if (action.type === "cut") this.#cut = step;
    this.#note(step, after);
  }

  #note(step: number, { processes }: Snapshot): void {
    for (const { process, timers } of processes) {
      for (const [timer, ticks] of Object.entries(timers)) {
        const key = `${process} ${timer}`;
        if (ticks !== 0) this.#due.delete(key);
        else if (!this.#due.has(key)) this.#due.set(key, step);
      }
    }
  }
}
