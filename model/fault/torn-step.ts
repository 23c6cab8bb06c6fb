import type { Cell } from "../engine/cell.ts";
import { crashed } from "./crash.ts";

/**
 * A process crashes in the middle of a step: its reducer has answered, what is
 * durable after the step is on its disk, and of its messages only the first ones
 * are sent. Nothing leaves before the disk is written, which is the contract; so
 * to crash before the disk is written is to crash before the step, to crash
 * after the last message is to crash after it, and neither is anything new.
 * Between the two lie the proper prefixes of the messages, and each of them is
 * what the others may have seen of a process that comes back remembering the
 * whole step.
 *
 * @param sends - what the step sends, in its order
 * @returns for each number of messages that are sent, from none to all but one, those messages
 */
export function prefixes<T>(sends: readonly T[]): readonly (readonly T[])[] {
  return sends.map((_send, count) => sends.slice(0, count));
}

/** The process after such a crash; its messages to itself are in the inbox already. */
export function torn(cell: Cell, durable: number, mayReturn: boolean): Cell {
  return crashed(cell, durable, mayReturn);
}
