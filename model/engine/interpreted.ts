import type { Vocabulary } from "../../spec/vocabulary.ts";
import { beyondBound, moveHeader, senderMask } from "./cells.ts";

import { type MoveKind, moveKinds } from "./move-kinds.ts";
import type { JointMove, Runs, Space } from "./space.ts";

/** Which move led to a successor: a kind of moves with a position and an index in its list, or a joint move. */
export interface Hop {
  readonly kind: MoveKind | JointMove;
  readonly position: number;
  readonly index: number;
}

/** Takes successors one by one. */
export interface Sink {
  /**
   * A successor, and how it came about. `next` is overwritten as soon as this
   * returns; `change` is the number of the change of face that it is, or 0.
   */
  take(next: Int32Array, environment: number, change: number, hop: Hop): void;
  /** A successor beyond a bound: `next` as in `take`, or `null` where the process that acts exceeds one by itself. */
  beyond(hop: Hop, next: Int32Array | null): void;
}

/**
 * Runs compiled moves one by one, and tells each by name.
 *
 * @remarks
 * The plain way to take successors: for traces, for walks, and for searching
 * where code must not be generated.
 */
export class Interpreted<V extends Vocabulary> implements Runs {
  readonly #space: Space<V>;
  readonly #sink: Sink;
  readonly #next: Int32Array;

  constructor(space: Space<V>, sink: Sink) {
    this.#space = space;
    this.#sink = sink;
    this.#next = new Int32Array(space.size);
  }

  run(
    kind: MoveKind,
    position: number,
    start: number,
    others: Int32Array,
    environment: number,
    unheard: number,
  ): boolean {
    const { cells } = this.#space;
    const { code } = cells;
    const next = this.#next;
    let any = false;
    let at = start + 1;
    for (let index = 0; index < code[start]!; index++) {
      const target = code[at]!;
      const flags = code[at + 1]!;
      const change = code[at + 2]!;
      const sends = at + moveHeader;
      at = sends + 2 * code[at + 4]!;
      const isOverCut = ((unheard << 1) >> (flags & senderMask)) & 1;
      if (isOverCut !== (kind === moveKinds.cutOff ? 1 : 0)) continue;
      any = true;
      if ((flags & beyondBound) !== 0) {
        this.#sink.beyond({ kind, position, index }, null);
        continue;
      }
      // A loop: `set` takes a native call, which for so few numbers costs more than they do.
      for (let i = 0; i < next.length; i++) next[i] = others[i]!;
      next[position] = target;
      for (let send = sends; send < at; send += 2) {
        const to = code[send]!;
        next[to] = cells.afterBatch(to, next[to]!, code[send + 1]!);
      }
      this.#give(next, environment, change, { kind, position, index });
    }
    return any;
  }

  joint(kind: JointMove, index: number, next: Int32Array, environment: number): void {
    this.#give(next, environment, 0, { kind, position: -1, index });
  }

  #give(next: Int32Array, environment: number, change: number, hop: Hop): void {
    if (this.#space.isBeyond(next)) this.#sink.beyond(hop, next);
    else {
      const after = change === 0 ? environment : this.#space.watch.afterChange(environment, change);
      this.#sink.take(next, after, change, hop);
    }
  }
}
