/**
 * Timers that know of sleep. The timers of a page stand still while it is frozen,
 * or come minutes late in one that is hidden; and when it goes on, anything may
 * come first. So a timer is a moment, and whoever does anything has all that is
 * overdue ring before.
 *
 * A moment is told by two clocks, and the earlier one counts: the time of day
 * goes on while the machine sleeps, and the other one cannot be set back.
 */
interface Alarm {
  readonly wallMs: number;
  readonly steadyMs: number;
  readonly ring: () => void;
}

/** The alarms of one tab. */
export class Clock {
  readonly #alarms = new Set<Alarm>();
  #timeout: ReturnType<typeof setTimeout> | undefined;

  /** Calls `ring` in so many milliseconds, or once somebody catches up after that; returns what stops it. */
  arm(ms: number, ring: () => void): () => void {
    const alarm = { wallMs: Date.now() + ms, steadyMs: performance.now() + ms, ring };
    this.#alarms.add(alarm);
    this.#wind();
    return () => void this.#alarms.delete(alarm);
  }

  /** Rings whatever is overdue, the earliest first. */
  catchUp(): void {
    for (let alarm = this.#overdue(); alarm !== undefined; alarm = this.#overdue()) {
      this.#alarms.delete(alarm);
      alarm.ring();
    }
  }

  /** Stops all alarms. */
  stop(): void {
    this.#alarms.clear();
    clearTimeout(this.#timeout);
  }

  #overdue(): Alarm | undefined {
    const [wallMs, steadyMs] = [Date.now(), performance.now()];
    return [...this.#alarms]
      .filter((alarm) => alarm.wallMs <= wallMs || alarm.steadyMs <= steadyMs)
      .sort((a, b) => a.steadyMs - b.steadyMs)[0];
  }

  /** One timer of the browser's, for the alarm that comes first. */
  #wind(): void {
    clearTimeout(this.#timeout);
    const first = Math.min(...[...this.#alarms].map(({ steadyMs }) => steadyMs));
    if (!Number.isFinite(first)) return;
    this.#timeout = setTimeout(
      () => {
        this.catchUp();
        this.#wind();
      },
      Math.max(0, first - performance.now()) + 1,
    );
  }
}
