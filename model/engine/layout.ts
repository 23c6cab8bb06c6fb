/**
 * How a state lies in 32-bit words: a bit field for each position's cell and one
 * for the environment, none across a word's border.
 *
 * @remarks
 * Fields are as narrow as the numbers in use allow, so that a state of a small
 * cluster takes one or two words. When a number outgrows its field, {@link wider}
 * gives the next layout.
 */
export class Layout {
  /** How many words a state takes. */
  readonly words: number;
  /** How many bits each field has. */
  readonly widths: readonly number[];
  readonly #word: readonly number[];
  readonly #shift: readonly number[];
  readonly #mask: readonly number[];

  /** @param widths - how many bits each field has: integers from 1 to 31 */
  constructor(widths: readonly number[]) {
    this.widths = widths;
    const word: number[] = [];
    const shift: number[] = [];
    const filled: number[] = [];
    for (const width of widths) {
      const fitting = filled.findIndex((bits) => bits + width <= 32);
      const at = fitting < 0 ? filled.length : fitting;
      word.push(at);
      shift.push(filled[at] ?? 0);
      filled[at] = (filled[at] ?? 0) + width;
    }
    this.words = filled.length;
    this.#word = word;
    this.#shift = shift;
    this.#mask = widths.map((width) => 2 ** width - 1);
  }

  /** How many fields a state has. */
  get fields(): number {
    return this.widths.length;
  }

  /** In which word a field lies. */
  wordOf(field: number): number {
    return this.#word[field]!;
  }

  /** How many bits there are below a field in its word. */
  shiftOf(field: number): number {
    return this.#shift[field]!;
  }

  /** How many bits a field has. */
  widthOf(field: number): number {
    return this.widths[field]!;
  }

  /** Code that reads a field of the state that begins at `words[at]`. */
  readingOf(field: number): string {
    return `(words[at + ${this.#word[field]!}] >>> ${this.#shift[field]!}) & ${this.#mask[field]!}`;
  }

  /**
   * Writes `fields` to `target` from `at` on.
   *
   * @returns whether every field had room; where not, `target` holds nothing of use
   */
  pack(fields: Int32Array, target: Int32Array, at: number): boolean {
    for (let w = 0; w < this.words; w++) target[at + w] = 0;
    let overflow = 0;
    for (let i = 0; i < fields.length; i++) {
      const value = fields[i]!;
      const word = at + this.#word[i]!;
      target[word] = target[word]! | (value << this.#shift[i]!);
      overflow |= value >>> this.widths[i]!;
    }
    return overflow === 0;
  }

  unpack(source: Int32Array, at: number, fields: Int32Array): void {
    for (let i = 0; i < fields.length; i++) {
      fields[i] = (source[at + this.#word[i]!]! >>> this.#shift[i]!) & this.#mask[i]!;
    }
  }

  /** Whether every field has room. */
  hasRoom(fields: Int32Array): boolean {
    return fields.every((value, i) => value >>> this.widths[i]! === 0);
  }

  /** Whether states are packed in the same way. */
  isLike({ widths }: Layout): boolean {
    return this.widths.every((width, i) => width === widths[i]);
  }

  /** A layout with room for all that fits into this one or the other; this very one where it has it. */
  joined({ widths }: Layout): Layout {
    if (this.widths.every((width, i) => width >= widths[i]!)) return this;
    return new Layout(this.widths.map((width, i) => Math.max(width, widths[i]!)));
  }

  /** A layout with room for `fields`, and a bit to spare where a field is nearly full. */
  wider(fields: Int32Array): Layout {
    return new Layout(
      this.widths.map((width, i) => {
        const needed = 32 - Math.clz32(fields[i]! + (fields[i]! >>> 2));
        return needed <= width ? width : Math.min(31, needed + 1);
      }),
    );
  }
}
