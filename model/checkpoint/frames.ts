/**
 * The outer form of a checkpoint: a word that says what it is, and frames, each
 * with its checksums, so that whatever is cut off or changed is noticed.
 *
 * @remarks
 * All integers have 32 bits, the lowest byte first. The file begins with the
 * name of the format in ASCII and a version. A frame is the length of its
 * content in bytes, the CRC-32 of the content, the CRC-32 of these two with the
 * number of the frame, and the content. A frame without content is the last.
 */
import { InputError } from "../scenario.ts";
import { crc32 } from "./crc.ts";

/** The version of the format: one more whenever something else is written. */
export const formatVersion = 2;

/** How many bytes stand before the content of a frame. */
export const frameHeader = 12;

const name = "interregnum checkpoint\n";

/** How the file begins. */
export function preamble(): Uint8Array {
  const bytes = new Uint8Array(name.length + 4);
  for (let i = 0; i < name.length; i++) bytes[i] = name.charCodeAt(i);
  put32(bytes, name.length, formatVersion);
  return bytes;
}

/** Writes the header of frame number `number`, whose content ends at `end`, to the first bytes of `bytes`. */
export function seal(bytes: Uint8Array, end: number, number: number): void {
  put32(bytes, 0, end - frameHeader);
  put32(bytes, 4, crc32(bytes, frameHeader, end));
  put32(bytes, 8, headerCheck(bytes, 0, number));
}

/** What is said of bytes that nobody has written so. */
export function damaged(where: string): InputError {
  return new InputError(
    "checkpoint-damaged",
    `the checkpoint is damaged: ${where}\n  Take an older one, or begin anew without it.`,
  );
}

/**
 * The contents of the frames in a stream of bytes, whatever the lengths of its
 * chunks. A content is good until the next one is asked for.
 *
 * @throws InputError with the code `checkpoint-format` where it is no checkpoint, or of another version, and with
 *   `checkpoint-damaged` where something is missing or was changed
 */
export function* framesOf(chunks: Iterable<Uint8Array>): Generator<Uint8Array, void> {
  const source = new Source(chunks);
  const wanted = preamble();
  if (!source.fill(wanted.length) || !startsWith(source.bytes, source.at, wanted, name.length)) {
    throw new InputError("checkpoint-format", "this is no checkpoint\n  Name a file that --checkpoint has written.");
  }
  const version = get32(source.bytes, source.at + name.length);
  if (version !== formatVersion) {
    throw new InputError(
      "checkpoint-format",
      `the checkpoint has version ${version} of the format, and this is a program for version ${formatVersion}\n  Resume it with the program that wrote it, or begin anew without it.`,
    );
  }
  source.at += wanted.length;
  for (let number = 0; ; number++) {
    if (!source.fill(frameHeader)) throw damaged(`it ends after ${source.position} bytes, before its end`);
    const { bytes, at } = source;
    if (get32(bytes, at + 8) !== headerCheck(bytes, at, number)) throw damaged(`the checksum is wrong at ${place()}`);
    const length = get32(bytes, at);
    const crc = get32(bytes, at + 4);
    source.at += frameHeader;
    if (!source.fill(length)) throw damaged(`it ends after ${source.total} bytes, before its end`);
    const end = source.at + length;
    if (crc32(source.bytes, source.at, end) !== crc) throw damaged(`the checksum is wrong at ${place()}`);
    if (length === 0) break;
    yield source.bytes.subarray(source.at, end);
    source.at = end;
  }
  if (source.fill(1)) throw damaged(`it goes on behind its end, at ${place()}`);

  function place(): string {
    return `byte ${source.position}`;
  }
}

/** Bytes that come in chunks, put together as far as they are needed. */
class Source {
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the next byte is in {@link bytes}. */
  at = 0;
  readonly #chunks: Iterator<Uint8Array>;
  #before = 0;

  constructor(chunks: Iterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.iterator]();
  }

  /** How many bytes were read before the next one. */
  get position(): number {
    return this.#before + this.at;
  }

  /** How many bytes there have been so far, read or not. */
  get total(): number {
    return this.#before + this.bytes.length;
  }

  /** Sees that there are `needed` bytes from {@link at} on; returns whether there are. */
  fill(needed: number): boolean {
    if (this.bytes.length - this.at >= needed) return true;
    const parts = [this.bytes.subarray(this.at)];
    let length = parts[0]!.length;
    while (length < needed) {
      const next = this.#chunks.next();
      if (next.done === true) break;
      // A chunk may be overwritten by the one that follows.
      parts.push(next.value.slice());
      length += next.value.length;
    }
    const joined = new Uint8Array(length);
    let end = 0;
    for (const part of parts) {
      joined.set(part, end);
      end += part.length;
    }
    this.#before += this.at;
    this.bytes = joined;
    this.at = 0;
    return length >= needed;
  }
}

function headerCheck(bytes: Uint8Array, at: number, number: number): number {
  const checked = new Uint8Array(frameHeader);
  checked.set(bytes.subarray(at, at + 8));
  put32(checked, 8, number);
  return crc32(checked, 0, checked.length);
}

function startsWith(bytes: Uint8Array, at: number, wanted: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

function put32(bytes: Uint8Array, at: number, value: number): void {
  for (let i = 0; i < 4; i++) bytes[at + i] = (value >>> (8 * i)) & 0xff;
}

function get32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}
