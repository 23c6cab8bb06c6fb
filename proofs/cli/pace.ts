/** How fast an exploration goes, and how long it may still take. */
import type { Progress } from "../../model/mission.ts";

/** After how many seconds what was is worth half as much as what is. */
const halfLife = 3;

/** How many levels in a row must have been smaller than the one before, until an end is in sight. */
const shrinkingLevels = 4;

/** Notes how far an exploration was when. */
export class Pace {
  /** Seconds since the beginning. */
  seconds = 0;
  /** States a second, the last ones counting most. */
  rate = 0;

  #states = 0;
  /** How many states each of the last levels had, and the depth of the last one. */
  readonly #levels: number[] = [];
  #depth = -1;
  /** How many states there were when the last level began. */
  #statesBefore = 0;
  #isBreadth = true;

  /** Takes note of where an exploration is. */
  note({ states, depth, frontier, walks }: Progress, seconds: number): void {
    const passed = seconds - this.seconds;
    if (passed > 0) {
      const now = (states - this.#states) / passed;
      const old = this.seconds === 0 ? 0 : 0.5 ** (passed / halfLife);
      this.rate = old * this.rate + (1 - old) * now;
      this.#states = states;
      this.seconds = seconds;
    }
    if (walks !== undefined || depth < this.#depth) this.#isBreadth = false;
    if (depth > this.#depth) {
      this.#depth = depth;
      this.#statesBefore = states;
      this.#levels.push(frontier);
      if (this.#levels.length > shrinkingLevels + 1) this.#levels.shift();
    }
  }

  /**
   * The seconds that are left, or null where nobody can know: only where several
   * levels in a row were each smaller than the one before. Then those to come are
   * taken to shrink as the slowest of these did.
   */
  secondsLeft(): number | null {
    const levels = this.#levels;
    if (!this.#isBreadth || levels.length <= shrinkingLevels || this.rate <= 0) return null;
    const ratio = Math.max(...levels.slice(1).map((states, i) => states / levels[i]!));
    if (ratio >= 1) return null;
    // The next level is the first that is still to be found; part of it was found already.
    const toCome = (levels.at(-1)! * ratio) / (1 - ratio) - (this.#states - this.#statesBefore);
    return Math.max(0, toCome) / this.rate;
  }
}

/** A time as a clock shows it: `0:42`, `1:02:03`. */
export function timeInWords(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours === 0 ? `${minutes}:${two(whole % 60)}` : `${hours}:${two(minutes)}:${two(whole % 60)}`;
}
