/** A list of integers that grows: a typed array, since graphs have millions of edges. */
export class Integers {
  #values: Int32Array = new Int32Array(1 << 10);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The integers so far. Not to be kept: it is another array once the list has grown. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.#length);
  }

  /** The integer at a place below the length. */
  at(index: number): number {
    return this.#values[index]!;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const longer = new Int32Array(this.#length * 2);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#length++] = value;
  }
}
