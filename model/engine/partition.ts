import { type Merge, mergeOf, narrowSlot, wideSlot } from "./merge.ts";
import { reserved, withRoom } from "./room.ts";
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
 * in its table takes two bytes: with a table between one half and three quarters
 * full, that is 2.7 to 4 bytes a state beside the state itself.
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
  table: Table;
  /** Whether it grows in place, up to a size that it does not reach as a rule. */
  readonly isReserved: boolean;
  readonly #mayGenerate: boolean;
  readonly #shelf: Shelf | null;
  /** The packed states; null where they are put away. */
  #words: Int32Array | null;
  /** The blocks on the shelf that hold the first {@link #written} words. */
  #blocks: number[] = [];
  #written = 0;

  /**
   * @param stride - how many words a packed state has
   * @param room - for how many states there is room at once; where given, memory is reserved for as many as the
   *   partition will have before it is divided, as a rule
   * @param shelf - where it can be put away, if anywhere
   */
  constructor(stride: number, mayGenerate: boolean, room = 0, shelf: Shelf | null = null) {
    this.#shelf = shelf;
    this.#mayGenerate = mayGenerate;
    this.isReserved = room > 0;
    this.#words = this.wordsOf(stride, room);
    this.table = room > 0 ? reserved("uint16", lengthFor(room), mostNarrow) : new Uint16Array(64);
    this.asleep = room > 0 ? reserved("int32", 0, mostReserved) : new Int32Array(64);
    this.asleepBefore = room > 0 ? reserved("int32", 0, mostReserved) : new Int32Array(64);
  }

  /** An array for so many states of `stride` words, that grows as the partition does. */
  wordsOf(stride: number, states: number): Int32Array {
    return this.isReserved
      ? reserved("int32", states * stride, mostReserved * stride)
      : new Int32Array(Math.max(64, states) * stride);
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
    for (let at = begin; at < end; ) {
      this.#makeRoom(stride, hashAt);
      const merge: Merge = mergeOf(stride, this.table instanceof Uint16Array, this.#mayGenerate);
      at = merge(this, waiting, at, end, stride, this.#most(stride));
    }
  }

  /** How many states there may be before something must grow. */
  #most(stride: number): number {
    const { words, asleep, table, newFrom } = this;
    return Math.min(Math.floor(words.length / stride), newFrom + asleep.length, Math.floor(table.length * filled));
  }

  /** Sees that there is room for one more state. */
  #makeRoom(stride: number, hashAt: HashAt): void {
    this.#words = withRoom("int32", this.words, (this.count + 1) * stride);
    this.asleep = withRoom("int32", this.asleep, this.count + 1 - this.newFrom);
    if (this.count >= Math.floor(this.table.length * filled)) this.reorder(stride, hashAt);
  }

  /** Takes in a state that is known to be new, behind the others of its level; {@link reorder} must follow. */
  append(source: Int32Array, at: number, stride: number): void {
    const words = withRoom("int32", this.words, (this.count + 1) * stride);
    this.#words = words;
    const end = this.count++ * stride;
    for (let w = 0; w < stride; w++) words[end + w] = source[at + w]!;
  }

  /** Notes what is asleep in the state that was appended last, one of the level that is to be expanded. */
  appendAsleep(asleep: number): void {
    const number = this.count - 1 - this.newFrom;
    this.asleepBefore = withRoom("int32", this.asleepBefore, number + 1);
    this.asleepBefore[number] = asleep;
  }

  /** Ends a level: what comes now belongs to the next. */
  endLevel(): void {
    // What was asleep before is not needed any more: its place is.
    const free = this.asleepBefore;
    this.asleepBefore = this.asleep;
    this.asleep = free;
    this.levels.push(this.count);
  }

  /** Makes the table anew, with room for all states and some more. */
  reorder(stride: number, hashAt: HashAt): void {
    const { words, count } = this;
    const length = lengthFor(count + 1);
    const isNarrow = length <= mostNarrow;
    const table = isNarrow ? this.#narrowTable(length) : new Int32Array(length);
    for (let i = 0; i < count; i++) {
      const hash = hashAt(words, i * stride);
      let slot = isNarrow ? narrowSlot(hash, length) : wideSlot(hash, length);
      while (table[slot] !== 0) slot = slot + 1 === length ? 0 : slot + 1;
      table[slot] = i + 1;
    }
    this.table = table;
  }

  /** An empty table of so many entries, in the memory of the one that was if possible. */
  #narrowTable(length: number): Uint16Array {
    if (!this.isReserved || !(this.table instanceof Uint16Array)) return new Uint16Array(length);
    return withRoom("uint16", this.table, length).subarray(0, length).fill(0);
  }

  /** Empties it, to be filled with some of the states that it has: by {@link append}, in their order, while they are read from its arrays. */
  restart(): void {
    this.count = 0;
    this.levels = [];
  }
}

/** The table of what is put away: it is full, so that it is made anew as soon as something is merged. */
const noTable: Table = new Uint16Array(0);

/** How full a table gets before it grows: with linear probing a fuller one costs more in probes than it saves in memory. */
const filled = 3 / 4;

/** The length of a table for so many states: a power of two, or one and a half of it, since twice as much again would leave too much empty. */
function lengthFor(states: number): number {
  let length = 64;
  while (length * filled < states) length = length % 3 === 0 ? (length / 3) * 4 : (length / 2) * 3;
  return length;
}

/** How many states a partition may have, so that its table is of numbers of two bytes. */
export const mostStates: number = 3 * 2 ** 14;
/** The longest table of numbers of two bytes: sixteen bits of hash say where in it. */
const mostNarrow = 2 ** 16;
/** How many states memory is reserved for: it is not taken before it is used. */
const mostReserved = 2 ** 16;
