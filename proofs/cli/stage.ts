/**
 * How far the program is, for whoever must explain an error that came from nowhere.
 *
 * @remarks
 * A throw in a timer or a rejected promise of a user's file reaches only the
 * process as a whole, so that this is a fact about the process, and the one
 * variable of the command line that everybody can see.
 */
export type Phase = "reading the command" | "importing" | "exploring" | "writing the result";

/** What the program is at, and which file of the user's takes part in it. */
export interface Stage {
  readonly phase: Phase;
  /** The user's file as an absolute path, and as the user wrote it; absent where only what is built in takes part. */
  readonly file?: { readonly absolute: string; readonly path: string };
}

let stage: Stage = { phase: "reading the command" };

/** What the program is at. */
export function currentStage(): Stage {
  return stage;
}

/** Goes on to the next phase; the file stays the same unless another one is given. */
export function enter(phase: Phase, file: Stage["file"] = stage.file): void {
  stage = file === undefined ? { phase } : { phase, file };
}
