/** Explorations that take hours: kept from time to time, and gone on with. */
import type { Checkpoints } from "../../model/checkpoint/index.ts";
import { InputError } from "../../model/scenario.ts";
import {
  type CheckpointPath,
  checkpointPath,
  checkWritable,
  exists,
  readChunks,
  reason,
  writeWhole,
} from "./checkpoint-file.ts";
import type { Given } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** The options of checkpoints. */
export const checkpointOptions = {
  checkpoint: {
    takes: "word",
    value: "FILE",
    words:
      "keep the exploration in this file from time to time, and when a limit or Ctrl-C ends it; breadth first only",
  },
  resume: {
    takes: "word",
    value: "FILE",
    words: "go on from the last complete level of such a file; everything else but limits must be asked for as it was",
  },
} as const;

/** What an exploration is told of checkpoints, and what a person is told afterwards. */
export interface Keeping {
  readonly checkpoints?: Checkpoints;
  readonly resume?: Iterable<Uint8Array>;
  /** Tells whoever stopped the exploration how to go on with it. */
  tellStopped(): void;
  /** Names the file in what is said about it. */
  named(error: unknown): unknown;
}

/** Milliseconds between two checkpoints at least, and how many times longer than the last one took. */
const pauses = { least: 30_000, times: 30 } as const;

/**
 * Where checkpoints are kept, and from which one to go on.
 *
 * @param clock - milliseconds, for tests
 * @throws InputError with the code `checkpoint-file` where a file cannot be written, or is there already and would be lost
 */
export function keepingFrom(
  { checkpoint, resume }: Given<typeof checkpointOptions>,
  terminal: Terminal,
  clock: () => number = () => performance.now(),
): Keeping {
  const from = resume === undefined ? undefined : checkpointPath(resume, terminal.directory);
  const to = checkpoint === undefined ? undefined : checkpointPath(checkpoint, terminal.directory);
  if (from !== undefined && !exists(from)) {
    throw new InputError(
      "checkpoint-file",
      `check: --resume ${from.path} cannot be read: there is no such file\nName a file that --checkpoint has written; its path is relative to the current directory.`,
    );
  }
  if (to !== undefined) {
    checkWritable(to);
    if (exists(to) && to.absolute !== from?.absolute) {
      throw new InputError(
        "checkpoint-file",
        `check: --checkpoint ${to.path} is there already\nGo on from it with --resume ${to.path}, name another file, or remove it.`,
      );
    }
  }
  const kept = to === undefined ? undefined : new Kept(to, terminal, clock);
  return {
    ...(kept === undefined ? {} : { checkpoints: kept }),
    ...(from === undefined ? {} : { resume: readChunks(from) }),
    tellStopped: () => kept?.tellStopped(from),
    named: (error) => {
      const isMeant = from !== undefined && error instanceof InputError && error.code.startsWith("checkpoint-");
      if (!isMeant || error.message.startsWith("check: ")) return error;
      return new InputError(error.code, `check: --resume ${from.path}: ${error.message}`);
    },
  };
}

/** Keeps checkpoints in one file, the last one only. */
class Kept implements Checkpoints {
  readonly #to: CheckpointPath;
  readonly #terminal: Pick<Terminal, "err" | "progress">;
  readonly #clock: () => number;
  #due: number;
  #isThere = false;

  constructor(to: CheckpointPath, terminal: Pick<Terminal, "err" | "progress">, clock: () => number) {
    this.#to = to;
    this.#terminal = terminal;
    this.#clock = clock;
    this.#due = clock() + pauses.least;
  }

  isDue(): boolean {
    return this.#clock() >= this.#due;
  }

  keep(chunks: Iterable<Uint8Array>): void {
    const begun = this.#clock();
    try {
      writeWhole(this.#to, chunks);
      this.#isThere = true;
    } catch (error) {
      // Only what the system says: anything else is a mistake in what was to be written. The exploration is worth more
      // than its checkpoint, and goes on.
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      const last = this.#isThere ? "The last one is there still" : "There is none yet";
      this.#tell(`interregnum: no checkpoint could be written to ${this.#to.path}: ${reason(error)}. ${last}.`);
    }
    const ended = this.#clock();
    this.#due = ended + Math.max(pauses.least, pauses.times * (ended - begun));
  }

  /** @param from - where the exploration began, if it was resumed */
  tellStopped(from: CheckpointPath | undefined): void {
    const isThere = this.#isThere || from?.absolute === this.#to.absolute;
    this.#tell(
      isThere
        ? `To go on from its last complete level: the same command with --resume ${this.#to.path}`
        : `There is no checkpoint in ${this.#to.path}: it ended before one could be written.`,
    );
  }

  #tell(text: string): void {
    this.#terminal.progress?.(null);
    this.#terminal.err(text);
  }
}
