import type { Claim } from "../../../spec/claim.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { shown } from "../../error.ts";
import { InputError } from "../../scenario.ts";
import type { Space } from "../space.ts";
import { snapshotOf } from "../telling.ts";
import type { Change, Mirror } from "../watch.ts";
import type { RelativeEpochs } from "./relative.ts";

/**
 * Sees that claims treat all epochs alike: whenever one is asked about a state
 * or a step, it is asked about the same with all epochs higher by one, and must
 * answer the same.
 *
 * @remarks
 * Where its answer is known from a state that looks the same it is not asked:
 * that state was looked at in this way, too. Where symmetry looks at images, it
 * looks at those of both: of what is asked, and of the same with higher epochs.
 */
export class EpochsClaimCheck<V extends Vocabulary> implements Mirror {
  readonly #space: Space<V>;
  readonly #claims: readonly Claim<V>[];
  readonly #relative: RelativeEpochs<V>;
  readonly #other: Mirror | null;

  /** @param other - who is told of whatever is asked, if anybody */
  constructor(space: Space<V>, claims: readonly Claim<V>[], relative: RelativeEpochs<V>, other: Mirror | null) {
    this.#other = other;
    this.#space = space;
    this.#claims = claims;
    this.#relative = relative;
  }

  state(asked: number, decided: number, vector: ArrayLike<number>, environment: number): void {
    this.#other?.state(asked, decided, vector, environment);
    const image = this.#raised(vector, environment);
    const found = this.#space.watch.decidedByState(asked, image, image[this.#space.size]!);
    if (found !== decided) throw this.#error(found ^ decided, decided, [this.#whole(vector, environment)], [image]);
    this.#other?.state(asked, decided, image, image[this.#space.size]!);
  }

  step(
    asked: number,
    decided: number,
    taken: Change,
    before: ArrayLike<number>,
    vector: ArrayLike<number>,
    environment: number,
  ): void {
    this.#other?.step(asked, decided, taken, before, vector, environment);
    const { position } = taken;
    const { watch, cells, size } = this.#space;
    // The environment before the step is not looked at.
    const from = this.#raised(before, environment);
    const to = this.#raised(vector, environment);
    const { face } = cells.tables[position]!;
    const change = watch.changeOf(position, face[from[position]!]!, face[to[position]!]!);
    const found = watch.violatedByStep(asked, change, from, to, to[size]!);
    if (found !== decided) {
      const one = [this.#whole(before, environment), this.#whole(vector, environment)];
      throw this.#error(found ^ decided, decided, one, [from, to]);
    }
    this.#other?.step(asked, decided, watch.change(change), from, to, to[size]!);
  }

  #raised(vector: ArrayLike<number>, environment: number): Int32Array {
    const image = this.#whole(vector, environment);
    this.#relative.shift(image, 1);
    return image;
  }

  #whole(vector: ArrayLike<number>, environment: number): Int32Array {
    const { size } = this.#space;
    const state = new Int32Array(size + 1);
    for (let i = 0; i < size; i++) state[i] = vector[i]!;
    state[size] = environment;
    return state;
  }

  #error(differing: number, decided: number, one: readonly Int32Array[], other: readonly Int32Array[]): InputError {
    const bit = 31 - Math.clz32(differing & -differing);
    const claim = this.#claims[bit]!;
    const isBroken = ["always", "everyStep", "monotone"].includes(claim.kind);
    const holds = (isDecided: boolean): boolean => isDecided !== isBroken;
    const isDecided = ((decided >> bit) & 1) === 1;
    const seen = (states: readonly Int32Array[]): string =>
      states
        .map((state) => {
          const { processes, histories } = snapshotOf(this.#space, state);
          return shown({ processes, ...(Object.keys(histories).length > 0 ? { histories } : {}) });
        })
        .join("\n    then ");
    return new InputError(
      "epochs-claim",
      `the claim ${shown(claim.name)} tells epochs apart: it answers differently where all epochs are higher by one\n  ${holds(isDecided)}  ${seen(one)}\n  ${holds(!isDecided)}  ${seen(other)}\n  Compare epochs with each other only, leave the claim out, or explore without relative epochs.`,
    );
  }
}
