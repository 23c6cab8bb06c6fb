/**
 * One tab of an election, from when it joins until it leaves: an incarnation with
 * a number of its own, which nobody else has, had or will have. A page that comes
 * back from the back-forward cache, or is a duplicate of another, joins anew.
 */
import type { Lease, LeaseMessage } from "../../../spec/lease/vocabulary.ts";
import type { Leadership, Protocol } from "../../../spec/protocol.ts";
import type { Cluster, ProcessId } from "../../../spec/vocabulary.ts";
import { drawnTicks, Runner } from "../runner.ts";
import { Clock } from "./clock.ts";
import { grantorId } from "./register.ts";
import { Store } from "./store.ts";

/** What a tab is told beside the name of its election. */
export interface Surroundings {
  readonly protocol: Protocol<Lease>;
  readonly tickMs: number;
  /** Web Locks; `null` where there are none, or they are not wanted. */
  readonly locks: LockManager | null;
  /** Is told whom the tab takes for the leader: `self` is the tab's own number. */
  tell(leadership: Leadership, self: ProcessId): void;
  /** Is told what failed, such as a database that has no room left. The tab goes on: to its algorithm a message is lost. */
  fail(error: unknown): void;
  /** Is told that the database is gone: the tab has to leave, and may join anew. */
  lost(): void;
}

/** How long a lock that nobody else wants may take to be had, in milliseconds. */
const lockMsMax = 5000;

/** What tabs say to each other. */
interface Farewell {
  readonly type: "gone";
  readonly tab: ProcessId;
}

/** One incarnation of a tab. */
export class Tab {
  readonly id: ProcessId;
  readonly #name: string;
  readonly #surroundings: Surroundings;
  readonly #store: Store;
  readonly #channel: BroadcastChannel;
  readonly #clock = new Clock();
  readonly #runner: Runner<Lease>;
  /** Fires when the tab leaves: its locks are free then. */
  readonly #life = new AbortController();
  /** Whom it waits for to leave. */
  #watch = new AbortController();
  /** Counts what was sent to the grantor: an answer to anything but the last is lost. */
  #errands = 0;

  private constructor(id: ProcessId, name: string, store: Store, surroundings: Surroundings) {
    this.id = id;
    this.#name = name;
    this.#store = store;
    this.#surroundings = surroundings;
    this.#channel = new BroadcastChannel(`interregnum:${name}`);
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isFarewell(data)) this.#isGone(data.tab);
    };
    const { protocol, tickMs } = surroundings;
    const cluster: Cluster<Lease> = { self: id, processes: [grantorId, id], parameters: null };
    this.#runner = new Runner(protocol, cluster, {
      // A tab has nothing to remember: what it was ends with it.
      write: (_durable, done) => done(),
      send: (_grantor, _incarnation, message) => void this.#send(message),
      arm: (_timer, ticks, ring) => this.#clock.arm(drawnTicks(ticks, Math.random()) * tickMs, ring),
      tell: (_before, leadership) => {
        surroundings.tell(leadership, id);
        this.#follow(leadership.leader);
      },
      refuse: () => {},
      note: () => {},
    });
  }

  /** Joins the election. Where `signal` fires before it has, it does not, and the result is `null`. */
  static async join(name: string, surroundings: Surroundings, signal: AbortSignal): Promise<Tab | null> {
    const store = await Store.open(surroundings.protocol, name, surroundings.lost);
    try {
      if (signal.aborted) throw signal.reason;
      const tab = new Tab(await store.enrol(), name, store, surroundings);
      signal.addEventListener("abort", () => tab.leave(), { once: true });
      const isAlive = await tab.#live();
      if (signal.aborted) return null;
      if (!isAlive) {
        tab.leave();
        return await Tab.join(name, surroundings, signal);
      }
      tab.#runner.boot(1);
      return tab;
    } catch (error) {
      store.close();
      if (signal.aborted) return null;
      throw error;
    }
  }

  /** Has everything happen that is overdue: whoever asks or does anything must know what time it is. */
  catchUp(): void {
    this.#clock.catchUp();
  }

  /** Gives up the lead, if it has it. */
  resign(): void {
    this.#clock.catchUp();
    this.#runner.feed({ type: "ask", request: { type: "resign" } });
  }

  /**
   * Leaves at once, and for good: everything that it does is done without
   * waiting for anything, since the page may be frozen right afterwards.
   */
  leave(): void {
    if (this.#life.signal.aborted) return;
    this.#runner.stop();
    this.#clock.stop();
    this.#store.close();
    this.#channel.postMessage({ type: "gone", tab: this.id } satisfies Farewell);
    this.#channel.close();
    this.#watch.abort();
    this.#life.abort();
  }

  /**
   * Holds the lock of its life, which is free once it is gone, however it goes.
   * Returns whether it has it: where a lock is granted while the page stands still
   * within a call of its own, such as `open`, Chromium does not call back, but fails
   * with an error that is no DOMException, or not at all.
   */
  #live(): Promise<boolean> {
    const { locks } = this.#surroundings;
    if (locks === null) return Promise.resolve(true);
    const { signal } = this.#life;
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => resolve(false), lockMsMax);
      const left = new Promise<void>((leave) => signal.addEventListener("abort", () => leave(), { once: true }));
      const held = (): Promise<void> => {
        clearTimeout(giveUp);
        resolve(true);
        return left;
      };
      locks.request(this.#lockOf(this.id), { signal }, held).catch((error: unknown) => {
        clearTimeout(giveUp);
        if (error instanceof DOMException) reject(error);
        else resolve(false);
      });
    });
  }

  /** Waits for the one whom it follows to leave: its lock is free then. Many may have it at once, so that none stands in the way of another. */
  #follow(leader: ProcessId | null): void {
    this.#watch.abort();
    const { locks, fail } = this.#surroundings;
    if (locks === null || leader === null || leader === this.id || this.#life.signal.aborted) return;
    this.#watch = new AbortController();
    const { signal } = this.#watch;
    locks
      .request(this.#lockOf(leader), { mode: "shared", signal }, () => {
        if (!signal.aborted) this.#isGone(leader);
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        if (error instanceof DOMException) fail(error);
        // It was granted, and nobody was called: see above.
        else this.#follow(leader);
      });
  }

  /** A tab has left for good. */
  #isGone(process: ProcessId): void {
    this.#clock.catchUp();
    this.#runner.feed({ type: "ask", request: { type: "gone", process } });
  }

  async #send(message: LeaseMessage): Promise<void> {
    this.#errands += 1;
    const errand = this.#errands;
    try {
      const { tickMs, protocol: _protocol } = this.#surroundings;
      const answers = await this.#store.attend({ from: this.id, message, tickMs });
      // First what is overdue: an answer that came too late for its question finds nobody who waits for it.
      this.#clock.catchUp();
      if (errand !== this.#errands) return;
      for (const answer of answers) {
        this.#runner.feed({ type: "arrival", from: grantorId, incarnation: 1, to: null, message: answer });
      }
    } catch (error) {
      if (!this.#life.signal.aborted) this.#surroundings.fail(error);
    }
  }

  #lockOf(tab: ProcessId): string {
    return `interregnum:${this.#name}:tab:${tab}`;
  }
}

/** Whether this was said by a tab of this election: any page of the origin may post on any channel. */
function isFarewell(data: unknown): data is Farewell {
  if (typeof data !== "object" || data === null) return false;
  const { type, tab } = data as { readonly type?: unknown; readonly tab?: unknown };
  return type === "gone" && Number.isSafeInteger(tab);
}
