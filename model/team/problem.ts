import { ProtocolError, said } from "../error.ts";
import { InputError } from "../scenario.ts";
import { readText, type TeamMemory, words, writeText } from "./memory.ts";

/** An error as it goes from one thread to another. */
interface Problem {
  readonly kind: "protocol" | "input" | "other";
  readonly code: string;
  readonly message: string;
}

/** Writes down why a member failed; the first problem stays. */
export function writeProblem(memory: TeamMemory, error: unknown): void {
  const control = new Int32Array(memory.control);
  if (Atomics.compareExchange(control, words.failed, 0, -1) !== 0) return;
  const problem: Problem =
    error instanceof InputError
      ? { kind: error instanceof ProtocolError ? "protocol" : "input", code: error.code, message: error.message }
      : { kind: "other", code: "worker", message: said(error) };
  // A quarter of the room at most: JSON may write one character as six, and a text that is cut off would be no JSON.
  const short = { ...problem, message: problem.message.slice(0, 8_000) };
  Atomics.store(control, words.failed, writeText(new Uint16Array(memory.problem), 0, JSON.stringify(short)));
}

/** Why a member failed, or null where none did. */
export function problemIn(memory: TeamMemory): Error | null {
  const length = Atomics.load(new Int32Array(memory.control), words.failed);
  if (length <= 0) return null;
  const text = readText(new Uint16Array(memory.problem), 0, length);
  const { kind, code, message } = JSON.parse(text) as Problem;
  if (kind === "protocol") return new ProtocolError(code, message);
  return new InputError(code, kind === "input" ? message : `a worker failed: ${message}`);
}
