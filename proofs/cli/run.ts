/** From what was typed to the command, and from an error to what is said about it. */
import { InputError } from "../../model/scenario.ts";
import { check } from "./check.ts";
import { claims } from "./claims.ts";
import type { Command, Context, ExitStatus } from "./command.ts";
import { connectivity } from "./connectivity.ts";
import { unexpected } from "./last-resort.ts";
import { hanging, padded, wrapped } from "./layout.ts";
import { isPath } from "./load.ts";
import { matrix } from "./matrix.ts";
import { museum } from "./museum.ts";
import { realRun } from "./real-run.ts";
import { replay } from "./replay.ts";
import { currentStage } from "./stage.ts";
import type { Terminal } from "./terminal.ts";
import { validate } from "./validate.ts";
import { version } from "./version.ts";
import { insteadOf, printable } from "./words.ts";

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  matrix,
  check,
  claims,
  connectivity,
  replay,
  museum,
  run: realRun,
  validate,
};

/**
 * Runs what was typed.
 *
 * @param args - what was typed behind `interregnum`
 * @returns the exit status; bad input, and whatever else goes wrong, is explained on standard error
 */
export async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  try {
    return await dispatch(args, context);
  } catch (error) {
    context.terminal.err(problemText(unexpected(error, currentStage()), context.terminal));
    return 2;
  }
}

async function dispatch(args: readonly string[], context: Context): Promise<ExitStatus> {
  const [first, ...rest] = args;
  const { terminal } = context;
  if (first === "--help" || first === "-h" || (first === "help" && rest.length === 0)) {
    terminal.out(overview(context));
    return 0;
  }
  if (first === "--version" || first === "-v") {
    terminal.out(version());
    return 0;
  }
  if (first === undefined || first.startsWith("-")) return matrix.run(args, context);
  if (first === "help") return commandNamed(rest[0]!, context).run(["--help"], context);
  return commandNamed(first, context).run(rest, context);
}

function commandNamed(name: string, { algorithms }: Context): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  const remedy =
    Object.hasOwn(algorithms, name) || isPath(name)
      ? `To explore it: interregnum check ${name}`
      : `${insteadOf(name, Object.keys(commands), "commands")} See interregnum --help.`;
  throw new InputError("command-unknown", `there is no command “${name}”\n${remedy}`);
}

/** The help of the whole. */
function overview(context: Context): string {
  const { width, paint } = context.terminal;
  const title = (text: string): string => paint("bold", text);
  const rows = (entries: readonly (readonly [string, string])[]): readonly string[] => {
    const indent = Math.max(...entries.map(([name]) => name.length)) + 4;
    return entries.flatMap(([name, text]) => hanging(padded(`  ${name}`, indent), text, width));
  };
  return [
    ...wrapped(
      "interregnum looks at every state that a leader election can reach, and tells which crises it survives.",
      width,
    ),
    "",
    `${title("Usage:")} interregnum [command] [options]`,
    "",
    title("Commands"),
    ...rows(Object.values(commands).map(({ name, summary }) => [name, summary])),
    "",
    title("Algorithms"),
    ...rows(
      Object.entries(context.algorithms).map(([name, algorithm]) => [name, `${algorithm.title}. ${algorithm.line}`]),
    ),
    "",
    title("Options"),
    ...rows([
      ["-h, --help", "print this; behind a command, the help of the command"],
      ["-v, --version", "print the version"],
      ["--json", "print the result for a program; every command has it"],
    ]),
    "",
    title("Examples"),
    ...rows([
      ["interregnum", "the crisis matrix"],
      ["interregnum check raft --crisis partition", "one algorithm in one crisis"],
      ["interregnum check ./my-protocol.ts", "a protocol of your own"],
      ["interregnum claims bully", "what is claimed of an algorithm"],
      ["interregnum museum", "real bugs, and what catches them"],
    ]),
    "",
    ...wrapped(
      "Exit status: 0 nothing violated, 1 a claim is violated, 2 bad input, 3 not finished. Colours: on a terminal only, never under NO_COLOR.",
      width,
    ),
  ].join("\n");
}

/** What is said about bad input: what is wrong, and on lines of their own where and what to do. */
export function problemText({ code, message }: InputError, { paintError }: Pick<Terminal, "paintError">): string {
  const [what, ...rest] = message.split("\n").map(printable);
  const lines = rest.map((line) => `  ${line}`);
  return [`${paintError("red", "interregnum:")} ${what} ${paintError("dim", `[${code}]`)}`, ...lines].join("\n");
}
