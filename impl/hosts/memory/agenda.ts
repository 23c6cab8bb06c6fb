interface Entry {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** Time that passes only where it is told to: what is due when, in order. */
export class Agenda {
  /** In ticks, from 0. */
  now = 0;
  #entries: Entry[] = [];
  #order = 0;

  /** Calls `act` after so many ticks; what is due at the same time comes in the order in which it was put down. */
  after(ticks: number, act: () => void): () => void {
    const entry = { at: this.now + ticks, order: this.#order++, act };
    const isLater = (other: Entry): boolean =>
      other.at > entry.at || (other.at === entry.at && other.order > entry.order);
    const place = this.#entries.findIndex(isLater);
    this.#entries.splice(place < 0 ? this.#entries.length : place, 0, entry);
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry);
    };
  }

  /** Lets so many ticks pass, with all that is due in them. */
  advance(ticks: number): void {
    const end = this.now + ticks;
    for (let [first] = this.#entries; first !== undefined && first.at <= end; [first] = this.#entries) {
      this.#entries.shift();
      this.now = first.at;
      first.act();
    }
    this.now = end;
  }
}

/**
 * Numbers from 0 to 1, 1 excluded, the same ones for the same seed.
 *
 * @remarks
 * The generator is SplitMix (Steele, Lea and Flood 2014) with words of 32 bits.
 */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    const half = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    const most = Math.imul(half ^ (half >>> 15), 0x735a2d97);
    return ((most ^ (most >>> 15)) >>> 0) / 2 ** 32;
  };
}
