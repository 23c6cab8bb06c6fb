import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Duties } from "./duties.ts";
import type { Graph } from "./graph.ts";

/**
 * What a cycle still has to do before it is fair.
 *
 * @remarks
 * Where outcomes are random there are as many errands as a component has edges, and
 * every state of a search for the nearest is asked whether one can be done there. So
 * they are looked up and never gone through: else a lasso through a hundred
 * thousand states takes hours.
 */
export class Errands<V extends Vocabulary> {
  readonly #graph: Graph<V>;
  readonly #duties: Duties;
  readonly #through: Uint8Array | undefined;
  /** The duties that are still owed, and those of them that are paid by being where they cannot be fulfilled. */
  readonly #owed: Set<number>;
  readonly #weak: Set<number>;
  /** The edges that must be taken, since another outcome of their step was. */
  readonly #outcomes = new Set<number>();
  #passes: boolean;
  #lowers: boolean;

  /**
   * @param owed - the duties that must be paid
   * @param lowers - whether the cycle must lower epochs
   * @param through - by state, 1 where it must pass; anywhere by default
   */
  constructor(
    graph: Graph<V>,
    duties: Duties,
    {
      owed,
      lowers,
      through,
    }: { readonly owed: Iterable<number>; readonly lowers: boolean; readonly through?: Uint8Array },
  ) {
    this.#graph = graph;
    this.#duties = duties;
    this.#through = through;
    this.#owed = new Set(owed);
    this.#weak = new Set([...this.#owed].filter((duty) => duties.isStrong[duty] === false));
    this.#passes = through !== undefined;
    this.#lowers = lowers;
  }

  /** Whether nothing is left to do. */
  get areDone(): boolean {
    return this.#owed.size === 0 && this.#outcomes.size === 0 && !this.#passes && !this.#lowers;
  }

  /** Whether something is done by being in a state. */
  areDoneIn(state: number): boolean {
    if (this.#passes && this.#through![state] === 1) return true;
    return this.#weak.size > 0 && this.#stillOwedIn(state).size < this.#weak.size;
  }

  /** Whether something is done by an edge. */
  areDoneBy(edge: number): boolean {
    if (this.#outcomes.has(edge)) return true;
    const event = this.#graph.codes[edge]! >> 1;
    return (
      (this.#lowers && this.#duties.lowers[event] === true) ||
      this.#duties.ofEvent[event]!.some((duty) => this.#owed.has(duty))
    );
  }

  /** Strikes off what is done by being in a state. */
  arrive(state: number): void {
    if (this.#passes && this.#through![state] === 1) this.#passes = false;
    if (this.#weak.size === 0) return;
    const still = this.#stillOwedIn(state);
    for (const duty of this.#weak) if (!still.has(duty)) this.#pay(duty);
  }

  /** Strikes off what is done by an edge. */
  take(edge: number): void {
    const event = this.#graph.codes[edge]! >> 1;
    this.#outcomes.delete(edge);
    if (this.#duties.lowers[event] === true) this.#lowers = false;
    for (const duty of this.#duties.ofEvent[event]!) this.#pay(duty);
  }

  /** Adds another outcome of a step that was taken. */
  addOutcome(edge: number): void {
    this.#outcomes.add(edge);
  }

  #pay(duty: number): void {
    this.#owed.delete(duty);
    this.#weak.delete(duty);
  }

  /** The weak duties that are owed and can be fulfilled in a state. */
  #stillOwedIn(state: number): Set<number> {
    const { offsets, codes } = this.#graph;
    const still = new Set<number>();
    for (let edge = offsets[state]!; edge < offsets[state + 1]!; edge++) {
      for (const duty of this.#duties.ofEvent[codes[edge]! >> 1]!) if (this.#weak.has(duty)) still.add(duty);
    }
    return still;
  }
}
