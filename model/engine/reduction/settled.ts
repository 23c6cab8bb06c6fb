import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { moveHeader } from "../cells.ts";
import type { Hop } from "../interpreted.ts";

import { moveKinds } from "../move-kinds.ts";
import type { OnHop, Settling } from "../quotient.ts";
import type { Space } from "../space.ts";
import { type Confluence, cutBit } from "./confluence.ts";
import type { Futures } from "./futures.ts";

/** After how many silent moves in a row it stops, and the state that it has come to is stored. */
const mostMoves = 10_000;

/**
 * Takes silent moves, the first that there is of the first process that has one,
 * until there is none.
 *
 * @remarks
 * Silent moves may lead round in a circle. It is noticed as R. P. Brent does it
 * ("An improved Monte Carlo factorization algorithm", 1980), by comparing with
 * one state that is replaced after 1, 2, 4, ... moves; then the circle is gone
 * round once more, and left at its least state.
 */
export class Settled<V extends Vocabulary> implements Settling {
  readonly #space: Space<V>;
  readonly #futures: Futures<V>;
  readonly #confluence: Confluence<V>;
  readonly #mark: Int32Array;

  constructor(space: Space<V>, futures: Futures<V>, confluence: Confluence<V>) {
    this.#space = space;
    this.#futures = futures;
    this.#confluence = confluence;
    this.#mark = new Int32Array(space.size + 1);
  }

  settle(state: Int32Array, onHop?: OnHop): void {
    // An initial state may be beyond a bound: then what others do leads beyond it, too, and is cut.
    if (this.#space.isBeyond(state.subarray(0, this.#space.size))) return;
    let nextMark = 1;
    for (let count = 0; count < mostMoves; count++) {
      if (count === nextMark) {
        this.#mark.set(state);
        nextMark *= 2;
      }
      if (!this.#step(state, onHop)) return;
      if (count >= 1 && isEqual(state, this.#mark)) {
        this.#leaveCircle(state, onHop);
        return;
      }
    }
  }

  /** The silent moves of a state. */
  *silent(state: Int32Array): Generator<Hop, void> {
    const { size, environments } = this.#space;
    const spendable = environments.spendable[state[size]!]!;
    const situation = environments.cutIn[state[size]!]! >= 0 ? spendable | cutBit : spendable;
    const coming = this.#futures.of(state, spendable);
    for (let position = 0; position < size; position++) {
      for (const index of this.#confluence.silent(position, state[position]!, coming[position]!, situation)) {
        if (this.#mayTake(state, position, index)) yield { kind: moveKinds.free, position, index };
      }
    }
  }

  /** Takes one silent move, in place; returns whether there was one. */
  #step(state: Int32Array, onHop?: OnHop): boolean {
    for (const hop of this.silent(state)) {
      this.#take(state, hop);
      onHop?.(hop, state);
      return true;
    }
    return false;
  }

  /** Takes a silent move, in place. */
  #take(state: Int32Array, { position, index }: Hop): void {
    const { cells } = this.#space;
    const at = this.#place(position, state[position]!, index);
    const end = at + moveHeader + 2 * cells.code[at + 4]!;
    const target = cells.code[at]!;
    for (let send = at + moveHeader; send < end; send += 2) {
      const to = cells.code[send]!;
      state[to] = cells.afterBatch(to, state[to]!, cells.code[send + 1]!);
    }
    state[position] = target;
  }

  /** Whether a move changes anything, and sends to no set what is in it. */
  #mayTake(state: Int32Array, position: number, index: number): boolean {
    const { cells, scenario } = this.#space;
    const at = this.#place(position, state[position]!, index);
    const end = at + moveHeader + 2 * cells.code[at + 4]!;
    let isChange = cells.code[at] !== state[position];
    for (let send = at + moveHeader; send < end; send += 2) {
      const to = cells.code[send]!;
      const batch = cells.code[send + 1]!;
      if (scenario.network === "set" && this.#isInFlight(to, state[to]!, batch)) return false;
      isChange ||= cells.afterBatch(to, state[to]!, batch) !== state[to];
    }
    return isChange;
  }

  /** Where a free move of a cell begins in the code. */
  #place(position: number, cell: number, index: number): number {
    const { cells } = this.#space;
    let at = cells.compiled(moveKinds.free, position, cell) + 1;
    for (let i = 0; i < index; i++) at += moveHeader + 2 * cells.code[at + 4]!;
    return at;
  }

  #isInFlight(position: number, cell: number, batch: number): boolean {
    const { cells } = this.#space;
    const inbox = this.#futures.sets.in(this.#futures.inboxOf(position, cell));
    return cells.tables[position]!.batches.value(batch).some((envelope) => inbox.has(envelope));
  }

  #leaveCircle(state: Int32Array, onHop?: OnHop): void {
    const start = state.slice();
    const least = state.slice();
    do {
      this.#step(state, onHop);
      if (isLess(state, least)) least.set(state);
    } while (!isEqual(state, start));
    while (!isEqual(state, least)) this.#step(state, onHop);
  }
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function isLess(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}
