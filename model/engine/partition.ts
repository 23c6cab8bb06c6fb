/** The hash of the packed state that begins at a place. */
export type HashAt = (words: Uint32Array, at: number) => number;

/**
 * A share of the visited set: its packed states in the order of their discovery,
 * and a table of them by hash.
 */
export class Partition {
  /** The packed states, one after the other. */
  words: Uint32Array;
  /** How many states there are. */
  count = 0;
  /** How many states there were at the end of each level. */
  readonly levels: number[] = [];
  /** Numbers of states plus one, by hash; 0 where there is none. Open addressing, linear probing. */
  #table = new Int32Array(64);
  readonly #hashAt: HashAt;

  /** @param stride - how many words a packed state has */
  constructor(stride: number, hashAt: HashAt) {
    this.words = new Uint32Array(32 * stride);
    this.#hashAt = hashAt;
  }

  /**
   * Takes in the states that are new among those from `begin` to `end` of
   * `waiting`, each followed by its hash.
   *
   * @param stride - how many words a packed state has
   */
  merge(waiting: Uint32Array, begin: number, end: number, stride: number): void {
    this.#makeRoom((end - begin) / (stride + 1), stride);
    if (stride === 2) this.#mergePairs(waiting, begin, end);
    else this.#mergeAny(waiting, begin, end, stride);
  }

  /** Takes in a state that is known to be new; {@link reorder} must follow. */
  append(source: Uint32Array, at: number, stride: number): void {
    this.#makeRoom(1, stride);
    const end = this.count++ * stride;
    for (let w = 0; w < stride; w++) this.words[end + w] = source[at + w]!;
  }

  /** Makes the table anew, with room for all states and as many more. */
  reorder(stride: number): void {
    let length = 64;
    while (length * filled < this.count * 2) length *= 2;
    const table = new Int32Array(length);
    const mask = length - 1;
    for (let i = 0; i < this.count; i++) {
      let slot = this.#hashAt(this.words, i * stride) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = i + 1;
    }
    this.#table = table;
  }

  // The two merges below are one and the same, for two words and for any number of them. Written out, the first keeps a
  // state in local variables: the raft-election reference model, whose states have two words, takes a tenth less time.

  #mergePairs(waiting: Uint32Array, begin: number, end: number): void {
    const { words } = this;
    let table = this.#table;
    let mask = table.length - 1;
    let most = table.length * filled;
    for (let at = begin; at < end; at += 3) {
      const first = waiting[at]!;
      const second = waiting[at + 1]!;
      let slot = waiting[at + 2]! & mask;
      let number = table[slot]!;
      while (number !== 0 && (words[2 * number - 2] !== first || words[2 * number - 1] !== second)) {
        slot = (slot + 1) & mask;
        number = table[slot]!;
      }
      if (number !== 0) continue;
      words[2 * this.count] = first;
      words[2 * this.count + 1] = second;
      table[slot] = ++this.count;
      if (this.count < most) continue;
      this.reorder(2);
      table = this.#table;
      mask = table.length - 1;
      most = table.length * filled;
    }
  }

  #mergeAny(waiting: Uint32Array, begin: number, end: number, stride: number): void {
    const { words } = this;
    for (let at = begin; at < end; at += stride + 1) {
      const table = this.#table;
      const mask = table.length - 1;
      let slot = waiting[at + stride]! & mask;
      let number = table[slot]!;
      while (number !== 0 && !isEqual(words, (number - 1) * stride, waiting, at, stride)) {
        slot = (slot + 1) & mask;
        number = table[slot]!;
      }
      if (number !== 0) continue;
      for (let w = 0; w < stride; w++) words[this.count * stride + w] = waiting[at + w]!;
      table[slot] = ++this.count;
      if (this.count >= table.length * filled) this.reorder(stride);
    }
  }

  #makeRoom(more: number, stride: number): void {
    let length = this.words.length;
    while ((this.count + more) * stride > length) length *= 2;
    if (length === this.words.length) return;
    const words = new Uint32Array(length);
    words.set(this.words);
    this.words = words;
  }
}

/** How full a table gets before it is doubled: with linear probing a fuller one costs more in probes than it saves in memory. */
const filled = 5 / 8;

function isEqual(a: Uint32Array, i: number, b: Uint32Array, j: number, length: number): boolean {
  for (let w = 0; w < length; w++) if (a[i + w] !== b[j + w]) return false;
  return true;
}
