import { damaged, framesOf } from "./frames.ts";

/** Reads what an `Encoder` has written, in the same order. */
export class Decoder {
  readonly #frames: Iterator<Uint8Array>;
  #frame: Uint8Array = new Uint8Array(0);
  #at = 0;

  /** @param chunks - the bytes; each chunk may be overwritten once the next is asked for */
  constructor(chunks: Iterable<Uint8Array>) {
    this.#frames = framesOf(chunks)[Symbol.iterator]();
  }

  /** An integer from 0 to 2^53 - 1. */
  number(): number {
    let byte = this.#byte();
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let weight = 128; ; weight *= 128) {
      byte = this.#byte();
      value += (byte & 127) * weight;
      if (byte < 128) break;
    }
    return value;
  }

  numbers(): readonly number[] {
    return Array.from({ length: this.number() }, () => this.number());
  }

  text(): string {
    const length = this.number();
    // In parts, since nobody can call a function with a million arguments.
    let text = "";
    for (let left = length; left > 0; left -= 1024) {
      text += String.fromCharCode(...Array.from({ length: Math.min(left, 1024) }, () => this.number()));
    }
    return text;
  }

  /** Sees that there is nothing more. */
  end(): void {
    if (this.#at < this.#frame.length || this.#frames.next().done !== true)
      throw damaged("there is more than there should be");
  }

  #byte(): number {
    while (this.#at === this.#frame.length) {
      const next = this.#frames.next();
      if (next.done === true) throw damaged("something is missing");
      this.#frame = next.value;
      this.#at = 0;
    }
    return this.#frame[this.#at++]!;
  }
}
