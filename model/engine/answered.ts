import { said, shown } from "../error.ts";
import { InputError } from "../scenario.ts";

/**
 * What a claim answers.
 *
 * @param ask - calls its predicate
 * @throws InputError where the predicate throws, or answers anything but true or false
 */
export function answered(claim: string, ask: () => unknown): boolean {
  let answer: unknown;
  try {
    answer = ask();
  } catch (error) {
    throw new InputError(
      "claim-throws",
      `the claim ${shown(claim)} threw ${said(error)}\n  Make it answer true or false in every state; a process that is down may have no state.`,
    );
  }
  if (typeof answer === "boolean") return answer;
  throw new InputError(
    "claim-answer",
    `the claim ${shown(claim)} answered ${shown(answer)}\n  Make its predicate answer true or false, and nothing else; it cannot be asynchronous.`,
  );
}
