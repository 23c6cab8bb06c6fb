import type { Timing } from "./timing.ts";

/**
 * No clock that processes share: an armed timer may run out at any moment, and
 * messages take any time. Durations mean nothing, and a slow process cannot be
 * told from a dead one.
 */
export const asynchronous: Timing = {
  name: "asynchronous",
  ticks: false,
  arm: () => [0],
  due: () => true,
};
