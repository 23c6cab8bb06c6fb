import type { Vocabulary } from "../../spec/vocabulary.ts";
import { beyond, type Graph } from "./graph.ts";

/**
 * Divides states into strongly connected components (Tarjan 1972), without
 * recursion: a path may be as long as there are states.
 */
export class Components<V extends Vocabulary> {
  readonly #graph: Graph<V>;
  /** By state: 0 where it was not met yet, or else when it was, from 1. */
  readonly #met: Int32Array;
  /** By state: the earliest that it leads back to. */
  readonly #earliest: Int32Array;

  constructor(graph: Graph<V>) {
    this.#graph = graph;
    this.#met = new Int32Array(graph.size);
    this.#earliest = new Int32Array(graph.size);
  }

  /**
   * Gives each component of the states of a region, along edges that stay in it
   * and are not dead.
   *
   * @param members - the states of the region, each once, all of them expanded
   * @param region - by state, the number of its region
   * @param dead - by edge, 1 where it is not to be followed
   * @param give - takes each component, and must put its states into other regions
   */
  of(
    members: ArrayLike<number>,
    region: Int32Array,
    dead: Uint8Array,
    give: (component: readonly number[]) => void,
  ): void {
    const { offsets, targets } = this.#graph;
    const [met, earliest] = [this.#met, this.#earliest];
    for (let i = 0; i < members.length; i++) met[members[i]!] = 0;
    const number = region[members[0] ?? 0]!;
    let clock = 0;
    const open: number[] = [];
    const path: number[] = [];
    const edges: number[] = [];
    const enter = (state: number): void => {
      met[state] = earliest[state] = ++clock;
      open.push(state);
      path.push(state);
      edges.push(offsets[state]!);
    };
    for (let i = 0; i < members.length; i++) {
      const root = members[i]!;
      if (met[root] !== 0) continue;
      enter(root);
      while (path.length > 0) {
        const state = path.at(-1)!;
        const edge = edges[edges.length - 1]!++;
        if (edge < offsets[state + 1]!) {
          const target = targets[edge]!;
          if (target === beyond || dead[edge] === 1 || region[target] !== number) continue;
          if (met[target] === 0) enter(target);
          else earliest[state] = Math.min(earliest[state]!, met[target]!);
          continue;
        }
        path.pop();
        edges.pop();
        const before = path.at(-1);
        if (before !== undefined) earliest[before] = Math.min(earliest[before]!, earliest[state]!);
        if (earliest[state] !== met[state]) continue;
        const component = open.splice(open.lastIndexOf(state));
        give(component);
      }
    }
  }
}
