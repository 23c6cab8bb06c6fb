import type { Generator } from "./permutations.ts";

/** What is wrong with the renaming of a value, in words, with the value and what became of it. */
export type Complaint = (value: number, what: string, first: number, second: number) => Error;

/**
 * What becomes of numbered values when processes are renamed.
 *
 * @remarks
 * The model is asked for nothing but exchanges of two neighbours, once for each
 * value; all other renamings are composed of these. That this is a renaming at
 * all, which gives the same whatever a permutation is composed of, is checked
 * on every value by the relations that define the symmetric group (Coxeter and
 * Moser, "Generators and Relations for Discrete Groups", section 6.2): to
 * exchange the same two twice changes nothing; exchanges that overlap obey
 * s t s = t s t; those that do not overlap commute. So however a model renames,
 * the permutations act on its values, and nothing more is needed of a renaming
 * but that the rest of the model agrees with it.
 */
export class Images {
  readonly #size: number;
  /** The value after each exchange of a position with the next one, by exchange and then by value. */
  readonly #exchanged: readonly number[][];
  readonly #turned: number[] = [];
  readonly #exchange: (value: number, first: number) => number;
  readonly #complaint: Complaint;
  readonly #most: number;

  /**
   * @param size - how many positions there are
   * @param exchange - the number of the value in which the processes at `first` and at the next position have changed names
   */
  constructor(size: number, exchange: (value: number, first: number) => number, complaint: Complaint) {
    this.#size = size;
    this.#exchange = exchange;
    this.#complaint = complaint;
    this.#exchanged = Array.from({ length: Math.max(0, size - 1) }, () => []);
    this.#most = Array.from({ length: size }, (_, i) => i + 1).reduce((product, factor) => product * factor, 1);
  }

  /** The image of a value under a generator. */
  of(generator: Generator, value: number): number {
    const exchanged = this.ofExchange(0, value);
    if (generator === 0) return exchanged;
    // The turn is the last exchange, then the one before it, and so on to the first.
    return (this.#turned[value] ??= this.#exchanged.reduceRight((turned, exchanged) => exchanged[turned]!, value));
  }

  /** The image of a value under the exchange of a position with the next one. */
  ofExchange(first: number, value: number): number {
    if (this.#exchanged[first]![value] === undefined) this.#close(value);
    return this.#exchanged[first]![value]!;
  }

  /** Finds the images of a value under all renamings, and checks the relations on all of them. */
  #close(value: number): void {
    const orbit = new Set([value]);
    // The set grows while it is read.
    for (const one of orbit) {
      for (const [k, exchanged] of this.#exchanged.entries()) {
        const other = this.#exchange(one, k);
        const back = this.#exchange(other, k);
        if (back !== one)
          throw this.#complaint(one, "exchanging two names twice does not give the value back", one, back);
        exchanged[one] = other;
        orbit.add(other);
      }
      if (orbit.size > this.#most) {
        throw this.#complaint(value, `it has more than ${this.#most} images under the renamings`, value, one);
      }
    }
    for (const one of orbit) this.#checkRelations(one);
  }

  #checkRelations(one: number): void {
    const after = (...exchanges: readonly number[]): number =>
      exchanges.reduce((value, k) => this.#exchanged[k]![value]!, one);
    const same = (first: number, second: number): void => {
      if (first !== second) {
        throw this.#complaint(one, "the same renaming gives different values, depending on its order", first, second);
      }
    };
    for (let k = 0; k < this.#size - 1; k++) {
      if (k + 1 < this.#size - 1) same(after(k, k + 1, k), after(k + 1, k, k + 1));
      for (let j = k + 2; j < this.#size - 1; j++) same(after(j, k), after(k, j));
    }
  }
}
