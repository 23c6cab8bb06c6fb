import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Choose } from "../simulate.ts";
import type { Space } from "./space.ts";
import type { Deed } from "./telling.ts";
import { type Stride, Walker } from "./walker.ts";

/** One walk under way: where it was, what was done, and which claims it decided. */
export class Wandering<V extends Vocabulary> {
  readonly states: Int32Array[];
  readonly deeds: Deed[] = [];
  /** By claim, the number of steps after which it was decided, in the order of deciding. */
  readonly decided: Map<number, number> = new Map();
  /** Whether nothing was left to do; what lies beyond a bound would have been something. */
  isQuiet = false;

  readonly #space: Space<V>;
  readonly #walker: Walker<V>;
  readonly #choose: Choose;
  readonly #decide = (claim: number): void => {
    this.decided.set(claim, this.deeds.length);
  };

  constructor(space: Space<V>, choose: Choose, walker: Walker<V> = new Walker(space)) {
    this.#space = space;
    this.#choose = choose;
    this.#walker = walker;
    const first = walker.begin(choose);
    this.states = [first];
    space.watch.lookAtState(first, first[space.size]!, this.#decide);
  }

  /** Where it is. */
  get state(): Int32Array {
    return this.states.at(-1)!;
  }

  /** Takes a step; null where it is at its end. */
  step(): Stride | null {
    const before = this.state;
    const stride = this.#walker.step(before, this.#choose);
    this.isQuiet = stride === "quiet";
    if (stride === null || stride === "quiet") return null;
    const { state, change, action, effects } = stride;
    this.states.push(state);
    this.deeds.push({ action, effects });
    const { watch, size } = this.#space;
    if (change !== 0) watch.lookAtStep(change, before, state, state[size]!, this.#decide);
    watch.lookAtState(state, state[size]!, this.#decide);
    return stride;
  }
}
