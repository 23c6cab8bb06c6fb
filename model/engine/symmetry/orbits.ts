import type { Vocabulary } from "../../../spec/vocabulary.ts";
import type { Symmetry } from "../quotient.ts";
import type { Generator, Permutations } from "./permutations.ts";
import type { ProtocolCheck } from "./protocol-check.ts";
import type { Renaming } from "./renaming.ts";

/**
 * The orbits of cells and environments under all renamings, as tables, and with
 * them the states that stand for their orbits.
 *
 * @remarks
 * A cell belongs to an orbit, and is the image of the orbit's first member under
 * some permutation; the images of all members together are one row, by
 * permutation. So an image is found by two look-ups, and the rows take no more
 * room than all cells times their symmetries.
 *
 * The state that stands for an orbit is the least, as a vector of numbers, of
 * those of its members in which the orbits of the cells are in ascending order
 * of positions. Orbits of cells do not change when a state is renamed, so that
 * this is the same set for each member of the orbit of states, and its least
 * one is one and the same state: the representative is exact. Numbers never
 * change, so that it stays the same during an exploration. Where the orbits of
 * all cells differ, one permutation alone sorts them, and nothing is compared;
 * where some are equal, only what permutes among equals is.
 *
 * Two states that are one renaming apart have the same number of successors,
 * which are the same renaming apart; so the least distance from an initial state
 * is the same for a state and for what stands for it, and a shortest trace among
 * orbits is as long as a shortest trace.
 */
export class Orbits<V extends Vocabulary> implements Symmetry {
  readonly #renaming: Renaming<V>;
  readonly #check: ProtocolCheck<V>;
  readonly #permutations: Permutations;
  readonly #size: number;
  readonly #count: number;

  /**
   * By position, the environment behind the last, and by number, two integers:
   * where the row of its orbit begins plus 1, or 0 where its orbit is unknown; and
   * the permutation under which it is the image of the orbit's first member.
   */
  readonly #places: Int32Array[];
  /** By generator, position and number: the image plus 1, or 0. */
  readonly #generated: readonly (readonly number[][])[];
  /** The rows: for each orbit, the images of its first member by permutation. */
  #images = new Int32Array(1 << 12);
  #end = 0;

  /**
   * The first member of each orbit, as its position (that behind the last for
   * an environment) and its number, in the order in which orbits were found. What
   * stands for an orbit of states depends on this order, and on nothing else but
   * the numbers.
   */
  readonly found: (readonly [position: number, number: number])[] = [];

  readonly #row: Int32Array;
  readonly #origin: Int32Array;
  readonly #order: Int32Array;

  constructor(renaming: Renaming<V>, check: ProtocolCheck<V>) {
    this.#renaming = renaming;
    this.#check = check;
    this.#permutations = renaming.permutations;
    const { size, count } = renaming.permutations;
    this.#size = size;
    this.#count = count;
    const fields = Array.from({ length: size + 1 }, (_, i) => i);
    this.#places = fields.map(() => new Int32Array(64));
    this.#generated = [0, 1].map(() => fields.map(() => []));
    this.#row = new Int32Array(size + 1);
    this.#origin = new Int32Array(size + 1);
    this.#order = new Int32Array(size);
  }

  /** Finds the orbit of a cell, or of an environment, unless it is found already. */
  find(position: number, number: number): void {
    const place = this.#places[position]!;
    if (2 * number >= place.length || place[2 * number] === 0) this.#close(position, number);
  }

