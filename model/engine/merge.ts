import type { Partition } from "./partition.ts";

/**
 * Merges waiting states into a partition, from `at` on.
 *
 * @returns where it ended: `end`, or earlier where a state may be new and the partition has `most` states
 */
export type Merge = (
  partition: Partition,
  waiting: Int32Array,
  at: number,
  end: number,
  stride: number,
  most: number,
) => number;

/**
 * Where a state of some hash is looked for first in a table of at most 2^16
 * entries, of any length: its last sixteen bits, as a fraction of the length.
 * The first bits are the same for all states of a partition.
 */
export function narrowSlot(hash: number, length: number): number {
  return Math.imul(hash & 0xffff, length) >>> 16;
}

/** The same in a longer table, as before the first division. */
export function wideSlot(hash: number, length: number): number {
  return (hash & 0x7fffffff) % length;
}

const generated = new Map<string, Merge>();

/** The merge for states of `stride` words and a table of two or four bytes a number. */
export function mergeOf(stride: number, isNarrow: boolean, mayGenerate: boolean): Merge {
  if (!mayGenerate) return plainMerge;
  const key = `${stride}/${isNarrow}`;
  const known = generated.get(key);
  if (known !== undefined) return known;
  const merge = generate(stride, isNarrow);
  generated.set(key, merge);
  return merge;
}

/** The merge as it reads; what is generated does the same. */
const plainMerge: Merge = (partition, waiting, begin, end, stride, most) => {
  const { words, asleep, table, newFrom } = partition;
  const { length } = table;
  const slotOf = table instanceof Uint16Array ? narrowSlot : wideSlot;
  let { count } = partition;
  let at = begin;
  for (; at < end && count < most; at += stride + 2) {
    let slot = slotOf(waiting[at + stride]!, length);
    let number = table[slot]!;
    while (number !== 0 && !isEqual(words, (number - 1) * stride, waiting, at, stride)) {
      slot = slot + 1 === length ? 0 : slot + 1;
      number = table[slot]!;
    }
    if (number > newFrom) asleep[number - 1 - newFrom]! &= waiting[at + stride + 1]!;
    if (number !== 0) continue;
    for (let w = 0; w < stride; w++) words[count * stride + w] = waiting[at + w]!;
    asleep[count - newFrom] = waiting[at + stride + 1]!;
    table[slot] = ++count;
  }
  partition.count = count;
  return at;
};

function isEqual(a: Int32Array, i: number, b: Int32Array, j: number, length: number): boolean {
  for (let w = 0; w < length; w++) if (a[i + w] !== b[j + w]) return false;
  return true;
}

/**
 * {@link plainMerge} without its inner loops, and with the state in local
 * variables. A function for each width of table, too: one that meets both kinds
 * is compiled for neither.
 */
function generate(stride: number, isNarrow: boolean): Merge {
  const all = Array.from({ length: stride }, (_, w) => w);
  const source = `
const { words, asleep, table, newFrom } = partition;
const length = table.length;
let count = partition.count;
for (; at < end && count < most; at += ${stride + 2}) {
  ${all.map((w) => `const w${w} = waiting[at + ${w}];`).join(" ")}
  let slot = ${isNarrow ? `Math.imul(waiting[at + ${stride}] & 0xffff, length) >>> 16` : `(waiting[at + ${stride}] & 0x7fffffff) % length`};
  let number = table[slot];
  while (number !== 0) {
    const of = (number - 1) * ${stride};
    if (${all.map((w) => `words[of + ${w}] === w${w}`).join(" && ")}) break;
    if (++slot === length) slot = 0;
    number = table[slot];
  }
  if (number > newFrom) asleep[number - 1 - newFrom] &= waiting[at + ${stride + 1}];
  if (number !== 0) continue;
  ${all.map((w) => `words[count * ${stride} + ${w}] = w${w};`).join(" ")}
  asleep[count - newFrom] = waiting[at + ${stride + 1}];
  table[slot] = ++count;
}
partition.count = count;
return at;`;
  return new Function(
    `"use strict"; return function merge(partition, waiting, at, end, stride, most) {${source}}`,
  )() as Merge;
}
