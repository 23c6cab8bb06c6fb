import type { Register } from "../engine/register.ts";
import { readText, type TeamMemory, words, writeText } from "./memory.ts";

/** How long, in milliseconds, somebody waits for the lock before taking its holder for dead. */
const patience = 30_000;

/**
 * The book in which the members of a team write down what gets a number, so that
 * all of them give the same numbers.
 *
 * @remarks
 * It only grows. Whoever meets something new takes the lock, reads what others
 * have written since, and writes the new key behind it, unless somebody else was
 * quicker. Everybody reads the entries in the same order, and numbers them as
 * they come. New things are met rarely: a few thousand times in millions of
 * states.
 */
export class Ledger {
  readonly #control: Int32Array;
  readonly #text: Uint16Array;
  readonly #registers: readonly Register[];
  /** How far it was read. */
  #read = 0;

  constructor(memory: TeamMemory, registers: readonly Register[]) {
    this.#control = new Int32Array(memory.control);
    this.#text = new Uint16Array(memory.ledger);
    this.#registers = registers;
  }

  /** Writes down everything that has a number so far: to be called by one member, before all others begin. */
  open(): void {
    for (const [number, register] of this.#registers.entries()) {
      for (const key of register.keys()) this.#append(number, key);
    }
    this.#read = this.#control[words.ledgerLength]!;
  }

  /** From now on, everything new is agreed upon. */
  share(): void {
    this.catchUp();
    for (const [number, register] of this.#registers.entries()) register.shareBy((key) => this.#enter(number, key));
  }

  /** Learns what others have written. */
  catchUp(): void {
    const end = Atomics.load(this.#control, words.ledgerLength);
    while (this.#read < end) {
      const length = this.#text[this.#read + 1]! + this.#text[this.#read + 2]! * 2 ** 16;
      const register = this.#registers[this.#text[this.#read]!]!;
      const key = readText(this.#text, this.#read + 3, length);
      this.#read += 3 + length;
      if (!register.has(key)) register.learn(key);
    }
  }

  #enter(number: number, key: string): void {
    const register = this.#registers[number]!;
    this.catchUp();
    if (register.has(key)) return;
    this.#lock();
    try {
      this.catchUp();
      if (register.has(key)) return;
      this.#append(number, key);
      this.catchUp();
    } finally {
      this.#unlock();
    }
  }

  #append(number: number, key: string): void {
    const at = this.#control[words.ledgerLength]!;
    if (at + 3 + key.length > this.#text.length)
      throw new RangeError("Array buffer allocation failed: the ledger is full");
    this.#text[at] = number;
    this.#text[at + 1] = key.length & 0xffff;
    this.#text[at + 2] = key.length >>> 16;
    writeText(this.#text, at + 3, key);
    Atomics.store(this.#control, words.ledgerLength, at + 3 + key.length);
  }

  #lock(): void {
    const control = this.#control;
    // 0: free; 1: taken; 2: taken, and perhaps somebody waits.
    let was = Atomics.compareExchange(control, words.lock, 0, 1);
    while (was !== 0) {
      if (was === 2 || Atomics.compareExchange(control, words.lock, 1, 2) !== 0) {
        if (Atomics.wait(control, words.lock, 2, patience) === "timed-out") {
          throw new Error("a worker took the ledger and does not answer: it may be dead");
        }
      }
      was = Atomics.compareExchange(control, words.lock, 0, 2);
    }
  }

  #unlock(): void {
    if (Atomics.exchange(this.#control, words.lock, 0) === 2) Atomics.notify(this.#control, words.lock, 1);
  }
}
