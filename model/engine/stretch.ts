import type { Vocabulary } from "../../spec/vocabulary.ts";
import { hashFactors, hashFinish, ownerCode } from "./hash.ts";
import type { Layout } from "./layout.ts";
import { listHeader, QuickMoves, quickHeader } from "./quick.ts";
import type { Counts } from "./search.ts";
import type { Space } from "./space.ts";
import { type Buffers, slack } from "./visited.ts";

/** What the search does for the generated code, where it is not a matter of a few look-ups. */
export interface StretchHelp {
  readonly buffers: Buffers;
  /** Merges what waits in buffers that are full. */
  mergeFull(): void;
  /** The states do not fit the layout: makes it wider. */
  widen(state: Int32Array): void;
  /** Looks at the claims about steps. */
  look(change: number, before: Int32Array, next: Int32Array, environment: number): void;
  /** Overwrites a successor with the state that stands for it; null where every state stands for itself. */
  readonly represent: ((state: Int32Array) => void) | null;
  /** Expands a state in whose environment a cut is in force. */
  whole(state: Int32Array): void;
  /** Runs all moves of a state but the free ones; `any` says whether it had free ones. */
  rest(state: Int32Array, any: boolean): void;
}

/** What the generated code works on. Its parts may be replaced, so it reads them anew at every call. */
interface Bench {
  readonly quick: {
    readonly code: Int32Array;
    readonly starts: readonly Int32Array[];
    readonly rows: readonly Int32Array[];
    readonly batchBits: readonly number[];
  };
  readonly counts: Counts;
  readonly buffers: Buffers;
  /** The buffers as they are now: others, once states were packed anew. */
  buffersNow(): Buffers;
  /** Merges what waits in buffers that are full. */
  mergeFull(): void;
  /** By environment: 0 where there are free moves only, 1 where there may be more, 2 where a cut is in force. */
  readonly kinds: readonly number[];
  /** By position and cell: 1 where a tick may pass. */
  readonly quiet: readonly (readonly number[])[];
  readonly watch: {
    afterChange(environment: number, change: number): number;
    needsLook(change: number, environment: number): boolean;
  };
  /** The state that is expanded and a successor, where more is to be done with them than to pack them. */
  readonly before: Int32Array;
  readonly successor: Int32Array;
  /** Looks at the claims about steps. */
  look(change: number): void;
  isBeyond(): boolean;
  readonly represent: ((state: Int32Array) => void) | null;
  whole(...state: readonly number[]): void;
  rest(any: boolean, ...state: readonly number[]): void;
}

/** Expands the states from number `from` up to `to`; returns the number of the first that it could not expand, or `to`. */
type Expand = (
  bench: Bench,
  words: Int32Array,
  asleep: Int32Array,
  asleepFrom: number,
  from: number,
  to: number,
) => number;

/**
 * Expands whole stretches of a level by code that is generated for the number of
 * processes and the layout of states.
 *
 * @remarks
 * The free moves of a state run in one function from its packed words to the
 * buffers of its successors: its cells are local variables, and nothing is
 * called but where a buffer is full or something is met for the first time. Then the function
 * returns, the missing tables are made, and the state is begun anew: its
 * successors so far are duplicates and harmless, and it is counted when it is
 * complete. On the raft-election reference model, code that was called for each
 * move of each process took more than twice as long.
 */
export class Stretch<V extends Vocabulary> {
  readonly #space: Space<V>;
  readonly #help: StretchHelp;
  readonly #quick: QuickMoves<V>;
  readonly #bench: { -readonly [K in keyof Bench]: Bench[K] };
  readonly #state: Int32Array;
  #expand: Expand | null = null;
  /** How many states are expanded at once: few as long as the code is new. */
  #length = 1;

