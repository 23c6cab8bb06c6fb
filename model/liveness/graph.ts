import type { Vocabulary } from "../../spec/vocabulary.ts";
import { type Hop, Interpreted } from "../engine/interpreted.ts";
import type { OnHop } from "../engine/quotient.ts";
import { Seen } from "../engine/seen.ts";
import type { Space } from "../engine/space.ts";
import { type Limits, limitReached, pace } from "../limits.ts";
import type { Progress } from "../mission.ts";
import { Events } from "./events.ts";
import { Integers } from "./integers.ts";

/** Why a graph is not whole: see `Exploration`. */
export type Unfinished = "states" | "cells" | "memory" | "interrupted";

/** How many states a graph has at most where nothing else is said: edges take much more memory than states. */
export const mostGraphStates = 4_000_000;

/** What is to be known of a transition from a state. */
export type LabelOf = (state: Int32Array, hop: Hop) => number;

/** What is kept of a graph: everything, where nothing is said. */
export interface Scope {
  /**
   * Overwrites a state with one that stands for it.
   *
   * @returns what comes to the label of an edge that leads there
   */
  standIn(state: Int32Array, onHop?: OnHop): number;
  /** Whether what follows a state is left out; `answer` is what was asked about it. */
  isEnd(state: Int32Array, answer: number): boolean;
  /** Whether an edge from a state is left out. */
  isLeftOut(state: Int32Array, answer: number, hop: Hop): boolean;
}

const everything: Scope = { standIn: () => 0, isEnd: () => false, isLeftOut: () => false };

/** Stands for a successor beyond a bound. */
export const beyond = -1;

/**
 * The reachable states and every transition between them, in numbers.
 *
 * @remarks
 * States are numbered breadth first, so that a smaller number is nearer. A state
 * that was not expanded, for a limit or the bound on depth, has no edges and a
 * number of `expanded` or more. One that the scope takes for an end has none, and
 * is expanded all the same.
 */
export class Graph<V extends Vocabulary> {
  readonly space: Space<V>;
  readonly events: Events<V>;
  /** How many states there are. */
  size = 0;
  /** The states below this number are initial. */
  initial = 0;
  /** The states below this number have all their edges. */
  expanded = 0;
  /** How many successors lie beyond a bound; those of states that are too deep are not counted. */
  cut = 0;
  /** Why it is not whole, or null; bounds apart. */
  unfinished: Unfinished | null = null;
  /** Whether a step can come out in several ways, by the duration of a timer. */
  hasChoices = false;
  /** Where the edges of a state begin; those of the next one are behind them. */
  offsets: Int32Array = new Int32Array(0);
  /** By edge: the state that it leads to, or {@link beyond}. */
  targets: Int32Array = new Int32Array(0);
  /** By edge: its code, see {@link Events}. */
  codes: Int32Array = new Int32Array(0);
  /** By edge, where a label was asked for: what it says. */
  labels: Int32Array = new Int32Array(0);
  /** By state: which of the claims that were asked are true in it, as bits. */
  answers: Int32Array = new Int32Array(0);
  /** By initial state: what standing in for others came to, at the most. */
  readonly standsIn: number[] = [];

  readonly #fields: number;
  readonly #states = new Integers();
  readonly #label: LabelOf | null;
  readonly scope: Scope;

  /** @param label - what is to be known of each edge beside its event: an integer */
  constructor(space: Space<V>, label: LabelOf | null = null, scope: Scope = everything) {
    this.space = space;
    this.#label = label;
    this.scope = scope;
    this.events = new Events(space);
    this.#fields = space.size + 1;
  }

  /** Whether successors of a state are missing. */
  isOpen(state: number): boolean {
    if (state >= this.expanded) return true;
    for (let edge = this.offsets[state]!; edge < this.offsets[state + 1]!; edge++) {
      if (this.targets[edge] === beyond) return true;
    }
    return false;
  }

  /** A state as its cells and its environment. */
  stateOf(number: number): Int32Array {
    return this.#states.values.slice(number * this.#fields, (number + 1) * this.#fields);
  }

  /** How an edge of a state comes about, and where it leads before another state stands in: the state is expanded once more. */
  hopOf(state: number, edge: number): { readonly hop: Hop; readonly after: Int32Array } {
    let left = edge - this.offsets[state]!;
    let found: { readonly hop: Hop; readonly after: Int32Array } | null = null;
    const vector = this.stateOf(state);
    const count = (hop: Hop, next: ArrayLike<number> | null, environment: number): void => {
      if (this.scope.isLeftOut(vector, this.answers[state]!, hop)) return;
      if (left-- === 0) found = { hop, after: Int32Array.of(...Array.from(next ?? []), environment) };
    };
    const runs = new Interpreted(this.space, {
      take: (next, environment, _change, hop) => count(hop, next, environment),
      beyond: (hop) => count(hop, null, -1),
    });
    this.space.expand(vector.subarray(0, this.space.size), vector[this.space.size]!, runs);
    if (found === null) throw new Error("an edge is no transition any more: the engine contradicts itself");
    return found;
  }

