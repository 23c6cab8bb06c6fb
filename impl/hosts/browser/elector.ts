import type { Lease } from "../../../spec/lease/vocabulary.ts";
import type { Protocol } from "../../../spec/protocol.ts";
import type { ProcessId } from "../../../spec/vocabulary.ts";
import { lease } from "../../lease/lease.ts";
import { Announcer, type ElectionEvents, type Reign } from "../announcer.ts";
import { Tab } from "./tab.ts";

/** What an election among tabs is set up with. */
export interface TabElectorOptions {
  /** The name of the election, not empty: the tabs of an origin that name the same one have one leader. */
  readonly name: string;
  /**
   * How long a tick is, in milliseconds: at least 10, at most 600,000. Default:
   * 20,000. A tab leads for 4 ticks unless it renews, which it does after each; a
   * tab that stands still without having been told so is succeeded after 6 to 8.
   * Browsers let the timers of hidden tabs run once a minute, and the default
   * outlasts that.
   */
  readonly tickMs?: number;
  /** Whether Web Locks tell at once that a tab has gone, where the browser has them. Default: true. */
  readonly locks?: boolean;
  /** The reducer that decides. Default: `lease`. */
  readonly algorithm?: Protocol<Lease>;
  /** Is told what fails on the way, such as a database without room; the election goes on. Default: `reportError`. */
  readonly onError?: (error: unknown) => void;
}

/** This tab, as the announcer knows it: its number changes whenever it joins anew. */
const me: ProcessId = 0;

/** What a tab sees of its election. */
export class TabElector {
  readonly #options: Required<TabElectorOptions>;
  readonly #announcer: Announcer<AbortSignal>;
  readonly #listeners = new AbortController();
  #tab: Tab | null = null;
  /** Fires when the tab shall leave; `null` where it takes no part. */
  #stay: AbortController | null = null;
  #leader: ProcessId | null = null;

  /** @internal */
  constructor(options: Required<TabElectorOptions>) {
    this.#options = options;
    this.#announcer = new Announcer<AbortSignal>(me, () => new AbortController(), options.onError);
    this.#listen();
    this.#join();
  }

  /** The number of this tab; `null` while it joins, while it is frozen, and after `close`. */
  get id(): ProcessId | null {
    return this.#tab?.id ?? null;
  }

  /** The number of the tab that leads, as far as this one knows. */
  get leader(): ProcessId | null {
    this.#tab?.catchUp();
    return this.#leader;
  }

  /**
   * The epoch in which this tab leads, and the signal that fires when it does not
   * any more; `null` where it does not lead. It is asked before whatever only the
   * leader may do: a tab that stood still learns here that its time is over,
   * before any event could tell.
   */
  get reign(): Reign<AbortSignal> | null {
    this.#tab?.catchUp();
    return this.#announcer.reign;
  }

  /** Calls `listener` at every event of this name, until what is returned is called. */
  on<Name extends keyof ElectionEvents<AbortSignal>>(
    name: Name,
    listener: (event: ElectionEvents<AbortSignal>[Name]) => void,
  ): () => void {
    return this.#announcer.on(name, listener);
  }

  /** Gives up the lead, if this tab has it. It asks again after 2 ticks, unless it is closed. */
  resign(): void {
    this.#tab?.resign();
  }

  /** Leaves the election for good. */
  close(): void {
    this.#listeners.abort();
    this.#leave();
  }

  /** A page that is frozen, or put away, leaves before; when it is back it joins anew. */
  #listen(): void {
    const { signal } = this.#listeners;
    const catchUp = (): void => this.#tab?.catchUp();
    const leave = (): void => this.#leave();
    const join = (): void => this.#join();
    addEventListener("pagehide", leave, { signal, capture: true });
    addEventListener("pageshow", join, { signal, capture: true });
    document.addEventListener("freeze", leave, { signal, capture: true });
    document.addEventListener("resume", join, { signal, capture: true });
    for (const name of ["focus", "visibilitychange"]) addEventListener(name, catchUp, { signal, capture: true });
  }

  #join(): void {
    this.#tab?.catchUp();
    if (this.#stay !== null) return;
    const stay = new AbortController();
    this.#stay = stay;
    const { name, algorithm: protocol, tickMs, onError: fail } = this.#options;
    const locks = this.#options.locks && "locks" in navigator ? navigator.locks : null;
    const tell = ({ leader, epoch }: { leader: ProcessId | null; epoch?: number }, self: ProcessId): void => {
      this.#leader = leader;
      this.#announcer.tell({ leader: leader === self ? me : leader, ...(epoch === undefined ? {} : { epoch }) });
    };
    const lost = (): void => {
      if (this.#stay !== stay) return;
      this.#leave();
      this.#join();
    };
    Tab.join(name, { protocol, tickMs, locks, tell, fail, lost }, stay.signal).then(
      (tab) => {
        if (!stay.signal.aborted) this.#tab = tab;
      },
      (error: unknown) => {
        fail(error);
        // Without a database there is no election to take part in; perhaps there is one later.
        setTimeout(lost, tickMs);
      },
    );
  }

  #leave(): void {
    this.#stay?.abort();
    this.#stay = null;
    this.#tab = null;
    this.#leader = null;
    this.#announcer.end();
  }
}

/**
 * Takes part in the election of one leading tab among all tabs of this origin.
 *
 * @throws TypeError where the name is empty
 * @throws RangeError where `tickMs` is out of its range
 */
export function createTabElector(options: TabElectorOptions): TabElector {
  const { name, tickMs = 20_000, locks = true, algorithm = lease, onError = reportError } = options;
  if (typeof name !== "string" || name === "") {
    throw new TypeError(`name is ${JSON.stringify(name)}: give the election a name that is not empty`);
  }
  if (!(tickMs >= 10 && tickMs <= 600_000)) {
    throw new RangeError(`tickMs is ${tickMs}: give a number of milliseconds from 10 to 600000`);
  }
  return new TabElector({ name, tickMs, locks, algorithm, onError });
}
