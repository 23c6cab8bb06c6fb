import { Interner } from "../interner.ts";
import { PairMap } from "../pair-map.ts";

/** Sets of envelopes by number: equal sets have the same number, so that a look-up tells what they come to. */
export class EnvelopeSets {
  readonly #sets = new Interner<ReadonlySet<number>>();
  readonly #unions = new PairMap();
  /** The number of the set in which nothing is. */
  readonly empty: number = this.of([]);

  /** The number of the set of some envelopes, of which some may be given twice. */
  of(envelopes: Iterable<number>): number {
    const sorted = [...new Set(envelopes)].sort((a, b) => a - b);
    return this.#sets.number(sorted.join(), () => new Set(sorted));
  }

  /** What is in a set. */
  in(set: number): ReadonlySet<number> {
    return this.#sets.value(set);
  }

  union(a: number, b: number): number {
    if (a === b || b === this.empty) return a;
    if (a === this.empty) return b;
    const known = this.#unions.get(a, b);
    if (known >= 0) return known;
    const union = this.of([...this.in(a), ...this.in(b)]);
    this.#unions.add(a, b, union);
    return union;
  }
}
