/**
 * A tick passes and one process misses it: it is paused, as in a long collection
 * of garbage, or its clock is slow. Its timers do not run, not even those at
 * zero, and what is in flight to it waits, while for all the others it is a tick
 * like any other. A pause of several ticks is so many missed ticks in a row; the
 * process goes on at any moment as if nothing had happened, and believes what it
 * believed, even that it leads.
 *
 * @remarks
 * Nothing needs to be remembered of a pause: to take no step before a tick
 * passes is what any process may do, and after it, what it does is to wake. Nor
 * need a pause be bounded by itself, which is well, for while it lasts messages
 * pile up. Only under timely timing does anybody miss a tick: where timers run
 * out at any moment, every process may be as slow as it likes.
 *
 * @returns whether a tick may pass without the process at `position`: for the
 *   others alone it may, by what says of each whether a tick may pass, and
 *   whether it has an armed timer
 */
export function mayMiss(
  position: number,
  size: number,
  isQuiet: (other: number) => boolean,
  isArmed: (other: number) => boolean,
): boolean {
  let armed = false;
  for (let i = 0; i < size; i++) {
    if (i === position) continue;
    if (!isQuiet(i)) return false;
    armed ||= isArmed(i);
  }
  return armed;
}
