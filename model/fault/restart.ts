import type { Cell } from "../engine/cell.ts";

/**
 * A process that is down comes back with what it had made durable: it boots by
 * `init` with its durable value and takes its start step, all in one. What was
 * in flight to it is still in flight.
 */
export function restarted(cell: Cell, booted: number): Cell {
  return { ...cell, status: "up", local: booted, timers: [] };
}
