import { Layout } from "./layout.ts";
import { Partition } from "./partition.ts";

/** Called for each state that is new, with its fields; they are overwritten as soon as this returns. */
export type OnNew = (fields: Int32Array) => void;

/** How large the parts of a visited set are. */
export interface VisitedSizes {
  /** How many states the set takes before it is divided into partitions. */
  readonly undivided: number;
  /** How many states the last level must have, too: a long thin set stays whole, since each level costs each partition something. */
  readonly frontier: number;
  /** How many partitions there are then, as a power of 2: the first bits of a hash name one. From 1 to 16. */
  readonly partitionBits: number;
  /**
   * How many states wait in front of a partition before they are merged into
   * it. Each merge brings a partition into the cache anew: with 2,048 the
   * reference model takes a sixth longer, with 32,768 a twentieth less.
   */
  readonly buffered: number;
}

const usualSizes: VisitedSizes = { undivided: 1 << 16, frontier: 1 << 12, partitionBits: 8, buffered: 1 << 13 };

/**
 * Where states wait, in front of their partitions: what generated code writes
 * to. An object of this kind is replaced, not changed, when layout or partitions
 * change.
 */
export interface Buffers {
  readonly layout: Layout;
  /** The first bits of a hash, this many of them, name a partition. */
  readonly partitionBits: number;
  /** Packed states, each followed by its hash: for each partition a stretch of the same length. */
  readonly waiting: Uint32Array;
  /** Where the next state goes, by partition. */
  readonly fill: Int32Array;
  /** Where the stretch ends, by partition. */
  readonly ends: Int32Array;
  /** Empties a stretch that is full. */
  merge(partition: number): void;
}

/**
 * The odd numbers by which the fields are multiplied for the hash: from a
 * multiplicative generator, since factors that are small multiples of each other
 * would let fields cancel out.
 */
export function hashFactors(fields: number): readonly number[] {
  const factors: number[] = [];
  for (let factor = 0x9e3779b1 | 0; factors.length < fields; factor = Math.imul(factor, 0x915f77f5))
    factors.push(factor);
  return factors;
}

/** The end of the hash, as code on a variable `hash`: mixes the high bits, which differ most, into the low ones. */
export const hashFinish: string = "hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d); hash ^= hash >>> 13;";

/** The same as {@link hashFinish}. */
function finished(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
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
  #buffers: Buffers;
  readonly #fields: Int32Array;
  readonly #factors: Int32Array;
  readonly #onNew: OnNew;
  readonly #sizes: VisitedSizes;
  #size = 0;
  #sizeBefore = 0;

  /**
   * @param fields - how many fields a state has
   * @param onNew - called for each state when it turns out to be new
   * @param sizes - the usual ones by default
   */
  constructor(fields: number, onNew: OnNew, sizes: VisitedSizes = usualSizes) {
    this.#sizes = sizes;
    this.#layout = new Layout(Array.from({ length: fields }, () => 6));
    this.#partitions = [this.#emptyPartition()];
    this.#buffers = this.#emptyBuffers();
    this.#fields = new Int32Array(fields);
    this.#factors = Int32Array.from(hashFactors(fields));
    this.#onNew = onNew;
  }

  /** Where states wait. */
  get buffers(): Buffers {
    return this.#buffers;
  }

  /** How many fields a state has. */
  get fields(): number {
    return this.#fields.length;
  }

  /** How many states are in the set; those that wait are not counted. */
  get size(): number {
    return this.#size;
  }

  /** Puts a state in front of its partition. */
  add(fields: Int32Array): void {
    const { layout, waiting, fill, ends } = this.#buffers;
    const hash = this.#hashOf(fields);
    const partition = this.#partitionOf(hash);
    const to = fill[partition]!;
    if (!layout.pack(fields, waiting, to)) {
      const copy = fields.slice();
      this.#widen(copy);
      this.add(copy);
      return;
    }
    waiting[to + layout.words] = hash;
    fill[partition] = to + layout.words + 1;
    if (fill[partition] === ends[partition]) this.#merge(partition);
  }

  /** Merges everything that waits. */
  flush(): void {
    for (let partition = 0; partition < this.#partitions.length; partition++) this.#merge(partition);
  }

  /** Ends a level: what was added since the last one is the next frontier. */
  endLevel(): void {
    this.flush();
    for (const partition of this.#partitions) partition.levels.push(partition.count);
    const { undivided, frontier } = this.#sizes;
    if (this.#bits === 0 && this.#size > undivided && this.#size - this.#sizeBefore >= frontier) this.#divide();
    this.#sizeBefore = this.#size;
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
    return finished(hash);
  }

  #partitionOf(hash: number): number {
    return this.#bits === 0 ? 0 : hash >>> (32 - this.#bits);
  }

  #emptyBuffers(): Buffers {
    const count = this.#partitions.length;
    const length = this.#sizes.buffered * (this.#layout.words + 1);
    return {
      layout: this.#layout,
      partitionBits: this.#bits,
      waiting: new Uint32Array(count * length),
      fill: Int32Array.from({ length: count }, (_, p) => p * length),
      ends: Int32Array.from({ length: count }, (_, p) => (p + 1) * length),
      merge: (partition) => this.#merge(partition),
    };
  }

  #emptyPartition(): Partition {
    const state = new Int32Array(this.#layout.fields);
    return new Partition(this.#layout.words, (words, at) => {
      this.#layout.unpack(words, at, state);
      return this.#hashOf(state);
    });
  }

  #merge(number: number): void {
    const partition = this.#partitions[number]!;
    const words = this.#layout.words;
    const { waiting, fill } = this.#buffers;
    const begin = number * this.#sizes.buffered * (words + 1);
    const end = fill[number]!;
    if (end === begin) return;
    fill[number] = begin;
    const known = partition.count;
    partition.merge(waiting, begin, end, words);
    this.#size += partition.count - known;
    for (let i = known; i < partition.count; i++) {
      this.#layout.unpack(partition.words, i * words, this.#fields);
      this.#onNew(this.#fields);
    }
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
    }
    this.#layout = to;
    this.#buffers = this.#emptyBuffers();
  }

  /** Divides a set that has grown large into partitions, each with its share of every level. */
  #divide(): void {
    const whole = this.#partitions[0]!;
    const words = this.#layout.words;
    this.#bits = this.#sizes.partitionBits;
    this.#partitions = Array.from({ length: 2 ** this.#bits }, () => this.#emptyPartition());
    this.#buffers = this.#emptyBuffers();
    let from = 0;
    for (const end of whole.levels) {
      for (let i = from; i < end; i++) {
        this.#layout.unpack(whole.words, i * words, this.#fields);
        this.#partitions[this.#partitionOf(this.#hashOf(this.#fields))]!.append(whole.words, i * words, words);
      }
      for (const partition of this.#partitions) partition.levels.push(partition.count);
      from = end;
    }
    for (const partition of this.#partitions) partition.reorder(words);
  }
}

/** Where a state is: its partition times 2^32, and its number there. */
export type Place = number;
