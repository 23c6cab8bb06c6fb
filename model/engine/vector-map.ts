/**
 * A map from vectors of small integers to integers, exact: the vector itself is
 * stored and compared, not a hash of it.
 *
 * @remarks
 * Open addressing with linear probing, at most half full. For tables that are
 * read in the hot loop: a look-up allocates nothing.
 */
export class VectorMap {
  readonly #length: number;
  #entries: Int32Array;
  #mask: number;
  #size = 0;

  /** @param length - how many integers a vector has */
  constructor(length: number, capacity = 64) {
    this.#length = length;
    this.#mask = capacity - 1;
    this.#entries = new Int32Array(capacity * (length + 1));
  }

  /** How many vectors are in the map. */
  get size(): number {
    return this.#size;
  }

  /** What is kept for `vector`, or -1. */
  get(vector: ArrayLike<number>): number {
    return this.#entries[this.#slot(vector) + this.#length]! - 1;
  }

  /** Keeps `value`, an integer of at least 0, for `vector`. */
  set(vector: ArrayLike<number>, value: number): void {
    const slot = this.#slot(vector);
    const isNew = this.#entries[slot + this.#length] === 0;
    for (let i = 0; i < this.#length; i++) this.#entries[slot + i] = vector[i]!;
    this.#entries[slot + this.#length] = value + 1;
    if (isNew && ++this.#size * 2 > this.#mask) this.#grow();
  }

  /** Gives every vector with what is kept for it, in no particular order. The vector is overwritten by the next one. */
  *entries(): Generator<readonly [vector: Int32Array, value: number]> {
    const length = this.#length;
    const vector = new Int32Array(length);
    for (let at = 0; at < this.#entries.length; at += length + 1) {
      const value = this.#entries[at + length]! - 1;
      if (value < 0) continue;
      for (let i = 0; i < length; i++) vector[i] = this.#entries[at + i]!;
      yield [vector, value];
    }
  }

  /** Where `vector` is, or the free place where it would be. A free place has a value of 0. */
  #slot(vector: ArrayLike<number>): number {
    const length = this.#length;
    const stride = length + 1;
    const entries = this.#entries;
    let hash = 0;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ vector[i]!, 0x9e3779b1) ^ (hash >>> 15);
    hash ^= hash >>> 16;
    let slot = hash & this.#mask;
    for (;;) {
      const at = slot * stride;
      if (entries[at + length] === 0) return at;
      let i = 0;
      while (i < length && entries[at + i] === vector[i]) i++;
      if (i === length) return at;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const stride = this.#length + 1;
    const old = this.#entries;
    this.#mask = this.#mask * 2 + 1;
    this.#entries = new Int32Array((this.#mask + 1) * stride);
    for (let at = 0; at < old.length; at += stride) {
      if (old[at + this.#length] === 0) continue;
      const slot = this.#slot(old.subarray(at, at + this.#length));
      this.#entries.set(old.subarray(at, at + stride), slot);
    }
  }
}
