import type { Event } from "../../spec/event.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { canonical, type Letter, type NaiveState, type Setting, spent, tidy, withProcess } from "./state.ts";
import { booted, step, type Taken, tornStep } from "./step.ts";
import { remembered } from "./view.ts";

/** The rows of the table of transitions in docs/semantics.md. */
export const rows = [
  "start",
  "deliver",
  "drop",
  "lose",
  "duplicate",
  "timeout",
  "request",
  "tick",
  "missedTick",
  "extraTick",
  "crash",
  "tornStep",
  "lostWrite",
  "restart",
  "amnesia",
  "cut",
  "heal",
] as const;

/** One row of the table. */
export type Row = (typeof rows)[number];

/** A transition. */
export interface Move {
  readonly row: Row;
  /** The place of the process that acts, where one does. */
  readonly actor: number | null;
  readonly after: NaiveState;
  /** The messages that its step sent; absent where it is no step of a process. */
  readonly sent?: readonly unknown[];
  /** What made it possible, where it is no fault: the same object for all the ways in which one step comes out. */
  readonly cause?: Cause;
}

/** What happens to which process: which message arrives, or which timer runs out. */
export interface Cause {
  readonly row: Row;
  readonly process?: ProcessId;
  readonly what?: unknown;
}

/** Every transition that can be taken in `state`. */
export function* successors(setting: Setting, state: NaiveState): Generator<Move> {
  for (const move of transitions(setting, state)) {
    const { actor } = move;
    const tidied = tidy(setting, move.after);
    yield { ...move, after: actor === null ? tidied : remembered(setting, state, tidied, actor) };
  }
}

/** The initial states, some of them perhaps more than once. */
export function initialStates(setting: Setting): readonly NaiveState[] {
  const { model, scenario } = setting;
  const parameters = model.parameters ?? null;
  const processes = Array.from({ length: scenario.nodes }, (_, index) => index + 1);
  const configurations = model.configurations?.(scenario.nodes, parameters) ?? [{ processes, parameters }];
  const { crashes, restarts, amnesia, losses, duplicates, partitions, requests, missedTicks, extraTicks } = scenario;
  const { tornSteps, lostWrites } = scenario;
  return configurations.flatMap((configuration) => {
    const left = {
      ...{ crashes, restarts, amnesia, losses, duplicates, partitions, requests },
      ...{ missedTicks, extraTicks, tornSteps, lostWrites },
    };
    const histories = Object.fromEntries(setting.histories.map(({ name, initial }) => [name, initial]));
    const waiting = configuration.processes.map((self) => {
      const local = model.protocol.init({ ...configuration, self });
      return { status: "waiting" as const, state: local, timers: {}, inbox: [] };
    });
    let states: readonly NaiveState[] = [{ configuration, processes: waiting, left, cut: null, histories }];
    if (scenario.start === "staggered") return states;
    for (const actor of waiting.keys()) {
      states = states.flatMap((before) =>
        [...begin(setting, before, actor)].map(({ after }) => remembered(setting, before, tidy(setting, after), actor)),
      );
    }
    return states;
  });
}

function* transitions(setting: Setting, state: NaiveState): Generator<Move> {
  const { scenario, model } = setting;
  const { left, cut, configuration } = state;
  const stays = scenario.network === "duplicating";

  for (const [actor, process] of state.processes.entries()) {
    const self = configuration.processes[actor]!;
    const up = process.status === "up";
    const moves = (row: Row, all: Iterable<Taken>, what: unknown = null) => {
      const cause: Cause = { row, process: self, what };
      return [...all].map((taken) => ({ row, actor, ...taken, cause }));
    };

    /** A step of p that is torn, if one may be: it costs a crash and a torn step. */
    const torn = (before: NaiveState, event: Event): readonly Move[] => {
      if (left.crashes === 0 || left.tornSteps === 0) return [];
      return moves("tornStep", tornStep(setting, spent(spent(before, "crashes"), "tornSteps"), actor, event));
    };

    // Start p: p is waiting, and takes its start step.
    if (process.status === "waiting") {
      yield* moves("start", begin(setting, state, actor));
      yield* torn(state, { type: "start" });
    }

    for (const place of deliverable(setting, process.inbox)) {
      const { from, message } = process.inbox[place]!;
      const whole = isWhole(state, from, self);
      const without = withProcess(state, actor, { ...process, inbox: process.inbox.toSpliced(place, 1) });
      const receive = { type: "receive", from, message } as const;

      // Deliver m to p: p is up and the link is whole. Under `duplicating`, m may arrive again.
      if (up && whole) {
        const arrived = stays ? state : without;
        yield* moves("deliver", step(setting, arrived, actor, receive), receive);
        yield* torn(arrived, receive);
      }

      // Drop m: it arrives where nobody is, or over a link that is cut.
      if ((process.status === "down" || !whole) && process.status !== "waiting" && !stays) {
        yield { row: "drop", actor: null, after: without, cause: { row: "drop", process: self, what: receive } };
      }

      // Lose m: whatever the status of p.
      if (left.losses > 0) yield { row: "lose", actor: null, after: spent(without, "losses") };

      // Duplicate m: it arrives, and stays where it is.
      if (up && whole && left.duplicates > 0) {
        const arrived = spent(state, "duplicates");
        yield* moves("duplicate", step(setting, arrived, actor, receive));
        yield* torn(arrived, receive);
      }
    }

    // Time out t at p: t is armed, and no tick remains where ticks are counted. It is disarmed before the step.
    for (const [timer, ticks] of Object.entries(process.timers)) {
      if (!up || (ticks !== null && ticks > 0)) continue;
      const { [timer]: _, ...timers } = process.timers;
      const disarmed = withProcess(state, actor, { ...process, timers });
      yield* moves("timeout", step(setting, disarmed, actor, { type: "timeout", timer }), timer);
      yield* torn(disarmed, { type: "timeout", timer });
    }

    // Request r at p: a request is left, and the model offers r.
    for (const request of model.requests?.(self, configuration) ?? []) {
      if (!up || left.requests === 0) continue;
      const asked = spent(state, "requests");
      yield* moves("request", step(setting, asked, actor, { type: "request", request }));
      yield* torn(asked, { type: "request", request });
    }

    // Crash p: what remains is the disk, and the messages on their way.
    if (up && left.crashes > 0) {
      const { inbox } = process;
      const down = { status: "down", durable: model.protocol.durable(process.state), timers: {}, inbox } as const;
      yield { row: "crash", actor, after: withProcess(spent(state, "crashes"), actor, down) };
    }

    // Crash p with a lost write: the disk holds what was durable before the last write, and somebody may read it.
    const mayReturn = left.restarts + left.amnesia > 0;
    if (up && left.crashes > 0 && left.lostWrites > 0 && mayReturn && process.overwritten !== undefined) {
      const { inbox, overwritten } = process;
      const down = { status: "down", durable: overwritten.durable, timers: {}, inbox } as const;
      const after = withProcess(spent(spent(state, "crashes"), "lostWrites"), actor, down);
      yield { row: "lostWrite", actor, after };
    }

    // Restart p: it boots with its disk, and takes its start step.
    if (process.status === "down" && left.restarts > 0) {
      const back = booted(setting, spent(state, "restarts"), actor, process.durable);
      yield* moves("restart", step(setting, back, actor, { type: "start" }));
      yield* torn(back, { type: "start" });
    }

    // Amnesia p: it boots with nothing, and takes its start step.
    if (process.status === "down" && left.amnesia > 0) {
      const back = booted(setting, spent(state, "amnesia"), actor);
      yield* moves("amnesia", step(setting, back, actor, { type: "start" }));
      yield* torn(back, { type: "start" });
    }
  }

  // Tick, missed tick, extra tick: how far the clocks go that make it.
  if (scenario.timing === "timely") yield* ticks(state);

  // Cut A from B: for each way to divide the processes in two sides.
  if (cut === null && left.partitions > 0) {
    for (const side of sides(configuration.processes)) {
      yield { row: "cut", actor: null, after: { ...spent(state, "partitions"), cut: side } };
    }
  }

  // Heal: all links are whole.
  if (cut !== null) yield { row: "heal", actor: null, after: { ...state, cut: null }, cause: { row: "heal" } };
}

