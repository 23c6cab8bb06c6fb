/**
 * A cluster in memory, for tests of your own code: deterministic, on a clock that
 * the test advances.
 *
 * @module interregnum/hosts/memory
 */
export type { ElectionEvents, Reign } from "../announcer.ts";
export { createMemoryCluster, MemoryCluster, type MemoryOptions } from "./cluster.ts";
export { MemoryProcess } from "./process.ts";
