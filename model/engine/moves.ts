import type { Effect } from "../../spec/effect.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { awoken } from "../fault/amnesia.ts";
import { crashed } from "../fault/crash.ts";
import { duplicated } from "../fault/duplicate.ts";
import { lost } from "../fault/loss.ts";
import { crashedWithLostWrite, overwrittenBy } from "../fault/lost-write.ts";
import { restarted } from "../fault/restart.ts";
import { prefixes, torn } from "../fault/torn-step.ts";
import { networks } from "../network/index.ts";
import { Reach } from "../network/links.ts";
import type { Network, SenderOf } from "../network/network.ts";
import type { Action, StepAction } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import { timings } from "../timing/index.ts";
import type { Timing } from "../timing/timing.ts";
import type { Actors, Outcome, Stimulus } from "./actors.ts";
import type { ArmedTimer, Cell } from "./cell.ts";
import { type MoveKind, moveKinds } from "./move-kinds.ts";

/** The labels of moves: of arrivals by envelope, of time-outs by timer. */
const labels = {
  deliver: (envelope: number): number => envelope * 4,
  drop: (envelope: number): number => envelope * 4 + 1,
  timeout: (timer: number): number => timer * 4 + 2,
  other: 3,
};

/** The envelope that a move with this label takes from the inbox, or -1. */
export function consumedBy(label: number): number {
  return (label & 3) < 2 ? label >> 2 : -1;
}

/** What one process can do, or what can be done to it, from one of its cells. */
export interface Move {
  readonly target: Cell;
  /** By receiver's position, the envelopes in the order of sending; the process itself excepted. */
  readonly sends: ReadonlyMap<number, readonly number[]>;
  /** The position of the sender of the message that arrives, or -1 where none does. */
  readonly from: number;
  /** What is done, as a number: the same for the same thing done in another cell of the process. */
  readonly label: number;
  readonly action: Action;
  readonly effects: readonly Effect[];
}

/** What becomes of a step of the reducer: it is taken, or it is torn. */
type Take = (
  cell: Cell,
  position: number,
  stimulus: Stimulus,
  action: StepAction,
  label?: number,
  from?: number,
) => readonly Move[];

/** One thing that can happen to a process, before anybody has asked in how many ways it comes out. */
export interface Happening {
  /** The position of the sender of the message that arrives, or -1 where none does. */
  readonly from: number;
  /** A move for each way in which it can come out; calls the reducer where it was not asked yet. */
  moves(): readonly Move[];
}

/**
 * The transition relation of one process at a time, on cells: what it can do,
 * and what can be done to it. This is docs/semantics.md in code; everything else
 * in the engine keeps it in tables.
 */
export class Moves<V extends Vocabulary> {
  readonly #actors: Actors<V>;
  readonly #network: Network;
  readonly #timing: Timing;
  readonly #reach: Reach;
  readonly #senderOf: SenderOf;
  /** Whether writes can be lost, so that what they overwrite must be remembered. */
  readonly #losesWrites: boolean;
  readonly #take: Take = (...step) => this.#steps(...step);

  constructor(scenario: Scenario, actors: Actors<V>) {
    this.#actors = actors;
    this.#network = networks[scenario.network];
    this.#timing = timings[scenario.timing];
    this.#reach = new Reach(scenario.links, actors.configurations);
    this.#losesWrites = scenario.lostWrites > 0;
    this.#senderOf = (envelope) => actors.envelopes.value(envelope).from;
  }

  /** The moves of a kind from a cell of the process at `position`, always in the same order. */
  of(kind: MoveKind, cell: Cell, position: number): readonly Move[] {
    return this.happenings(kind, cell, position).flatMap((happening) => happening.moves());
  }

