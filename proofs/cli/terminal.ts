/** What the command line knows of its surroundings: everything that it writes and reads goes through here. */
import { styleText } from "node:util";

/** The colours in use, by what they mean to `styleText`. */
export type Format = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Colours a text, or leaves it as it is where there are no colours. */
export type Paint = (format: Format, text: string) => string;

/** Where a command runs: injected, so that tests can look at all of it. */
export interface Terminal {
  /** Writes to standard output, a line end added. */
  out(text: string): void;
  /** Writes to standard error, a line end added. */
  err(text: string): void;
  /** Whether standard output is a terminal, and not a pipe or a file. */
  readonly isTerminal: boolean;
  /** Columns of standard output, from 40 to 120. */
  readonly width: number;
  readonly paint: Paint;
  /** Colours for standard error. */
  readonly paintError: Paint;
  /** Rewrites the progress line, or removes it with `null`; absent where standard error is no terminal. */
  readonly progress?: ((line: string | null) => void) | undefined;
  /** The keys that are typed, one by one: a letter, or an escape sequence; absent where nobody sits at a terminal. */
  readonly keys?: (() => AsyncIterable<string>) | undefined;
  /** The directory that paths are relative to. */
  readonly directory: string;
  /**
   * Runs `work` with a signal that the first Ctrl-C sets; a second one kills as usual.
   *
   * @remarks
   * Only who looks at the signal can heed a Ctrl-C: until `work` looks for the
   * first time, a Ctrl-C kills as usual, so that a first step that never returns
   * can be ended. A step that hangs later on cannot: it must be killed.
   */
  interruptible<T>(work: (signal: { readonly aborted: boolean }) => Promise<T>): Promise<T>;
}

/** No colours. */
export const plainly: Paint = (_format, text) => text;

/** Whether a stream gets colours: on a terminal that has them, and never under NO_COLOR (see no-color.org). */
export function hasColours(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const { NO_COLOR: noColour, TERM: kind } = environment;
  return stream.isTTY === true && (noColour === undefined || noColour === "") && kind !== "dumb";
}

/** The columns to write for: those of the terminal, but no line shorter than 40 or longer than 120; 80 in a pipe. */
export function widthOf(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
  const { columns } = stream;
  return stream.isTTY === true && columns !== undefined ? Math.min(120, Math.max(40, columns)) : 80;
}

function colours(format: Format, text: string): string {
  return styleText(format, text);
}

/** What was typed, key by key: a terminal may hand on several at once, and an arrow as three characters. */
export function keysIn(typed: string): readonly string[] {
  return typed.match(/\p{Cc}(?:\[|O)[A-Z]|[\s\S]/gu) ?? [];
}

/** The keys that are typed at a terminal, without waiting for the end of a line; Ctrl-C is a key like any other. */
async function* keysOf(stdin: NodeJS.ReadStream): AsyncIterable<string> {
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  try {
    for await (const typed of stdin) yield* keysIn(String(typed));
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}

/** The surroundings of this very process. */
export function thisTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const rewrite = (line: string | null): void => {
    stderr.write(`\r\u001b[2K${line === null ? "" : line.slice(0, Math.max(0, (stderr.columns ?? 80) - 1))}`);
  };
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    isTerminal: stdout.isTTY === true,
    width: widthOf(stdout),
    paint: hasColours(stdout, process.env) ? colours : plainly,
    paintError: hasColours(stderr, process.env) ? colours : plainly,
    ...(stderr.isTTY === true ? { progress: rewrite } : {}),
    ...(stdin.isTTY === true && stdout.isTTY === true ? { keys: () => keysOf(stdin) } : {}),
    directory: process.cwd(),
    interruptible: async (work) => {
      let isAborted = false;
      let isListening = false;
      const abort = (): void => {
        isAborted = true;
      };
      const signal = {
        get aborted(): boolean {
          if (!isListening) process.once("SIGINT", abort);
          isListening = true;
          return isAborted;
        },
      };
      try {
        return await work(signal);
      } finally {
        process.off("SIGINT", abort);
      }
    },
  };
}
