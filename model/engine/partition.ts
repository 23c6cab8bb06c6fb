import { type Merge, mergeOf } from "./merge.ts";
import type { Shelf, Shelvable } from "./shelf.ts";

/** The hash of the packed state that begins at a place. */
export type HashAt = (words: Int32Array, at: number) => number;

/** The table of a partition: numbers of states plus one, by hash; 0 where there is none. */
export type Table = Uint16Array | Int32Array;

/**
 * A share of the visited set: its packed states in the order of their discovery,
 * and a table of them by hash (open addressing, linear probing).
 *
 * @remarks
 * A partition is divided before it has 2^16 states, as a rule, so that a number
 * in its table takes two bytes: with a table between three eighths and three
 * quarters full, that is 2.7 to 5.3 bytes a state beside the state itself.
 */
export class Partition implements Shelvable {
  /** How many states there are. */
  count = 0;
  /** How many states there were at the end of each level. */
  levels: number[] = [];
  /** Which moves are asleep, for each state of the level that is being discovered: see `sleep.ts`. */
  asleep: Int32Array;
  /** The same for the level that is being expanded. */
  asleepBefore: Int32Array;
  table: Table = new Uint16Array(64);
  readonly #mayGenerate: boolean;
  readonly #shelf: Shelf | null;
  /** The packed states; null where they are put away. */
  #words: Int32Array | null;
  /** The blocks on the shelf that hold the first {@link #written} words. */
  #blocks: number[] = [];
  #written = 0;

  /**
   * @param stride - how many words a packed state has
   * @param room - for how many states there is room at once. Where it is large it costs nothing: pages of memory that
   *   are not touched are not taken, while states that are copied to larger arrays are paid for page by page.
   * @param shelf - where it can be put away, if anywhere
   */
  constructor(stride: number, mayGenerate: boolean, room: number, shelf: Shelf | null) {
    this.#shelf = shelf;
    this.#words = new Int32Array(room * stride);
    this.asleep = new Int32Array(room);
    this.asleepBefore = new Int32Array(room);
    this.#mayGenerate = mayGenerate;
  }

  /** The packed states, one after the other; good until more are merged. */
  get words(): Int32Array {
    return this.#words ?? this.#shelf!.look(this.#blocks, this.#written);
  }

  bytes(stride: number): number {
    return this.#words === null ? 0 : 4 * this.count * stride + this.table.byteLength;
  }

  putAway(stride: number): boolean {
    const words = this.words.subarray(0, this.count * stride);
    if (this.#shelf === null || !this.#shelf.write(this.#blocks, words, this.#written)) return false;
    this.#written = words.length;
    this.#words = null;
    this.table = noTable;
    return true;
  }

  /** Gives its blocks on the shelf back: it is not needed any more. */
  discard(): void {
    this.#shelf?.forget(this, this.#blocks);
    this.#blocks = [];
  }

  /** Takes in the same states, packed otherwise. */
  repack(words: Int32Array): void {
    this.#words = words;
    this.#written = 0;
  }

  /** The number of the first state of the level that is being discovered. */
  get newFrom(): number {
    return this.levels.at(-1) ?? 0;
  }

  /**
   * Takes in the states that are new among those from `begin` to `end` of
   * `waiting`: each is followed by its hash and by which moves are asleep in it.
   * A state that was discovered in this very level keeps asleep what is asleep
   * both times.
   *
   * @param stride - how many words a packed state has
   */
  merge(waiting: Int32Array, begin: number, end: number, stride: number, hashAt: HashAt): void {
    const more = (end - begin) / (stride + 2);
    this.#words = withRoom(this.words, (this.count + more) * stride);
    this.asleep = withRoom(this.asleep, this.count + more - this.newFrom);
    const merge: Merge = mergeOf(stride, this.table instanceof Uint16Array, this.#mayGenerate);
    for (let at = begin; ; ) {
      at = merge(this, waiting, at, end, stride, Math.floor(this.table.length * filled));
      if (at === end) return;
      // The table is as full as it may get.
      this.reorder(stride, hashAt);
    }
  }

  /** Takes in a state that is known to be new, behind the others of its level; {@link reorder} must follow. */
  append(source: Int32Array, at: number, stride: number): void {
    const words = withRoom(this.words, (this.count + 1) * stride);
    this.#words = words;
    const end = this.count++ * stride;
    for (let w = 0; w < stride; w++) words[end + w] = source[at + w]!;
  }

  /** Sees that there is room for what is asleep in `most` states of the level that is to be expanded. */
  makeRoomAsleep(most: number): void {
    this.asleepBefore = withRoom(this.asleepBefore, most);
  }

  /** Ends a level: what comes now belongs to the next. */
  endLevel(): void {
    // What was asleep before is not needed any more: its place is.
    const free = this.asleepBefore;
    this.asleepBefore = this.asleep;
    this.asleep = free;
    this.levels.push(this.count);
  }

  /** Makes the table anew, with room for all states and some more, or for `most` states. */
  reorder(stride: number, hashAt: HashAt, most = 0): void {
    let length = 64;
    while (length * filled <= Math.max(most, this.count + 1)) length *= 2;
    // A number plus one must fit.
    const table = length * filled < 2 ** 16 ? new Uint16Array(length) : new Int32Array(length);
    const mask = length - 1;
    const { words } = this;
    for (let i = 0; i < this.count; i++) {
      let slot = hashAt(words, i * stride) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = i + 1;
    }
    this.table = table;
  }
}

/** The table of what is put away: it is full, so that it is made anew as soon as something is merged. */
const noTable: Table = new Uint16Array(0);

/** How full a table gets before it is doubled: with linear probing a fuller one costs more in probes than it saves in memory. */
const filled = 3 / 4;

function withRoom(array: Int32Array, needed: number): Int32Array {
  if (needed <= array.length) return array;
  const longer = new Int32Array(Math.max(needed, Math.ceil(array.length * 1.5)));
  longer.set(array);
  return longer;
}
