import type { Vocabulary } from "../../spec/vocabulary.ts";
import { type Hop, Interpreted } from "./interpreted.ts";
import type { Path } from "./path.ts";
import { Seen } from "./seen.ts";
import type { Space } from "./space.ts";

/** What is kept for a state that was seen: whether its successors were, or will be; or it lay too deep. */
const marks = { tooDeep: 0, taken: 1 } as const;

/** By which way a claim was decided. */
export interface DeepDecision {
  readonly claim: number;
  readonly path: Path;
}

/** What has been counted so far, as in `Search`; `depth` is the length of the longest way that was followed. */
export interface DeepCounts {
  initial: number;
  transitions: number;
  cut: number;
  terminal: number;
  depth: number;
}

/**
 * Search depth first, with an exact set of the states that were seen and a stack
 * of those that wait: the state that was found last is expanded next.
 *
 * @remarks
 * A state waits once, from when it is found, and claims are looked at then. The
 * way to the state that is expanded is kept at the side: what lies on top of the
 * stack was found from the last state of that way, or from one before it.
 */
export class DepthSearch<V extends Vocabulary> {
  readonly counts: DeepCounts = { initial: 0, transitions: 0, cut: 0, terminal: 0, depth: 0 };
  readonly decisions: DeepDecision[] = [];
  readonly seen: Seen;
  /** How many states were seen whose successors were not looked at, since they lie too deep. */
  tooDeep = 0;

  readonly #space: Space<V>;
  readonly #deepest: number;
  readonly #waiting: { readonly state: Int32Array; readonly hop: Hop | null; readonly depth: number }[] = [];
  readonly #states: Int32Array[] = [];
  readonly #hops: Hop[] = [];

  /** @param deepest - the most steps of a way that is followed */
  constructor(space: Space<V>, deepest: number) {
    this.#space = space;
    this.#deepest = deepest;
    this.seen = new Seen(space.size + 1);
  }

  /** The length of the way that is followed. */
  get depth(): number {
    return this.#states.length - 1;
  }

  /** How many states wait to be expanded. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs to the end, or for as long as nobody stops it; yields after every state that is expanded. */
  *run(): Generator<void, void> {
    for (const _ of this.#space.initial((vector, environment) => this.#find(vector, environment, null))) yield;
    this.counts.initial = this.seen.size;
    const runs = new Interpreted(this.#space, {
      take: (next, environment, change, hop) => {
        this.counts.transitions++;
        if (change !== 0) this.#lookAtStep(change, next, environment, hop);
        this.#find(next, environment, hop);
      },
      beyond: () => {
        this.counts.cut++;
      },
    });
    for (;;) {
      const next = this.#waiting.pop();
      if (next === undefined) return;
      const { state, hop, depth } = next;
      this.#states.length = depth;
      this.#states.push(state);
      this.#hops.length = Math.max(0, depth - 1);
      if (hop !== null) this.#hops.push(hop);
      const any = this.#space.expand(state.subarray(0, this.#space.size), state[this.#space.size]!, runs);
      if (!any) this.counts.terminal++;
      yield;
    }
  }

  /** Comes upon a state: where it is new, its claims are looked at, and it waits to be expanded. */
  #find(vector: Int32Array, environment: number, hop: Hop | null): void {
    const { size, watch } = this.#space;
    const state = new Int32Array(size + 1);
    state.set(vector);
    state[size] = environment;
    const mark = this.seen.get(state);
    if (mark === marks.taken) return;
    const depth = this.#states.length;
    this.counts.depth = Math.max(this.counts.depth, depth);
    const isTooDeep = depth >= this.#deepest;
    if (mark < 0) {
      watch.lookAtState(state, environment, (claim) => this.#decide(claim, state, hop));
      if (isTooDeep) this.tooDeep++;
    } else if (isTooDeep) {
      return;
    } else {
      // It lay too deep on another way; on this one it does not.
      this.tooDeep--;
    }
    this.seen.set(state, isTooDeep ? marks.tooDeep : marks.taken);
    if (!isTooDeep) this.#waiting.push({ state, hop, depth });
  }

  #lookAtStep(change: number, next: Int32Array, environment: number, hop: Hop): void {
    const { watch } = this.#space;
    if (!watch.needsLook(change, environment)) return;
    const before = this.#states.at(-1)!;
    watch.lookAtStep(change, before, next, environment, (claim) => {
      this.#decide(claim, Int32Array.of(...next, environment), hop);
    });
  }

  #decide(claim: number, state: Int32Array, hop: Hop | null): void {
    const hops = hop === null ? [] : [...this.#hops, hop];
    this.decisions.push({ claim, path: { states: [...this.#states, state], hops } });
  }

  /** Every state whose successors were looked at, in no particular order; overwritten by the next one. */
  *expanded(): Generator<Int32Array> {
    const waiting = new Seen(this.#space.size + 1);
    for (const { state } of this.#waiting) waiting.set(state, 0);
    for (const [state, mark] of this.seen.entries()) {
      if (mark === marks.taken && waiting.get(state) < 0) yield state;
    }
  }
}
