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

/** What a thrown value says, whatever it is: even one whose own words throw. */
export function said(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : shown(error);
  } catch {
    return "something that cannot be shown";
  }
}

/** A value for an error message: JSON, shortened in the middle where it is long. */
export function shown(value: unknown): string {
  if (typeof value === "number") return String(value);
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = typeof value === "object" ? "an object that cannot be shown" : String(value);
  }
  return text.length <= 300 ? text : `${text.slice(0, 200)} … ${text.slice(-80)}`;
}
