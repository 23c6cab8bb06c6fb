/**
 * The generators of all permutations of some positions: the exchange of the
 * first two, and the turn that moves every position one on and the last to the
 * front. Where there are two positions or fewer, fewer are needed.
 */
export type Generator = 0 | 1;

/** How a permutation is reached from the identity: by a generator after another permutation. */
interface Edge {
  readonly permutation: number;
  readonly generator: Generator;
  /** The permutation that comes before the generator; its edge comes before this one. */
  readonly after: number;
}

/**
 * All permutations of `size` positions, in numbers, with tables of all that is
 * needed of them. The identity is 0.
 */
export class Permutations {
  readonly size: number;
  readonly count: number;
  readonly generators: readonly Generator[];
  /** Where a permutation takes a position, at `permutation * size + position`. */
  readonly images: Uint8Array;
  /** Which position a permutation takes here, at `permutation * size + position`. */
  readonly sources: Uint8Array;
  /** First the one, then the other, at `other * count + one`. */
  readonly products: Uint16Array;
  /** The permutation that sorts an order: it takes `order[k]` to `k`; by {@link codeOf} of the order. */
  readonly sorting: Uint16Array;
  /** Ways from the identity to every other permutation. */
  readonly edges: readonly Edge[];

  /** By generator: the number of its permutation. */
  readonly #generated: readonly number[];
  readonly #within = new Map<number, Uint16Array>();

  constructor(size: number) {
    const all = orders(Array.from({ length: size }, (_, i) => i));
    this.size = size;
    this.count = all.length;
    this.images = Uint8Array.from(all.flat());
    this.sources = new Uint8Array(all.length * size);
    const numbers = new Uint16Array(size ** size);
    this.sorting = new Uint16Array(size ** size);
    for (const [number, images] of all.entries()) {
      for (const [from, to] of images.entries()) this.sources[number * size + to] = from;
      numbers[codeOf(images, size)] = number;
      this.sorting[codeOf(this.sources.subarray(number * size, (number + 1) * size), size)] = number;
    }
    this.products = new Uint16Array(all.length * all.length);
    const product = new Uint8Array(size);
    for (let other = 0; other < all.length; other++) {
      for (let one = 0; one < all.length; one++) {
        for (let i = 0; i < size; i++) product[i] = this.images[other * size + this.images[one * size + i]!]!;
        this.products[other * all.length + one] = numbers[codeOf(product, size)]!;
      }
    }
    this.generators = size < 2 ? [] : size === 2 ? [0] : [0, 1];
    const positions = all[0]!;
    this.#generated = [positions.map((i) => (i < 2 ? 1 - i : i)), positions.map((i) => (i + 1) % size)].map((images) =>
      size < 2 ? 0 : numbers[codeOf(images, size)]!,
    );
    this.edges = this.#edges();
  }

  /** Where a generator takes a position. */
  moved(generator: Generator, position: number): number {
    return this.images[this.#generated[generator]! * this.size + position]!;
  }

  /** Where a permutation takes a position. */
  image(permutation: number, position: number): number {
    return this.images[permutation * this.size + position]!;
  }

  /**
   * The permutations that move nothing but within blocks of neighbours.
   *
   * @param ties - bit k: position k and the next one are in the same block
   */
  within(ties: number): Uint16Array {
    const known = this.#within.get(ties);
    if (known !== undefined) return known;
    const block: number[] = [];
    for (let k = 0, at = 0; k < this.size; k++) {
      if (k > 0 && ((ties >> (k - 1)) & 1) === 0) at++;
      block.push(at);
    }
    const found = Uint16Array.from(
      Array.from({ length: this.count }, (_, permutation) => permutation).filter((permutation) =>
        block.every((at, k) => block[this.image(permutation, k)] === at),
      ),
    );
    this.#within.set(ties, found);
    return found;
  }

  #edges(): readonly Edge[] {
    const reached = new Set([0]);
    const edges: Edge[] = [];
    // The set grows while it is read.
    for (const after of reached) {
      for (const generator of this.generators) {
        const permutation = this.products[this.#generated[generator]! * this.count + after]!;
        if (reached.has(permutation)) continue;
        reached.add(permutation);
        edges.push({ permutation, generator, after });
      }
    }
    return edges;
  }
}

/** A number for a list of positions. */
export function codeOf(positions: ArrayLike<number>, size: number): number {
  let code = 0;
  for (let k = 0; k < positions.length; k++) code = code * size + positions[k]!;
  return code;
}

function orders(positions: readonly number[]): readonly (readonly number[])[] {
  if (positions.length === 0) return [[]];
  return positions.flatMap((first) =>
    orders(positions.filter((other) => other !== first)).map((rest) => [first, ...rest]),
  );
}
