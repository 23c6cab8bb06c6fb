/** `interregnum` alone: every algorithm under every crisis. */
import { InputError } from "../../model/scenario.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { parsed } from "./options.ts";

const options = {
  json: { takes: "flag", words: "print the matrix as JSON" },
  ...helpOption,
} as const;

/** The command `matrix`, which is also what happens without a command. */
export const matrix: Command = {
  name: "matrix",
  summary: "every algorithm under every crisis; this is what no command at all does",
  usage: "[matrix] [options]",
  description: [
    "Explores every built-in algorithm under every crisis and prints which of them it survives.",
    "Exit status: 0 everything that is claimed holds, 1 something that is claimed is violated, 2 bad input, 3 not finished.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum", "The matrix."],
    ["interregnum --json", "The matrix for a program."],
  ],
  run,
};

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given } = parsed("matrix", options, 0, args);
  if (given.help) {
    context.terminal.out(helpOf(matrix, context));
    return 0;
  }
  throw new InputError(
    "matrix-missing",
    "the crisis matrix is not there yet\nSee one crisis: interregnum check raft --crisis leader-crash",
  );
}
