/** The files in which checkpoints are kept. */
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { said } from "../../model/error.ts";
import { InputError } from "../../model/scenario.ts";

/** How many bytes are read at once. */
const chunkLength = 1 << 20;

/** A file, as a person names it and where it is. */
export interface CheckpointPath {
  readonly path: string;
  readonly absolute: string;
}

/** A path that was typed, relative to `directory`. */
export function checkpointPath(path: string, directory: string): CheckpointPath {
  return { path, absolute: resolve(directory, path) };
}

/**
 * Sees that a checkpoint can be written to a path, hours before there is one.
 *
 * @throws InputError with the code `checkpoint-file` where nothing can be written there
 */
export function checkWritable({ path, absolute }: CheckpointPath): void {
  const part = partOf(absolute);
  try {
    if (statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw Object.assign(new Error(), { code: "EISDIR" });
    }
    closeSync(openSync(part, "w"));
    rmSync(part);
  } catch (error) {
    throw new InputError(
      "checkpoint-file",
      `check: --checkpoint ${path} cannot be written: ${reason(error)}\nName a file in a directory that exists and can be written to.`,
    );
  }
}

/** Whether there is a file under a path. */
export function exists({ absolute }: CheckpointPath): boolean {
  return statSync(absolute, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Writes a checkpoint, whole or not at all: to a file beside it, which takes its
 * place once all of it is on the disk.
 *
 * @throws Error as the system says it; what was there before is there still
 */
export function writeWhole({ absolute }: CheckpointPath, chunks: Iterable<Uint8Array>): void {
  const part = partOf(absolute);
  try {
    synced(part, "w", (file) => {
      for (const chunk of chunks) {
        for (let from = 0; from < chunk.length; ) from += writeSync(file, chunk, from);
      }
    });
    renameSync(part, absolute);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  // The new name is on the disk once its directory is; Windows opens no directories.
  if (process.platform !== "win32") synced(dirname(absolute), "r", () => {});
}

/**
 * The bytes of a checkpoint, in chunks that are overwritten by the next.
 *
 * @throws InputError with the code `checkpoint-file` where it cannot be read
 */
export function* readChunks({ path, absolute }: CheckpointPath): Generator<Uint8Array, void> {
  const chunk = new Uint8Array(chunkLength);
  let file: number | undefined;
  try {
    file = openSync(absolute, "r");
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk))
      yield chunk.subarray(0, length);
  } catch (error) {
    throw new InputError(
      "checkpoint-file",
      `check: --resume ${path} cannot be read: ${reason(error)}\nName a file that --checkpoint has written; its path is relative to the current directory.`,
    );
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** What goes wrong with files, in words. */
export function reason(error: unknown): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  return reasons[code] ?? said(error);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "it is not allowed",
  EPERM: "it is not allowed",
  EROFS: "the disk can only be read",
  EISDIR: "it is a directory",
  ENOENT: "there is no such file or directory",
  ENOTDIR: "its path leads through a file",
  ENOSPC: "the disk is full",
  EDQUOT: "no more room is allowed on the disk",
  EFBIG: "it is larger than a file may be",
};

function partOf(absolute: string): string {
  return `${absolute}.part`;
}

function synced(path: string, flags: "r" | "w", work: (file: number) => void): void {
  const file = openSync(path, flags);
  try {
    work(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
