/**
 * Whether something that can happen must happen in the end.
 *
 * - `none`: it may be put off for ever.
 * - `weak`: where it can happen from some moment on without a break, it happens.
 * - `strong`: where it can happen again and again, it happens again and again.
 */
export type Obligation = "none" | "weak" | "strong";

/**
 * What is owed in a run that goes on for ever: the premise of a claim about such
 * runs, always stated with its verdict.
 *
 * @remarks
 * Faults and requests are never owed. Nor does a process that is down owe
 * anything. A run in which nothing is owed may stand still for ever.
 * (Lamport, "The Temporal Logic of Actions", 1994, section 5: WF and SF.)
 */
export interface Fairness {
  /**
   * Each message, by sender, receiver and content: it arrives, be it at a process
   * that takes it, at one that is down, or at a cut in its link. On the
   * `duplicating` network what was sent once can always arrive, and so it arrives
   * again and again.
   */
  readonly deliveries: Obligation;
  /** Each timer of each process: it runs out. */
  readonly timers: Obligation;
  /** Each process that has not started: it starts. */
  readonly starts: Obligation;
  /** Each process: it takes any step at all, be it a start, a delivery or a time-out. */
  readonly processes: Obligation;
  /** A tick passes (timely timing). */
  readonly time: Obligation;
  /** A partition heals. */
  readonly healing: Obligation;
  /**
   * `random`: the duration of a timer is drawn from its range, so that no value is
   * spared for ever where it can be drawn again and again; a claim then holds
   * *almost surely*. `none`: an adversary chooses durations.
   */
  readonly durations: "random" | "none";
}

/** Everything that is owed by default: what can happen without a break happens, and durations are random. */
export const fair: Fairness = {
  deliveries: "weak",
  timers: "weak",
  starts: "weak",
  processes: "none",
  time: "weak",
  healing: "weak",
  durations: "random",
};

/** Nothing is owed: a run may stand still at any moment, and an adversary chooses durations. */
export const unfair: Fairness = {
  deliveries: "none",
  timers: "none",
  starts: "none",
  processes: "none",
  time: "none",
  healing: "none",
  durations: "none",
};
