import { OperationCache } from "./operation-cache.ts";

/** The diagram of no vector at all. */
export const none = 0;
/** The diagram of the one vector that has no fields: what every path ends in. */
export const end = 1;

/**
 * Sets of vectors as decision diagrams: a node is an ascending list of edges, each
 * of which is a value of the field at hand and the node of what may follow it.
 * Equal sets are the same node, so that sets which are alike share nearly all
 * they have, and an operation is done once for all vectors that end alike.
 *
 * @remarks
 * All vectors of a set have the same length; which field a node is about is not
 * in the node. The list decision diagrams of LTSmin and Sylvan (T. van Dijk and
 * J. van de Pol, "Sylvan: multi-core framework for decision diagrams", 2017) have
 * a node for each edge, which shares the edges behind it. Here a node has all of
 * its edges side by side: fields have few values, so that there is less to share
 * than a list costs to follow.
 */
export class Diagrams {
  /** The edges of all nodes: a value and a node each. */
  edges: Int32Array = new Int32Array(1 << 14);
  /** Where in {@link edges} those of a node begin; those of the last node end at the last entry. */
  starts: Int32Array = new Int32Array(1 << 12);
  /** How many nodes there are; a number below 2 is none that is stored. */
  count = 2;
  /** What operations came out before: see {@link OperationCache}. */
  readonly cache: OperationCache = new OperationCache();

  /** The edges of nodes that are being made, one behind the other. */
  #pending = new Int32Array(1 << 12);
  #pendingEnd = 0;
  /** The nodes by hash: open addressing, 0 where nothing is. */
  #table = new Int32Array(1 << 13);

  /** Begins a node: what {@link close} is to be given. Nodes are made one within the other. */
  get open(): number {
    return this.#pendingEnd;
  }

