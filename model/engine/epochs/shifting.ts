import type { Epochs, Shift } from "../../../spec/epochs.ts";
import type { Model } from "../../../spec/model.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { said, shown } from "../../error.ts";
import { canonical, frozen } from "../../plain.ts";
import { InputError } from "../../scenario.ts";
import type { Actors } from "../actors.ts";
import type { Cell } from "../cell.ts";
import type { Cells } from "../cells.ts";
import type { Interner } from "../interner.ts";
import { PairMap } from "../pair-map.ts";

/** The least and the greatest epoch in something; from infinity to minus infinity where it has none. */
export interface Range {
  readonly least: number;
  readonly greatest: number;
}

const none: Range = { least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY };

/** Which part of a vocabulary a value is of. */
export type Part = "state" | "message" | "durable";

/**
 * Is told what was found out of values, by their numbers: once for each of them,
 * and for each shift of it. It may ask the same of another value.
 */
export interface OnLooker {
  range(part: Part, number: number, range: Range, again: (other: number) => Range): void;
  shift(part: Part | "history", number: number, after: number, again: (other: number) => number): void;
}

/**
 * The epochs in cells, as the model says where they occur, and cells with all
 * epochs shifted; each is found out once.
 *
 * @remarks
 * A process that can never return has no state any more, and so no epochs: what
 * counts is who can still act, and what is in flight.
 */
