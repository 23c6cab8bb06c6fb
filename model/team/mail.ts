import { Layout } from "../engine/layout.ts";
import type { Visited } from "../engine/visited.ts";
import { slots, slotWords, type TeamMemory, words } from "./memory.ts";

/** States that found no room in a ring. */
interface Letter {
  readonly to: number;
  readonly layout: Layout;
  readonly states: Int32Array;
}

/**
 * States on their way from the member that found them to the one to which they
 * belong.
 *
 * @remarks
 * For each pair of members there is a ring of slots that one of them writes and
 * the other reads, so that no lock is needed: two counters say how many slots
 * were filled and how many were emptied. A slot says in which layout its states
 * are packed. Sending never waits: what finds no room is kept until
 * {@link Mail.exchange} finds some.
 */
export class Mail {
  readonly #me: number;
  readonly #memory: TeamMemory;
  readonly #control: Int32Array;
  readonly #mail: Int32Array;
  readonly #kept: Letter[][];
  readonly #layouts: (Layout | undefined)[];

  constructor(memory: TeamMemory, me: number) {
    this.#me = me;
    this.#memory = memory;
    this.#control = new Int32Array(memory.control);
    this.#mail = new Int32Array(memory.mail);
    this.#kept = Array.from({ length: memory.members }, () => []);
    this.#layouts = Array.from({ length: memory.members });
  }

  /** Sends packed states, each followed by its hash and by what is asleep: those from `begin` to `end`. */
  send(to: number, states: Int32Array, begin: number, end: number, layout: Layout): void {
    const stride = layout.words + 2;
    const most = Math.floor((slotWords - this.#header) / stride) * stride;
    for (let at = begin; at < end; at += most) {
      const part = states.subarray(at, Math.min(end, at + most));
      const kept = this.#kept[to]!;
      if (kept.length > 0 || !this.#post(to, part, layout)) kept.push({ to, layout, states: part.slice() });
    }
  }

  /**
   * Sends what was kept, and gives to `visited` what came.
   *
   * @param catchUp - called when something has come, before it is read: learns what numbers in it mean
   * @returns whether everything is sent
   */
  exchange(visited: Visited, catchUp: () => void): boolean {
    for (let from = 0; from < this.#memory.members; from++) {
      if (from !== this.#me) this.#receive(from, visited, catchUp);
    }
    let isEmpty = true;
    for (const kept of this.#kept) {
      let sent = 0;
      while (sent < kept.length && this.#post(kept[sent]!.to, kept[sent]!.states, kept[sent]!.layout)) sent++;
      kept.splice(0, sent);
      if (kept.length > 0) isEmpty = false;
    }
    return isEmpty;
  }

  get #header(): number {
    return 1 + this.#memory.fields;
  }

  /** Where the ring of a pair begins: with its two counters. */
  #ringOf(from: number, to: number): number {
    return (from * this.#memory.members + to) * (2 + slots * slotWords);
  }

  #post(to: number, states: Int32Array, layout: Layout): boolean {
    const mail = this.#mail;
    const ring = this.#ringOf(this.#me, to);
    const filled = mail[ring]!;
    if (filled - Atomics.load(mail, ring + 1) === slots) return false;
    const slot = ring + 2 + (filled % slots) * slotWords;
    mail[slot] = states.length;
    for (let i = 0; i < layout.fields; i++) mail[slot + 1 + i] = layout.widthOf(i);
    mail.set(states, slot + this.#header);
    Atomics.store(mail, ring, filled + 1);
    this.#wake(to);
    return true;
  }

  #receive(from: number, visited: Visited, catchUp: () => void): void {
    const mail = this.#mail;
    const ring = this.#ringOf(from, this.#me);
    const filled = Atomics.load(mail, ring);
    let emptied = mail[ring + 1]!;
    if (emptied === filled) return;
    catchUp();
    for (; emptied !== filled; Atomics.store(mail, ring + 1, ++emptied)) {
      const slot = ring + 2 + (emptied % slots) * slotWords;
      const layout = this.#layoutAt(from, slot + 1);
      const begin = slot + this.#header;
      visited.receive(mail, begin, begin + mail[slot]!, layout);
    }
    this.#wake(from);
  }

  /** The layout in which a member's states are packed: mostly the same as before. */
  #layoutAt(from: number, at: number): Layout {
    const known = this.#layouts[from];
    const widths = Array.from(this.#mail.subarray(at, at + this.#memory.fields));
    if (known !== undefined && widths.every((width, i) => width === known.widthOf(i))) return known;
    const layout = new Layout(widths);
    this.#layouts[from] = layout;
    return layout;
  }

  /** Wakes a member that waits. */
  #wake(member: number): void {
    Atomics.add(this.#control, words.bells + member, 1);
    Atomics.notify(this.#control, words.bells + member);
  }
}
