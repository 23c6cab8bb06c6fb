import type { Cell } from "../engine/cell.ts";
import type { Network } from "../network/network.ts";

/**
 * A message vanishes on its way. Only one that could be the next to arrive is
 * taken (on a FIFO link the first): losing a later one is the same as losing it
 * when its turn comes.
 */
export function lost(cell: Cell, envelope: number, network: Network): Cell {
  return { ...cell, inbox: network.take(cell.inbox, envelope) };
}
