import { choosingBy } from "../../model/random.ts";
import type { Crew } from "../../model/team/crew.ts";
import { helping } from "../../model/team/helping.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";

/**
 * A crew without threads: its members take turns with the exploration, in an
 * order that a seed draws. What several workers do may happen in any order, and
 * so every order can be tried again.
 */
export class Interleaved<V extends Vocabulary> implements Crew {
  readonly from = 0;
  readonly isAwaited = true;
  readonly longestRest = 0;
  readonly members: number;
  readonly #model: Model<V>;
  readonly #choose: (count: number) => number;
  #helpers: Iterator<unknown, void>[] = [];

  constructor(model: Model<V>, members: number, seed: number) {
    this.members = members;
    this.#model = model;
    this.#choose = choosingBy(seed);
  }

  call(...[memory, assignment]: Parameters<Crew["call"]>): void {
    for (let me = 1; me < this.members; me++)
      this.#helpers.push(helping(this.#model, structuredClone(assignment), memory, me));
  }

  /** Drives an exploration to its end. */
  run<R>(exploration: Iterator<unknown, R>): R {
    for (;;) {
      const turn = this.#choose(this.members);
      if (turn > 0) this.#helpers[turn - 1]?.next();
      else {
        const { done, value } = exploration.next();
        if (done === true) return value;
      }
    }
  }
}
