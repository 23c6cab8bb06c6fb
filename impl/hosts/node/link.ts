import type { ProcessId } from "../../../spec/vocabulary.ts";
import type { Connection } from "./connection.ts";

/** A message that waits for its connection. */
interface Waiting {
  readonly toIncarnation: number | null;
  readonly bytes: Buffer;
}

/** How soon, and how late at most, a broken connection is made anew, in milliseconds; the time in between doubles. */
export interface Retry {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** The one connection with another process: made anew when it breaks, with a bounded queue for what cannot leave at once. */
export class Link {
  readonly other: ProcessId;
  /** How many messages were thrown away, since the queue was full or they were for an incarnation that is gone. */
  dropped = 0;
  readonly #dial: (() => void) | null;
  readonly #retry: Retry;
  readonly #most: number;
  #queue: Waiting[] = [];
  #connection: Connection | null = null;
  #timer: NodeJS.Timeout | null = null;
  #delayMs: number;
  #isOpen = false;
  #canWrite = true;

  /**
   * @param dial - begins to connect; `null` where the other one does it
   * @param most - how many messages wait at most: beyond, the oldest is thrown away
   */
  constructor(other: ProcessId, dial: (() => void) | null, retry: Retry, most: number) {
    this.other = other;
    this.#dial = dial;
    this.#retry = retry;
    this.#most = most;
    this.#delayMs = retry.leastMs;
  }

  /** The connection that stands; `null` where there is none. */
  get connection(): Connection | null {
    return this.#connection;
  }

  open(): void {
    this.#isOpen = true;
    this.#delayMs = this.#retry.leastMs;
    this.#dial?.();
  }

  /** Closes the connection, if any, and makes no other one until it is opened again. */
  close(): void {
    this.#isOpen = false;
    this.#queue = [];
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#connection?.close();
  }

  /** A connection stands, and the other end has said who it is: it takes the place of an older one. */
  adopt(connection: Connection, incarnation: number): void {
    const older = this.#connection;
    this.#connection = connection;
    this.#canWrite = true;
    older?.close();
    this.#delayMs = this.#retry.leastMs;
    const kept = this.#queue.filter(({ toIncarnation }) => toIncarnation === null || toIncarnation === incarnation);
    this.dropped += this.#queue.length - kept.length;
    this.#queue = kept;
    this.flush();
  }

  /** A connection is gone, or could not be made: another one is tried, unless one stands. */
  lost(connection: Connection): void {
    if (this.#connection !== null && connection !== this.#connection) return;
    this.#connection = null;
    if (!this.#isOpen || this.#dial === null || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#isOpen && this.#connection === null) this.#dial?.();
    }, this.#delayMs);
    this.#delayMs = Math.min(this.#retry.mostMs, 2 * this.#delayMs);
  }

  send(toIncarnation: number | null, bytes: Buffer): void {
    if (!this.#isOpen) return;
    if (this.#queue.length === this.#most) {
      this.#queue.shift();
      this.dropped += 1;
    }
    this.#queue.push({ toIncarnation, bytes });
    this.flush();
  }

  /** Writes what waits, for as long as the connection takes it. */
  flush(): void {
    while (this.#connection !== null && this.#canWrite) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#canWrite = this.#connection.write(next.bytes);
    }
  }

  /** The connection takes more again. */
  drained(): void {
    this.#canWrite = true;
    this.flush();
  }
}
