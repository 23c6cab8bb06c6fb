/** How much memory there is for an exploration, which the engine cannot know. */
import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";

/**
 * How much of the memory is taken, from 0 to 1: of JavaScript's heap, which
 * holds states and messages of protocols, or of the machine, which holds the
 * visited set; whichever is the fuller.
 */
export function memoryTaken(): number {
  const { used_heap_size: used, heap_size_limit: most } = getHeapStatistics();
  return Math.max(used / most, process.memoryUsage.rss() / totalmem());
}
