import type { Vocabulary } from "../../spec/vocabulary.ts";
import { beyondBound, moveHeader, senderMask } from "./cells.ts";
import { hashFactors, hashFinish, ownerCode } from "./hash.ts";

import { type MoveKind, moveKinds } from "./move-kinds.ts";
import type { Counts } from "./search.ts";
import type { JointMove, Runs, Space } from "./space.ts";
import type { Buffers } from "./visited.ts";

/** What the generated code works on. Its parts may be replaced, so it reads them anew at every call. */
interface Bench {
  code: Int32Array;
  buffers: Buffers;
  counts: Counts;
  /** For each position, by batch and then by cell: the cell after the batch, plus one; 0 where it is not known yet. */
  rows: readonly (readonly Int32Array[])[];
  afterBatch(position: number, cell: number, batch: number): number;
  readonly watch: {
    afterChange(environment: number, change: number): number;
    needsLook(change: number, environment: number): boolean;
  };
  /** Looks at the claims about steps. */
  look(change: number, environment: number, ...next: readonly number[]): void;
  isBeyond(...next: readonly number[]): boolean;
  /** Adds a state that does not fit the layout; afterwards the code is out of date. */
  misfit(...state: readonly number[]): void;
  merge(): void;
}

/** Runs the moves from `at` on, `left` of them; returns how many are left where the code went out of date, or 0. */
type Run = (
  bench: Bench,
  at: number,
  left: number,
  environment: number,
  unheard: number,
  cutOff: 0 | 1,
  others: Int32Array,
) => number;

/**
 * Runs compiled moves by code that is generated for the number of processes and
 * the layout of states.
 *
 * @remarks
 * What it does is what `Interpreted` does. In the generated code the cells of a
 * successor are local variables, there are no loops over processes, and a
 * successor goes straight into the buffer of its partition. The raft-election
 * reference model takes two thirds of the time that it takes interpreted
 * (`npm run bench` measures both).
 */
export class Generated<V extends Vocabulary> implements Runs {
  readonly #space: Space<V>;
  readonly #bench: Bench;
  readonly #buffersOf: () => Buffers;
  readonly #add: (next: Int32Array, environment: number) => void;
  readonly #next: Int32Array;
  #runs: readonly Run[] = [];

  /** Whether this runtime lets code be generated; a strict content security policy does not. */
  static readonly isPossible: boolean = isPossible();

