/** What a command is, and how its help reads. */
import type { Algorithm } from "../registry.ts";
import { hanging, wrapped } from "./layout.ts";
import { type Options, optionLines } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/**
 * How a command ends.
 *
 * - 0: nothing is violated
 * - 1: a claim is violated
 * - 2: bad input
 * - 3: not finished: a claim is undecided, a limit was reached, or it was interrupted
 */
export type ExitStatus = 0 | 1 | 2 | 3;

/** What a command works with. */
export interface Context {
  readonly terminal: Terminal;
  /** The built-in algorithms by their names. */
  readonly algorithms: Readonly<Record<string, Algorithm>>;
}

/** One command: how it is called, what its help says, and what it does. */
export interface Command {
  readonly name: string;
  /** What it does, in one line of the overview. */
  readonly summary: string;
  /** How it is called, behind `interregnum`. */
  readonly usage: string;
  /** What it does, at length: paragraphs. */
  readonly description: readonly string[];
  /** The options in groups, each under a title. */
  readonly options: readonly (readonly [title: string, options: Options])[];
  /** Calls worth trying, each with what it does. */
  readonly examples: readonly (readonly [call: string, what: string])[];
  /**
   * @throws InputError where the input makes no sense
   */
  run(args: readonly string[], context: Context): Promise<ExitStatus>;
}

/** The options that every command has. */
export const helpOption: { readonly help: { readonly takes: "flag"; readonly short: "h"; readonly words: string } } = {
  help: { takes: "flag", short: "h", words: "print this" },
};

/** The help of a command. */
export function helpOf(command: Command, { terminal: { width, paint } }: Context): string {
  const title = (text: string): string => paint("bold", text);
  const lines = [
    `${title("Usage:")} interregnum ${command.usage}`,
    ...command.description.flatMap((paragraph) => ["", ...wrapped(paragraph, width)]),
    ...command.options.flatMap(([name, options]) => ["", title(name), ...optionLines(options, width)]),
    "",
    title("Examples"),
    ...command.examples.flatMap(([call, what]) => [`  ${call}`, ...hanging("      ", what, width)]),
  ];
  return lines.join("\n");
}
