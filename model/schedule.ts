import type { ProcessId } from "../spec/vocabulary.ts";
import type { Action, ProcessSnapshot, Trace } from "./result.ts";

/** One step that is to be taken: what is done, and what is left to chance in it. */
export interface ScheduledStep {
  readonly action: Action;
  /** The ticks that each timer which the step sets shall run; only where a duration is a range is there a choice. */
  readonly timers?: Readonly<Record<string, number>>;
}

/** A way through a model as what is done in it: no state is part of it, so that it can be tried on a changed protocol. */
export interface Schedule {
  /** The processes in the order of their configuration. */
  readonly processes: readonly ProcessId[];
  /** The parameters of that configuration. */
  readonly parameters: unknown;
  /** The ticks that remain on armed timers in the beginning, by process; absent where no time is kept. */
  readonly timers?: Readonly<Record<ProcessId, Readonly<Record<string, number>>>>;
  readonly steps: readonly ScheduledStep[];
}

/** What is done in a trace, without the states that it leads through. */
export function scheduleOf({ initial, parameters, steps }: Trace): Schedule {
  const timers = initial.processes.flatMap((process) => {
    const ticks = ticksOf(process, Object.keys(process.timers));
    return Object.keys(ticks).length === 0 ? [] : [[process.process, ticks] as const];
  });
  return {
    processes: initial.processes.map(({ process }) => process),
    parameters,
    ...(timers.length === 0 ? {} : { timers: Object.fromEntries(timers) }),
    steps: steps.map(({ action, effects, after }): ScheduledStep => {
      const actor = "process" in action ? after.processes.find(({ process }) => process === action.process) : undefined;
      const ticks = actor === undefined ? {} : ticksOf(actor, effects.flatMap(timerSetBy));
      return Object.keys(ticks).length === 0 ? { action } : { action, timers: ticks };
    }),
  };
}

function ticksOf({ timers }: ProcessSnapshot, names: readonly string[]): Readonly<Record<string, number>> {
  const ticks = names.flatMap((name) => {
    const left = timers[name];
    return typeof left === "number" ? [[name, left] as const] : [];
  });
  return Object.fromEntries(ticks);
}

function timerSetBy(effect: unknown): readonly string[] {
  const { type, timer } = effect as { readonly type?: unknown; readonly timer?: unknown };
  return type === "setTimer" && typeof timer === "string" ? [timer] : [];
}
