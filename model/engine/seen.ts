import { VectorMap } from "./vector-map.ts";

/** How many maps a set is made of: a power of 2. */
const parts = 1 << 8;

/**
 * An exact set of states with a small integer for each, asked one by one: for
 * strategies that must know at once whether a state is new.
 *
 * @remarks
 * It is made of many maps by hash, so that it grows in small pieces: one map that
 * doubles would ask for gigabytes at a stroke, between two looks at the memory.
 */
export class Seen {
  readonly #maps: readonly VectorMap[];
  #size = 0;

  /** @param length - how many fields a state has */
  constructor(length: number) {
    this.#maps = Array.from({ length: parts }, () => new VectorMap(length, 16));
  }

  /** How many states are in the set. */
  get size(): number {
    return this.#size;
  }

  /** What is kept for a state, or -1 where it was not seen. */
  get(state: ArrayLike<number>): number {
    return this.#mapOf(state).get(state);
  }

  /** Keeps an integer of at least 0 for a state, in the set or not. */
  set(state: ArrayLike<number>, value: number): void {
    const map = this.#mapOf(state);
    const before = map.size;
    map.set(state, value);
    this.#size += map.size - before;
  }

  /** Gives every state with what is kept for it, in no particular order. The state is overwritten by the next one. */
  *entries(): Generator<readonly [state: Int32Array, value: number]> {
    for (const map of this.#maps) yield* map.entries();
  }

  /** Not by the hash within the maps, or else each map would use a part of its places only. */
  #mapOf(state: ArrayLike<number>): VectorMap {
    let hash = 0;
    for (let i = 0; i < state.length; i++) hash = Math.imul(hash + state[i]! + 1, 0x2c1b3c6d);
    return this.#maps[(hash ^ (hash >>> 17)) >>> 24]!;
  }
}
