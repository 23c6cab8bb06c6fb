import { Layout } from "./layout.ts";

/** Called for each state that is new, with its fields; they are overwritten as soon as this returns. */
export type OnNew = (fields: Int32Array) => void;

/** How many states the set takes before it is divided into partitions. */
const undividedMost = 1 << 16;
/** How many partitions there are then: a power of two, so that the first bits of a hash name one. */
const partitionBits = 8;
/** How many states wait in front of a partition before they are merged into it. */
const bufferedMost = 1 << 11;

/** A share of the visited set: its states in the order of their discovery, and a table of them by hash. */
class Partition {
  /** The packed states. */
  words: Uint32Array;
  /** Numbers of states plus one, by hash; 0 where there is none. Open addressing, linear probing. */
  table = new Int32Array(64);
  count = 0;
  /** How many states there were at the end of each level. */
  readonly levels: number[] = [];
  /** Packed states that wait, each followed by its hash. */
  waiting: Uint32Array;
  waits = 0;

  constructor(words: number, waiting: number) {
    this.words = new Uint32Array(32 * words);
    this.waiting = new Uint32Array(waiting * (words + 1));
  }
}

/**
 * The visited set: exact, since the packed state itself is stored and compared.
 *
 * @remarks
 * A large set is divided into partitions by hash, and states are not looked up
 * one by one but wait in a buffer in front of their partition until it is full;
 * then one partition's table and states stay in the processor's cache for the
 * whole buffer. The hash is one of the fields, not of their packing, so that a
 * state stays in its partition when the layout grows wider.
 */
export class Visited {
  #layout: Layout;
  #partitions: Partition[];
  #bits = 0;
  readonly #fields: Int32Array;
  readonly #factors: Int32Array;
  readonly #onNew: OnNew;
  #size = 0;

