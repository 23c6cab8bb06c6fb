/** Takes the steps of logs once more through the reducer: each must have come out as the log says. */
import type { StepEntry, WrittenEntry } from "../../impl/hosts/log.ts";
import { canonical } from "../../model/plain.ts";
import type { StepAction } from "../../model/result.ts";
import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Protocol } from "../../spec/protocol.ts";
import type { Cluster, ProcessId } from "../../spec/vocabulary.ts";
import { actionInWords } from "../cli/action.ts";
import type { Journal } from "./journal.ts";

/** Something that happened to a process, as its log tells it. */
export type Item = Taken | Crashed;

interface AnyItem {
  readonly process: ProcessId;
  readonly journal: Journal;
  readonly line: number;
  readonly at: number;
}

/** A step that was taken, and is on the disk. */
export interface Taken extends AnyItem {
  readonly kind: "taken";
  readonly action: StepAction;
  readonly effects: readonly Effect[];
  readonly state: unknown;
  /** Which incarnation of this process took it. */
  readonly incarnation: number;
  /** Of a message: which incarnation of its sender sent it. */
  readonly sender: number | null;
  /** Whether its messages left: not so where the process crashed right after the write. */
  readonly isSent: boolean;
}

/** The process crashed, or stopped in good order. */
export interface Crashed extends AnyItem {
  readonly kind: "crashed";
  readonly durable: unknown;
}

/** Something in a log that the code which was checked would not have done. */
export interface Deviation {
  readonly path: string;
  readonly line: number;
  readonly process: ProcessId;
  readonly why: string;
  /** The state in which it would have been done, and the steps of this boot before. */
  readonly state?: unknown;
  readonly recent?: readonly {
    readonly line: number;
    readonly action: StepAction;
    readonly effects: readonly Effect[];
  }[];
  /** What the reducer answers, and what the log says; where that is what is wrong. */
  readonly answers?: { readonly reducer: readonly Effect[]; readonly log: readonly Effect[] };
}

/** How many steps before a deviation are shown. */
const shown = 5;

/** What the logs of one process tell, or the first thing in them that cannot have been. */
export function retraced(protocol: Protocol, journals: readonly Journal[]): readonly Item[] | Deviation {
  const items: Item[] = [];
  let left: Left | null = null;
  for (const journal of journals) {
    const replay = new Replay(protocol, journal);
    const how = left === null ? "start" : bootedFrom(left, journal);
    if (typeof how !== "string") return how;
    if (left !== null) {
      // What was asked for before the crash reached the disk, though nobody was told.
      if (how === "restart" && left.unsure !== null && !isSame(journal.boot.durable, left.durable))
        items.push(left.unsure);
      items.push({ ...left.where, kind: "crashed", durable: journal.boot.durable });
    }
    const deviation = replay.run(how);
    if (deviation !== null) return deviation;
    items.push(...replay.items);
    left = replay.left();
  }
  // A process that ended in good order, or crashed and was not seen again, is down in the end.
  if (left !== null) items.push({ ...left.where, kind: "crashed", durable: left.durable });
  return items;
}

/** What an incarnation leaves behind. */
interface Left {
  readonly where: AnyItem;
  /** What its disk holds, as far as the log tells; undefined where nothing was written. */
  readonly durable: unknown;
  /** The step of which it is not told whether it reached the disk. */
  readonly unsure: Taken | null;
  readonly unsureDurable: unknown;
}

/** How a process booted, given what it left behind: what is on the disk must be what was written. */
function bootedFrom(left: Left, { boot, path }: Journal): "restart" | "amnesia" | Deviation {
  if (boot.durable === undefined) return left.durable === undefined ? "restart" : "amnesia";
  if (isSame(boot.durable, left.durable)) return "restart";
  if (left.unsure !== null && isSame(boot.durable, left.unsureDurable)) return "restart";
  const why = `it boots from ${canonical(boot.durable)}, and its last boot left ${left.durable === undefined ? "nothing" : canonical(left.durable)} on the disk`;
  return { path, line: 1, process: boot.process, why };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === undefined || b === undefined ? a === b : canonical(a) === canonical(b);
}

