import type { Disk } from "../../model/engine/shelf.ts";

/** A disk that is an array, and tells how much was written to it and read from it, in bytes. */
export interface MemoryDisk extends Disk {
  readonly written: number;
  readonly readBack: number;
}

/** @param isFull - whether there is no room for a write; writes are numbered from 0 */
export function memoryDisk(room: number, isFull: (write: number) => boolean = () => false): MemoryDisk {
  let bytes = new Uint8Array(1 << 16);
  let end = 0;
  let writes = 0;
  let written = 0;
  let readBack = 0;
  return {
    room,
    get written() {
      return written;
    },
    get readBack() {
      return readBack;
    },
    write: (at, some) => {
      if (isFull(writes++)) return false;
      if (at + some.length > bytes.length) {
        const longer = new Uint8Array(2 * (at + some.length));
        longer.set(bytes);
        bytes = longer;
      }
      bytes.set(some, at);
      end = Math.max(end, at + some.length);
      written += some.length;
      return true;
    },
    read: (at, some) => {
      if (at + some.length > end) throw new Error("what was never written is read");
      some.set(bytes.subarray(at, at + some.length));
      readBack += some.length;
    },
  };
}
