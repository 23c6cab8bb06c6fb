/** Where bytes go for which there is no room in memory: a file, for whoever has files. */
export interface Disk {
  /** How many bytes of the visited set may stay in memory: at least 0. */
  readonly room: number;
  /**
   * Writes bytes from a place on.
   *
   * @returns whether there was room for all of them; where not, what was there may be lost
   */
  write(at: number, bytes: Uint8Array): boolean;
  /** Reads as many bytes from a place on as there are in `bytes`: all of them were written before. */
  read(at: number, bytes: Uint8Array): void;
}

/** How many words a block has: 64 kB. */
const blockWords = 1 << 14;

/** What can be put on a shelf: words, of which more are added at the end. */
export interface Shelvable {
  /** How many bytes it takes in memory; 0 where it is put away. */
  bytes(stride: number): number;
  /** Gives up its words, which are on the shelf then; returns whether there was room for them. */
  putAway(stride: number): boolean;
}

/**
 * Keeps the parts of a visited set in memory as long as there is room, and all
 * others on a disk, in blocks of one size, so that no place is ever too small.
 *
 * @remarks
 * Every part is needed as often as any other, since hashes choose them. So there
 * is nothing to be gained by what was used last: those that are in memory stay,
 * and those that are put away are taken in for as long as something is merged.
 */
export class Shelf {
  readonly #disk: Disk;
  readonly #counted = new Map<Shelvable, number>();
  readonly #free: number[] = [];
  #blocks = 0;
  #taken = 0;
  /** The words that were looked at last, of which the blocks tell. */
  #copy: { readonly blocks: readonly number[]; readonly words: Int32Array } | null = null;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Puts a part away if those in memory take more than there is room for: to be called when it has changed. */
  settle(part: Shelvable, stride: number): void {
    this.#count(part, part.bytes(stride));
    if (this.#taken > this.#disk.room && part.putAway(stride)) this.#count(part, 0);
  }

  /** Forgets a part, whose blocks are free from now on. */
  forget(part: Shelvable, blocks: readonly number[]): void {
    this.#count(part, 0);
    this.#counted.delete(part);
    this.#free.push(...blocks);
  }

  /**
   * Writes the words from number `from` on, into blocks that are added as needed.
   *
   * @returns whether there was room
   */
  write(blocks: number[], words: Int32Array, from: number): boolean {
    if (this.#copy?.blocks === blocks) this.#copy = null;
    for (let at = from; at < words.length; ) {
      const index = Math.floor(at / blockWords);
      if (index === blocks.length) blocks.push(this.#free.pop() ?? this.#blocks++);
      const end = Math.min(words.length, (index + 1) * blockWords);
      if (!this.#disk.write(placeOf(blocks, at), bytesOf(words.subarray(at, end)))) return false;
      at = end;
    }
    return true;
  }

  /** Reads the first words, as many as there is room for. */
  read(blocks: readonly number[], words: Int32Array): void {
    for (let at = 0; at < words.length; at += blockWords) {
      this.#disk.read(placeOf(blocks, at), bytesOf(words.subarray(at, at + blockWords)));
    }
  }

  /** The first words, as many as are asked for, for whoever only looks: the last ones that were looked at are kept. */
  look(blocks: readonly number[], length: number): Int32Array {
    if (this.#copy?.blocks === blocks && this.#copy.words.length === length) return this.#copy.words;
    const words = new Int32Array(length);
    this.read(blocks, words);
    this.#copy = { blocks, words };
    return words;
  }

  #count(part: Shelvable, bytes: number): void {
    this.#taken += bytes - (this.#counted.get(part) ?? 0);
    this.#counted.set(part, bytes);
  }
}

/** Where a word is on the disk, in bytes. */
function placeOf(blocks: readonly number[], word: number): number {
  return 4 * (blocks[Math.floor(word / blockWords)]! * blockWords + (word % blockWords));
}

function bytesOf(words: Int32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
