import type { Epochs, Shift } from "../../../spec/epochs.ts";
import type { Model } from "../../../spec/model.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { said, shown } from "../../error.ts";
import { canonical, frozen } from "../../plain.ts";
import { InputError } from "../../scenario.ts";
import type { Actors } from "../actors.ts";
import type { Cell } from "../cell.ts";
import type { Cells } from "../cells.ts";
import { PairMap } from "../pair-map.ts";

/** The least and the greatest epoch in something; from infinity to minus infinity where it has none. */
export interface Range {
  readonly least: number;
  readonly greatest: number;
}

const none: Range = { least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY };

/** Which part of a vocabulary a value is of. */
type Part = "state" | "message" | "durable";

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
  /** By position and cell. */
  readonly #ofCells: readonly Range[][];
  /** By position: the cell after a shift, by cell and by how much lower it is, with 2 for each and 1 more where it is higher. */
  readonly #shifted: readonly PairMap[];

  constructor(model: Model<V>, epochs: Epochs<V>, actors: Actors<V>, cells: Cells<V>) {
    this.#epochs = {
      state: (value, shift) => epochs.state(value, shift),
      message: (value, shift) => epochs.message(value, shift),
      durable: (value, shift) => (epochs.durable === undefined ? value : epochs.durable(value, shift)),
    };
    this.#actors = actors;
    this.#cells = cells;
    this.#ofCells = cells.tables.map(() => []);
    this.#shifted = cells.tables.map(() => new PairMap());
    this.name = model.protocol.name;
  }

  /** The name of the protocol. */
  readonly name: string;

  /** The epochs in a cell. */
  ofCell(position: number, number: number): Range {
    return (this.#ofCells[position]![number] ??= this.#rangeOf(this.#cells.cell(position, number)));
  }

  /** The epochs in a message, by its number. */
  ofMessage(number: number): Range {
    return this.#ofValue("message", number);
  }

  /** By how much the epochs of a state differ at most; 0 where there are none. */
  spread(vector: ArrayLike<number>): number {
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < this.#ofCells.length; i++) {
      const range = this.ofCell(i, vector[i]!);
      least = Math.min(least, range.least);
      greatest = Math.max(greatest, range.greatest);
    }
    return Math.max(0, greatest - least);
  }

  /** The least epoch of a state; 0 where there is none. */
  least(vector: ArrayLike<number>): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.#ofCells.length; i++) least = Math.min(least, this.ofCell(i, vector[i]!).least);
    return least === Number.POSITIVE_INFINITY ? 0 : least;
  }

  /** The cell with all its epochs higher by `by`, or lower where that is below 0. */
  cell(position: number, number: number, by: number): number {
    if (by === 0) return number;
    const key = by < 0 ? -2 * by : 2 * by + 1;
    const known = this.#shifted[position]!.get(number, key);
    if (known >= 0) return known;
    const cell = this.#cells.cell(position, number);
    const actors = this.#actors;
    const { status, local, overwritten } = cell;
    const shift = shiftBy(by);
    const durableOf = (durable: number): number => {
      const text = this.text("durable", actors.durables.value(durable), shift);
      return actors.durables.number(text, () => frozen(text));
    };
    const localOf = (): number => {
      if (status === "gone") return local;
      if (status === "down") return durableOf(local);
      const text = this.text("state", actors.locals.value(local), shift);
      return actors.locals.number(text, () => frozen(text));
    };
    const inbox = cell.inbox.map((envelope) => {
      const { from, message } = actors.envelopes.value(envelope);
      const text = this.text("message", actors.messages.value(message), shift);
      return actors.envelope(
        from,
        actors.messages.number(text, () => frozen(text)),
      );
    });
    const after = this.#cells.number(position, {
      ...cell,
      local: localOf(),
      overwritten: overwritten < 0 ? overwritten : durableOf(overwritten),
      inbox,
    });
    this.#shifted[position]!.add(number, key, after);
    return after;
  }

  /** The canonical text of a value with its epochs shifted. */
  text(part: Part, value: unknown, shift: Shift): string {
    return shiftedText(`epochs.${part}`, () => this.#epochs[part]!(value as never, shift), value);
  }

  #rangeOf({ status, local, overwritten, inbox }: Cell): Range {
    const parts: Range[] = inbox.map((envelope) => this.ofMessage(this.#actors.envelopes.value(envelope).message));
    if (status !== "gone") parts.push(this.#ofValue(status === "down" ? "durable" : "state", local));
    if (overwritten >= 0) parts.push(this.#ofValue("durable", overwritten));
    return joined(parts);
  }

  #ofValue(part: Part, number: number): Range {
    return (this.#ranges[part][number] ??= this.#found(part, number));
  }

  #found(part: Part, number: number): Range {
    const { locals, messages, durables } = this.#actors;
    const value = (part === "state" ? locals : part === "message" ? messages : durables).value(number) as unknown;
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
