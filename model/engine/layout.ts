/** Where a field lies: from which bit of which word on, and whether it goes on in the next. */
interface Place {
  readonly word: number;
  readonly shift: number;
  readonly isAcross: boolean;
  readonly mask: number;
}

/**
 * How a state lies in 32-bit words: a bit field for each position's cell and one
 * for the environment.
 *
 * @remarks
 * Fields are as narrow as the numbers in use allow, so that a state of a small
 * cluster takes one or two words. A field lies across the border of two words
 * only where that saves a word. When a number outgrows its field, {@link wider}
 * gives the next layout.
 */
export class Layout {
  /** How many words a state takes. */
  readonly words: number;
  readonly #widths: readonly number[];
  readonly #places: readonly Place[];

  /** @param widths - how many bits each field has: integers from 1 to 31 */
  constructor(widths: readonly number[]) {
    const within = begunWithin(widths);
    const dense = widths.map((_, i) => widths.slice(0, i).reduce((a, b) => a + b, 0));
    const wordsOf = (begin: readonly number[]): number =>
      Math.ceil(Math.max(...begin.map((at, i) => at + widths[i]!)) / 32);
    this.#widths = widths;
    const begin = wordsOf(dense) < wordsOf(within) ? dense : within;
    this.words = wordsOf(begin);
    this.#places = begin.map((at, i) => {
      const shift = at % 32;
      return { word: (at - shift) / 32, shift, isAcross: shift + widths[i]! > 32, mask: 2 ** widths[i]! - 1 };
    });
  }

  /** How many fields a state has. */
  get fields(): number {
    return this.#widths.length;
  }

  /** How many bits a field has. */
  widthOf(field: number): number {
    return this.#widths[field]!;
  }

  /** Code that reads a field of the state that begins at `words[at]`. */
  readingOf(field: number, at = "at"): string {
    const { word, shift, isAcross, mask } = this.#places[field]!;
    const low = `words[${at} + ${word}] >>> ${shift}`;
    const bits = isAcross ? `((${low}) | (words[${at} + ${word + 1}] << ${32 - shift}))` : `(${low})`;
    return `(${bits} & ${mask})`;
  }

  /** Code for a word of the state whose fields are the variables `names`; they must fit. */
  packingOf(word: number, names: readonly string[]): string {
    const parts = names.flatMap((name, field) => {
      const place = this.#places[field]!;
      if (place.word === word) return [`(${name} << ${place.shift})`];
      return place.isAcross && place.word + 1 === word ? [`(${name} >>> ${32 - place.shift})`] : [];
    });
    return parts.join(" | ");
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
      const { word, shift, isAcross } = this.#places[i]!;
      target[at + word]! |= value << shift;
      if (isAcross) target[at + word + 1]! |= value >>> (32 - shift);
      overflow |= value >>> this.#widths[i]!;
    }
    return overflow === 0;
  }

  unpack(source: Int32Array, at: number, fields: Int32Array): void {
    for (let i = 0; i < fields.length; i++) {
      const { word, shift, isAcross, mask } = this.#places[i]!;
      const low = source[at + word]! >>> shift;
      const bits = isAcross ? low | (source[at + word + 1]! << (32 - shift)) : low;
      fields[i] = bits & mask;
    }
  }

  /** Whether every field has room. */
  hasRoom(fields: Int32Array): boolean {
    return fields.every((value, i) => value >>> this.#widths[i]! === 0);
  }

  /** A layout with room for `fields`, and a bit to spare where a field is nearly full. */
  wider(fields: Int32Array): Layout {
    return new Layout(
      this.#widths.map((width, i) => {
        const needed = 32 - Math.clz32(fields[i]! + (fields[i]! >>> 2));
        return needed <= width ? width : Math.min(31, needed + 1);
      }),
    );
  }
}

/** Where fields begin if each lies in the first word that has room for all of it. */
function begunWithin(widths: readonly number[]): readonly number[] {
  const filled: number[] = [];
  return widths.map((width) => {
    const fitting = filled.findIndex((bits) => bits + width <= 32);
    const word = fitting < 0 ? filled.length : fitting;
    const shift = filled[word] ?? 0;
    filled[word] = shift + width;
    return word * 32 + shift;
  });
}