export class Shifting<V extends Vocabulary> {
  readonly #epochs: Epochs<V>;
  readonly #actors: Actors<V>;
  readonly #cells: Cells<V>;
  readonly #ranges: Readonly<Record<Part, Range[]>> = { state: [], message: [], durable: [] };
  /** The value after a shift, by value and {@link keyOf} the shift. */
  readonly #values: Readonly<Record<Part, PairMap>> = {
    state: new PairMap(),
    message: new PairMap(),
    durable: new PairMap(),
  };
  /** By position and cell: the least epoch plus one, 0 where it is not known yet; and the greatest. */
  readonly #least: Float64Array[];
  readonly #greatest: Float64Array[];
  /** By position: the cell after a shift, by cell and {@link keyOf} the shift. */
  readonly #shifted: readonly PairMap[];

  constructor(model: Model<V>, epochs: Epochs<V>, actors: Actors<V>, cells: Cells<V>) {
    this.#epochs = {
      state: (value, shift) => epochs.state(value, shift),
      message: (value, shift) => epochs.message(value, shift),
      durable: (value, shift) => (epochs.durable === undefined ? value : epochs.durable(value, shift)),
    };
    this.#actors = actors;
    this.#cells = cells;
    this.#least = cells.tables.map(() => new Float64Array(64));
    this.#greatest = cells.tables.map(() => new Float64Array(64));
    this.#shifted = cells.tables.map(() => new PairMap());
    this.name = model.protocol.name;
  }

  /** The name of the protocol. */
  readonly name: string;
  /** Set, before anything is found out, where somebody wants to know. */
  onLooker: OnLooker | null = null;

  /** The epochs in a message, by its number. */
  ofMessage(number: number): Range {
    return this.ofValue("message", number);
  }

  /** By how much the epochs of a state differ at most; 0 where there are none. */
  spread(vector: ArrayLike<number>): number {
    let { least, greatest } = none;
    for (let i = 0; i < this.#least.length; i++) {
      const cell = vector[i]!;
      least = Math.min(least, this.#leastOf(i, cell));
      greatest = Math.max(greatest, this.#greatest[i]![cell]!);
    }
    return Math.max(0, greatest - least + 1);
  }

  /** The least epoch of a state; 0 where there is none. */
  least(vector: ArrayLike<number>): number {
    let { least } = none;
    for (let i = 0; i < this.#least.length; i++) {
      const own = this.#leastOf(i, vector[i]!);
      if (own < least) least = own;
    }
    return least === none.least ? 0 : least - 1;
  }

  /** The least epoch in a cell plus one. */
  #leastOf(position: number, cell: number): number {
    const known = this.#least[position]![cell];
    return known !== undefined && known !== 0 ? known : this.#note(position, cell);
  }

  #note(position: number, cell: number): number {
    const { least, greatest } = this.#rangeOf(this.#cells.cell(position, cell));
    for (const table of [this.#least, this.#greatest]) {
      if (cell < table[position]!.length) continue;
      const longer = new Float64Array(2 ** (32 - Math.clz32(cell)));
      longer.set(table[position]!);
      table[position] = longer;
    }
    this.#least[position]![cell] = least + 1;
    this.#greatest[position]![cell] = greatest;
    return this.#least[position]![cell]!;
  }

  /** The cell with all its epochs higher by `by`, or lower where that is below 0. */
  cell(position: number, number: number, by: number): number {
    if (by === 0) return number;
    const key = keyOf(by);
    const known = this.#shifted[position]!.get(number, key);
    if (known >= 0) return known;
    const cell = this.#cells.cell(position, number);
    const { status, local, overwritten } = cell;
    const inbox = cell.inbox.map((envelope) => {
      const { from, message } = this.#actors.envelopes.value(envelope);
      return this.#actors.envelope(from, this.value("message", message, by));
    });
    const after = this.#cells.number(position, {
      ...cell,
      local: status === "gone" ? local : this.value(status === "down" ? "durable" : "state", local, by),
      overwritten: overwritten < 0 ? overwritten : this.value("durable", overwritten, by),
      inbox,
    });
    this.#shifted[position]!.add(number, key, after);
    return after;
  }

  /** A value by its number, with all its epochs higher by `by`, or lower where that is below 0. */
  value(part: Part, number: number, by: number): number {
    if (by === 0) return number;
    const key = keyOf(by);
    const known = this.#values[part].get(number, key);
    if (known >= 0) return known;
    const values = this.#interner(part);
    const text = this.text(part, values.value(number), shiftBy(by));
    const after = values.number(text, () => frozen(text));
    this.#values[part].add(number, key, after);
    this.onLooker?.shift(part, number, after, (other) => this.value(part, other, by));
    return after;
  }

  /** The canonical text of a value with its epochs shifted. */
  text(part: Part, value: unknown, shift: Shift): string {
    return shiftedText(`epochs.${part}`, () => this.#epochs[part]!(value as never, shift), value);
  }

  #rangeOf({ status, local, overwritten, inbox }: Cell): Range {
    const parts: Range[] = inbox.map((envelope) => this.ofMessage(this.#actors.envelopes.value(envelope).message));
    if (status !== "gone") parts.push(this.ofValue(status === "down" ? "durable" : "state", local));
    if (overwritten >= 0) parts.push(this.ofValue("durable", overwritten));
    return joined(parts);
  }

  /** The epochs in a value, by its number. */
  ofValue(part: Part, number: number): Range {
    const known = this.#ranges[part][number];
    if (known !== undefined) return known;
    const found = this.#found(part, this.#interner(part).value(number));
    this.#ranges[part][number] = found;
    this.onLooker?.range(part, number, found, (other) => this.ofValue(part, other));
    return found;
  }

  #interner(part: Part): Interner<unknown> {
    const { locals, messages, durables } = this.#actors;
    return part === "state" ? locals : part === "message" ? messages : durables;
  }

  #found(part: Part, value: unknown): Range {
    const found: number[] = [];
    const text = this.text(part, value, (epoch) => {
      found.push(epoch);
      return epoch;
    });
    const strange = found.find((epoch) => !Number.isInteger(epoch) || epoch < 0);
    if (strange !== undefined) throw wrong(`epochs.${part}`, `${shown(strange)} is no epoch`, value);
    if (text !== canonical(value)) throw wrong(`epochs.${part}`, "a shift by nothing changes it", value);
    return joined(found.map((epoch) => ({ least: epoch, greatest: epoch })));
  }
}

/** The shift of all epochs by `by`. */
export function shiftBy(by: number): Shift {
  return (epoch) => epoch + by;
}

/** A number for a shift, to keep what comes out of it by. */
export function keyOf(by: number): number {
  return by < 0 ? -2 * by : 2 * by + 1;
}

/** The canonical text of what comes out where something is shifted. */
export function shiftedText(what: string, shifted: () => unknown, value: unknown): string {
  try {
    return canonical(shifted());
  } catch (error) {
    throw wrong(what, `it threw ${said(error)}`, value);
  }
}

function joined(ranges: readonly Range[]): Range {
  return ranges.reduce(
    (all, { least, greatest }) => ({ least: Math.min(all.least, least), greatest: Math.max(all.greatest, greatest) }),
    none,
  );
}

function wrong(what: string, problem: string, value: unknown): InputError {
  return new InputError(
    "epochs-shift",
    `${what} does not shift well: ${problem}\n    value   ${shown(value)}\n  Replace every epoch in the value, each an integer of at least 0, by shift(epoch), and change nothing else.`,
  );
}
