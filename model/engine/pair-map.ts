/**
 * A map from pairs of small integers to integers of at least 0, exact.
 *
 * @remarks
 * Open addressing with linear probing, at most half full; read in the hot loop.
 */
export class PairMap {
  #entries = new Int32Array(3 * 1024).fill(-1);
  #mask = 1023;
  #size = 0;

  /** What is kept for the pair, or -1. */
  get(a: number, b: number): number {
    const entries = this.#entries;
    const mask = this.#mask;
    for (let slot = hashOf(a, b) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 3;
      const first = entries[at]!;
      if (first < 0) return -1;
      if (first === a && entries[at + 1] === b) return entries[at + 2]!;
    }
  }

  /** What is kept for the pair, or 0. */
  bits(a: number, b: number): number {
    return Math.max(0, this.get(a, b));
  }

  /** The pairs with what is kept for each, in no order that means anything. */
  *entries(): Generator<readonly [a: number, b: number, value: number], void> {
    const entries = this.#entries;
    for (let at = 0; at < entries.length; at += 3) {
      if (entries[at]! >= 0) yield [entries[at]!, entries[at + 1]!, entries[at + 2]!];
    }
  }

  /** Keeps `value` for a pair, in the map or not. */
  set(a: number, b: number, value: number): void {
    const mask = this.#mask;
    for (let slot = hashOf(a, b) & mask; this.#entries[slot * 3]! >= 0; slot = (slot + 1) & mask) {
      if (this.#entries[slot * 3] === a && this.#entries[slot * 3 + 1] === b) {
        this.#entries[slot * 3 + 2] = value;
        return;
      }
    }
    this.add(a, b, value);
  }

  /** Keeps `value` for a pair that is not in the map yet. */
  add(a: number, b: number, value: number): void {
    if (++this.#size * 2 > this.#mask) this.#grow();
    this.#place(a, b, value);
  }

  #place(a: number, b: number, value: number): void {
    const entries = this.#entries;
    let slot = hashOf(a, b) & this.#mask;
    while (entries[slot * 3]! >= 0) slot = (slot + 1) & this.#mask;
    entries[slot * 3] = a;
    entries[slot * 3 + 1] = b;
    entries[slot * 3 + 2] = value;
  }

  #grow(): void {
    const old = this.#entries;
    this.#mask = this.#mask * 2 + 1;
    this.#entries = new Int32Array((this.#mask + 1) * 3).fill(-1);
    for (let at = 0; at < old.length; at += 3) {
      if (old[at]! >= 0) this.#place(old[at]!, old[at + 1]!, old[at + 2]!);
    }
  }
}

function hashOf(a: number, b: number): number {
  const hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
