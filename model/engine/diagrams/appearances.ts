import type { Vocabulary } from "../../../spec/vocabulary.ts";
import type { Space } from "../space.ts";
import { type Diagrams, end, none } from "./diagrams.ts";
import type { Fields } from "./fields.ts";

/** What is looked at of each process: its face, or its profile alone. */
export type Depth = "profiles" | "faces";

/** Sets of states as claims see them: vectors of faces, one for each process, or of their profiles. */
export class Appearances<V extends Vocabulary> {
  readonly diagrams: Diagrams;
  readonly #space: Space<V>;
  readonly #fields: Fields<V>;
  /** By depth: what is seen of the vectors of a node, which may be about any field. */
  #known: Readonly<Record<Depth, Map<number, number>>> = { profiles: new Map(), faces: new Map() };

  constructor(diagrams: Diagrams, space: Space<V>, fields: Fields<V>) {
    this.diagrams = diagrams;
    this.#space = space;
    this.#fields = fields;
  }

  /** Forgets what nodes there were: their numbers have changed. */
  forget(): void {
    this.#known = { profiles: new Map(), faces: new Map() };
  }

  /** What is seen of a set of states: a set of vectors with a field for each process. */
  of(node: number, depth: Depth, field = 0): number {
    if (node === none || node === end) return node;
    const known = this.#known[depth];
    let seen = known.get(node);
    if (seen !== undefined) return seen;
    const { diagrams } = this;
    const position = this.#fields.positionOf[field]!;
    const past = diagrams.starts[node + 1]!;
    if (position < 0) {
      seen = none;
      for (let i = diagrams.starts[node]!; i < past; i += 2) {
        seen = diagrams.union(seen, this.of(diagrams.edges[i + 1]!, depth, field + 1));
      }
    } else {
      const from = diagrams.open;
      for (let i = diagrams.starts[node]!; i < past; i += 2) {
        const value = this.seen(position, diagrams.edges[i]!, depth);
        diagrams.edge(value, this.of(diagrams.edges[i + 1]!, depth, field + 1));
      }
      seen = diagrams.closeUnordered(from);
    }
    known.set(node, seen);
    return seen;
  }

  /** What is seen of a core. */
  seen(position: number, core: number, depth: Depth): number {
    const face = this.#space.cells.tables[position]!.face[core]!;
    return depth === "faces" ? face : this.#space.faces.profile[face]!;
  }

  /** A state of a set that looks like this, the first in ascending order; there must be one. */
  stateIn(root: number, depth: Depth, appearance: ArrayLike<number>): Int32Array {
    const vector = new Int32Array(this.#fields.length);
    const failed = new Set<number>();
    const { starts, edges } = this.diagrams;
    const find = (node: number, field: number): boolean => {
      if (node === none || failed.has(node)) return false;
      if (field === vector.length) return true;
      const position = this.#fields.positionOf[field]!;
      for (let i = starts[node]!; i < starts[node + 1]!; i += 2) {
        const value = edges[i]!;
        if (position >= 0 && this.seen(position, value, depth) !== appearance[position]) continue;
        if (!find(edges[i + 1]!, field + 1)) continue;
        vector[field] = value;
        return true;
      }
      failed.add(node);
      return false;
    };
    if (!find(root, 0)) throw new Error("no state looks like what was seen of them all: the engine contradicts itself");
    return vector;
  }
}