  /** What can happen by a kind of moves, in the order of {@link Moves.of}: nothing is asked of the protocol's steps. */
  happenings(kind: MoveKind, cell: Cell, position: number): readonly Happening[] {
    const isUp = cell.status === "up";
    switch (kind) {
      case moveKinds.free:
        return isUp || cell.status === "waiting"
          ? this.#freeSteps(cell, position, this.#take)
          : this.#drops(cell, position, "down");
      case moveKinds.cutOff:
        return isUp ? this.#drops(cell, position, "cut") : [];
      case moveKinds.lose:
        return this.#drops(cell, position, "lost");
      case moveKinds.duplicate:
        return this.#duplicates(cell, position, this.#take);
      case moveKinds.crash:
        return isUp ? [alone(() => [this.#crash(cell, position, true)])] : [];
      case moveKinds.crashForEver:
        return isUp ? [alone(() => [this.#crash(cell, position, false)])] : [];
      case moveKinds.crashLosing:
        return isUp && cell.overwritten >= 0 ? [alone(() => [this.#crashLosing(cell, position)])] : [];
      case moveKinds.restart:
      case moveKinds.amnesia:
        return this.#returns(kind, cell, position, this.#take);
      case moveKinds.request:
        return this.#requests(cell, position, this.#take);
      default:
        // Whether there is anything to tear, only the reducer can tell: what cannot happen must be no choice.
        return this.#torn(kind, cell, position).filter((happening) => happening.moves().length > 0);
    }
  }

  /** The steps in whose middle the process may crash, by the kind of the crash. */
  #torn(kind: MoveKind, cell: Cell, position: number): readonly Happening[] {
    const andReturns: Take = (...step) => this.#tears(true, ...step);
    const forEver: Take = (...step) => this.#tears(false, ...step);
    const isAble = cell.status === "up" || cell.status === "waiting";
    switch (kind) {
      case moveKinds.tear:
        return isAble ? this.#freeSteps(cell, position, andReturns) : [];
      case moveKinds.tearForEver:
        return isAble ? this.#freeSteps(cell, position, forEver) : [];
      case moveKinds.tearDuplicate:
        return this.#duplicates(cell, position, andReturns);
      case moveKinds.tearDuplicateForEver:
        return this.#duplicates(cell, position, forEver);
      case moveKinds.tearRequest:
        return this.#requests(cell, position, andReturns);
      case moveKinds.tearRequestForEver:
        return this.#requests(cell, position, forEver);
      case moveKinds.tearRestart:
        return this.#returns(moveKinds.restart, cell, position, andReturns);
      case moveKinds.tearRestartForEver:
        return this.#returns(moveKinds.restart, cell, position, forEver);
      case moveKinds.tearAmnesia:
        return this.#returns(moveKinds.amnesia, cell, position, andReturns);
      case moveKinds.tearAmnesiaForEver:
        return this.#returns(moveKinds.amnesia, cell, position, forEver);
      default:
        throw new Error(`moves of the kind ${kind} tear no step: the engine contradicts itself`);
    }
  }

  /** The steps that need no budget: start, deliveries over whole links, time-outs. */
  #freeSteps(cell: Cell, position: number, take: Take): readonly Happening[] {
    if (cell.status === "up") {
      return [...this.#deliveries(cell, position, false, take), ...this.#timeouts(cell, position, take)];
    }
    const process = this.#actors.process(cell.configuration, position);
    const started: Cell = { ...cell, status: "up" };
    return [alone(() => take(started, position, { type: "start" }, { type: "start", process }))];
  }

  #requests(cell: Cell, position: number, take: Take): readonly Happening[] {
    if (cell.status !== "up") return [];
    const process = this.#actors.process(cell.configuration, position);
    return this.#actors
      .requests(cell.configuration, position)
      .map((request) =>
        alone(() => take(cell, position, { type: "request", request }, { type: "request", process, request })),
      );
  }

  #duplicates(cell: Cell, position: number, take: Take): readonly Happening[] {
    return cell.status === "up" ? this.#deliveries(cell, position, true, take) : [];
  }

  #deliveries(cell: Cell, position: number, stays: boolean, take: Take): readonly Happening[] {
    return this.#network.deliverable(cell.inbox, this.#senderOf).map((envelope) => {
      const sender = this.#senderOf(envelope);
      return {
        from: sender,
        moves: () => {
          const before = stays ? duplicated(cell) : { ...cell, inbox: this.#network.take(cell.inbox, envelope) };
          const { process, from, message } = this.#arrival(cell, position, envelope);
          const action: StepAction = { type: stays ? "duplicate" : "deliver", process, from, message };
          return take(before, position, { type: "receive", envelope }, action, labels.deliver(envelope), sender);
        },
      };
    });
  }

  #timeouts(cell: Cell, position: number, take: Take): readonly Happening[] {
    return cell.timers
      .filter(([, remainder]) => this.#timing.due(remainder))
      .map(([timer]) =>
        alone(() => {
          const process = this.#actors.process(cell.configuration, position);
          const disarmed = { ...cell, timers: cell.timers.filter(([other]) => other !== timer) };
          const action: StepAction = { type: "timeout", process, timer: this.#actors.timerNames.value(timer) };
          return take(disarmed, position, { type: "timeout", timer }, action, labels.timeout(timer));
        }),
      );
  }

  #drops(cell: Cell, position: number, cause: "lost" | "down" | "cut"): readonly Happening[] {
    // Where sent is sent for ever, a message that does not arrive now is no event.
    if (this.#network.keeps) return [];
    return this.#network.deliverable(cell.inbox, this.#senderOf).map((envelope) => {
      const from = cause === "cut" ? this.#senderOf(envelope) : -1;
      return {
        from,
        moves: () => [
          {
            target: lost(cell, envelope, this.#network),
            sends: new Map(),
            from,
            label: labels.drop(envelope),
            action: { type: "drop", ...this.#arrival(cell, position, envelope), cause },
            effects: [],
          },
        ],
      };
    });
  }

  #returns(
    kind: typeof moveKinds.restart | typeof moveKinds.amnesia,
    cell: Cell,
    position: number,
    take: Take,
  ): readonly Happening[] {
    if (cell.status !== "down") return [];
    return [
      alone(() => {
        const process = this.#actors.process(cell.configuration, position);
        const [type, booted] =
          kind === moveKinds.restart
            ? (["restart", restarted(cell, this.#actors.boot(cell.configuration, position, cell.local))] as const)
            : (["amnesia", awoken(cell, this.#actors.boot(cell.configuration, position, -1))] as const);
        return take(booted, position, { type: "start" }, { type, process });
      }),
    ];
  }

  #crash(cell: Cell, position: number, mayReturn: boolean): Move {
    const durable = this.#actors.durableOf(cell.configuration, position, cell.local);
    const process = this.#actors.process(cell.configuration, position);
    return {
      target: crashed(cell, durable, mayReturn),
      sends: new Map(),
      from: -1,
      label: labels.other,
      action: { type: "crash", process },
      effects: [],
    };
  }

  /** A crash with the last write lost. */
  #crashLosing(cell: Cell, position: number): Move {
    const process = this.#actors.process(cell.configuration, position);
    return {
      target: crashedWithLostWrite(cell, true),
      sends: new Map(),
      from: -1,
      label: labels.other,
      action: { type: "lostWrite", process },
      effects: [],
    };
  }

  /** The crashes in the middle of a step: a move for each number of messages that are sent, but all. */
  #tears(
    mayReturn: boolean,
    cell: Cell,
    position: number,
    stimulus: Stimulus,
    step: StepAction,
    _label?: number,
    from = -1,
  ): readonly Move[] {
    const { configuration } = cell;
    const outcome = this.#actors.step(configuration, position, cell.local, stimulus);
    const durable = this.#actors.durableOf(configuration, position, outcome.local);
    const effects = outcome.effects.filter(({ type }) => type === "send");
    return prefixes(outcome.sends).map((sent) => {
      const toOthers = new Map<number, readonly number[]>();
      for (const [to, envelope] of sent) toOthers.set(to, [...(toOthers.get(to) ?? []), envelope]);
      const inbox = this.sent(cell.inbox, toOthers.get(position) ?? []);
      toOthers.delete(position);
      return {
        target: torn({ ...cell, inbox }, durable, mayReturn),
        sends: this.#reach.of(configuration, position, toOthers),
        from,
        label: labels.other,
        action: { type: "tornStep", process: step.process, step, sent: sent.length, of: effects.length },
        effects: effects.slice(0, sent.length),
      };
    });
  }

  #arrival(cell: Cell, position: number, envelope: number): { process: number; from: number; message: unknown } {
    const { from, message } = this.#actors.envelopes.value(envelope);
    return {
      process: this.#actors.process(cell.configuration, position),
      from: this.#actors.process(cell.configuration, from),
      message: this.#actors.messages.value(message),
    };
  }

  /** What a step of the reducer comes to: a move for each way in which its timers can be armed. */
  #steps(
    cell: Cell,
    position: number,
    stimulus: Stimulus,
    action: Action,
    label: number = labels.other,
    from = -1,
  ): readonly Move[] {
    const outcome = this.#actors.step(cell.configuration, position, cell.local, stimulus);
    const inbox = this.sent(cell.inbox, outcome.toSelf);
    const overwritten = this.#overwritten(cell, position, outcome.local);
    const sends = this.#reach.of(cell.configuration, position, outcome.toOthers);
    return this.#armed(cell, position, outcome).map((timers) => ({
      target: { ...cell, local: outcome.local, overwritten, timers, inbox },
      sends,
      from,
      label,
      action,
      effects: outcome.effects,
    }));
  }

  /** The durable value before the last write, once a step has led to the local state `after`. */
  #overwritten(cell: Cell, position: number, after: number): number {
    if (!this.#losesWrites) return -1;
    const durableOf = (local: number): number => this.#actors.durableOf(cell.configuration, position, local);
    return overwrittenBy(durableOf(cell.local), durableOf(after), cell.overwritten);
  }

  /** The armed timers after a step, in every way in which their durations can fall. */
  #armed(cell: Cell, position: number, outcome: Outcome): readonly (readonly ArmedTimer[])[] {
    if (outcome.timers.size === 0) return [cell.timers];
    let ways: readonly (readonly ArmedTimer[])[] = [cell.timers.filter(([timer]) => !outcome.timers.has(timer))];
    for (const [timer, isSet] of outcome.timers) {
      if (!isSet) continue;
      const remainders = this.#timing.arm(this.#actors.duration(cell.configuration, position, timer));
      ways = ways.flatMap((timers) => remainders.map((remainder) => [...timers, [timer, remainder] as const]));
    }
    return ways.map((timers) => [...timers].sort(([a], [b]) => a - b));
  }

  /** An inbox after envelopes were sent to it, in this order. */
  sent(inbox: readonly number[], envelopes: readonly number[]): readonly number[] {
    return envelopes.reduce((grown, envelope) => this.#network.send(grown, envelope, this.#senderOf), inbox);
  }
}

/** What happens without a message that arrives. */
function alone(moves: () => readonly Move[]): Happening {
  return { from: -1, moves };
}
