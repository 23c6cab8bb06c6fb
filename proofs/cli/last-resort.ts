/** What is said about an error that nobody foresaw: the last resort before a stack trace. */
import { said } from "../../model/error.ts";
import { InputError } from "../../model/scenario.ts";
import { type Position, positionIn } from "./import-problem.ts";
import type { Stage } from "./stage.ts";

/**
 * Explains any error: what it is, where it came from, what to do.
 *
 * @param error - what was thrown, or what a promise was rejected with: anything
 */
export function unexpected(error: unknown, stage: Stage): InputError {
  if (error instanceof InputError) return error;
  // An error's message may have lines of its own; here, a new line begins the next part of the explanation.
  const what = said(error).replaceAll(/\s*\n\s*/g, " ");
  const at = placeOf(error, stage);
  const where = at === undefined ? "" : `, at ${at}`;
  return new InputError("unexpected", `${what}\nIt came up while ${inWords(stage)}${where}.\n${remedy(stage, at)}`);
}

/** Explains why the result could not be written. */
export function unwritten(error: unknown): InputError {
  return new InputError(
    "output",
    `the result could not be written: ${said(error)}\nMake room where it goes, or send it elsewhere.`,
  );
}

/** Explains why the program ended before it was done, without an error. */
export function endedEarly(stage: Stage, isIdle: boolean): InputError {
  const { path = "the program" } = stage.file ?? {};
  if (stage.phase === "importing" && isIdle) {
    return new InputError(
      "file-endless",
      `${path} waits for ever while it is imported\nLook for an await of a promise that never settles.`,
    );
  }
  if (isIdle) {
    return new InputError("unexpected", `nothing is left to wait for while ${inWords(stage)}\n${remedy(stage)}`);
  }
  return new InputError(
    "file-exits",
    `${path} ended the program while it was ${stage.phase === "exploring" ? "explored" : "imported"}\nTake process.exit() out of it: a protocol answers every event, and ends nothing.`,
  );
}

function inWords({ phase, file }: Stage): string {
  return file !== undefined && (phase === "importing" || phase === "exploring") ? `${phase} ${file.path}` : phase;
}

function remedy({ file }: Stage, at?: string): string {
  if (file === undefined)
    return "This is a mistake in interregnum itself: please report it with the command you typed.";
  const culprit = "A protocol's file should leave nothing running: no timers, no promises that nobody awaits.";
  return at === undefined
    ? `${culprit} If it leaves none, please report this with the file.`
    : `Correct it there. ${culprit}`;
}

/** Where in the user's file it happened, as far as the stack of the error tells; reading it may throw as well. */
function placeOf(error: unknown, { file }: Stage): string | undefined {
  if (file === undefined) return undefined;
  let at: Position | undefined;
  try {
    at = error instanceof Error ? positionIn(String(error.stack), file.absolute) : undefined;
  } catch {
    return undefined;
  }
  return at === undefined ? undefined : `${file.path}:${at.line}:${at.column}`;
}
