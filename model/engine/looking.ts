import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Layout } from "./layout.ts";
import type { Space } from "./space.ts";

/** Looks at the states from number `from` up to `to`; returns the number of the first that needs more than a look-up, or `to`. */
type Pass = (bench: Bench, words: Int32Array, from: number, to: number) => number;

interface Bench {
  /** By position and cell: the number of its profile there plus one, or 0 where it is not known yet. */
  readonly profiles: readonly Int32Array[];
  /** By environment: the number of its memory. */
  readonly memories: readonly number[];
  /** 1 where no claim needs to be asked any more: by the profiles of all positions and the memory. */
  readonly done: Uint8Array;
}

/** How large the table of what is done gets: 4 MB. Where profiles are many, states are looked at one by one. */
const mostDone = 1 << 22;

/**
 * Passes over the states about which no claim needs to be asked any more, by
 * generated code that reads their packed words.
 *
 * @remarks
 * Most claims look at statuses and leaderships alone, of which there are few:
 * their answers fit into a table. On the raft-election reference model this
 * takes the look at a new state from a tenth of the whole time to a fiftieth.
 */
export class Looking<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #look: (state: Int32Array) => boolean;
  readonly #state: Int32Array;
  readonly #numbers: Map<number, number>[];
  readonly #bench: { profiles: Int32Array[]; memories: readonly number[]; done: Uint8Array };
  /** How many bits the number of a profile takes, and that of a memory. */
  #profileBits = 2;
  #memoryBits = 0;
  #layout: Layout | null = null;
  #pass: Pass | null = null;

  /** @param look - looks at a state, and tells whether no claim needs to be asked any more about states with its profiles and memory */
  constructor(space: Space<V>, look: (state: Int32Array) => boolean) {
    this.#space = space;
    this.#look = look;
    this.#state = new Int32Array(space.size + 1);
    this.#numbers = Array.from({ length: space.size }, () => new Map());
    this.#bench = {
      profiles: Array.from({ length: space.size }, () => new Int32Array(64)),
      memories: space.environments.memory,
      done: new Uint8Array(0),
    };
    this.#forget();
  }

  /** Looks at the states from number `from` up to `to` of a partition. */
  run(words: Int32Array, layout: Layout, from: number, to: number): void {
    for (let at = from; ; at++) {
      if (this.#bench.done.length > 0) {
        if (layout !== this.#layout || this.#pass === null) this.#pass = this.#generate(layout);
        at = this.#pass(this.#bench, words, at, to);
      }
      if (at >= to) return;
      layout.unpack(words, at * layout.words, this.#state);
      const isDone = this.#look(this.#state);
      if (this.#bench.done.length > 0) this.#note(isDone);
    }
  }

  /** Notes what a look at the state came to. */
  #note(isDone: boolean): void {
    const { size } = this.#space;
    let key = 0;
    for (let i = size - 1; i >= 0; i--) key = (key << this.#profileBits) | this.#profile(i, this.#state[i]!);
    const memory = this.#bench.memories[this.#state[size]!]!;
    if (memory >> this.#memoryBits !== 0) {
      this.#memoryBits = 32 - Math.clz32(memory);
      this.#forget();
    } else if (isDone && this.#bench.done.length > 0) {
      this.#bench.done[(memory << (size * this.#profileBits)) | key] = 1;
    }
  }

  #profile(position: number, cell: number): number {
    let profiles = this.#bench.profiles[position]!;
    if (cell >= profiles.length) {
      const longer = new Int32Array(2 ** (32 - Math.clz32(cell)));
      longer.set(profiles);
      profiles = longer;
      this.#bench.profiles[position] = profiles;
    }
    if (profiles[cell]! > 0) return profiles[cell]! - 1;
    const { cells, faces } = this.#space;
    const profile = faces.profile[cells.tables[position]!.face[cell]!]!;
    const numbers = this.#numbers[position]!;
    const number = numbers.get(profile) ?? numbers.size;
    numbers.set(profile, number);
    profiles[cell] = number + 1;
    if (number >> this.#profileBits !== 0) {
      this.#profileBits++;
      this.#forget();
    }
    return number;
  }

  /** Begins the table anew, since its numbers have more bits now; ends it where they have too many. */
  #forget(): void {
    const bits = this.#space.size * this.#profileBits + this.#memoryBits;
    this.#bench.done = new Uint8Array(2 ** bits <= mostDone ? 2 ** bits : 0);
    this.#pass = null;
  }

  #generate(layout: Layout): Pass {
    const { size } = this.#space;
    this.#layout = layout;
    const all = Array.from({ length: size }, (_, i) => i);
    const terms = all.map((i) => `(p${i} << ${i * this.#profileBits})`);
    if (this.#memoryBits > 0) terms.push(`(memories[${layout.readingOf(size)}] << ${size * this.#profileBits})`);
    const source = `
const { done, memories } = bench;
${all.map((i) => `const profiles${i} = bench.profiles[${i}];`).join("\n")}
for (let i = from, at = from * ${layout.words}; i < to; i++, at += ${layout.words}) {
  ${all.map((i) => `const p${i} = (profiles${i}[${layout.readingOf(i)}] | 0) - 1;`).join(" ")}
  if ((${all.map((i) => `p${i}`).join(" | ")}) < 0) return i;
  const key = ${terms.join(" | ")};
  if (key >= done.length || done[key] === 0) return i;
}
return to;`;
    return new Function(`"use strict"; return function pass(bench, words, from, to) {${source}}`)() as Pass;
  }
}
