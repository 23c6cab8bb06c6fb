import type { Vocabulary } from "../../spec/vocabulary.ts";
import { beyondBound, moveHeader, senderMask } from "./cells.ts";
import { moveKinds } from "./move-kinds.ts";
import { consumedBy } from "./moves.ts";
import { commuting, type MoveList, sleepBits, surviving } from "./sleep.ts";
import type { Space } from "./space.ts";

/** What stands before the moves of a list: how many they are, how many more are beyond a bound, which may sleep, to whom they send. */
export const listHeader = 4;
/** What a move has before its batches: the target, the sender, the change, and what may sleep after it. */
export const quickHeader = 4;

/** How many entries the rows of one position have at most, all together: 64 MB. */
const usualMostInRows = 1 << 24;

/** Stands for a batch that has no place in the rows: behind all of them, where nothing is known. */
const outsideRows = 1 << 24;

/**
 * The free moves once more, in the form in which generated code reads them.
 *
 * @remarks
 * Each move has a batch for every other position, the empty batch where nothing
 * is sent, so that what is sent takes a look-up for each and no branch. The cell
 * after a batch lies in one flat array for each position, by cell first, so that
 * all that can happen to the cell at hand is in a line or two of the cache.
 */
export class QuickMoves<V extends Vocabulary> {
  /** The lists, one after the other. */
  code: Int32Array = new Int32Array(1 << 12);
  /** By position and cell: where its list begins, plus one; 0 where there is none yet. */
  readonly starts: Int32Array[];
  /**
   * By position, for a cell and a batch: the cell after the batch plus one, or 0
   * where it is not known yet; and what survives (see {@link surviving}).
   */
  readonly rows: Int32Array[];
  /** By position: how many bits of a row's number say which batch. */
  readonly batchBits: number[];
  /** How many moves of each process may sleep. */
  readonly bits: number;
  /** How many integers a move has. */
  readonly stride: number;

  readonly #space: Space<V>;
  readonly #lists: (MoveList | undefined)[][];
  readonly #isOrdered: boolean;
  readonly #isSet: boolean;
  readonly #mostInRows: number;
  /** Cells whose moves may not all sleep yet, since a claim has not looked at what they change. */
  #pending: { readonly position: number; readonly cell: number }[] = [];
  #end = 0;

  /** @param mostInRows - how many entries the rows of one position have at most: up to 2^24 */
  constructor(space: Space<V>, mostInRows: number = usualMostInRows) {
    const { size, scenario } = space;
    this.#space = space;
    this.#mostInRows = mostInRows;
    this.#isOrdered = scenario.network === "fifo";
    this.#isSet = scenario.network === "set";
    // A bound on what is in flight, or on how far epochs are apart, looks at all processes at once: nothing commutes.
    this.bits = space.isBoundedTogether ? 0 : sleepBits(size);
    this.stride = quickHeader + size - 1;
    this.starts = Array.from({ length: size }, () => new Int32Array(64));
    this.rows = Array.from({ length: size }, () => new Int32Array(64 * 8 * 2));
    this.batchBits = Array.from({ length: size }, () => 3);
    this.#lists = Array.from({ length: size }, () => []);
  }

  /** Sees that everything is known that is needed to expand a state. */
  prepare(cells: Int32Array): void {
    for (let i = 0; i < cells.length; i++) this.#compile(i, cells[i]!);
    for (let i = 0; i < cells.length; i++) {
      const list = this.#listOf(i, cells[i]!);
      for (const at of list.at) {
        const { code } = this.#space.cells;
        for (let j = 0; j < code[at + 4]!; j++) {
          const to = code[at + moveHeader + 2 * j]!;
          this.#receive(to, cells[to]!, code[at + moveHeader + 2 * j + 1]!);
        }
      }
    }
  }

  /** To be called between levels: lets sleep what claims have looked at since. */
  wakeLess(): void {
    const pending = this.#pending;
    this.#pending = [];
    for (const { position, cell } of pending) {
      this.code[this.starts[position]![cell]! - 1 + 2] = this.#sleepers(position, cell);
    }
  }

