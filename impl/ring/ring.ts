import type { ProcessId } from "../../spec/vocabulary.ts";

/**
 * The process to which `process` passes messages: the next one in the ring, the first after the last.
 *
 * @param ring - the processes in the order of the ring, each once
 * @throws RangeError where `process` is not in the ring
 *
 * @example
 * ```ts
 * successor([3, 2, 1], 3); // 2
 * successor([3, 2, 1], 1); // 3
 * ```
 */
export function successor(ring: readonly ProcessId[], process: ProcessId): ProcessId {
  return ring[(place(ring, process) + 1) % ring.length]!;
}

/**
 * The process whose successor `process` is: the one before it in the ring, the last before the first.
 *
 * @param ring - the processes in the order of the ring, each once
 * @throws RangeError where `process` is not in the ring
 *
 * @example
 * ```ts
 * predecessor([3, 2, 1], 2); // 3
 * predecessor([3, 2, 1], 3); // 1
 * ```
 */
export function predecessor(ring: readonly ProcessId[], process: ProcessId): ProcessId {
  return ring.at(place(ring, process) - 1)!;
}

/**
 * How many places `to` comes after `from`: at least 1, and all the way round from a process to itself.
 *
 * @param ring - the processes in the order of the ring, each once
 * @throws RangeError where one of the two is not in the ring
 *
 * @example
 * ```ts
 * distance([1, 2, 3], 1, 2); // 1
 * distance([1, 2, 3], 2, 1); // 2
 * distance([1, 2, 3], 2, 2); // 3
 * ```
 */
export function distance(ring: readonly ProcessId[], from: ProcessId, to: ProcessId): number {
  return ((place(ring, to) - place(ring, from) + ring.length - 1) % ring.length) + 1;
}

/**
 * The place of `process` in the ring: an integer from 0.
 *
 * @param ring - the processes in the order of the ring, each once
 * @throws RangeError where `process` is not in the ring
 */
export function place(ring: readonly ProcessId[], process: ProcessId): number {
  const index = ring.indexOf(process);
  if (index < 0)
    throw new RangeError(`place: process ${process} is not in the ring ${ring.join(", ")}; name one of it`);
  return index;
}
