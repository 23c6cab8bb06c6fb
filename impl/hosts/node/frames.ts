/**
 * What travels between two hosts: frames, each a length of four bytes and so
 * many bytes of JSON.
 *
 * Every frame says the version of this format, the cluster, who sends it in which
 * incarnation, and for whom it is meant. Nothing of a frame is believed before it
 * was looked at.
 */
import type { ProcessId } from "../../../spec/vocabulary.ts";

/** The version of the format of frames. */
export const wireVersion = 1;

/** How many bytes of JSON a frame may have. */
export const mostBytes = 65_536;

/** What a frame says. */
export interface Frame {
  readonly cluster: string;
  readonly from: ProcessId;
  /** The incarnation of the sender. */
  readonly incarnation: number;
  readonly to: ProcessId;
  /** The incarnation of the receiver that it is meant for; `null` where the sender knew of none. */
  readonly toIncarnation: number | null;
  /** The first frame on a connection, from both ends, is a hello; every other one brings a message. */
  readonly kind: "hello" | "message";
  /** The message; of a hello, the name of the protocol. */
  readonly content: unknown;
}

/** Why bytes are refused. */
export type FrameRefusal = "oversized frame" | "garbage" | "another version";

/** The bytes of a frame; `null` where they would be too many. */
export function encoded(frame: Frame): Buffer | null {
  const { cluster, from, incarnation, to, toIncarnation, kind, content } = frame;
  const body = JSON.stringify([wireVersion, cluster, from, incarnation, to, toIncarnation, kind, content]);
  const length = Buffer.byteLength(body);
  if (length > mostBytes) return null;
  const bytes = Buffer.allocUnsafe(4 + length);
  bytes.writeUInt32BE(length, 0);
  bytes.write(body, 4);
  return bytes;
}

/** Cuts a stream of bytes into frames. After the first refusal nothing is read any more: where the next frame begins is not known. */
export class Decoder {
  #bytes: Buffer = Buffer.alloc(0);
  #refusal: FrameRefusal | null = null;

  /** The frames that are complete with these bytes, and why reading ended, if it did. */
  push(bytes: Buffer): { readonly frames: readonly Frame[]; readonly refusal: FrameRefusal | null } {
    const frames: Frame[] = [];
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    while (this.#refusal === null && this.#bytes.length >= 4) {
      const length = this.#bytes.readUInt32BE(0);
      if (length > mostBytes) this.#refusal = "oversized frame";
      else if (this.#bytes.length < 4 + length) break;
      else {
        const frame = decoded(this.#bytes.toString("utf8", 4, 4 + length));
        this.#bytes = this.#bytes.subarray(4 + length);
        if (typeof frame === "string") this.#refusal = frame;
        else frames.push(frame);
      }
    }
    return { frames, refusal: this.#refusal };
  }
}

function decoded(body: string): Frame | FrameRefusal {
  let parts: unknown;
  try {
    parts = JSON.parse(body);
  } catch {
    return "garbage";
  }
  if (!Array.isArray(parts) || parts.length === 0) return "garbage";
  // A later version may have other parts; what it is must stay where it is.
  if (parts[0] !== wireVersion) return Number.isSafeInteger(parts[0]) ? "another version" : "garbage";
  if (parts.length !== 8) return "garbage";
  const [, cluster, from, incarnation, to, toIncarnation, kind, content] = parts as readonly unknown[];
  const isFine =
    typeof cluster === "string" &&
    Number.isSafeInteger(from) &&
    Number.isSafeInteger(to) &&
    Number.isSafeInteger(incarnation) &&
    (toIncarnation === null || Number.isSafeInteger(toIncarnation)) &&
    (kind === "hello" || kind === "message");
  if (!isFine) return "garbage";
  return { cluster, from, incarnation, to, toIncarnation, kind, content } as Frame;
}
