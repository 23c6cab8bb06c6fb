/** Watching an exploration: one line on the terminal, or now and then a line in a pipe, and a chance for Ctrl-C. */
import { setImmediate } from "node:timers/promises";
import type { Progress } from "../../model/mission.ts";
import { Pace, timeInWords } from "./pace.ts";
import type { Terminal } from "./terminal.ts";
import { grouped, short } from "./words.ts";

/** Milliseconds from one line to the next: rewritten on a terminal, one below the other elsewhere. */
const pauses = { rewritten: 100, printed: 10_000 } as const;

/** How an exploration is watched. */
export interface Watching {
  /** Stands before the line, where one exploration of several is watched. */
  readonly what?: string;
  /** Milliseconds before the first line on a terminal, so that a short exploration does not flicker. */
  readonly patience?: number;
  /** Whether lines are printed on standard error where that is no terminal. */
  readonly isAsked?: boolean;
  /** Milliseconds, for tests. */
  readonly clock?: () => number;
}

/**
 * Drives an exploration to its end and shows how far it is.
 *
 * @remarks
 * Between two stretches the event loop gets its turn: only then can a Ctrl-C be
 * heard.
 */
export async function watched<R>(
  exploration: Generator<Progress, R>,
  { progress, err, width }: Pick<Terminal, "progress" | "err" | "width">,
  { what = "", patience = 400, isAsked = false, clock = () => performance.now() }: Watching = {},
): Promise<R> {
  const begun = clock();
  const pace = new Pace();
  const print = progress ?? (isAsked ? err : undefined);
  const pause = progress === undefined ? pauses.printed : pauses.rewritten;
  let due = begun + (progress === undefined ? pause : patience);
  let isShown = false;
  try {
    for (;;) {
      const next = exploration.next();
      if (next.done === true) return next.value;
      const now = clock();
      pace.note(next.value, (now - begun) / 1000);
      if (print !== undefined && now >= due) {
        due = now + pause;
        isShown = true;
        print(what + progressLine(next.value, pace, process.memoryUsage.rss(), width - what.length));
      }
      await setImmediate();
    }
  } finally {
    if (isShown) progress?.(null);
  }
}

/**
 * How far an exploration is, in one line: the first parts are the most telling,
 * and those that do not fit into `width` columns are left out.
 *
 * @param taken - the memory that the program takes, in bytes
 */
export function progressLine(progress: Progress, pace: Pace, taken: number, width: number): string {
  const { states, depth, frontier, walks } = progress;
  const estimate = pace.secondsLeft();
  const parts = [
    `${grouped(states)} states`,
    `${short(Math.round(pace.rate))}/s`,
    walks === undefined ? `depth ${grouped(depth)}` : `walk ${grouped(walks.done + 1)} of ${grouped(walks.all)}`,
    ...(walks === undefined ? [`frontier ${short(frontier)}`] : []),
    size(taken),
    timeInWords(pace.seconds),
    ...(estimate === null ? [] : [`about ${timeInWords(estimate)} left`]),
    "Ctrl-C ends it",
  ];
  let line = parts[0]!;
  for (const part of parts.slice(1)) {
    if (line.length + 2 + part.length > width - 1) break;
    line += `, ${part}`;
  }
  return line;
}

function size(bytes: number): string {
  return bytes < 2 ** 30 ? `${Math.round(bytes / 2 ** 20)} MB` : `${(bytes / 2 ** 30).toFixed(1)} GB`;
}
