import type { Claim } from "../../../spec/claim.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { InputError } from "../../scenario.ts";
import type { Counts, Decision } from "../search.ts";
import type { Space } from "../space.ts";
import { Appearances } from "./appearances.ts";
import { Bundles } from "./bundles.ts";
import { countSteps } from "./count.ts";
import { Diagrams, none } from "./diagrams.ts";
import { Events } from "./events.ts";
import { Fields } from "./fields.ts";
import { Inspection } from "./inspection.ts";
import { Meetings } from "./meetings.ts";
import { Relations } from "./relations.ts";
import { Steps } from "./steps.ts";

/** Sets of states by their environments. */
export type States = Map<number, number>;

/** How many nodes there must be before those that nobody needs are swept away. */
const fewNodes = 1 << 21;

/** With how many new nodes chains taken together have taken long: about a second. */
const manyNewNodes = 1 << 20;

/**
 * Breadth-first search on sets of states: what all states of a level lead to is
 * found at once. A set is a diagram for each environment.
 */
export class DiagramSearch<V extends Vocabulary> {
  /** `transitions`, `cut` and `terminal` are counted once it has ended: see {@link DiagramSearch.count}. */
  readonly counts: Counts = { states: 0, initial: 0, transitions: 0, cut: 0, terminal: 0, depth: 0, frontier: 0 };
  readonly decisions: Decision[] = [];
  /** The states by levels. */
  readonly levels: States[] = [];
  readonly diagrams: Diagrams = new Diagrams();
  readonly fields: Fields<V>;
  readonly relations: Relations;
  readonly steps: Steps<V>;

  readonly #space: Space<V>;
  readonly #appearances: Appearances<V>;
  readonly #inspection: Inspection<V>;
  readonly #bundles: Bundles;
  readonly #events: Events<V>;
  readonly #meetings: Meetings<V>;
  readonly #visited: States = new Map();
  readonly #deepest: number;
  readonly #mostInFlight: number;
  /** By how much may be in flight: what is left of the vectors of a node within the bound. */
  #within: Map<number, number>[] = [];
  /** How many levels were expanded. */
  #expanded = 0;
  #sweepFrom = fewNodes;
  /** How many chains are taken together: fewer where that takes so long that nobody looks at the limits meanwhile. */
  #mostTogether = Number.MAX_SAFE_INTEGER;

