import type { Vocabulary } from "../../../spec/vocabulary.ts";
import type { Space } from "../space.ts";
import { isComplaint } from "./cores.ts";

/**
 * How much of a process claims look at: its status and its leadership alone
 * (its *profile*), or its local state as well (its *face*).
 */
export type Depth = "profiles" | "faces";

/**
 * Which changes of a process nothing that is claimed can see.
 *
 * @remarks
 * A change is *unseen* if no history variable moves by it, whatever its value
 * is, and every claim about steps holds of it, whatever the rest of the world
 * is; it is *invisible* if it is unseen and, of what claims about states look
 * at, changes nothing. That no history moves is seen at the values that are met:
 * new ones are looked at by {@link Visibility.isRight}.
 */
export class Visibility<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #depth: Depth;
  readonly #unseen = new Map<string, boolean>();
  /** The changes that are taken for unseen, as faces. */
  readonly #trusted: (readonly [before: number, after: number])[] = [];
  readonly #memories = new Set<number>();
  #looked = 0;

  constructor(space: Space<V>, depth: Depth) {
    this.#space = space;
    this.#depth = depth;
  }

  /** Whether a change of the process at `position` from one face to another is invisible. */
  isInvisible(position: number, before: number, after: number): boolean {
    if (before === after) return true;
    if (this.#depth === "faces") return false;
    const { profile } = this.#space.faces;
    return profile[before] === profile[after] && this.isUnseen(position, before, after);
  }

  /** Whether a change is unseen. */
  isUnseen(position: number, before: number, after: number): boolean {
    if (before === after) return true;
    const key = `${position}/${before}/${after}`;
    const known = this.#unseen.get(key);
    if (known !== undefined) return known;
    this.#lookAtMemories();
    const isUnseen =
      [...this.#memories].every((memory) => this.#isStill(memory, before, after)) && this.#holds(before, after);
    this.#unseen.set(key, isUnseen);
    if (isUnseen) this.#trusted.push([before, after]);
    return isUnseen;
  }

  /** Whether everything that was taken for unseen is so at the values of history variables that were met since. */
  isRight(): boolean {
    return this.#lookAtMemories().every((memory) =>
      this.#trusted.every(([before, after]) => this.#isStill(memory, before, after)),
    );
  }

  /** Notes the memories that were met since, and returns them. */
  #lookAtMemories(): readonly number[] {
    const { memory } = this.#space.environments;
    const found: number[] = [];
    for (; this.#looked < memory.length; this.#looked++) {
      const number = memory[this.#looked]!;
      if (this.#memories.has(number)) continue;
      this.#memories.add(number);
      found.push(number);
    }
    return found;
  }

  #isStill(memory: number, before: number, after: number): boolean {
    const { faces, watch } = this.#space;
    if (watch.memories.histories.length === 0) return true;
    try {
      return watch.memories.moved(memory, faces.view(before), faces.view(after)) === memory;
    } catch (error) {
      if (isComplaint(error)) return false;
      throw error;
    }
  }

  #holds(before: number, after: number): boolean {
    try {
      return this.#space.watch.holdsAnywhere(before, after);
    } catch (error) {
      if (isComplaint(error)) return false;
      throw error;
    }
  }
}
