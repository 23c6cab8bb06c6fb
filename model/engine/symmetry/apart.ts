import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { shown } from "../../error.ts";
import { InputError } from "../../scenario.ts";
import type { OnLooker, Part, Range } from "../epochs/shifting.ts";
import type { Space } from "../space.ts";
import type { Images } from "./images.ts";
import type { Renaming } from "./renaming.ts";

/**
 * Sees that names and epochs keep apart: that a value has the same least and the
 * same greatest epoch whatever its names are, and that it is the same to rename
 * and then to shift it as to shift and then to rename it.
 *
 * @remarks
 * It is tried on every value of which epochs are looked at, for the generators of
 * the permutations, and then on the images in turn: where s(g x) = g s(x) and
 * s(h g x) = h s(g x) were seen, s(h g x) = h g s(x) follows, and every permutation
 * is a product of generators. A cell, and the values of history variables together,
 * are renamed and shifted value by value, so that both commute on states as well.
 */
export class Apart<V extends Vocabulary> implements OnLooker {
  readonly #space: Space<V>;
  readonly #renaming: Renaming<V>;

  constructor(space: Space<V>, renaming: Renaming<V>) {
    this.#space = space;
    this.#renaming = renaming;
  }

  range(part: Part, number: number, { least, greatest }: Range, again: (other: number) => Range): void {
    for (const generator of this.#renaming.permutations.generators) {
      const image = this.#imagesOf(part).of(generator, number);
      const other = again(image);
      if (other.least === least && other.greatest === greatest) continue;
      throw this.#error(part, "it has other epochs once its names are replaced", number, image);
    }
  }

  shift(part: Part | "history", number: number, after: number, again: (other: number) => number): void {
    const images = this.#imagesOf(part);
    for (const generator of this.#renaming.permutations.generators) {
      const shifted = again(images.of(generator, number));
      const renamed = images.of(generator, after);
      if (shifted === renamed) continue;
      throw this.#error(
        part,
        "renamed and then shifted, it is not what it is shifted and then renamed",
        shifted,
        renamed,
      );
    }
  }

  #imagesOf(part: Part | "history"): Images {
    const { locals, messages, durables, remembered } = this.#renaming;
    return { state: locals, message: messages, durable: durables, history: remembered }[part];
  }

  #error(part: Part | "history", problem: string, one: number, other: number): InputError {
    const { actors, watch } = this.#space;
    const value = (number: number): unknown =>
      part === "history"
        ? watch.memories.values.value(number).value
        : (part === "state" ? actors.locals : part === "message" ? actors.messages : actors.durables).value(number);
    return new InputError(
      "symmetry-epochs",
      `${this.#space.name}: names and epochs do not keep apart in a ${part}: ${problem}\n    one    ${shown(value(one))}\n    other  ${shown(value(other))}\n  See that renaming replaces names only and shifting epochs only, whatever the others are; or explore with one of symmetry and relative epochs.`,
    );
  }
}
