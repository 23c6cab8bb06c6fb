/** A directory for what memory has no room for. */
import { closeSync, openSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { totalmem } from "node:os";
import { join, resolve } from "node:path";
import type { Disk } from "../../model/engine/shelf.ts";
import { InputError } from "../../model/scenario.ts";
import { reason } from "./checkpoint-file.ts";
import type { Given } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** The option of disks. */
export const diskOptions = {
  disk: {
    takes: "word",
    value: "DIR",
    words:
      "put states there, in a file that is gone afterwards, once they fill half of what --memory leaves; takes longer, and goes further. Breadth first only",
  },
} as const;

/** A disk, until it is given back. */
export interface Lent {
  readonly disk?: Disk;
  /** Gives it back: what is on it is gone. */
  close(): void;
}

/** From which share of the memory on everything is put away that can be: the last tenth is never taken. */
const tight = 0.8;

/**
 * The disk that was asked for.
 *
 * @param most - what the process may take, in bytes; all of the machine's memory by default
 * @throws InputError with the code `disk` where there is no such directory, or nothing can be written to it
 */
export function diskFrom(
  { disk: path }: Given<typeof diskOptions>,
  { directory, err, progress }: Terminal,
  most: number = totalmem(),
): Lent {
  if (path === undefined) return { close: () => {} };
  const { file, remove } = opened(path, resolve(directory, path));
  let isTold = false;
  const half = Math.max(0, 0.9 * most - process.memoryUsage.rss()) / 2;
  const disk: Disk = {
    get room() {
      return process.memoryUsage.rss() > tight * most ? 0 : half;
    },
    write: (at, bytes) => {
      try {
        for (let done = 0; done < bytes.length; ) {
          done += writeSync(file, bytes, done, bytes.length - done, at + done);
        }
        return true;
      } catch (error) {
        if (!isTold) {
          progress?.(null);
          err(`interregnum: nothing more goes to --disk ${path}: ${reason(error)}. Memory is all that is left.`);
        }
        isTold = true;
        return false;
      }
    },
    read: (at, bytes) => {
      let done = 0;
      let why = "the file is shorter than it was";
      try {
        for (let read = -1; read !== 0 && done < bytes.length; done += read) {
          read = readSync(file, bytes, done, bytes.length - done, at + done);
        }
      } catch (error) {
        why = reason(error);
      }
      if (done === bytes.length) return;
      throw new InputError(
        "disk",
        `check: what was put on --disk ${path} cannot be read again: ${why}\nLook after that disk, and begin anew.`,
      );
    },
  };
  return {
    disk,
    close: () => {
      closeSync(file);
      remove();
    },
  };
}

/**
 * Makes a file that nobody else can have, and that does not outlive the program,
 * however it ends: where the system allows it, it has no name any more.
 */
function opened(path: string, directory: string): { readonly file: number; remove(): void } {
  const name = join(directory, `interregnum-${process.pid}.states`);
  try {
    if (statSync(directory).isDirectory() === false) throw Object.assign(new Error(), { code: "ENOTDIR" });
    const file = openSync(name, "wx+");
    const remove = (): void => rmSync(name, { force: true });
    if (process.platform !== "win32") remove();
    return { file, remove };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const [why, remedy] =
      code === "EEXIST"
        ? [`${name} is left over from another run`, "Remove it, or name another directory."]
        : [
            code === "ENOTDIR" ? "it is no directory" : reason(error),
            "Name a directory that exists and can be written to.",
          ];
    throw new InputError("disk", `check: --disk ${path} cannot be used: ${why}\n${remedy}`);
  }
}
