import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { ProcessId } from "../../../spec/vocabulary.ts";
import { type LogEntry, LogWriter } from "../log.ts";
import { HostError } from "./error.ts";

/**
 * The log of one incarnation, as a file of its own. A line is handed to the
 * operating system before anything comes of what it tells, so that no process
 * that is killed has done more than its log says.
 */
export class LogFile {
  readonly path: string;
  readonly #file: number;
  readonly #writer = new LogWriter();
  #isClosed = false;

  /** @throws HostError `log` */
  constructor(directory: string, process: ProcessId, incarnation: number) {
    this.path = join(directory, `process-${process}-${incarnation}.ndjson`);
    try {
      mkdirSync(directory, { recursive: true });
      this.#file = openSync(this.path, "ax");
    } catch (error) {
      throw new HostError("log", `${this.path} cannot be written: ${(error as Error).message}`, { cause: error });
    }
  }

  write(entry: LogEntry): void {
    if (!this.#isClosed) writeSync(this.#file, this.#writer.line(entry));
  }

  close(): void {
    if (this.#isClosed) return;
    this.write({ type: "end", at: Date.now() });
    this.#isClosed = true;
    closeSync(this.#file);
  }
}
