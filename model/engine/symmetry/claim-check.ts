import type { Claim } from "../../../spec/claim.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { shown } from "../../error.ts";
import { InputError } from "../../scenario.ts";
import type { Space } from "../space.ts";
import { snapshotOf } from "../telling.ts";
import type { Change, Mirror } from "../watch.ts";
import type { Orbits } from "./orbits.ts";
import type { Permutations } from "./permutations.ts";

/**
 * Sees that claims treat all processes alike: whenever one is asked about a
 * state or a step, it is asked about all of their images as well, and must
 * answer the same.
 *
 * @remarks
 * A claim is not asked where its answer is known from what it looked at in
 * another state (its profiles, or its faces and the history). That state's
 * images were asked about then, and they look like the images of this one: the
 * image of a profile is settled by the profile, and that of a face by the face.
 * So an answer that is known is known for all images, and the check costs
 * nothing where the watch costs nothing. A claim that is decided is not asked
 * any more: what decided it was asked about in all images, and so was everything
 * before it, so that nothing nearer decides it in a state that has a
 * representative.
 */
export class ClaimCheck<V extends Vocabulary> implements Mirror {
  readonly #space: Space<V>;
  readonly #claims: readonly Claim<V>[];
  readonly #orbits: Orbits<V>;
  readonly #permutations: Permutations;
  readonly #before: Int32Array;
  readonly #image: Int32Array;

  constructor(space: Space<V>, claims: readonly Claim<V>[], orbits: Orbits<V>, permutations: Permutations) {
    this.#space = space;
    this.#claims = claims;
    this.#orbits = orbits;
    this.#permutations = permutations;
    this.#before = new Int32Array(space.size + 1);
    this.#image = new Int32Array(space.size + 1);
  }

  state(asked: number, decided: number, vector: ArrayLike<number>, environment: number): void {
    const { size, watch } = this.#space;
    const state = this.#whole(vector, environment);
    const image = this.#image;
    for (let permutation = 1; permutation < this.#permutations.count; permutation++) {
      this.#orbits.rename(permutation, state, image);
      const found = watch.decidedByState(asked, image, image[size]!);
      // What was asked before is known by now, and says nothing new of itself: it did not decide anything.
      if (found !== decided) throw this.#error(found ^ decided, decided, [state], [image]);
    }
  }

  step(
    asked: number,
    decided: number,
    { position }: Change,
    before: ArrayLike<number>,
    vector: ArrayLike<number>,
    environment: number,
  ): void {
    const { size, watch, cells } = this.#space;
    // The environment before the step is not looked at.
    const from = this.#whole(before, environment);
    const to = this.#whole(vector, environment);
    const image = this.#image;
    for (let permutation = 1; permutation < this.#permutations.count; permutation++) {
      this.#orbits.rename(permutation, from, this.#before);
      this.#orbits.rename(permutation, to, image);
      const actor = this.#permutations.image(permutation, position);
      const { face } = cells.tables[actor]!;
      const change = watch.changeOf(actor, face[this.#before[actor]!]!, face[image[actor]!]!);
      const found = watch.violatedByStep(asked, change, this.#before, image, image[size]!);
      if (found !== decided) throw this.#error(found ^ decided, decided, [from, to], [this.#before, image]);
    }
  }

  #whole(vector: ArrayLike<number>, environment: number): Int32Array {
    const state = Int32Array.from(vector).slice(0, this.#space.size + 1);
    const { size } = this.#space;
    if (state.length === size) return Int32Array.of(...state, environment);
    state[size] = environment;
    return state;
  }

  #error(differing: number, decided: number, one: readonly Int32Array[], other: readonly Int32Array[]): InputError {
    const bit = 31 - Math.clz32(differing & -differing);
    const { name, kind } = this.#claims[bit]!;
    const holds = (isDecided: boolean): boolean => isDecided !== ["always", "everyStep", "monotone"].includes(kind);
    const isDecided = ((decided >> bit) & 1) === 1;
    const seen = (states: readonly Int32Array[]): string =>
      states
        .map((state) => {
          const { processes, histories, cut } = snapshotOf(this.#space, state);
          return shown({
            processes,
            ...(cut === null ? {} : { cut }),
            ...(Object.keys(histories).length > 0 ? { histories } : {}),
          });
        })
        .join("\n    then ");
    return new InputError(
      "symmetry-claim",
      `the claim ${shown(name)} tells processes apart: it answers differently where only names differ\n  ${holds(isDecided)}  ${seen(one)}\n  ${holds(!isDecided)}  ${seen(other)}\n  Compare names for equality only, leave the claim out, or explore without symmetry.`,
    );
  }
}