  /**
   * Finds all states and edges, breadth first.
   *
   * @param asked - the claims to be asked about each state, as bits
   */
  *build(asked: number, limits: Limits): Generator<Progress, void> {
    const { space } = this;
    const { size } = space;
    const [offsets, targets, codes, answers] = [new Integers(), new Integers(), new Integers(), new Integers()];
    const labels = new Integers();
    const numbers = new Seen(this.#fields);
    const whole = new Int32Array(this.#fields);
    const watched = whole.subarray(0, size);
    const { scope } = this;
    /** By how much the epochs of the last state that got its number were lowered, and what standing in for it came to. */
    let [lowered, standsIn] = [0, 0];
    const numberOf = (cells: Int32Array, environment: number): number => {
      for (let i = 0; i < size; i++) whole[i] = cells[i]!;
      whole[size] = environment;
      lowered = space.lowering?.lower(whole) ?? 0;
      space.symmetry?.canonicalise(whole);
      standsIn = scope.standIn(whole);
      const known = numbers.get(whole);
      if (known >= 0) return known;
      const number = numbers.size;
      numbers.set(whole, number);
      for (let i = 0; i < this.#fields; i++) this.#states.push(whole[i]!);
      const found = space.watch.decidedByState(asked, watched, whole[size]!);
      space.watch.mirror?.state(asked, found, watched, whole[size]!);
      answers.push(found);
      return number;
    };
    const progress = (depth: number): Progress => {
      return { states: numbers.size, transitions: targets.length, depth, frontier: numbers.size - this.expanded };
    };
    const isStopped = (): boolean => {
      const stopped = limitReached(space, numbers.size, { maxStates: mostGraphStates, ...limits });
      this.unfinished = stopped as Unfinished | null;
      return stopped !== null;
    };

    let given = 0;
    const begin = (vector: Int32Array, environment: number): void => {
      const number = numberOf(vector, environment);
      this.standsIn[number] = Math.max(this.standsIn[number] ?? 0, standsIn);
    };
    for (const _ of space.initial(begin)) {
      if (++given % pace !== 0) continue;
      yield progress(0);
      if (isStopped()) break;
    }
    this.initial = numbers.size;
    const state = new Int32Array(this.#fields);
    const cells = state.subarray(0, size);
    const edge = (target: number, hop: Hop): void => {
      const own = this.events.codeOf(state, hop);
      const code = lowered > 0 && target !== beyond ? this.events.lowering(own) : own;
      if ((code & 1) === 1) this.hasChoices = true;
      targets.push(target);
      codes.push(code);
      if (this.#label !== null) labels.push(this.#label(state, hop) + (target === beyond ? 0 : standsIn));
    };
    let answer = 0;
    const isLeftOut = (hop: Hop): boolean => scope.isLeftOut(state, answer, hop);
    const runs = new Interpreted(space, {
      take: (next, environment, _change, hop) => {
        if (!isLeftOut(hop)) edge(numberOf(next, environment), hop);
      },
      beyond: (hop) => {
        if (isLeftOut(hop)) return;
        this.cut++;
        edge(beyond, hop);
      },
    });
    const deepest = space.scenario.bounds["depth"] ?? Number.POSITIVE_INFINITY;
    let [depth, endOfLevel] = [0, this.initial];
    offsets.push(0);
    while (this.unfinished === null && this.expanded < numbers.size && depth < deepest) {
      const at = this.expanded * this.#fields;
      const { values } = this.#states;
      for (let i = 0; i < this.#fields; i++) state[i] = values[at + i]!;
      answer = answers.at(this.expanded);
      if (!scope.isEnd(state, answer)) space.expand(cells, state[size]!, runs);
      offsets.push(targets.length);
      if (++this.expanded === endOfLevel) {
        depth++;
        endOfLevel = numbers.size;
      }
      if (this.expanded % pace === 0) {
        yield progress(depth);
        isStopped();
      }
    }
    this.size = numbers.size;
    this.offsets = offsets.values;
    this.targets = targets.values;
    this.codes = codes.values;
    this.labels = labels.values;
    this.answers = answers.values;
  }
}

/** Whether all states and edges of a graph were seen. */
export function isWhole<V extends Vocabulary>({ unfinished, expanded, size, cut }: Graph<V>): boolean {
  return unfinished === null && expanded === size && cut === 0;
}