  /** Adds an edge to the node that was begun last. */
  edge(value: number, node: number): void {
    if (this.#pendingEnd + 2 > this.#pending.length) this.#pending = longer(this.#pending);
    this.#pending[this.#pendingEnd++] = value;
    this.#pending[this.#pendingEnd++] = node;
  }

  /** The node of the edges since `from`, which are in ascending order, each value once. */
  close(from: number): number {
    const pending = this.#pending;
    const length = this.#pendingEnd - from;
    this.#pendingEnd = from;
    if (length === 0) return none;
    const { edges, starts } = this;
    const table = this.#table;
    const mask = table.length - 1;
    let slot = hashOf(pending, from, length) & mask;
    for (let node = table[slot]!; node !== 0; slot = (slot + 1) & mask, node = table[slot]!) {
      const start = starts[node]!;
      if (starts[node + 1]! - start !== length) continue;
      let i = 0;
      while (i < length && edges[start + i] === pending[from + i]) i++;
      if (i === length) return node;
    }
    return this.#add(from, length, slot);
  }

  /** The node of the edges since `from`, in any order: what follows equal values is united. */
  closeUnordered(from: number): number {
    let isAscending = true;
    for (let i = from + 2; i < this.#pendingEnd && isAscending; i += 2) {
      isAscending = this.#pending[i - 2]! < this.#pending[i]!;
    }
    if (isAscending) return this.close(from);
    sortPairs(this.#pending, from, this.#pendingEnd);
    const past = this.#pendingEnd;
    let to = from;
    for (let i = from; i < past; ) {
      const value = this.#pending[i]!;
      let node = this.#pending[i + 1]!;
      for (i += 2; i < past && this.#pending[i] === value; i += 2) node = this.union(node, this.#pending[i + 1]!);
      this.#pending[to++] = value;
      this.#pending[to++] = node;
    }
    this.#pendingEnd = to;
    return this.close(from);
  }

  /** The set of one vector. */
  single(vector: ArrayLike<number>): number {
    let node = end;
    for (let i = vector.length - 1; i >= 0; i--) {
      const from = this.open;
      this.edge(vector[i]!, node);
      node = this.close(from);
    }
    return node;
  }

  /** The vectors that are in one of two sets, or in both. */
  union(a: number, b: number): number {
    if (a === b || b === none) return a;
    if (a === none) return b;
    if (a > b) return this.union(b, a);
    const known = this.cache.get(a, b);
    if (known >= 0) return known;
    const from = this.open;
    const { starts } = this;
    let i = starts[a]!;
    let j = starts[b]!;
    const pastA = starts[a + 1]!;
    const pastB = starts[b + 1]!;
    while (i < pastA && j < pastB) {
      // Read anew each time: what is called below may replace the arrays.
      const { edges } = this;
      const v = edges[i]!;
      const w = edges[j]!;
      if (v < w) this.edge(v, edges[i + 1]!);
      else if (w < v) this.edge(w, edges[j + 1]!);
      else this.edge(v, this.union(edges[i + 1]!, edges[j + 1]!));
      if (v <= w) i += 2;
      if (w <= v) j += 2;
    }
    const { edges } = this;
    for (; i < pastA; i += 2) this.edge(edges[i]!, edges[i + 1]!);
    for (; j < pastB; j += 2) this.edge(edges[j]!, edges[j + 1]!);
    const result = this.close(from);
    this.cache.set(a, b, result);
    return result;
  }

  /** The vectors that are in the set `a` and not in the set `b`. */
  minus(a: number, b: number): number {
    if (a === b || a === none) return none;
    if (b === none) return a;
    const known = this.cache.get(-a, b);
    if (known >= 0) return known;
    const from = this.open;
    const { starts } = this;
    const pastA = starts[a + 1]!;
    const pastB = starts[b + 1]!;
    for (let i = starts[a]!, j = starts[b]!; i < pastA; i += 2) {
      const v = this.edges[i]!;
      while (j < pastB && this.edges[j]! < v) j += 2;
      let node = this.edges[i + 1]!;
      if (j < pastB && this.edges[j] === v) node = this.minus(node, this.edges[j + 1]!);
      if (node !== none) this.edge(v, node);
    }
    const result = this.close(from);
    this.cache.set(-a, b, result);
    return result;
  }

  /** How many vectors there are in a set: exact up to 2^53. */
  size(node: number, known: Map<number, number> = new Map()): number {
    if (node <= end) return node;
    let size = known.get(node);
    if (size !== undefined) return size;
    size = 0;
    for (let i = this.starts[node]!; i < this.starts[node + 1]!; i += 2) size += this.size(this.edges[i + 1]!, known);
    known.set(node, size);
    return size;
  }

  /** Every vector of a set, in ascending order; the array is overwritten from one to the next. */
  *vectors(node: number, length: number): Generator<Int32Array, void> {
    yield* this.#vectorsFrom(node, 0, new Int32Array(length));
  }

  *#vectorsFrom(node: number, field: number, vector: Int32Array): Generator<Int32Array, void> {
    if (node === none) return;
    if (field === vector.length) {
      yield vector;
      return;
    }
    const past = this.starts[node + 1]!;
    for (let i = this.starts[node]!; i < past; i += 2) {
      vector[field] = this.edges[i]!;
      yield* this.#vectorsFrom(this.edges[i + 1]!, field + 1, vector);
    }
  }

  /**
   * Forgets every node that no root needs.
   *
   * @returns the new numbers, by the old ones
   */
  sweep(roots: Iterable<number>): Int32Array {
    const renamed = new Int32Array(this.count);
    for (const root of roots) renamed[root] = 1;
    // What follows a node was there before it, so that one pass marks all.
    for (let node = this.count - 1; node > end; node--) {
      if (renamed[node] === 0) continue;
      for (let i = this.starts[node]!; i < this.starts[node + 1]!; i += 2) renamed[this.edges[i + 1]!] = 1;
    }
    renamed[none] = none;
    renamed[end] = end;
    let count = 2;
    let past = 0;
    for (let node = 2; node < this.count; node++) {
      if (renamed[node] === 0) continue;
      const before = this.starts[node]!;
      const length = this.starts[node + 1]! - before;
      this.starts[count] = past;
      for (let i = 0; i < length; i += 2) {
        this.edges[past++] = this.edges[before + i]!;
        this.edges[past++] = renamed[this.edges[before + i + 1]!]!;
      }
      renamed[node] = count++;
    }
    this.starts[count] = past;
    this.count = count;
    this.cache.clear();
    this.#rehash(this.#table.length);
    return renamed;
  }

  #add(from: number, length: number, slot: number): number {
    const node = this.count++;
    if (node + 2 > this.starts.length) this.starts = longer(this.starts);
    const start = this.starts[node]!;
    while (start + length > this.edges.length) this.edges = longer(this.edges);
    for (let i = 0; i < length; i++) this.edges[start + i] = this.#pending[from + i]!;
    this.starts[node + 1] = start + length;
    if (this.count * 2 > this.#table.length) {
      this.#rehash(this.#table.length * 2);
      this.cache.growTo(this.count);
    } else this.#table[slot] = node;
    return node;
  }

  #rehash(length: number): void {
    const table = new Int32Array(length);
    const mask = length - 1;
    for (let node = 2; node < this.count; node++) {
      const start = this.starts[node]!;
      let slot = hashOf(this.edges, start, this.starts[node + 1]! - start) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = node;
    }
    this.#table = table;
  }
}

function hashOf(numbers: Int32Array, from: number, length: number): number {
  let hash = length;
  for (let i = from; i < from + length; i++) {
    hash = Math.imul(hash ^ numbers[i]!, 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function longer(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(numbers.length * 2);
  copy.set(numbers);
  return copy;
}

/** Sorts pairs by their first number, in place; the pairs of equal ones may change places. */
function sortPairs(numbers: Int32Array, from: number, past: number): void {
  if (past - from > 64) {
    sortManyPairs(numbers, from, past);
    return;
  }
  for (let i = from + 2; i < past; i += 2) {
    const value = numbers[i]!;
    const node = numbers[i + 1]!;
    let to = i;
    for (; to > from && numbers[to - 2]! > value; to -= 2) {
      numbers[to] = numbers[to - 2]!;
      numbers[to + 1] = numbers[to - 1]!;
    }
    numbers[to] = value;
    numbers[to + 1] = node;
  }
}

function sortManyPairs(numbers: Int32Array, from: number, past: number): void {
  const keys = new Float64Array((past - from) / 2);
  for (let i = 0; i < keys.length; i++) keys[i] = numbers[from + 2 * i]! * 2 ** 32 + numbers[from + 2 * i + 1]!;
  keys.sort();
  for (const [i, key] of keys.entries()) {
    const value = Math.floor(key / 2 ** 32);
    numbers[from + 2 * i] = value;
    numbers[from + 2 * i + 1] = key - value * 2 ** 32;
  }
}
