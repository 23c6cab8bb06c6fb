/** How much memory there is for an exploration, which the engine cannot know. */
import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";

/** The least limit that makes sense, in bytes: below it, the program would be at its limit before it begins. */
export const leastMemory: number = 64 * 2 ** 20;

/**
 * How much of the memory is taken, from 0 to 1: of JavaScript's heap, which
 * holds states and messages of protocols, or of what the process may take
 * altogether, which includes the visited set; whichever is the fuller.
 *
 * @param most - what the process may take, in bytes; all of the machine's memory by default
 */
export function memoryTaken(most: number = totalmem()): number {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return Math.max(used / limit, residentSetSize() / most);
}

/** For how many milliseconds it is taken that a process is as large as it was: to ask takes longer than to explore a small model. */
const freshFor = 20;
let known = { at: Number.NEGATIVE_INFINITY, bytes: 0 };

function residentSetSize(): number {
  const now = performance.now();
  if (now - known.at > freshFor) known = { at: now, bytes: process.memoryUsage.rss() };
  return known.bytes;
}
