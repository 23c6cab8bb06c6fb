/**
 * What a user of an election hears of it: that this process leads, follows, or
 * leads no more. The same for every host.
 */
import type { Leadership } from "../../spec/protocol.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";

/** What is heard, by the name of the event. `Signal` is the runtime's AbortSignal. */
export interface ElectionEvents<Signal> {
  /** This process leads now. */
  readonly leader: Reign<Signal>;
  /** Another process leads now. */
  readonly follower: { readonly leader: ProcessId; readonly epoch?: number };
  /** This process led, and does not any more: heard after its signal has fired, and before anything else. */
  readonly lost: { readonly epoch?: number };
}

/** The time for which a process leads. */
export interface Reign<Signal> {
  /**
   * What to fence with: it goes along with everything that the leader writes, and
   * whoever stores it refuses an epoch that is older than one that it has seen.
   * Absent where the algorithm has no epochs.
   */
  readonly epoch?: number;
  /** Fires when the reign ends. */
  readonly signal: Signal;
}

/** A signal, and what fires it: an AbortController. */
export interface Controller<Signal> {
  readonly signal: Signal;
  abort(): void;
}

type Listener<T> = (event: T) => void;

/** Turns changes of leadership into events. */
export class Announcer<Signal> {
  readonly #self: ProcessId;
  readonly #makeController: () => Controller<Signal>;
  readonly #fail: (error: unknown) => void;
  readonly #listeners: {
    readonly [Name in keyof ElectionEvents<Signal>]: Set<Listener<ElectionEvents<Signal>[Name]>>;
  } = {
    leader: new Set(),
    follower: new Set(),
    lost: new Set(),
  };
  #reign: (Reign<Signal> & { readonly controller: Controller<Signal> }) | null = null;

  /**
   * @param makeController - `() => new AbortController()`
   * @param fail - what becomes of an error that a listener throws: it must not disturb the election
   */
  constructor(self: ProcessId, makeController: () => Controller<Signal>, fail: (error: unknown) => void) {
    this.#self = self;
    this.#makeController = makeController;
    this.#fail = fail;
  }

  /** The reign of this process; `null` where it does not lead. */
  get reign(): Reign<Signal> | null {
    return this.#reign;
  }

  /** Calls `listener` at every event of this name, until what is returned is called. */
  on<Name extends keyof ElectionEvents<Signal>>(
    name: Name,
    listener: Listener<ElectionEvents<Signal>[Name]>,
  ): () => void {
    this.#listeners[name].add(listener);
    return () => void this.#listeners[name].delete(listener);
  }

  /** This process takes another for the leader now, or in another epoch. */
  tell({ leader, epoch }: Leadership): void {
    const withEpoch = epoch === undefined ? {} : { epoch };
    if (this.#reign !== null && (leader !== this.#self || epoch !== this.#reign.epoch)) this.end();
    if (leader === this.#self) {
      if (this.#reign !== null) return;
      const controller = this.#makeController();
      this.#reign = { ...withEpoch, signal: controller.signal, controller };
      this.#emit("leader", { ...withEpoch, signal: controller.signal });
    } else if (leader !== null) this.#emit("follower", { leader, ...withEpoch });
  }

  /** Ends the reign of this process, if it leads: it stops, or has resigned. */
  end(): void {
    const reign = this.#reign;
    if (reign === null) return;
    this.#reign = null;
    // Whoever listens to the signal may throw, too.
    this.#guarded(() => reign.controller.abort());
    this.#emit("lost", reign.epoch === undefined ? {} : { epoch: reign.epoch });
  }

  #emit<Name extends keyof ElectionEvents<Signal>>(name: Name, event: ElectionEvents<Signal>[Name]): void {
    for (const listener of [...this.#listeners[name]]) this.#guarded(() => listener(event));
  }

  #guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#fail(error);
    }
  }
}