/** One log, step by step. */
class Replay {
  readonly items: Taken[] = [];
  readonly #protocol: Protocol;
  readonly #cluster: Cluster;
  readonly #journal: Journal;
  readonly #armed = new Set<string>();
  #state: unknown;
  #durable: unknown;
  #answers: NonNullable<Deviation["answers"]> | null = null;
  #pending: { readonly item: Taken; readonly durable: unknown } | null = null;

  constructor(protocol: Protocol, journal: Journal) {
    const { process: self, processes, parameters, durable } = journal.boot;
    this.#protocol = protocol;
    this.#journal = journal;
    this.#cluster = { self, processes, parameters };
    this.#durable = durable;
    this.#state = durable === undefined ? protocol.init(this.#cluster) : protocol.init(this.#cluster, durable);
  }

  run(how: "start" | "restart" | "amnesia"): Deviation | null {
    for (const [index, entry] of this.#journal.entries.entries()) {
      const line = index + 1;
      const why =
        entry.type === "step" ? this.#step(entry, line, how) : entry.type === "written" ? this.#written(entry) : null;
      if (why !== null) {
        const { path, boot } = this.#journal;
        const recent = this.items.slice(-shown).map(({ line: at, action, effects }) => ({ line: at, action, effects }));
        const answers = this.#answers === null ? {} : { answers: this.#answers };
        return { path, line, process: boot.process, why, state: this.#state, recent, ...answers };
      }
    }
    return null;
  }

  left(): Left {
    const { entries, boot } = this.#journal;
    const where = { process: boot.process, journal: this.#journal, line: entries.length, at: entries.at(-1)!.at };
    const unsure = this.#pending === null ? null : { ...this.#pending.item, isSent: false };
    return { where, durable: this.#durable, unsure, unsureDurable: this.#pending?.durable };
  }

  /** Why a step cannot have been taken; `null` where it can. */
  #step({ event, effects, incarnation: sender, at }: StepEntry, line: number, how: StepAction["type"]): string | null {
    const isFirst = line === 2;
    if (this.#pending !== null) return "a step was taken during a write, which must end before anything else happens";
    if (isFirst !== (event.type === "start")) return "a process starts once, before anything else";
    if (event.type === "timeout" && !this.#armed.delete(event.timer))
      return `the timer ${event.timer} fired, and was not armed`;
    const [state, ...answered] = this.#protocol.step(this.#cluster, this.#state, event);
    if (canonical(answered) !== canonical(effects)) {
      this.#answers = { reducer: answered, log: effects };
      return `the reducer answers otherwise when ${actionInWords(actionOf(this.#cluster.self, event, how))}`;
    }
    const { incarnation, process } = this.#journal.boot;
    const action = actionOf(process, event, how);
    const item: Taken = {
      kind: "taken",
      process,
      journal: this.#journal,
      line,
      at,
      action,
      effects,
      state,
      incarnation,
      sender,
      isSent: true,
    };
    const durable = this.#protocol.durable(state);
    if (isFirst || canonical(durable) !== canonical(this.#protocol.durable(this.#state)))
      this.#pending = { item, durable };
    else this.#commit(item);
    return null;
  }

  /** Why a write cannot have been done; `null` where it can. */
  #written({ durable }: WrittenEntry): string | null {
    if (this.#pending === null) return "something was written that no step changed";
    const { item, durable: asked } = this.#pending;
    if (canonical(asked) !== canonical(durable))
      return `${canonical(durable)} was written in place of ${canonical(asked)}`;
    this.#pending = null;
    this.#durable = durable;
    this.#commit(item);
    return null;
  }

  #commit(item: Taken): void {
    this.#state = item.state;
    for (const effect of item.effects) {
      if (effect.type === "setTimer") this.#armed.add(effect.timer);
      else if (effect.type === "cancelTimer") this.#armed.delete(effect.timer);
    }
    this.items.push(item);
  }
}

function actionOf(process: ProcessId, event: Event, how: StepAction["type"]): StepAction {
  switch (event.type) {
    case "start":
      return { type: how, process } as StepAction;
    case "receive":
      return { type: "deliver", process, from: event.from, message: event.message };
    case "timeout":
      return { type: "timeout", process, timer: event.timer };
    case "request":
      return { type: "request", process, request: event.request };
  }
}