  constructor(space: Space<V>, counts: Counts, help: StretchHelp) {
    const { size } = space;
    this.#space = space;
    this.#help = help;
    this.#quick = new QuickMoves(space);
    this.#state = new Int32Array(size + 1);
    const next = new Int32Array(size + 1);
    const before = new Int32Array(size + 1);
    const successor = new Int32Array(size + 1);
    const filled = (fields: readonly number[]): Int32Array => {
      next.set(fields);
      return next;
    };
    this.#bench = {
      quick: this.#quick,
      counts,
      buffers: help.buffers,
      buffersNow: () => help.buffers,
      mergeFull: () => help.mergeFull(),
      kinds: space.environments.kinds,
      quiet: space.cells.tables.map(({ quiet }) => quiet),
      watch: space.watch,
      before,
      successor,
      look: (change) => help.look(change, before, successor.subarray(0, size), successor[size]!),
      isBeyond: () => space.isBeyondTogether(successor),
      represent: help.represent,
      whole: (...fields) => help.whole(filled(fields)),
      rest: (any, ...fields) => help.rest(filled(fields), any),
    };
  }

  /**
   * Expands the states from number `from` up to `to` of a partition.
   *
   * @param wordsOf - the packed states as they are now: they may be packed anew on the way
   * @param asleep - what is asleep in each state, from number `asleepFrom` on
   */
  run(wordsOf: () => Int32Array, asleep: Int32Array, asleepFrom: number, from: number, to: number): void {
    let at = from;
    let preparedAt = -1;
    for (;;) {
      this.#refresh();
      const end = Math.min(to, at + this.#length);
      // Short stretches first: a function that is compiled before it has ever ended is thrown away when it ends.
      if (this.#length < to) this.#length *= 2;
      at = this.#expand!(this.#bench, wordsOf(), asleep, asleepFrom, at, end);
      if (at === to) return;
      if (at === end) continue;
      if (at !== preparedAt) {
        this.#prepare(wordsOf(), at);
        preparedAt = at;
      } else {
        // The tables have no room for it, or a history had more to remember: it takes the long way.
        this.#help.whole(this.#state);
        at++;
      }
    }
  }

  /** To be called between levels. */
  endLevel(): void {
    this.#quick.wakeLess();
  }

  #prepare(words: Int32Array, number: number): void {
    const { layout } = this.#help.buffers;
    layout.unpack(words, number * layout.words, this.#state);
    this.#quick.prepare(this.#state.subarray(0, this.#space.size));
    // New cells have the greatest numbers, so that the layout has room for all once it has room for the last ones.
    const most = Int32Array.from(this.#state, (_, i) =>
      Math.max(
        0,
        (i < this.#space.size ? this.#space.cells.tables[i]!.interner.size : this.#space.environments.size) - 1,
      ),
    );
    if (!layout.hasRoom(most)) this.#help.widen(most);
  }

  #refresh(): void {
    const { buffers } = this.#help;
    const { layout, post } = this.#bench.buffers;
    if (this.#expand === null || buffers.layout !== layout || buffers.post !== post) {
      this.#expand = this.#generate(buffers);
      this.#length = 1;
    }
    this.#bench.buffers = buffers;
  }

  #generate({ layout, post }: Buffers): Expand {
    const { size } = this.#space;
    const { bits, stride } = this.#quick;
    const positions = Array.from({ length: size }, (_, i) => i);
    const each = (f: (i: number) => string, separator = "\n"): string => positions.map(f).join(separator);
    const cells = each((i) => `c${i}`, ", ");
    const puts = (array: string, letter: string): string => each((i) => `${array}[${i}] = ${letter}${i};`, " ");
    const fieldOf = (i: number): string => layout.readingOf(i, `s * ${layout.words}`);
    const isTimely = this.#space.scenario.timing === "timely";
    const isSet = this.#space.scenario.network === "set";
    const mask = 2 ** bits - 1;
    const stands = this.#help.represent !== null;

    // What may sleep of the moves of process j after a move of process i: those that came before, and those that slept.
    const sleepAfter = (i: number): string =>
      each((j) => {
        const shift = j * bits;
        if (j === i)
          return `const f${i} = ((((code[at + 3] >>> 16) & all${i}) | (a${i} & (code[at + 3] >>> 16)) | ((a${i} >>> 1) & ~(code[at + 3] >>> 16))) & code[at + 3] & ${mask}) << ${shift};`;
        const source = j < i ? `(all${j} | a${j})` : `a${j}`;
        const awake = isSet ? `(code[at + 1] === ${j + 1} && (code[s${j} + 3] >>> ${i}) & 1) ? 0 : ` : "";
        return `const g${j} = ${awake}${source}; const f${j} = (((g${j} & t${j}) | ((g${j} & (t${j} >>> 16)) << 1)) & ${mask}) << ${shift};`;
      });
    const received = (i: number): string =>
      each((j) => {
        if (j === i) return `const n${i} = code[at];`;
        const batch = `code[at + ${quickHeader + (j < i ? j : j - 1)}]`;
        return `const r${j} = (base${j} + ${batch}) << 1;
      let n${j} = rows${j}[r${j}] | 0;
      ${bits > 0 ? `const t${j} = rows${j}[r${j} + 1] | 0;` : ""}
      if (n${j} === 0) break stretch;
      n${j}--;`;
      });
    const moves = (i: number): string => `
    let m${i} = a${i};
    for (let at = s${i} + ${listHeader}, end = at + code[s${i}] * ${stride}; at < end; at += ${stride}) {
      const isAsleep = m${i} & 1;
      m${i} >>>= 1;
      if (isAsleep !== 0) continue;
      ${received(i)}
      ${this.#isBounded ? `${puts("successor", "n")} if (bench.isBeyond()) { beyond++; continue; }` : ""}
      const change = code[at + 2];
      let ne = e;
      if (change !== 0) {
        ne = watch.afterChange(e, change);
        if ((ne >>> ${layout.widthOf(size)}) !== 0) break stretch;
        if (watch.needsLook(change, ne)) {
          ${puts("before", "c")} before[${size}] = e;
          ${puts("successor", "n")} successor[${size}] = ne;
          bench.look(change);
        }
      }
      ${stands ? this.#represented(layout) : bits > 0 ? sleepAfter(i) : ""}
      ${this.#pack(layout, stands ? "p" : "n", stands ? 0 : bits, place)}
    }`;

    // The searches to which states are sent have their buffers behind those of the partitions.
    const place =
      post === null
        ? "(hash >>> 1) >>> unnamedBits"
        : `${ownerCode(post.members)}; partition = partition === ${post.me} ? (hash >>> 1) >>> unnamedBits : partition + (1 << partitionBits)`;

    const source = `
const { counts, kinds, watch, before, successor, represent } = bench;
const { code, starts, rows, batchBits } = bench.quick;
const { waiting, fill, ends, partitionBits } = bench.buffers;
const unnamedBits = 31 - partitionBits;
${each((i) => `const starts${i} = starts[${i}], rows${i} = rows[${i}], batchBits${i} = batchBits[${i}], quiet${i} = bench.quiet[${i}];`)}
let transitions = 0, cut = 0, terminal = 0, isFull = false;
let s = from;
stretch: for (; s < to; s++) {
  ${each((i) => `const c${i} = ${fieldOf(i)};`)}
  const e = ${fieldOf(size)};
  if (isFull) { isFull = false; bench.mergeFull(); }
  const kind = kinds[e];
  if (kind === 2) { bench.whole(${cells}, e); if (bench.buffersNow() !== bench.buffers) { s++; break; } continue; }
  ${each((i) => `const s${i} = (starts${i}[c${i}] | 0) - 1;`)}
  if ((${each((i) => `s${i}`, " | ")}) < 0) break;
  ${bits > 0 ? `const sleeping = asleep[s - asleepFrom];` : ""}
  ${each((i) => `const a${i} = ${bits > 0 ? `(sleeping >>> ${i * bits}) & ${mask}` : "0"}, all${i} = code[s${i} + 2], base${i} = c${i} << batchBits${i};`)}
  let beyond = 0;
  const count = ${each((i) => `code[s${i}]`, " + ")};
  if (count > ${slack}) break;
  ${each(moves)}
  const over = ${each((i) => `code[s${i} + 1]`, " + ")};
  transitions += count - beyond;
  cut += over + beyond;
  if (kind !== 0${isTimely ? ` || (${each((i) => `quiet${i}[c${i}]`, " & ")}) === 1` : ""}) {
    bench.rest(count + over !== 0, ${cells}, e);
    if (bench.buffersNow() !== bench.buffers) { s++; break; }
  } else if (count + over === 0) terminal++;
}
if (isFull) bench.mergeFull();
counts.transitions += transitions;
counts.cut += cut;
counts.terminal += terminal;
return s;`;
    return new Function(
      `"use strict"; return function expand(bench, words, asleep, asleepFrom, from, to) {${source}}`,
    )() as Expand;
  }

  get #isBounded(): boolean {
    return this.#space.isBoundedTogether;
  }

  /** The code that finds what stands for a successor: its fields are the variables p0, p1 and so on, and pe. */
  #represented(layout: Layout): string {
    const fields = [...Array.from({ length: this.#space.size }, (_, i) => `${i}`), "e"];
    const puts = fields.map((field, i) => `successor[${i}] = n${field};`);
    const takes = fields.map((field, i) => `p${field} = successor[${i}]`);
    const misfits = fields.map((field, i) => `(p${field} >>> ${layout.widthOf(i)})`);
    return `${puts.join(" ")}
      represent(successor);
      const ${takes.join(", ")};
      if ((${misfits.join(" | ")}) !== 0) break stretch;`;
  }

  /**
   * The code that packs a successor into the buffer of its partition.
   *
   * @param letter - what its variables begin with
   * @param place - the code that says which buffer that is
   */
  #pack(layout: Layout, letter: string, bits: number, place: string): string {
    const { size } = this.#space;
    const state = [...Array.from({ length: size }, (_, i) => `${letter}${i}`), `${letter}e`];
    const factors = hashFactors(state.length);
    const words = Array.from({ length: layout.words }, (_, w) => w);
    const asleep = bits === 0 ? "0" : Array.from({ length: size }, (_, i) => `f${i}`).join(" | ");
    return `
      let hash = (${state.map((name, i) => `Math.imul(${name} + 1, ${factors[i]})`).join(" + ")}) | 0;
      ${hashFinish}
      let partition = ${place};
      const put = fill[partition];
      ${words.map((w) => `waiting[put + ${w}] = ${layout.packingOf(w, state)};`).join("\n      ")}
      waiting[put + ${layout.words}] = hash;
      waiting[put + ${layout.words + 1}] = ${asleep};
      if ((fill[partition] = put + ${layout.words + 2}) >= ends[partition]) isFull = true;`;
  }
}