  constructor(space: Space<V>, claims: readonly Claim<V>[]) {
    this.#space = space;
    this.fields = new Fields(space);
    this.relations = new Relations(this.diagrams, (field, value) => this.fields.inFlight(field, value));
    this.#bundles = new Bundles(this.diagrams, this.relations);
    this.#events = new Events(space, this.fields, this.relations);
    this.steps = new Steps(space, this.fields, this.#events, this.relations);
    this.#appearances = new Appearances(this.diagrams, space, this.fields);
    this.#inspection = new Inspection(space, claims, this.fields, this.#appearances);
    this.#meetings = new Meetings(this.diagrams, this.fields, this.#events);
    this.#deepest = space.scenario.bounds["depth"] ?? Number.POSITIVE_INFINITY;
    this.#mostInFlight = space.scenario.bounds["inflight"] ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Runs to the end, or for as long as nobody stops it.
   *
   * @returns yields whether a level is complete
   */
  *run(): Generator<boolean, void> {
    yield* this.#first();
    yield true;
    while (this.counts.frontier > 0) {
      const frontier = this.levels.at(-1)!;
      const next: States = new Map();
      if (this.counts.depth < this.#deepest) yield* this.#expand(frontier, next);
      this.#endLevel(next);
      yield true;
      this.#sweep();
    }
  }

  /** Counts the transitions from the states that were expanded, of which some may be cut, and the states without any. */
  count(): void {
    const { counts, levels } = this;
    const expanded: States = new Map(this.#visited);
    for (const level of levels.slice(this.#expanded)) {
      for (const [environment, root] of level) {
        expanded.set(environment, this.diagrams.minus(expanded.get(environment)!, root));
      }
    }
    const { transitions, cut, terminal } = countSteps(this.relations, this.steps, expanded, this.#mostInFlight);
    counts.transitions = transitions;
    counts.terminal = terminal;
    const atTheBound = levels.length > this.#deepest && counts.frontier === 0;
    counts.cut = cut + (atTheBound ? this.#sizeOf(levels[this.#deepest]!) : 0);
  }

  /** The first level: the initial states. */
  *#first(): Generator<boolean, void> {
    const initial: States = new Map();
    let given = 0;
    for (const _ of this.#space.initial((cells, environment) => {
      this.#refuseBeyond(cells);
      const root = this.diagrams.single(this.fields.vectorOf(cells));
      initial.set(environment, this.diagrams.union(initial.get(environment) ?? none, root));
    })) {
      if (++given % 1024 === 0) yield false;
    }
    this.#endLevel(initial);
    this.counts.initial = this.counts.states;
  }

  /** Of a state beyond a bound, which only an initial one can be, not only the process that moves can exceed one. */
  #refuseBeyond(cells: Int32Array): void {
    if (!this.#space.isBeyond(cells)) return;
    throw new InputError(
      "diagrams-initial-bound",
      "an initial state is beyond a bound already, and what diagrams see of a step is whether it leads there\n  Explore breadth first, or with a wider bound.",
    );
  }

  /** Finds what the states of a level lead to, and asks about the steps there. */
  *#expand(frontier: States, next: States): Generator<boolean, void> {
    const { learned } = this.#events;
    for (const [environment, root] of frontier) this.#meetings.learn(root, this.steps.kindsIn(environment));
    if (this.#events.learned > learned) this.#bundles.renew();
    const { diagrams } = this;
    for (const [environment, root] of frontier) {
      for (const [then, image] of this.#images(root, environment)) {
        if (image !== none) next.set(then, diagrams.union(next.get(then) ?? none, image));
        yield false;
      }
    }
    this.#expanded = this.levels.length;
  }

  /** What comes of some states, by the environment to which they come: what nobody looks at more closely, all at once. */
  *#images(root: number, environment: number): Generator<readonly [then: number, image: number], void> {
    const { watch } = this.#space;
    const together = new Map<number, number[]>();
    for (const { chain, after, change, isBeyond } of this.steps.of(environment)) {
      if (isBeyond) continue;
      if (watch.isSettled(change)) {
        const chains = together.get(after) ?? [];
        together.set(after, chains);
        chains.push(chain);
        continue;
      }
      const image = this.#withinBound(this.relations.image(root, chain));
      if (image === none) continue;
      const then = watch.afterChange(after, change);
      this.#lookAtSteps(image, change, then, root, chain, environment);
      yield [then, image];
    }
    for (const [after, chains] of together) {
      for (let next = 0; next < chains.length; ) {
        const some = chains.slice(next, next + this.#mostTogether);
        next += some.length;
        const before = this.diagrams.count;
        yield [after, this.#withinBound(this.#bundles.image(root, this.#bundles.of(some)))];
        if (this.diagrams.count - before > manyNewNodes) this.#mostTogether = Math.ceil(some.length / 2);
      }
    }
  }

  /** Those of some states in which no more is in flight than may be. */
  #withinBound(root: number): number {
    if (this.#mostInFlight === Number.POSITIVE_INFINITY) return root;
    return this.relations.within(root, this.#mostInFlight, this.#within);
  }

  /** Takes what is new as the next level. */
  #endLevel(found: States): void {
    const { counts, diagrams } = this;
    const level: States = new Map();
    for (const [environment, root] of found) {
      const before = this.#visited.get(environment) ?? none;
      const fresh = diagrams.minus(root, before);
      if (fresh === none) continue;
      level.set(environment, fresh);
      this.#visited.set(environment, diagrams.union(before, fresh));
    }
    counts.frontier = this.#sizeOf(level);
    if (level.size === 0) return;
    counts.depth = this.levels.length;
    counts.states += counts.frontier;
    this.levels.push(level);
    for (const [environment, root] of level) this.#lookAtStates(root, environment);
  }

  #lookAtStates(root: number, environment: number): void {
    this.#inspection.lookAtStates(root, environment, (claim, faces) => {
      const vector = this.#appearances.stateIn(root, "faces", faces);
      this.decisions.push({ claim, depth: this.counts.depth, state: this.#stateOf(vector, environment), before: null });
    });
  }

  #lookAtSteps(image: number, change: number, then: number, root: number, chain: number, environment: number): void {
    this.#inspection.lookAtSteps(image, change, then, (claim, faces) => {
      const vector = this.#appearances.stateIn(image, "faces", faces);
      const before = this.relations.sourceOf(root, chain, vector)!;
      this.decisions.push({
        claim,
        depth: this.levels.length,
        state: this.#stateOf(vector, then),
        before: this.#stateOf(before, environment),
      });
    });
  }

  /** A state as the rest of the engine has it: a cell for each position, and the environment. */
  #stateOf(vector: Int32Array, environment: number): Int32Array {
    return Int32Array.of(...this.fields.cellsOf(vector), environment);
  }

  #sizeOf(states: States): number {
    const known = new Map<number, number>();
    return [...states.values()].reduce((sum, root) => sum + this.diagrams.size(root, known), 0);
  }

  /** Sweeps away the nodes that nobody needs, once they may be more than half of all. */
  #sweep(): void {
    const { diagrams } = this;
    if (diagrams.count < this.#sweepFrom) return;
    const sets = [...this.levels, this.#visited];
    const renamed = diagrams.sweep([...sets.flatMap((states) => [...states.values()]), ...this.#inspection.roots]);
    for (const states of sets) for (const [environment, root] of states) states.set(environment, renamed[root]!);
    this.#inspection.rename(renamed);
    this.#meetings.forget();
    this.#within = [];
    this.#sweepFrom = Math.max(fewNodes, 2 * diagrams.count);
  }
}
