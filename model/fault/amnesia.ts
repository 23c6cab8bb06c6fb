import type { Cell } from "../engine/cell.ts";
import { restarted } from "./restart.ts";

/**
 * A process that is down comes back with nothing, its disk wiped: it boots by
 * `init` without a durable value, as on its very first day, and takes its start
 * step, all in one. The others remember it; it does not.
 */
export function awoken(cell: Cell, bootedWithNothing: number): Cell {
  return restarted(cell, bootedWithNothing);
}
