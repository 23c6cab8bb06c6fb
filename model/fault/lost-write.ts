import type { Cell } from "../engine/cell.ts";
import { crashed } from "./crash.ts";

/**
 * A process crashes, and what it wrote last is not on its disk, though it was
 * told that it is: the disk holds what was durable before. That breaks the
 * contract on which a protocol relies, as a disk does that answers before it has
 * written, or a file that was never synchronised; the others may have seen
 * messages that the process does not remember.
 *
 * A write is a step after which another value is durable than before it; only
 * the last one since the process booted can be lost, and where there was none,
 * nothing is. A disk that is found torn and refused is amnesia, which has a
 * budget of its own.
 */
export function crashedWithLostWrite(cell: Cell, mayReturn: boolean): Cell {
  return crashed(cell, cell.overwritten, mayReturn);
}

/** The durable value that a step overwrites; where it leaves the disk as it is, what was overwritten last, or -1. */
export function overwrittenBy(before: number, after: number, overwritten: number): number {
  return before === after ? overwritten : before;
}
