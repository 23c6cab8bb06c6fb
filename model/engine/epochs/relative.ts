import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { PairMap } from "../pair-map.ts";
import type { Lowering } from "../quotient.ts";
import type { Space } from "../space.ts";
import { keyOf, type Shifting, shiftBy, shiftedText } from "./shifting.ts";

/**
 * Stores a state with its least epoch at 0, so that one stands for all that
 * differ by a shift of all epochs.
 *
 * @remarks
 * A shift is a bisimulation where the protocol, the claims and the history
 * variables treat all epochs alike, which is tried out (see `check.ts`): a state
 * and what stands for it have the same successors but for the same shift, and are
 * decided alike. So every verdict is one on all epochs, and a trace among states
 * that stand for others is as long as a real one.
 *
 * Where symmetry is made use of as well, a state is lowered first and then renamed.
 * Renaming leaves the least epoch as it is, and commutes with shifting, both of which
 * is tried out on every value that is met (see `symmetry/apart.ts`). So all states
 * that differ by names and by a shift are lowered to states that differ by names
 * alone, of which one stands for all: the representative of both together is exact.
 */
export class RelativeEpochs<V extends Vocabulary> implements Lowering {
  readonly shifting: Shifting<V>;
  readonly #space: Space<V>;
  /** The memory after a shift, by memory and {@link keyOf} the shift. */
  readonly #memories = new PairMap();
  /** The value of a history variable after a shift, by value and {@link keyOf} the shift. */
  readonly #values = new PairMap();

  constructor(space: Space<V>, shifting: Shifting<V>) {
    this.#space = space;
    this.shifting = shifting;
  }

  lower(state: Int32Array): number {
    const by = this.shifting.least(state);
    if (by > 0) this.shift(state, -by);
    return by;
  }

  /** Shifts all epochs of a state, in place; what histories remember of epochs that come out below 0 they forget. */
  shift(state: Int32Array, by: number): void {
    const { size, environments } = this.#space;
    for (let i = 0; i < size; i++) state[i] = this.shifting.cell(i, state[i]!, by);
    const environment = state[size]!;
    state[size] = environments.withMemory(environment, this.memory(environments.memory[environment]!, by));
  }

  /** The values of all history variables with their epochs shifted. */
  memory(memory: number, by: number): number {
    if (by === 0) return memory;
    const key = keyOf(by);
    const known = this.#memories.get(memory, key);
    if (known >= 0) return known;
    const { memories } = this.#space.watch;
    const after = memories.number(memories.parts(memory).map((value) => this.#remembered(value, by)));
    this.#memories.add(memory, key, after);
    return after;
  }

  /** A value of a history variable by its number, with its epochs shifted. */
  #remembered(number: number, by: number): number {
    const known = this.#values.get(number, keyOf(by));
    if (known >= 0) return known;
    const { memories } = this.#space.watch;
    const { history: which, value } = memories.values.value(number);
    const history = memories.histories[which]!;
    const text = shiftedText(
      `shift of the history variable “${history.name}”`,
      () => history.shift!(value, shiftBy(by)),
      value,
    );
    const after = memories.rememberText(which, text);
    this.#values.add(number, keyOf(by), after);
    this.shifting.onLooker?.shift("history", number, after, (other) => this.#remembered(other, by));
    return after;
  }
}
