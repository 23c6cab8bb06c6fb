import type { Claim } from "../../../spec/claim.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { shown } from "../../error.ts";
import { InputError } from "../../scenario.ts";
import type { Space } from "../space.ts";
import type { Appearances, Depth } from "./appearances.ts";
import { none } from "./diagrams.ts";
import type { Fields } from "./fields.ts";

/** Called with a claim that is decided, and what the state looks like in which it is, by the faces of its processes. */
export type DecidedAt = (claim: number, faces: Int32Array) => void;

/**
 * Asks the claims about sets of states: once for each way in which the states of
 * a set look, and in each environment once for each that is new there.
 *
 * @remarks
 * As long as claims look at statuses and leaderships alone, which vectors of
 * profiles there are is all that matters, and there are few of them. Once a claim
 * looks deeper, all vectors of faces are gone through.
 */
export class Inspection<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #claims: readonly Claim<V>[];
  readonly #fields: Fields<V>;
  readonly #appearances: Appearances<V>;
  /** What was asked about already, by depth and environment; for steps, by change besides. */
  readonly #asked = new Map<string, number>();
  /** The environments in which claims look deeper than profiles. */
  readonly #deep = new Set<number>();

  constructor(space: Space<V>, claims: readonly Claim<V>[], fields: Fields<V>, appearances: Appearances<V>) {
    this.#space = space;
    this.#claims = claims;
    this.#fields = fields;
    this.#appearances = appearances;
  }

  /** The diagrams that are still needed. */
  get roots(): Iterable<number> {
    return this.#asked.values();
  }

  /** Takes new numbers for diagrams, and forgets what is built on the old ones. */
  rename(renamed: Int32Array): void {
    for (const [key, root] of this.#asked) this.#asked.set(key, renamed[root]!);
    this.#appearances.forget();
  }

  /** Asks the claims about states. */
  lookAtStates(root: number, environment: number, decided: DecidedAt): void {
    const { watch } = this.#space;
    if (watch.open === 0) return;
    if (!this.#deep.has(environment)) {
      for (const profiles of this.#unasked(root, "profiles", environment)) {
        const cells = this.#coresOf(this.#appearances.stateIn(root, "profiles", profiles));
        const isSettled = watch.lookAtState(cells, environment, (claim) => decided(claim, this.#facesOf(cells)));
        if (!isSettled) this.#deep.add(environment);
        this.#refuseInboxes();
      }
    }
    if (!this.#deep.has(environment)) return;
    for (const faces of this.#unasked(root, "faces", environment)) {
      const cells = this.#coresLike(faces);
      watch.lookAtState(cells, environment, (claim) => decided(claim, faces.slice()));
      this.#refuseInboxes();
    }
  }

  /** Asks the claims about steps by a change: `root` are the states afterwards. */
  lookAtSteps(root: number, change: number, environment: number, decided: DecidedAt): void {
    const { watch } = this.#space;
    if (!watch.needsLook(change, environment)) return;
    for (const faces of this.#unasked(root, "faces", environment, change)) {
      const cells = this.#coresLike(faces);
      watch.lookAtStep(change, cells, cells, environment, (claim) => decided(claim, faces.slice()));
      this.#refuseInboxes();
      if (!watch.needsLook(change, environment)) return;
    }
  }

  /** What is seen of a set of states and was not asked about before; the array is overwritten from one to the next. */
  #unasked(root: number, depth: Depth, environment: number, change = 0): Iterable<Int32Array> {
    const key = `${depth} ${environment} ${change}`;
    const { diagrams } = this.#appearances;
    const asked = this.#asked.get(key) ?? none;
    const fresh = diagrams.minus(this.#appearances.of(root, depth), asked);
    this.#asked.set(key, diagrams.union(asked, fresh));
    return diagrams.vectors(fresh, this.#space.size);
  }

  /** The cores of a state, which are cells with the same faces as its own. */
  #coresOf(vector: Int32Array): Int32Array {
    return Int32Array.from(this.#fields.coreOf, (field) => vector[field]!);
  }

  #facesOf(cores: Int32Array): Int32Array {
    return cores.map((core, position) => this.#space.cells.tables[position]!.face[core]!);
  }

  /** Cores with these faces. */
  #coresLike(faces: Int32Array): Int32Array {
    return faces.map((face, position) => this.#fields.core(position, this.#space.faces.origin(face).cell));
  }

  #refuseInboxes(): void {
    const { inboxOf } = this.#space.watch.looks;
    if (inboxOf < 0) return;
    throw new InputError(
      "diagrams-inbox",
      `the claim ${shown(this.#claims[inboxOf]!.name)} looks at messages in flight, and diagrams ask claims once for all states whose processes look alike\n  Explore breadth first, or choose other claims.`,
    );
  }
}
