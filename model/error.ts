import { InputError } from "./scenario.ts";

/**
 * A protocol that breaks its contract, found while exploring it.
 *
 * @remarks
 * The message says which function of which process broke it, in which state and
 * at which event, and what to do.
 */
export class ProtocolError extends InputError {
  constructor(code: string, message: string) {
    super(code, message);
    this.name = "ProtocolError";
  }
}

/** A value for an error message: JSON, shortened in the middle where it is long. */
export function shown(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = String(value);
  }
  return text.length <= 300 ? text : `${text.slice(0, 200)} … ${text.slice(-80)}`;
}