  constructor(
    space: Space<V>,
    counts: Counts,
    buffersOf: () => Buffers,
    add: (next: Int32Array, environment: number) => void,
    lookAtStep: (change: number, next: Int32Array, environment: number) => void,
    mergeFull: () => void,
  ) {
    this.#space = space;
    this.#buffersOf = buffersOf;
    this.#add = add;
    this.#next = new Int32Array(space.size);
    const { cells, watch } = space;
    this.#bench = {
      code: cells.code,
      buffers: buffersOf(),
      counts,
      rows: cells.tables.map(({ rows }) => rows),
      afterBatch: (position, cell, batch) => cells.afterBatch(position, cell, batch),
      watch,
      look: (change, environment, ...next) => {
        this.#next.set(next);
        lookAtStep(change, this.#next, environment);
      },
      isBeyond: (...next) => {
        this.#next.set(next);
        return space.isBeyondTogether(this.#next);
      },
      misfit: (...state) => {
        this.#next.set(state.slice(0, space.size));
        add(this.#next, state[space.size]!);
      },
      merge: mergeFull,
    };
  }

  run(
    kind: MoveKind,
    position: number,
    start: number,
    others: Int32Array,
    environment: number,
    unheard: number,
  ): boolean {
    const bench = this.#bench;
    const { counts } = bench;
    const before = counts.transitions + counts.cut;
    const cutOff = kind === moveKinds.cutOff ? 1 : 0;
    let at = start + 1;
    let left = this.#space.cells.code[start]!;
    for (;;) {
      this.#refresh();
      const leftNow = this.#runs[position]!(bench, at, left, environment, unheard, cutOff, others);
      if (leftNow === 0) break;
      // The code went out of date: the rest is for new code.
      for (; left > leftNow; left--) at += moveHeader + 2 * bench.code[at + 4]!;
    }
    return counts.transitions + counts.cut > before;
  }

  joint(_kind: JointMove, _index: number, next: Int32Array, environment: number): void {
    this.#bench.counts.transitions++;
    this.#add(next, environment);
  }

  /** Sees that bench and code are up to date. */
  #refresh(): void {
    const bench = this.#bench;
    bench.code = this.#space.cells.code;
    const buffers = this.#buffersOf();
    if (this.#runs.length > 0 && buffers === bench.buffers) return;
    bench.buffers = buffers;
    this.#runs = Array.from({ length: this.#space.size }, (_, position) => this.#generate(position, buffers));
  }

  /** The code that runs the moves of the process at `position`. */
  #generate(position: number, { layout, partitionBits, post }: Buffers): Run {
    const positions = Array.from({ length: this.#space.size }, (_, i) => i);
    const isBounded = this.#space.isBoundedTogether;
    const next = positions.map((i) => `n${i}`);
    const state = [...next, "e"];
    const factors = hashFactors(state.length);
    const words = Array.from({ length: layout.words }, (_, w) => w);
    const source = `"use strict";
const { code, counts, rows, watch } = bench;
const { waiting, fill, ends } = bench.buffers;
${positions.map((i) => `const rows${i} = rows[${i}];`).join("\n")}
${positions.map((i) => `const c${i} = others[${i}];`).join("\n")}
let transitions = 0;
for (; left > 0; left--) {
  const move = at;
  const flags = code[at + 1];
  const change = code[at + 2];
  at += ${moveHeader} + 2 * code[at + 4];
  if ((((unheard << 1) >> (flags & ${senderMask})) & 1) !== cutOff) continue;
  if ((flags & ${beyondBound}) !== 0) { counts.cut++; continue; }
  ${positions.map((i) => `let n${i} = ${i === position ? "code[move]" : `c${i}`};`).join(" ")}
  for (let send = move + ${moveHeader}; send < at; send += 2) {
    const batch = code[send + 1];
    let after;
    switch (code[send]) {
      ${positions
        .map(
          (i) => `case ${i}:
        after = rows${i}[batch][n${i}] | 0;
        n${i} = after !== 0 ? after - 1 : bench.afterBatch(${i}, n${i}, batch);
        break;`,
        )
        .join("\n      ")}
    }
  }
  ${isBounded ? `if (bench.isBeyond(${next})) { counts.cut++; continue; }` : ""}
  let e = environment;
  if (change !== 0) {
    e = watch.afterChange(environment, change);
    if (watch.needsLook(change, e)) bench.look(change, e, ${next});
  }
  transitions++;
  if ((${state.map((name, i) => `(${name} >>> ${layout.widthOf(i)})`).join(" | ")}) !== 0) {
    bench.misfit(${state});
    counts.transitions += transitions;
    return left - 1;
  }
  let hash = (${state.map((name, i) => `Math.imul(${name} + 1, ${factors[i]})`).join(" + ")}) | 0;
  ${hashFinish}
  let partition = (hash >>> 1) >>> ${31 - partitionBits};
  ${post === null ? "" : `const owner = ${ownerCode(post.members)}; if (owner !== ${post.me}) partition = ${2 ** partitionBits} + owner;`}
  const to = fill[partition];
  ${words.map((w) => `waiting[to + ${w}] = ${layout.packingOf(w, state)};`).join("\n  ")}
  waiting[to + ${layout.words}] = hash;
  waiting[to + ${layout.words + 1}] = 0;
  if ((fill[partition] = to + ${layout.words + 2}) >= ends[partition]) bench.merge();
}
counts.transitions += transitions;
return 0;`;
    const parameters = ["bench", "at", "left", "environment", "unheard", "cutOff", "others"];
    return new Function(...parameters, source) as Run;
  }
}

function isPossible(): boolean {
  try {
    return new Function("return true")() as boolean;
  } catch {
    return false;
  }
}
