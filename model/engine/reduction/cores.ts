import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { forgotten } from "../../fault/crash.ts";
import { canonical } from "../../plain.ts";
import type { Action } from "../../result.ts";
import { InputError } from "../../scenario.ts";
import { timings } from "../../timing/index.ts";
import type { Cell } from "../cell.ts";
import { budgetOf } from "../environment.ts";
import { Interner } from "../interner.ts";
import { moveKinds } from "../move-kinds.ts";
import { type Happening, type Move, Moves } from "../moves.ts";
import type { Space } from "../space.ts";

/** The need of what happens when time passes: a bit of its own beside those of the budgets. */
export const tickBit: number = 1 << 8;

/** The budgets that can be spent on what a process does, or on what is done to it, as kinds of moves with their bits. */
const costly = [
  [moveKinds.request, 1 << budgetOf.requests],
  [moveKinds.crash, 1 << budgetOf.crashes],
  [moveKinds.crashForEver, 1 << budgetOf.crashes],
  [moveKinds.restart, 1 << budgetOf.restarts],
  [moveKinds.amnesia, 1 << budgetOf.amnesia],
] as const;

/** One way in which something that happens to a core comes out. */
export interface Issue {
  /** The core afterwards. */
  readonly core: number;
  readonly isBeyond: boolean;
  readonly toSelf: readonly number[];
  /** By receiver's position. */
  readonly toOthers: ReadonlyMap<number, readonly number[]>;
}

/** Something that can happen to a core. */
export interface Occurrence {
  /** The same for the same thing that happens to another core. */
  readonly name: string;
  /** The label of the moves that it makes, or -1 where none is known. */
  readonly label: number;
  /** The envelope that arrives, or -1. */
  readonly envelope: number;
  /** What must be left for it, as bits of budgets of which one is enough, or {@link tickBit}; 0 where it is free. */
  readonly need: number;
  /** Every way in which it comes out; `null` where the protocol has no answer: it will be asked again where this really happens. */
  readonly issues: readonly Issue[] | null;
}

interface Core {
  readonly position: number;
  /** Its inbox is empty. */
  readonly cell: Cell;
  readonly face: number;
}

/**
 * Cores: cells without their inboxes. What arrives at a core, or happens to it
 * without a message, and what comes of that, is all that a process can ever do.
 *
 * @remarks
 * A core may be one that no process ever comes to, and an envelope one that it
 * never gets there. What the protocol throws is then nothing to complain of.
 */
export class Cores<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #moves: Moves<V>;
  readonly #cores = new Interner<Core>();
  readonly #arrivals: Map<number, Occurrence>[] = [];
  readonly #others: (readonly Occurrence[] | undefined)[] = [];

  constructor(space: Space<V>) {
    this.#space = space;
    this.#moves = new Moves(space.scenario, space.actors);
  }

  get size(): number {
    return this.#cores.size;
  }

  /** The number of a cell's core. */
  of(position: number, cell: Cell): number {
    const { configuration, status, local, timers } = cell;
    const key = `${position}/${configuration}/${status}/${local}/${timers.join(";")}`;
    return this.#cores.number(key, () => {
      const bare: Cell = { ...cell, inbox: [] };
      return { position, cell: bare, face: this.#space.faces.of(bare, position) };
    });
  }

  core(number: number): Core {
    return this.#cores.value(number);
  }

  /** The position of the sender of an envelope. */
  senderOf(envelope: number): number {
    return this.#space.actors.envelopes.value(envelope).from;
  }

  /** The arrival of an envelope; undefined where it cannot arrive there. */
  arrival(number: number, envelope: number): Occurrence | undefined {
    const { cell, position } = this.core(number);
    if (cell.status !== "up") return undefined;
    this.#arrivals[number] ??= new Map();
    const known = this.#arrivals[number].get(envelope);
    if (known !== undefined) return known;
    const [happening] = this.#moves.happenings(moveKinds.free, { ...cell, inbox: [envelope] }, position);
    const { issues, label } = this.#asked(position, happening!, envelope);
    const occurrence = { name: `arrival ${envelope}`, label, envelope, need: 0, issues };
    this.#arrivals[number].set(envelope, occurrence);
    return occurrence;
  }

  /** All that can happen to a core without a message. */
  others(number: number): readonly Occurrence[] {
    return (this.#others[number] ??= this.#findOthers(number));
  }

  #findOthers(number: number): readonly Occurrence[] {
    const { cell, position } = this.core(number);
    const found: Occurrence[] = [];
    const add = (happenings: readonly Happening[], need: number): void => {
      for (const happening of happenings) {
        const { issues, label, action } = this.#asked(position, happening, -1);
        found.push({ name: action === null ? "" : canonical(action), label, envelope: -1, need, issues });
      }
    };
    const become = (name: string, after: Cell, need: number): void => {
      const issue = this.#given(position, after, -1, new Map());
      found.push({ name, label: -1, envelope: -1, need, issues: issue === null ? null : [issue] });
    };
    add(this.#moves.happenings(moveKinds.free, cell, position), 0);
    for (const [kind, need] of costly) add(this.#moves.happenings(kind, cell, position), need);
    const returns = (1 << budgetOf.restarts) | (1 << budgetOf.amnesia);
    if (cell.status === "down") become("forgetting", forgotten(cell), returns);
    const timing = timings[this.#space.scenario.timing];
    if (timing.ticks && cell.timers.length > 0 && !cell.timers.some(([, remainder]) => timing.due(remainder))) {
      const timers = cell.timers.map(([timer, remainder]) => [timer, remainder - 1] as const);
      become("tick", { ...cell, timers }, tickBit);
    }
    return found;
  }

  #asked(
    position: number,
    happening: Happening,
    envelope: number,
  ): { readonly issues: readonly Issue[] | null; readonly label: number; readonly action: Action | null } {
    let moves: readonly Move[];
    try {
      moves = happening.moves();
    } catch (error) {
      if (isComplaint(error)) return { issues: null, label: -1, action: null };
      throw error;
    }
    const issues = moves.map(({ target, sends }) => this.#given(position, target, envelope, sends));
    const isWhole = (all: readonly (Issue | null)[]): all is readonly Issue[] => !all.includes(null);
    const [{ label, action }] = moves as [Move];
    return { issues: isWhole(issues) ? issues : null, label, action };
  }

  #given(
    position: number,
    target: Cell,
    envelope: number,
    toOthers: ReadonlyMap<number, readonly number[]>,
  ): Issue | null {
    try {
      // Where messages stay in flight, the one that arrived is in the inbox still, and was not sent.
      const stays = this.#space.scenario.network === "duplicating";
      const toSelf = stays ? target.inbox.filter((other) => other !== envelope) : target.inbox;
      const isBeyond = this.#space.cells.exceeded(target) !== undefined;
      return { core: this.of(position, target), isBeyond, toSelf, toOthers };
    } catch (error) {
      if (isComplaint(error)) return null;
      throw error;
    }
  }
}

/** Whether this is what a protocol, a bound or a claim is told that goes wrong where it is asked; the rest is the engine's own fault. */
export function isComplaint(error: unknown): boolean {
  return error instanceof InputError;
}
