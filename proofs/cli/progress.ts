/** Watching an exploration: one line on the terminal, and a chance for Ctrl-C. */
import { setImmediate } from "node:timers/promises";
import type { Progress } from "../../model/explore.ts";
import type { Terminal } from "./terminal.ts";
import { grouped } from "./words.ts";

/** Milliseconds from one line to the next. */
const pause = 100;

/**
 * Drives an exploration to its end and shows how far it is.
 *
 * @remarks
 * `what` stands before the line, where one exploration of several is watched.
 * Between two stretches the event loop gets its turn: only then can a Ctrl-C be
 * heard.
 * With `patience`, in milliseconds, the line waits before it appears, so that a short exploration does not flicker.
 */
export async function watched<R>(
  exploration: Generator<Progress, R>,
  { progress }: Pick<Terminal, "progress">,
  { what = "", patience = 400 }: { readonly what?: string; readonly patience?: number } = {},
): Promise<R> {
  const begun = performance.now();
  let shownAt: number | undefined;
  try {
    for (;;) {
      const next = exploration.next();
      if (next.done === true) return next.value;
      const now = performance.now();
      if (progress !== undefined && now >= (shownAt === undefined ? begun + patience : shownAt + pause)) {
        shownAt = now;
        progress(what + progressLine(next.value, (now - begun) / 1000));
      }
      await setImmediate();
    }
  } finally {
    if (shownAt !== undefined) progress?.(null);
  }
}

/** How far an exploration is, in one line. */
export function progressLine({ states, depth, frontier }: Progress, seconds: number): string {
  const rate = grouped(Math.round(states / Math.max(seconds, 0.001)));
  return `${grouped(states)} states, ${rate} a second, depth ${depth}, frontier ${grouped(frontier)} (Ctrl-C ends it)`;
}
