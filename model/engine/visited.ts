import { finished, hashFactors, hashFinish, ownerOf } from "./hash.ts";
import { Layout } from "./layout.ts";
import { type HashAt, mostStates, Partition } from "./partition.ts";
import { type Disk, Shelf } from "./shelf.ts";
import { usualSizes, type VisitedSizes } from "./sizes.ts";

/** Called for states that are new: packed in `words`, from number `from` on, up to `to`. */
export type OnNew = (words: Int32Array, layout: Layout, from: number, to: number) => void;

/** Where states go that belong to another search, where several search in parallel. */
export interface Post {
  /** Which of the searches this one is, from 0. */
  readonly me: number;
  /** How many searches there are. */
  readonly members: number;
  /** Sends packed states, each followed by its hash and by what is asleep: those from `begin` to `end` of `states`. */
  send(to: number, states: Int32Array, begin: number, end: number, layout: Layout): void;
}

/**
 * Where states wait, in front of their partitions: what generated code writes
 * to. An object of this kind is replaced, not changed, when layout or partitions
 * change.
 */
export interface Buffers {
  readonly layout: Layout;
  /** The first bits of a hash, this many of them, name a partition. */
  readonly partitionBits: number;
  /** Where states go that belong to another search; null where there is no other. */
  readonly post: Post | null;
  /**
   * Packed states, each followed by its hash and by what is asleep: for each partition a stretch of the same length,
   * and behind them one for each search of {@link Buffers.post}.
   */
  readonly waiting: Int32Array;
  /** Where the next state goes, by partition. */
  readonly fill: Int32Array;
  /** Where the stretch is full, by partition: there is room for {@link slack} states more. */
  readonly ends: Int32Array;
}

