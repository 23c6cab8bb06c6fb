import { frameHeader, preamble, seal } from "./frames.ts";

/** How many bytes a frame has before it is closed. */
const fullFrame = 1 << 16;

/**
 * Writes numbers and texts into frames. Whoever writes takes the frame from time
 * to time, at least whenever {@link Encoder.isFull} says so.
 *
 * @remarks
 * A number is written in groups of seven bits, the lowest first, each in a byte
 * whose highest bit says whether another follows. A text is its length and its
 * UTF-16 code units, so that all texts of JavaScript can be written.
 */
export class Encoder {
  #bytes = new Uint8Array(2 * fullFrame);
  #end = frameHeader;
  #frames = 0;

  /** Whether there is nothing in the frame yet: a frame that is taken then is the last. */
  get isEmpty(): boolean {
    return this.#end === frameHeader;
  }

  /** Whether there is enough for a frame. */
  get isFull(): boolean {
    return this.#end >= fullFrame;
  }

  /** How a stream of frames begins. */
  begin(): Uint8Array {
    return preamble();
  }

  /** The frame that is being written, closed: good until the next thing is written. */
  take(): Uint8Array {
    const end = this.#end;
    seal(this.#bytes, end, this.#frames++);
    this.#end = frameHeader;
    return this.#bytes.subarray(0, end);
  }

  /** Writes an integer from 0 to 2^53 - 1. */
  number(value: number): void {
    if (this.#end + 8 > this.#bytes.length) this.#grow();
    const bytes = this.#bytes;
    let rest = value;
    while (rest > 0x7fffffff) {
      bytes[this.#end++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      bytes[this.#end++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[this.#end++] = rest;
  }

  /** Writes how many numbers there are, and the numbers. */
  numbers(values: readonly number[]): void {
    this.number(values.length);
    for (const value of values) this.number(value);
  }

  text(value: string): void {
    this.number(value.length);
    for (let i = 0; i < value.length; i++) this.number(value.charCodeAt(i));
  }

  #grow(): void {
    const longer = new Uint8Array(this.#bytes.length * 2);
    longer.set(this.#bytes);
    this.#bytes = longer;
  }
}
