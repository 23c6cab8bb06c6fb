import type { Cell } from "../engine/cell.ts";

/**
 * A process stops. Its timers are gone and so is its local state; what it had
 * made durable is on its disk. Messages that are in flight to or from it stay
 * in flight, and those that arrive while it is down are lost. The disk of a
 * process that can never return is nobody's concern any more, and is not
 * stored.
 */
export function crashed(cell: Cell, durable: number, mayReturn: boolean): Cell {
  const stopped = { ...cell, overwritten: -1, timers: [] };
  return mayReturn ? { ...stopped, status: "down", local: durable } : { ...stopped, status: "gone", local: -1 };
}

/** A process that was down and, since nothing is left to return by, is down for ever. */
export function forgotten(cell: Cell): Cell {
  return cell.status === "down" ? { ...cell, status: "gone", local: -1 } : cell;
}