/** How many states fit into a buffer that is full: as many as one state may have successors, so that nobody needs to look before all are written. */
export const slack = 256;

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
  #post: Post | null = null;
  #room: number;
  readonly #fields: Int32Array;
  readonly #factors: Int32Array;
  readonly #onNew: OnNew;
  readonly #sizes: VisitedSizes;
  readonly #mayGenerate: boolean;
  readonly #shelf: Shelf | null;
  #hashAt!: HashAt;
  #size = 0;
  /** How many states there were at the end of the level before the last, and how many the last had found. */
  #sizeBefore = 0;
  #foundBefore = 0;

  /**
   * @param fields - how many fields a state has
   * @param onNew - called for states that turn out to be new
   * @param sizes - the usual ones by default
   * @param mayGenerate - whether code may be generated
   * @param disk - where states go for which there is no room in memory
   */
  constructor(fields: number, onNew: OnNew, sizes: VisitedSizes = usualSizes, mayGenerate = true, disk?: Disk) {
    this.#sizes = sizes;
    this.#shelf = disk === undefined ? null : new Shelf(disk);
    this.#mayGenerate = mayGenerate;
    this.#factors = Int32Array.from(hashFactors(fields));
    this.#fields = new Int32Array(fields);
    this.#layout = new Layout(Array.from({ length: fields }, () => 10));
    this.#hashAt = this.#hashing();
    this.#partitions = [this.#emptyPartition()];
    this.#room = 0;
    this.#buffers = this.#emptyBuffers();
    this.#onNew = onNew;
  }

  /** Where states wait. */
  get buffers(): Buffers {
    return this.#buffers;
  }

  /** The parts of the set; divided in two from time to time, at the end of a level. */
  get partitions(): readonly Partition[] {
    return this.#partitions;
  }

  /** How many fields a state has. */
  get fields(): number {
    return this.#fields.length;
  }

  /** How many states are in the set; those that wait are not counted. */
  get size(): number {
    return this.#size;
  }

  /** Puts a state in front of its partition, or of the search to which it belongs. */
  add(fields: Int32Array, asleep = 0): void {
    const { layout, waiting, fill, ends } = this.#buffers;
    const hash = this.#hashOf(fields);
    const place = this.#placeOf(hash);
    const to = fill[place]!;
    if (!layout.pack(fields, waiting, to)) {
      const copy = fields.slice();
      this.widen(copy);
      this.add(copy, asleep);
      return;
    }
    waiting[to + layout.words] = hash;
    waiting[to + layout.words + 1] = asleep;
    fill[place] = to + layout.words + 2;
    if (fill[place] >= ends[place]!) this.#merge(place);
  }

  /** Takes in states that another search has sent: see {@link Post.send}. */
  receive(states: Int32Array, begin: number, end: number, layout: Layout): void {
    const { words } = layout;
    const joined = this.#layout.joined(layout);
    if (joined !== this.#layout) this.#repack(joined);
    if (this.#layout.isLike(layout)) {
      const { waiting, fill, ends } = this.#buffers;
      for (let at = begin; at < end; at += words + 2) {
        const partition = this.#partitionOf(states[at + words]!);
        const to = fill[partition]!;
        for (let w = 0; w < words + 2; w++) waiting[to + w] = states[at + w]!;
        fill[partition] = to + words + 2;
        if (fill[partition] >= ends[partition]!) this.#merge(partition);
      }
      return;
    }
    const state = new Int32Array(this.#fields.length);
    for (let at = begin; at < end; at += words + 2) {
      layout.unpack(states, at, state);
      this.add(state, states[at + words + 1]!);
    }
  }

  /**
   * From now on, keeps only the states that belong to this search, and sends all
   * others. What it has so far is added anew: it yields after each level, which
   * must be ended before it goes on.
   */
  *share(post: Post): Generator<void, void> {
    const whole = this.#partitions;
    const from = this.#layout;
    const levels = whole[0]!.levels.length;
    this.flush();
    this.#post = post;
    this.#bits = 0;
    this.#size = 0;
    this.#sizeBefore = 0;
    this.#foundBefore = 0;
    this.#partitions = [this.#emptyPartition(256)];
    this.#buffers = this.#emptyBuffers();
    const state = new Int32Array(this.#fields.length);
    for (let level = 0; level < levels; level++) {
      for (const { levels: ends, words, asleepBefore } of whole) {
        const start = level === 0 ? 0 : ends[level - 1]!;
        for (let i = start; i < ends[level]!; i++) {
          from.unpack(words, i * from.words, state);
          this.add(state, level === levels - 1 ? asleepBefore[i - start] : 0);
        }
      }
      yield;
    }
  }

  /** Merges or sends everything that waits. */
  flush(): void {
    for (let place = 0; place < this.#buffers.fill.length; place++) this.#merge(place);
  }

  /** Merges what waits in buffers that are full. */
  mergeFull(): void {
    const { fill, ends } = this.#buffers;
    for (let p = 0; p < fill.length; p++) if (fill[p]! >= ends[p]!) this.#merge(p);
  }

  /** Ends a level: what was added since the last one is the next frontier. */
  endLevel(): void {
    this.flush();
    for (const partition of this.#partitions) partition.endLevel();
    const found = this.#size - this.#sizeBefore;
    // As many again as the level before grew by: where levels grow, partitions are divided before they are too large.
    const expected = this.#size + Math.min((found * found) / Math.max(this.#foundBefore, 1), 3 * this.#size);
    this.#sizeBefore = this.#size;
    this.#foundBefore = found;
    if (expected > this.#sizes.divided * this.#partitions.length && this.#bits < mostBits) {
      // Every division leaves the first of its parts with the memory of all: with more parts, more is left.
      const bits = Math.ceil(Math.log2(expected / (mostStates * this.#partitions.length)));
      this.#divide(Math.min(Math.max(bits, this.#bits === 0 ? firstBits : 1), mostBits - this.#bits));
      this.#buffers = this.#emptyBuffers();
    }
  }

  /** The places of the states of a level: good for {@link read} until the end of the next level. */
  *ofLevel(level: number): Generator<Place> {
    for (let p = 0; p < this.#partitions.length; p++) {
      const { levels } = this.#partitions[p]!;
      const end = levels[level]!;
      for (let i = level === 0 ? 0 : levels[level - 1]!; i < end; i++) yield p * 2 ** 32 + i;
    }
  }

  /** How many states a level has; 0 for one that is not complete. */
  sizeOfLevel(level: number): number {
    return this.#partitions.reduce((sum, { levels }) => {
      const start = level === 0 ? 0 : levels[level - 1]!;
      return sum + (levels[level] ?? start) - start;
    }, 0);
  }

  /** Reads the state at a place. */
  read(place: Place, fields: Int32Array): void {
    const partition = this.#partitions[Math.floor(place / 2 ** 32)]!;
    this.#layout.unpack(partition.words, (place % 2 ** 32) * this.#layout.words, fields);
  }

  /** Changes to a layout with room for `fields`. */
  widen(fields: Int32Array): void {
    this.#repack(this.#layout.wider(fields));
  }

  /** Changes to a wider layout: the states are packed anew, in their places. */
  #repack(to: Layout): void {
    this.flush();
    const from = this.#layout;
    this.#layout = to;
    this.#hashAt = this.#hashing();
    const state = new Int32Array(this.#fields.length);
    for (const partition of this.#partitions) {
      const narrow = partition.words;
      const words = partition.wordsOf(to.words, partition.count);
      for (let i = 0; i < partition.count; i++) {
        from.unpack(narrow, i * from.words, state);
        to.pack(state, words, i * to.words);
      }
      partition.repack(words);
      this.#shelf?.settle(partition, to.words);
    }
    this.#buffers = this.#emptyBuffers();
  }

  #hashOf(fields: Int32Array): number {
    let hash = 0;
    for (let i = 0; i < fields.length; i++) hash = (hash + Math.imul(fields[i]! + 1, this.#factors[i]!)) | 0;
    return finished(hash);
  }

  /** Where a state waits: in front of its partition, or behind all of them where it belongs to another search. */
  #placeOf(hash: number): number {
    if (this.#post === null) return this.#partitionOf(hash);
    const owner = ownerOf(hash, this.#post.members);
    return owner === this.#post.me ? this.#partitionOf(hash) : this.#partitions.length + owner;
  }

  #partitionOf(hash: number): number {
    return (hash >>> 1) >>> (31 - this.#bits);
  }

  #emptyBuffers(): Buffers {
    const count = this.#partitions.length + (this.#post?.members ?? 0);
    const { buffered, waiting } = this.#sizes;
    const together = Math.max(waiting, this.#size / 8);
    this.#room = Math.min(buffered, Math.max(Math.min(256, buffered), Math.floor(together / count)));
    const length = (this.#room + slack) * (this.#layout.words + 2);
    return {
      layout: this.#layout,
      partitionBits: this.#bits,
      post: this.#post,
      waiting: new Int32Array(count * length),
      fill: Int32Array.from({ length: count }, (_, p) => p * length),
      ends: Int32Array.from({ length: count }, (_, p) => (p + 1) * length - slack * (this.#layout.words + 2)),
    };
  }

  /** What tells the hash of packed states, generated for the layout: it is called for every state when tables are made anew. */
  #hashing(): HashAt {
    const layout = this.#layout;
    if (!this.#mayGenerate) {
      const state = new Int32Array(layout.fields);
      return (words, at) => {
        layout.unpack(words, at, state);
        return this.#hashOf(state);
      };
    }
    const terms = Array.from(this.#factors, (factor, i) => `Math.imul((${layout.readingOf(i)}) + 1, ${factor})`);
    const source = `let hash = (${terms.join(" + ")}) | 0; ${hashFinish} return hash;`;
    return new Function(`"use strict"; return function hashAt(words, at) {${source}}`)() as HashAt;
  }

  #emptyPartition(room = 0): Partition {
    // What may be put away must give its memory back, and not keep it reserved.
    const isReserved = this.#shelf === null && this.#bits <= mostReservedBits;
    return new Partition(this.#layout.words, this.#mayGenerate, isReserved ? room : 0, this.#shelf);
  }

  #merge(number: number): void {
    const words = this.#layout.words;
    const { waiting, fill } = this.#buffers;
    const begin = number * (this.#room + slack) * (words + 2);
    const end = fill[number]!;
    if (end === begin) return;
    fill[number] = begin;
    const partition = this.#partitions[number];
    if (partition === undefined) {
      this.#post!.send(number - this.#partitions.length, waiting, begin, end, this.#layout);
      return;
    }
    const known = partition.count;
    partition.merge(waiting, begin, end, words, this.#hashAt);
    if (partition.count > known) {
      this.#size += partition.count - known;
      this.#onNew(partition.words, this.#layout, known, partition.count);
    }
    this.#shelf?.settle(partition, words);
  }

  /** Divides every partition by some more bits of the hash, each part with its share of every level. */
  #divide(bits: number): void {
    this.#bits += bits;
    const whole = this.#partitions;
    const divided: Partition[] = [];
    for (let p = 0; p < whole.length; p++) {
      divided.push(...this.#partsOf(whole[p]!, 2 ** bits));
      whole[p]!.discard();
      // The old partition can go before the next is divided.
      whole[p] = divided.at(-1)!;
    }
    this.#partitions = divided;
  }

  #partsOf(whole: Partition, number: number): readonly Partition[] {
    const { levels, words, asleepBefore } = whole;
    const stride = this.#layout.words;
    const hashAt = this.#hashAt;
    // A part has as many states as the others, but for chance.
    const room = Math.ceil((1.1 * (levels.at(-1) ?? 0)) / number);
    // The first part takes the place of the whole: it is read faster than it is written.
    const parts = Array.from({ length: number }, (_, i) => {
      return i === 0 && whole.isReserved ? whole : this.#emptyPartition(room);
    });
    if (whole.isReserved) whole.restart();
    let from = 0;
    for (const [level, end] of levels.entries()) {
      const isLast = level === levels.length - 1;
      for (let i = from; i < end; i++) {
        const side = this.#partitionOf(hashAt(words, i * stride)) & (number - 1);
        const part = parts[side]!;
        part.append(words, i * stride, stride);
        if (isLast) part.appendAsleep(asleepBefore[i - from]!);
      }
      for (const part of parts) part.levels.push(part.count);
      from = end;
    }
    for (const part of parts) {
      part.reorder(stride, hashAt);
      this.#shelf?.settle(part, stride);
    }
    return parts;
  }
}

/** Where a state is: its partition times 2^32, and its number there. */
export type Place = number;

/** The first division makes 2^5 partitions: every division takes time, and many small partitions cost little. */
const firstBits = 5;
/** No more than 2^16 partitions: a few billion states. */
const mostBits = 16;
/**
 * Memory is reserved for up to 2^12 partitions. Each has four arrays, each of these a part that is taken and one that is
 * not, and Linux lets a process have 65,530 of such areas.
 */
const mostReservedBits = 12;
