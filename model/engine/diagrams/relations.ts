import { type Diagrams, end, none } from "./diagrams.ts";

/** What a relation makes of a value: its one target, its targets, or null where it does not allow the value. */
export type Targets = number | readonly number[] | null;

/** A relation on the values of one field: what becomes of each. */
export type Relation = (value: number) => Targets;

/** More than there will ever be chains: a node and a chain make one number. */
const mostChains = 2 ** 21;

/** The chain that changes nothing. */
export const identity = 0;

/**
 * Relations on vectors that are products of relations on fields, as chains: a
 * link is a field, a relation on it, and the chain of the links behind. Fields
 * that no link is about stay as they are. Chains that end alike share their ends,
 * and so do what operations on them came out.
 */
export class Relations {
  readonly diagrams: Diagrams;
  /** By chain: the field of its first link; that of {@link identity} is behind all fields. */
  readonly #fields: number[] = [Number.MAX_SAFE_INTEGER];
  readonly #relations: Relation[] = [() => null];
  readonly #rest: number[] = [identity];
  readonly #chains = new Map<string, number>();
  readonly #numbers = new Map<Relation, number>();

  /** What a value of a field weighs, where vectors have a limit. */
  readonly #weightOf: (field: number, value: number) => number;

  constructor(diagrams: Diagrams, weightOf: (field: number, value: number) => number = () => 0) {
    this.diagrams = diagrams;
    this.#weightOf = weightOf;
  }

  /** The chain of some links, given in any order, each about another field. */
  chain(links: Iterable<readonly [field: number, relation: Relation]>): number {
    let chain = identity;
    for (const [field, relation] of [...links].sort(([a], [b]) => b - a)) {
      let number = this.#numbers.get(relation);
      if (number === undefined) this.#numbers.set(relation, (number = this.#numbers.size));
      const key = `${field} ${number} ${chain}`;
      let longer = this.#chains.get(key);
      if (longer === undefined) {
        longer = this.#fields.length;
        this.#chains.set(key, longer);
        this.#fields.push(field);
        this.#relations.push(relation);
        this.#rest.push(chain);
      }
      chain = longer;
    }
    return chain;
  }

  /** The field of the first link of a chain. */
  fieldOf(chain: number): number {
    return this.#fields[chain]!;
  }

  /** The relation of the first link of a chain. */
  relationOf(chain: number): Relation {
    return this.#relations[chain]!;
  }

  /** A chain without its first link. */
  restOf(chain: number): number {
    return this.#rest[chain]!;
  }

  /** The vectors that come of those of a set; `field` is the one that the node is about. */
  image(node: number, chain: number, field = 0): number {
    if (chain === identity || node === none) return node;
    const { diagrams } = this;
    const known = diagrams.cache.get(node, -chain);
    if (known >= 0) return known;
    const from = diagrams.open;
    const past = diagrams.starts[node + 1]!;
    let result: number;
    if (this.#fields[chain] === field) {
      const relation = this.#relations[chain]!;
      const rest = this.#rest[chain]!;
      for (let i = diagrams.starts[node]!; i < past; i += 2) {
        const targets = relation(diagrams.edges[i]!);
        if (targets === null) continue;
        const next = this.image(diagrams.edges[i + 1]!, rest, field + 1);
        if (next === none) continue;
        if (typeof targets === "number") diagrams.edge(targets, next);
        else for (const target of targets) diagrams.edge(target, next);
      }
      result = diagrams.closeUnordered(from);
    } else {
      for (let i = diagrams.starts[node]!; i < past; i += 2) {
        const value = diagrams.edges[i]!;
        const next = this.image(diagrams.edges[i + 1]!, chain, field + 1);
        if (next !== none) diagrams.edge(value, next);
      }
      result = diagrams.close(from);
    }
    diagrams.cache.set(node, -chain, result);
    return result;
  }