  /**
   * @param fields - how many fields a state has
   * @param onNew - called for each state when it turns out to be new
   */
  constructor(fields: number, onNew: OnNew) {
    this.#layout = new Layout(Array.from({ length: fields }, () => 6));
    this.#partitions = [new Partition(this.#layout.words, bufferedMost)];
    this.#fields = new Int32Array(fields);
    // Odd numbers of a multiplicative generator: factors that are small multiples of each other would make fields cancel out.
    let factor = 0x9e3779b1 | 0;
    this.#factors = Int32Array.from({ length: fields }, () => {
      factor = Math.imul(factor, 0x915f77f5);
      return factor;
    });
    this.#onNew = onNew;
  }

  /** How many fields a state has. */
  get fields(): number {
    return this.#fields.length;
  }

  /** How many states are in the set; those that wait are not counted. */
  get size(): number {
    return this.#size;
  }

  /** How many bytes the set takes. */
  get bytes(): number {
    return this.#partitions.reduce(
      (sum, { words, table, waiting }) => sum + words.byteLength + table.byteLength + waiting.byteLength,
      0,
    );
  }

  /** Puts a state in front of its partition. */
  add(fields: Int32Array): void {
    const hash = this.#hashOf(fields);
    const partition = this.#partitions[this.#bits === 0 ? 0 : hash >>> (32 - this.#bits)]!;
    const stride = this.#layout.words + 1;
    const at = partition.waits * stride;
    if (!this.#layout.pack(fields, partition.waiting, at)) {
      const copy = fields.slice();
      this.#widen(copy);
      this.add(copy);
      return;
    }
    partition.waiting[at + stride - 1] = hash;
    if (++partition.waits * stride === partition.waiting.length) this.#merge(partition);
  }

  /** Merges everything that waits. */
  flush(): void {
    for (const partition of this.#partitions) this.#merge(partition);
  }

  /** Ends a level: what was added since the last one is the next frontier. */
  endLevel(): void {
    this.flush();
    for (const partition of this.#partitions) partition.levels.push(partition.count);
    if (this.#bits === 0 && this.#size > undividedMost) this.#divide();
  }

  /** The places of the states of a level: good for {@link read} until the end of the next level. */
  *ofLevel(level: number): Generator<Place> {
    for (let p = 0; p < this.#partitions.length; p++) {
      const { levels } = this.#partitions[p]!;
      const end = levels[level]!;
      for (let i = level === 0 ? 0 : levels[level - 1]!; i < end; i++) yield p * 2 ** 32 + i;
    }
  }

  /** Reads the state at a place. */
  read(place: Place, fields: Int32Array): void {
    const partition = this.#partitions[Math.floor(place / 2 ** 32)]!;
    this.#layout.unpack(partition.words, (place % 2 ** 32) * this.#layout.words, fields);
  }

  #hashOf(fields: Int32Array): number {
    let hash = 0;
    for (let i = 0; i < fields.length; i++) hash = (hash + Math.imul(fields[i]! + 1, this.#factors[i]!)) | 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
    hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #merge(partition: Partition): void {
    const words = this.#layout.words;
    const { waiting, waits } = partition;
    partition.waits = 0;
    for (let i = 0, at = 0; i < waits; i++, at += words + 1) {
      if (this.#isNew(partition, waiting, at, waiting[at + words]!)) {
        this.#layout.unpack(waiting, at, this.#fields);
        this.#onNew(this.#fields);
      }
    }
  }

  /** Looks a packed state up and stores it where it is new. */
  #isNew(partition: Partition, source: Uint32Array, at: number, hash: number): boolean {
    const words = this.#layout.words;
    const { table } = partition;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (let number = table[slot]!; number !== 0; number = table[slot]!) {
      const stored = (number - 1) * words;
      let w = 0;
      while (w < words && partition.words[stored + w] === source[at + w]) w++;
      if (w === words) return false;
      slot = (slot + 1) & mask;
    }
    const end = partition.count * words;
    if (end === partition.words.length) partition.words = longer(partition.words);
    for (let w = 0; w < words; w++) partition.words[end + w] = source[at + w]!;
    table[slot] = ++partition.count;
    this.#size++;
    // At most five eighths full: with linear probing a fuller table costs more in probes than it saves in memory.
    if (partition.count * 8 > table.length * 5) this.#rehash(partition, table.length * 2);
    return true;
  }

  #rehash(partition: Partition, length: number): void {
    const table = new Int32Array(length);
    const fields = new Int32Array(this.#fields.length);
    for (let i = 0; i < partition.count; i++) {
      this.#layout.unpack(partition.words, i * this.#layout.words, fields);
      let slot = this.#hashOf(fields) & (length - 1);
      while (table[slot] !== 0) slot = (slot + 1) & (length - 1);
      table[slot] = i + 1;
    }
    partition.table = table;
  }

  /** Changes to a layout with room for `fields`: the states are packed anew, in their places. */
  #widen(fields: Int32Array): void {
    this.flush();
    const from = this.#layout;
    const to = from.wider(fields);
    const state = new Int32Array(this.#fields.length);
    for (const partition of this.#partitions) {
      const words = new Uint32Array((partition.words.length / from.words) * to.words);
      for (let i = 0; i < partition.count; i++) {
        from.unpack(partition.words, i * from.words, state);
        to.pack(state, words, i * to.words);
      }
      partition.words = words;
      partition.waiting = new Uint32Array((partition.waiting.length / (from.words + 1)) * (to.words + 1));
    }
    this.#layout = to;
  }

  /** Divides a set that has grown large into partitions, each with its share of every level. */
  #divide(): void {
    const whole = this.#partitions[0]!;
    const words = this.#layout.words;
    this.#bits = partitionBits;
    this.#partitions = Array.from({ length: 2 ** partitionBits }, () => new Partition(words, bufferedMost));
    const fields = new Int32Array(this.#fields.length);
    this.#size = 0;
    let from = 0;
    for (const end of whole.levels) {
      for (let i = from; i < end; i++) {
        this.#layout.unpack(whole.words, i * words, fields);
        const hash = this.#hashOf(fields);
        this.#isNew(this.#partitions[hash >>> (32 - this.#bits)]!, whole.words, i * words, hash);
      }
      for (const partition of this.#partitions) partition.levels.push(partition.count);
      from = end;
    }
  }
}

/** Where a state is: its partition times 2^32, and its number there. */
export type Place = number;

function longer(words: Uint32Array): Uint32Array {
  const twice = new Uint32Array(words.length * 2);
  twice.set(words);
  return twice;
}