/** The ticks that may pass: for all, for all but one, and for one alone. */
function* ticks(state: NaiveState): Generator<Move> {
  const all = [...state.processes.keys()];
  const isStill = (index: number): boolean => {
    const { inbox, timers } = state.processes[index]!;
    return inbox.length === 0 && !Object.values(timers).includes(0);
  };
  const isArmed = (index: number): boolean => Object.keys(state.processes[index]!.timers).length > 0;
  const ticked = (before: NaiveState, indexes: readonly number[]): NaiveState => ({
    ...before,
    processes: before.processes.map((process, index) => {
      if (!indexes.includes(index)) return process;
      const timers = Object.entries(process.timers).map(([timer, left]) => [timer, left! - 1] as const);
      return { ...process, timers: Object.fromEntries(timers) };
    }),
  });

  // Tick: nothing is in flight, no timer is at zero, and one at least is armed.
  if (all.every(isStill) && all.some(isArmed))
    yield { row: "tick", actor: null, after: ticked(state, all), cause: { row: "tick" } };

  // Miss a tick at p: the same is so of all the others, however it stands with p.
  for (const index of state.left.missedTicks > 0 ? all : []) {
    const others = all.filter((other) => other !== index);
    if (!others.every(isStill) || !others.some(isArmed)) continue;
    yield {
      row: "missedTick",
      actor: null,
      after: ticked(spent(state, "missedTicks"), others),
      cause: { row: "missedTick" },
    };
  }

  // An extra tick at p: everybody is still, and a timer of p is armed.
  for (const index of state.left.extraTicks > 0 ? all : []) {
    if (!all.every(isStill) || !isArmed(index)) continue;
    yield {
      row: "extraTick",
      actor: null,
      after: ticked(spent(state, "extraTicks"), [index]),
      cause: { row: "extraTick" },
    };
  }
}

/** The process at `index`, which waits, takes its start step. */
function begin(setting: Setting, state: NaiveState, index: number): Generator<Taken> {
  const started = withProcess(state, index, { ...state.processes[index]!, status: "up" });
  return step(setting, started, index, { type: "start" });
}

/** The places in `inbox` of what can arrive next: every distinct message, or the first of every sender under `fifo`. */
function deliverable(setting: Setting, inbox: readonly Letter[]): readonly number[] {
  const sameness = (letter: Letter) => (setting.scenario.network === "fifo" ? `${letter.from}` : canonical(letter));
  const all = inbox.map(sameness);
  return [...all.keys()].filter((place) => all.indexOf(all[place]!) === place);
}

/** Whether no partition separates `a` from `b`. */
function isWhole({ cut }: NaiveState, a: ProcessId, b: ProcessId): boolean {
  return cut === null || cut.includes(a) === cut.includes(b);
}

/** Every way to divide the processes in two, as the side of the first one. */
function sides([first, ...others]: readonly ProcessId[]): readonly (readonly ProcessId[])[] {
  return Array.from({ length: 2 ** others.length - 1 }, (_, subset) => [
    first!,
    ...others.filter((_process, place) => (subset >> place) % 2 === 1),
  ]);
}