  /** The vectors of a set of which anything comes. */
  domain(node: number, chain: number, known: Map<number, number>, field = 0): number {
    if (chain === identity || node === none) return node;
    const key = node * mostChains + chain;
    let result = known.get(key);
    if (result !== undefined) return result;
    const { diagrams } = this;
    const isAbout = this.#fields[chain] === field;
    const rest = isAbout ? this.#rest[chain]! : chain;
    const from = diagrams.open;
    const past = diagrams.starts[node + 1]!;
    for (let i = diagrams.starts[node]!; i < past; i += 2) {
      const value = diagrams.edges[i]!;
      if (isAbout && this.#relations[chain]!(value) === null) continue;
      const next = this.domain(diagrams.edges[i + 1]!, rest, known, field + 1);
      if (next !== none) diagrams.edge(value, next);
    }
    result = diagrams.close(from);
    known.set(key, result);
    return result;
  }

  /**
   * How many pairs there are of a vector of a set and one that comes of it and is
   * within a limit, each as often as relations name it.
   *
   * @param left - how much the fields of the latter may weigh together
   */
  pairs(node: number, chain: number, left: number, known: PairCounts, field = 0): number {
    if (node === none || left < 0) return 0;
    if (chain === identity && (node === end || left === Number.POSITIVE_INFINITY)) {
      return this.diagrams.size(node, known.sizes);
    }
    const ofLeft = known.pairs.get(left) ?? new Map<number, number>();
    known.pairs.set(left, ofLeft);
    const key = node * mostChains + chain;
    let result = ofLeft.get(key);
    if (result !== undefined) return result;
    const { diagrams } = this;
    const isAbout = this.#fields[chain] === field;
    const rest = isAbout ? this.#rest[chain]! : chain;
    result = 0;
    for (let i = diagrams.starts[node]!; i < diagrams.starts[node + 1]!; i += 2) {
      const value = diagrams.edges[i]!;
      const targets = isAbout ? this.#relations[chain]!(value) : value;
      if (targets === null) continue;
      for (const target of typeof targets === "number" ? [targets] : targets) {
        const weight = left === Number.POSITIVE_INFINITY ? 0 : this.#weightOf(field, target);
        result += this.pairs(diagrams.edges[i + 1]!, rest, left - weight, known, field + 1);
      }
    }
    ofLeft.set(key, result);
    return result;
  }

  /** The vectors of a set whose fields weigh no more than `left` together. */
  within(node: number, left: number, known: Map<number, number>[], field = 0): number {
    if (node === none || left < 0) return none;
    if (node === end) return end;
    const ofLeft = (known[left] ??= new Map());
    let result = ofLeft.get(node);
    if (result !== undefined) return result;
    const { diagrams } = this;
    const from = diagrams.open;
    const past = diagrams.starts[node + 1]!;
    for (let i = diagrams.starts[node]!; i < past; i += 2) {
      const value = diagrams.edges[i]!;
      const next = this.within(diagrams.edges[i + 1]!, left - this.#weightOf(field, value), known, field + 1);
      if (next !== none) diagrams.edge(value, next);
    }
    result = diagrams.close(from);
    ofLeft.set(node, result);
    return result;
  }

  /** A vector of a set of which `target` comes, the first in ascending order; null where there is none. */
  sourceOf(node: number, chain: number, target: ArrayLike<number>): Int32Array | null {
    const source = new Int32Array(target.length);
    const failed = new Set<number>();
    const find = (at: number, left: number, field: number): boolean => {
      if (at === none) return false;
      if (field === target.length) return at === end;
      const key = at * mostChains + left;
      if (failed.has(key)) return false;
      const isAbout = this.#fields[left] === field;
      const { starts, edges } = this.diagrams;
      for (let i = starts[at]!; i < starts[at + 1]!; i += 2) {
        const value = edges[i]!;
        const targets = isAbout ? this.#relations[left]!(value) : value;
        if (targets === null) continue;
        const leadsThere = typeof targets === "number" ? targets === target[field] : targets.includes(target[field]!);
        if (!leadsThere || !find(edges[i + 1]!, isAbout ? this.#rest[left]! : left, field + 1)) continue;
        source[field] = value;
        return true;
      }
      failed.add(key);
      return false;
    };
    return find(node, chain, 0) ? source : null;
  }
}

/** What was counted already: see {@link Relations.pairs}. */
export interface PairCounts {
  readonly sizes: Map<number, number>;
  /** By what is left of the limit. */
  readonly pairs: Map<number, Map<number, number>>;
}