  #listOf(position: number, cell: number): MoveList {
    const known = this.#lists[position]![cell];
    if (known !== undefined) return known;
    const start = this.#space.cells.compiled(moveKinds.free, position, cell);
    const { code } = this.#space.cells;
    const all: number[] = [];
    for (let left = code[start]!, at = start + 1; left > 0; left--) {
      if ((code[at + 1]! & beyondBound) === 0) all.push(at);
      at += moveHeader + 2 * code[at + 4]!;
    }
    const list = { at: all, beyond: code[start]! - all.length };
    this.#lists[position]![cell] = list;
    return list;
  }

  /** Which moves of a cell may sleep, as far as claims go: those whose change nobody needs to look at again. */
  #sleepers(position: number, cell: number): number {
    const { cells, watch } = this.#space;
    const list = this.#listOf(position, cell);
    let mask = 0;
    let isPending = false;
    for (let i = 0; i < list.at.length && i < this.bits; i++) {
      const change = cells.code[list.at[i]! + 2]!;
      if (watch.isSettled(change)) mask |= 1 << i;
      else isPending = true;
    }
    if (isPending && watch.mayStillSettle) this.#pending.push({ position, cell });
    return mask;
  }

  #compile(position: number, cell: number): void {
    let starts = this.starts[position]!;
    if (cell < starts.length && starts[cell] !== 0) return;
    if (cell >= starts.length) {
      starts = new Int32Array(2 ** (32 - Math.clz32(cell)));
      starts.set(this.starts[position]!);
      this.starts[position] = starts;
    }
    const list = this.#listOf(position, cell);
    const listOf = (other: number): MoveList => this.#listOf(position, other);
    // All lists come first: making them can make the code anew.
    if (this.bits > 0) for (const at of list.at) listOf(this.#space.cells.code[at]!);
    const { code } = this.#space.cells;
    const start = this.#end;
    this.#emit(list.at.length);
    this.#emit(list.beyond);
    this.#emit(this.#sleepers(position, cell));
    this.#emit(list.at.reduce((receivers, at) => receivers | receiversOf(code, at), 0));
    for (const [i, at] of list.at.entries()) {
      this.#emit(code[at]!);
      this.#emit(code[at + 1]! & senderMask);
      this.#emit(code[at + 2]!);
      const before = (1 << Math.min(i, this.bits)) - 1;
      this.#emit((before << 16) | (this.bits === 0 ? 0 : commuting(code, list, i, listOf, this.#isOrdered, this.bits)));
      for (let to = 0; to < this.#space.size; to++)
        if (to !== position) this.#emit(this.#placed(to, batchTo(code, at, to)));
    }
    starts[cell] = start + 1;
    this.#note(position, cell, 0, cell, (1 << this.bits) - 1);
  }

  /** Notes what becomes of a cell when a batch is sent to it. */
  #receive(position: number, cell: number, batch: number): void {
    const { cells } = this.#space;
    const at = 2 * ((cell << this.batchBits[position]!) + batch + 1);
    if (batch + 1 < 1 << this.batchBits[position]! && this.rows[position]![at] !== undefined) {
      if (this.rows[position]![at] !== 0) return;
    }
    const after = cells.afterBatch(position, cell, batch);
    let survivors = 0;
    if (this.bits > 0) {
      const before = this.#listOf(position, cell);
      const then = this.#listOf(position, after);
      const arriving = cells.tables[position]!.batches.value(batch);
      // What is taken from a set and sent again at once is there or not, as the order goes.
      const isTouched = (label: number): boolean => this.#isSet && arriving.includes(consumedBy(label));
      survivors = surviving(cells.code, before, then, isTouched, this.bits);
    }
    this.#note(position, cell, batch + 1, after, survivors);
  }

  /**
   * The batch as generated code reads it: one for which a row has no place lies
   * outside all rows, or else it would be read as another batch of the next cell.
   */
  #placed(position: number, batch: number): number {
    if (batch >>> this.batchBits[position]! === 0) return batch;
    const cells = this.rows[position]!.length >> (this.batchBits[position]! + 1);
    if (!this.#hasRoom(position, cells - 1, batch)) return outsideRows;
    this.#makeRoom(position, 0, batch);
    return batch;
  }

  #hasRoom(position: number, cell: number, batch: number): boolean {
    const batchBits = Math.max(this.batchBits[position]!, 32 - Math.clz32(batch));
    const cellBits = Math.max(6, 32 - Math.clz32(cell));
    return 2 ** (batchBits + cellBits + 1) <= this.#mostInRows;
  }

  #note(position: number, cell: number, batch: number, after: number, survivors: number): void {
    if (!this.#hasRoom(position, cell, batch)) return;
    this.#makeRoom(position, cell, batch);
    const at = 2 * ((cell << this.batchBits[position]!) + batch);
    this.rows[position]![at] = after + 1;
    this.rows[position]![at + 1] = survivors;
  }

  #makeRoom(position: number, cell: number, batch: number): void {
    const rows = this.rows[position]!;
    const was = this.batchBits[position]!;
    const is = Math.max(was, 32 - Math.clz32(batch));
    const cells = rows.length >> (was + 1);
    const cellsNow = Math.max(cells, 2 ** (32 - Math.clz32(cell)));
    if (is === was && cellsNow === cells) return;
    const longer = new Int32Array(cellsNow << (is + 1));
    if (is === was) longer.set(rows);
    else for (let c = 0; c < cells; c++) longer.set(rows.subarray(c << (was + 1), (c + 1) << (was + 1)), c << (is + 1));
    this.rows[position] = longer;
    this.batchBits[position] = is;
  }

  #emit(integer: number): void {
    if (this.#end === this.code.length) {
      const longer = new Int32Array(this.code.length * 2);
      longer.set(this.code);
      this.code = longer;
    }
    this.code[this.#end++] = integer;
  }
}

/** The positions to which a move sends, as bits. */
function receiversOf(code: Int32Array, at: number): number {
  let receivers = 0;
  for (let i = 0; i < code[at + 4]!; i++) receivers |= 1 << code[at + moveHeader + 2 * i]!;
  return receivers;
}

/** The batch that a move sends to a position, plus one; 0 where it sends nothing there. */
function batchTo(code: Int32Array, at: number, to: number): number {
  for (let i = 0; i < code[at + 4]!; i++) {
    if (code[at + moveHeader + 2 * i] === to) return code[at + moveHeader + 2 * i + 1]! + 1;
  }
  return 0;
}
