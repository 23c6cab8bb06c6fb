/** How large the cache becomes at most: 16 million entries, 192 MB. */
const mostEntries = 1 << 24;

/**
 * What operations on diagrams came out before, by two numbers that are not both 0.
 * An entry may be overwritten by another one: then the operation is done again.
 */
export class OperationCache {
  #first = new Int32Array(1 << 14);
  #second = new Int32Array(1 << 14);
  #result = new Int32Array(1 << 14);

  /** What came out for two numbers, or -1 where it is not known. */
  get(first: number, second: number): number {
    const slot = slotOf(first, second, this.#first.length - 1);
    return this.#first[slot] === first && this.#second[slot] === second ? this.#result[slot]! : -1;
  }

  /** Notes what came out for two numbers. */
  set(first: number, second: number, result: number): void {
    const slot = slotOf(first, second, this.#first.length - 1);
    this.#first[slot] = first;
    this.#second[slot] = second;
    this.#result[slot] = result;
  }

  /** Makes room for about as many entries as there are nodes, times four. */
  growTo(nodes: number): void {
    const length = Math.min(mostEntries, 2 ** Math.ceil(Math.log2(nodes * 4)));
    if (length <= this.#first.length) return;
    const [first, second, result] = [this.#first, this.#second, this.#result];
    this.#first = new Int32Array(length);
    this.#second = new Int32Array(length);
    this.#result = new Int32Array(length);
    for (let i = 0; i < first.length; i++) {
      if (first[i] !== 0 || second[i] !== 0) this.set(first[i]!, second[i]!, result[i]!);
    }
  }

  clear(): void {
    this.#first.fill(0);
    this.#second.fill(0);
  }
}

function slotOf(first: number, second: number, mask: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) & mask;
}
