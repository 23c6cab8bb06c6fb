import type { Vocabulary } from "../../spec/vocabulary.ts";
import { Generated } from "./generated.ts";
import { Interpreted } from "./interpreted.ts";
import { isTrivial, type Quotient, represent } from "./quotient.ts";
import type { Runs, Space } from "./space.ts";
import { Visited } from "./visited.ts";

/** Where a claim was decided: in a state at this depth, or at a step that leads to one. */
export interface Decision {
  readonly claim: number;
  readonly depth: number;
  /** The state: a cell for each position, and the environment. */
  readonly state: Int32Array;
  /** For a claim about steps: the state before. */
  readonly before: Int32Array | null;
}

/** What has been counted so far. */
export interface Counts {
  states: number;
  initial: number;
  transitions: number;
  cut: number;
  terminal: number;
  depth: number;
  frontier: number;
}

/**
 * Breadth-first search, level by level: the states of a level are expanded, and
 * what is new among their successors is the next level. So the first state that
 * decides a claim is one of the nearest.
 */
export class Search<V extends Vocabulary> {
  readonly counts: Counts = { states: 0, initial: 0, transitions: 0, cut: 0, terminal: 0, depth: 0, frontier: 0 };
  readonly decisions: Decision[] = [];
  readonly visited: Visited;
  readonly quotient: Quotient;

  readonly #space: Space<V>;
  /** The state that is expanded: its cells, and its environment. */
  readonly #cells: Int32Array;
  readonly #state: Int32Array;
  readonly #successor: Int32Array;
  /** The depth of the states that are being found. */
  #depth = 0;
  readonly #deepest: number;
  /**
   * For the initial states, which may be beyond a bound themselves: generated
   * code takes it that only the process that moves can exceed one.
   */
  readonly #firstRuns: Runs;
  readonly #runs: Runs;

  /**
   * @param mayGenerate - whether code may be generated; the numbers are the same without, and the run is slower
   * @param quotient - which states stand for others
   */
  constructor(space: Space<V>, mayGenerate = true, quotient: Quotient = {}) {
    this.#space = space;
    this.quotient = quotient;
    this.#state = new Int32Array(space.size + 1);
    this.#cells = this.#state.subarray(0, space.size);
    this.#successor = new Int32Array(space.size + 1);
    this.#deepest = space.scenario.bounds["depth"] ?? Number.POSITIVE_INFINITY;
    this.visited = new Visited(space.size + 1, (fields) => this.#look(fields));
    this.#firstRuns = this.#interpreted();
    this.#runs = mayGenerate && Generated.isPossible && isTrivial(quotient) ? this.#generated() : this.#firstRuns;
  }

  /**
   * Runs to the end, or for as long as nobody stops it.
   *
   * @param pace - after how many expanded states it yields
   * @returns yields whether a level is complete
   */
  *run(pace: number): Generator<boolean, void> {
    const { counts, visited } = this;
    let given = 0;
    for (const _ of this.#space.initial((vector, environment) => this.#add(vector, environment))) {
      if (++given % pace === 0) {
        this.#note(0, visited.size);
        yield false;
      }
    }
    visited.endLevel();
    counts.initial = visited.size;
    this.#note(0, visited.size);
    yield true;
    for (let level = 0; counts.frontier > 0; level++) {
      this.#depth = level + 1;
      const before = visited.size;
      let left = pace;
      for (const place of visited.ofLevel(level)) {
        visited.read(place, this.#state);
        this.#expand();
        if (--left === 0) {
          left = pace;
          counts.states = visited.size;
          yield false;
        }
      }
      visited.endLevel();
      this.#note(visited.size > before ? level + 1 : level, visited.size - before);
      yield true;
    }
  }

  #note(depth: number, frontier: number): void {
    this.counts.depth = depth;
    this.counts.frontier = frontier;
    this.counts.states = this.visited.size;
  }

  #expand(): void {
    if (this.#depth > this.#deepest) {
      this.counts.cut++;
      return;
    }
    const environment = this.#state[this.#space.size]!;
    const runs = this.#depth === 1 ? this.#firstRuns : this.#runs;
    if (!this.#space.expand(this.#cells, environment, runs)) this.counts.terminal++;
  }

  #interpreted(): Runs {
    return new Interpreted(this.#space, {
      take: (next, environment, change) => {
        this.counts.transitions++;
        if (change !== 0 && this.#space.watch.needsLook(change, environment)) {
          this.#lookAtStep(change, next, environment);
        }
        this.#add(next, environment);
      },
      beyond: () => {
        this.counts.cut++;
      },
    });
  }

  #generated(): Runs {
    return new Generated(
      this.#space,
      this.counts,
      () => this.visited.buffers,
      (next, environment) => this.#add(next, environment),
      (change, next, environment) => this.#lookAtStep(change, next, environment),
    );
  }

  #lookAtStep(change: number, next: Int32Array, environment: number): void {
    this.#space.watch.lookAtStep(change, this.#cells, next, environment, (claim) => {
      this.#decide(claim, Int32Array.of(...next, environment), this.#state.slice());
    });
  }

  #add(cells: Int32Array, environment: number): void {
    const state = this.#successor;
    for (let i = 0; i < cells.length; i++) state[i] = cells[i]!;
    state[cells.length] = environment;
    represent(this.quotient, state);
    this.visited.add(state);
  }

  #look(state: Int32Array): void {
    this.#space.watch.lookAtState(state, state[this.#space.size]!, (claim) => this.#decide(claim, state.slice(), null));
  }

  #decide(claim: number, state: Int32Array, before: Int32Array | null): void {
    this.decisions.push({ claim, depth: this.#depth, state, before });
  }
}
