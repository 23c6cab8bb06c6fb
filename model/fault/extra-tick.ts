/**
 * The clock of one process is fast: it makes a tick that no other clock makes.
 * Wherever a tick may pass, one may pass for a single process alone, if it has
 * an armed timer: each of its timers has one tick less to run, and nobody else
 * notices. Enough of them, and a detector suspects a leader that is alive.
 *
 * @returns whether the process at `position` may be a tick ahead, by what says
 *   of each process whether a tick may pass, and whether it has an armed timer
 */
export function mayRunAhead(
  position: number,
  size: number,
  isQuiet: (other: number) => boolean,
  isArmed: (other: number) => boolean,
): boolean {
  if (!isArmed(position)) return false;
  for (let i = 0; i < size; i++) if (!isQuiet(i)) return false;
  return true;
}
