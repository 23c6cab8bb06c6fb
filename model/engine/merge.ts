import type { Partition } from "./partition.ts";

/**
 * Merges waiting states into a partition, from `at` on.
 *
 * @returns where it ended: `end`, or earlier where the partition has `most` states
 */
export type Merge = (
  partition: Partition,
  waiting: Int32Array,
  at: number,
  end: number,
  stride: number,
  most: number,
) => number;

const generated = new Map<string, Merge>();

/** The merge for states of `stride` words and a table of two or four bytes a number. */
export function mergeOf(stride: number, isNarrow: boolean, mayGenerate: boolean): Merge {
  if (!mayGenerate) return plainMerge;
  const key = `${stride}/${isNarrow}`;
  const known = generated.get(key);
  if (known !== undefined) return known;
  const merge = generate(stride);
  generated.set(key, merge);
  return merge;
}

/** The merge as it reads; what is generated does the same. */
const plainMerge: Merge = (partition, waiting, begin, end, stride, most) => {
  const { words, asleep, table, newFrom } = partition;
  const mask = table.length - 1;
  let { count } = partition;
  let at = begin;
  for (; at < end && count < most; at += stride + 2) {
    let slot = waiting[at + stride]! & mask;
    let number = table[slot]!;
    while (number !== 0 && !isEqual(words, (number - 1) * stride, waiting, at, stride)) {
      slot = (slot + 1) & mask;
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
function generate(stride: number): Merge {
  const all = Array.from({ length: stride }, (_, w) => w);
  const source = `
const { words, asleep, table, newFrom } = partition;
const mask = table.length - 1;
let count = partition.count;
for (; at < end && count < most; at += ${stride + 2}) {
  ${all.map((w) => `const w${w} = waiting[at + ${w}];`).join(" ")}
  let slot = waiting[at + ${stride}] & mask;
  let number = table[slot];
  while (number !== 0) {
    const of = (number - 1) * ${stride};
    if (${all.map((w) => `words[of + ${w}] === w${w}`).join(" && ")}) break;
    slot = (slot + 1) & mask;
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
