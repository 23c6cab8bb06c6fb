import type { Timing } from "./timing.ts";

/**
 * Time is a counter of ticks. A tick passes only when nothing is in flight and
 * no timer is at zero; it takes one off every armed timer, and a timer at zero
 * runs out before the next tick. Within a tick, messages in flight and timers
 * at zero race in every order. A duration is any value of its range.
 */
export const timely: Timing = {
  name: "timely",
  ticks: true,
  arm: (duration) => {
    const [least, most] = typeof duration === "number" ? [duration, duration] : duration;
    return Array.from({ length: most - least + 1 }, (_, i) => least + i);
  },
  due: (remainder) => remainder === 0,
};
