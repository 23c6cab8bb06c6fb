import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { frozen } from "../../plain.ts";
import { PairMap } from "../pair-map.ts";
import type { Lowering } from "../quotient.ts";
import type { Space } from "../space.ts";
import { type Shifting, shiftBy, shiftedText } from "./shifting.ts";

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
 */
export class RelativeEpochs<V extends Vocabulary> implements Lowering {
  readonly shifting: Shifting<V>;
  readonly #space: Space<V>;
  /** The memory after a shift, by memory and by how much lower it is. */
  readonly #memories = new PairMap();

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
    const key = by < 0 ? -2 * by : 2 * by + 1;
    const known = this.#memories.get(memory, key);
    if (known >= 0) return known;
    const { memories } = this.#space.watch;
    const parts = memories.histories.map((history, i) => {
      const value = memories.value(memory, i);
      const text = shiftedText(
        `shift of the history variable “${history.name}”`,
        () => history.shift!(value, shiftBy(by)),
        value,
      );
      return memories.remember(i, frozen(text));
    });
    const after = memories.number(parts);
    this.#memories.add(memory, key, after);
    return after;
  }
}
