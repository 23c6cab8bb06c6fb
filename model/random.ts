import type { Choose } from "./simulate.ts";

/**
 * Choices by chance, the same ones for the same seed and stream.
 *
 * @remarks
 * The generator is xoshiro128** (Blackman and Vigna 2018, *Scrambled linear
 * pseudorandom number generators*), whose state of 128 bits is filled from seed
 * and stream by the finaliser of MurmurHash3. Of `count` things each is equally
 * likely: a number from the last, incomplete round is drawn anew. It is made for
 * schedules, not for secrets.
 *
 * @param seed - an integer of at least 0, at most 2^53 - 1
 * @param stream - which of the independent sequences of this seed: an integer of at least 0
 */
export function choosingBy(seed: number, stream = 0): Choose {
  const next = xoshiro(filled([seed % 2 ** 32, Math.floor(seed / 2 ** 32), stream]));
  return (count) => {
    const end = 2 ** 32 - (2 ** 32 % count);
    for (;;) {
      const drawn = next();
      if (drawn < end) return drawn % count;
    }
  };
}

/** Four words of state that depend on every bit of every part. */
function filled(parts: readonly number[]): Uint32Array {
  const state = new Uint32Array(4);
  let hash = 0;
  for (let i = 0; i < 4; i++) {
    for (const part of parts) hash = finished(Math.imul(hash ^ part, 0x9e3779b1) + i + 1);
    state[i] = hash;
  }
  // A state of nothing but zeros would stay one.
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}

function finished(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const most = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return most ^ (most >>> 16);
}

/** The next number of the sequence at each call: an integer from 0 to 2^32 - 1. */
function xoshiro(state: Uint32Array): () => number {
  return () => {
    const second = state[1]!;
    const result = Math.imul(rotated(Math.imul(second, 5), 7), 9) >>> 0;
    state[2]! ^= state[0]!;
    state[3]! ^= second;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= second << 9;
    state[3] = rotated(state[3]!, 11);
    return result;
  };
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