  canonicalise(state: Int32Array): void {
    if (this.#check.isDue) this.#check.run();
    this.#read(state);
    const { size, count, sorting, sources, products } = this.#permutations;
    const row = this.#row;
    const order = this.#order;
    // Few, and mostly in order already: to insert one by one is the fastest way to sort them.
    for (let i = 0; i < size; i++) {
      const own = row[i]!;
      let k = i;
      for (; k > 0 && row[order[k - 1]!]! > own; k--) order[k] = order[k - 1]!;
      order[k] = i;
    }
    let code = 0;
    let ties = 0;
    let previous = 0;
    for (let k = 0; k < size; k++) {
      const position = order[k]!;
      const own = row[position]!;
      code = code * size + position;
      if (own === previous) ties |= 1 << (k - 1);
      previous = own;
    }
    const sorted = sorting[code]!;
    const least = ties === 0 ? sorted : this.#leastOf(this.#permutations.within(ties), sorted);
    const images = this.#images;
    const origin = this.#origin;
    const product = least * count;
    for (let k = 0; k < size; k++) {
      const source = sources[least * size + k]!;
      state[k] = images[row[source]! - 1 + products[product + origin[source]!]!]!;
    }
    state[size] = images[row[size]! - 1 + products[product + origin[size]!]!]!;
  }

  /** Of the permutations that sort, namely those of `ties` after `sorting`, the one under which the state has the least image. */
  #leastOf(ties: Uint16Array, sorting: number): number {
    const size = this.#size;
    const { products, count } = this.#permutations;
    let least = sorting;
    for (let c = 1; c < ties.length; c++) {
      const permutation = products[ties[c]! * count + sorting]!;
      for (let k = 0; k <= size; k++) {
        const difference = this.#field(permutation, k) - this.#field(least, k);
        if (difference < 0) least = permutation;
        if (difference !== 0) break;
      }
    }
    return least;
  }

  /** What is at position `k`, or in the environment's place, of the image of the state under a permutation. */
  #field(permutation: number, k: number): number {
    const { products, sources, count, size } = this.#permutations;
    const source = k === size ? size : sources[permutation * size + k]!;
    return this.#images[this.#row[source]! - 1 + products[permutation * count + this.#origin[source]!]!]!;
  }

  /** Writes the image of a state under a permutation into `image`. */
  rename(permutation: number, state: ArrayLike<number>, image: Int32Array): void {
    this.#read(state);
    const { products, images } = this.#permutations;
    for (let i = 0; i <= this.#size; i++) {
      const to = i === this.#size ? i : images[permutation * this.#size + i]!;
      image[to] = this.#images[this.#row[i]! - 1 + products[permutation * this.#count + this.#origin[i]!]!]!;
    }
  }

  /** Reads the rows and origins of the fields of a state. */
  #read(state: ArrayLike<number>): void {
    const row = this.#row;
    const origin = this.#origin;
    for (let i = 0; i < row.length; i++) {
      const at = 2 * state[i]!;
      const place = this.#places[i]!;
      if (at < place.length && place[at] !== 0) {
        row[i] = place[at]!;
        origin[i] = place[at + 1]!;
      } else {
        row[i] = this.#close(i, state[i]!);
        origin[i] = this.#places[i]![at + 1]!;
      }
    }
  }

  /** Finds the orbit of a cell, or of an environment, that is in none yet; returns where its row begins, plus 1. */
  #close(position: number, number: number): number {
    const start = this.#end;
    this.#end += this.#count;
    this.found.push([position, number]);
    if (this.#end > this.#images.length) {
      const longer = new Int32Array(Math.max(this.#end, this.#images.length * 2));
      longer.set(this.#images);
      this.#images = longer;
    }
    this.#images[start] = number;
    this.#belongs(position, number, start + 1, 0);
    for (const { permutation, generator, after } of this.#permutations.edges) {
      const from = this.#moved(after, position);
      const image = this.#generate(generator, from, this.#images[start + after]!);
      this.#images[start + permutation] = image;
      this.#belongs(this.#moved(permutation, position), image, start + 1, permutation);
    }
    return start + 1;
  }

  #moved(permutation: number, position: number): number {
    return position === this.#size ? position : this.#permutations.image(permutation, position);
  }

  #belongs(position: number, number: number, row: number, origin: number): void {
    const at = 2 * number;
    if (at >= this.#places[position]!.length) {
      const longer = new Int32Array(2 ** (33 - Math.clz32(number)));
      longer.set(this.#places[position]!);
      this.#places[position] = longer;
    }
    const place = this.#places[position]!;
    if (place[at] !== 0) return;
    place[at] = row;
    place[at + 1] = origin;
  }

  #generate(generator: Generator, position: number, number: number): number {
    const table = this.#generated[generator]![position]!;
    return (table[number] ??=
      position === this.#size
        ? this.#renaming.environment(generator, number)
        : this.#renaming.cell(generator, position, number));
  }
}
