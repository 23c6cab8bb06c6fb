/** `interregnum validate`: holds what real hosts did against the reducers and the claims. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { said } from "../../model/error.ts";
import { InputError } from "../../model/scenario.ts";
import type { Effect } from "../../spec/effect.ts";
import { type Deviation, type Judgement, journalOf, journalsOf, type Validation, validated } from "../reality/index.ts";
import { actionInWords, sendsInWords } from "./action.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { hanging } from "./layout.ts";
import { statusOf } from "./load.ts";
import { parsed } from "./options.ts";
import { subjectOf } from "./subject.ts";
import { type Page, traceLines } from "./trace.ts";
import { inWords } from "./value.ts";
import { counted, printable } from "./words.ts";

const options = {
  model: {
    takes: "word",
    value: "NAME",
    words: "the algorithm or the file to take the steps through; by default the one that the logs name",
  },
  crashed: { takes: "flag", words: "accept logs without their last line: their processes were killed, or run still" },
  json: { takes: "flag", words: "print what came out as JSON" },
  ...helpOption,
} as const;

/** The command `validate`. */
export const validate: Command = {
  name: "validate",
  summary: "hold logs of real processes against the reducers and the claims",
  usage: "validate <log | directory>... [options]",
  description: [
    "Takes every step that real processes took once more through the reducer, puts the steps of all processes into an order that can have been, and asks the claims about it that are made whatever goes wrong. A step that the reducer would not have taken, a message that nobody sent, a disk that holds what was never written, and a claim that fails are shown.",
    "Of a directory all files are taken whose names end in .ndjson. A log that was edited or cut off, or is of another cluster, is refused.",
    "Exit status: 0 nothing is wrong, 1 a step or a claim is, 2 bad input.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum validate logs --crashed", "All logs in a directory, of processes some of which were killed."],
  ],
  run,
};

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given, positionals } = parsed("validate", options, Number.POSITIVE_INFINITY, args);
  const { terminal } = context;
  if (given.help) {
    terminal.out(helpOf(validate, context));
    return 0;
  }
  const files = positionals.flatMap((path) => filesIn(path, terminal.directory));
  const journals = journalsOf(files.map(({ path, text }) => journalOf(path, text, given.crashed)));
  const { protocol } = [...journals.values()][0]![0]!.boot;
  const { model } = await subjectOf(given.model ?? protocol, context);
  const validation = validated(model, journals);
  terminal.out(
    given.json ? JSON.stringify(validation, null, 2) : validationLines(protocol, validation, terminal).join("\n"),
  );
  return validation.deviation !== null || validation.judgements.some(({ isKept }) => isKept === false) ? 1 : 0;
}

/** The logs that an argument means, with their texts. */
function filesIn(path: string, directory: string): readonly { readonly path: string; readonly text: string }[] {
  const absolute = resolve(directory, path);
  const status = statusOf(absolute, path);
  if (status === undefined) {
    throw new InputError(
      "log-unreadable",
      `${path} cannot be read: there is no such file\nName logs, or a directory of logs.`,
    );
  }
  try {
    if (!status.isDirectory()) return [{ path, text: readFileSync(absolute, "utf8") }];
    const names = readdirSync(absolute).filter((name) => name.endsWith(".ndjson"));
    if (names.length > 0)
      return names.sort().map((name) => ({ path: join(path, name), text: readFileSync(join(absolute, name), "utf8") }));
  } catch (error) {
    throw new InputError(
      "log-unreadable",
      `${path} cannot be read: ${said(error)}\nName logs, or a directory of logs.`,
    );
  }
  throw new InputError(
    "log-unreadable",
    `${path} holds no file whose name ends in .ndjson\nName the directory that logs were written to.`,
  );
}

/** What came of logs, as lines of text. */
export function validationLines(
  protocol: string,
  { deviation, judgements, boots, steps, messages, leaders }: Validation,
  page: Page,
): readonly string[] {
  const { width, paint } = page;
  if (deviation !== null) return deviationLines(protocol, deviation, page);
  const epochs = leaders.map(({ process, epoch }) =>
    epoch === undefined ? `${process}` : `${process} (epoch ${epoch})`,
  );
  return [
    ...hanging(
      "",
      `${paint("bold", printable(protocol))}: ${counted(boots, "boot")}, ${counted(steps, "step")}, ${counted(messages, "message")} that arrived; every step is one that the reducer takes`,
      width,
    ),
    ...hanging("  led  ", epochs.length === 0 ? "nobody" : epochs.join(", "), width),
    "",
    ...judgements.flatMap((judgement) => judgementLines(judgement, page)),
  ];
}

/** Something that the checked code does not do, as lines of text: the steps before, and what is wrong. */
function deviationLines(protocol: string, deviation: Deviation, { width, paint }: Page): readonly string[] {
  const { path, line, process, why, state, recent = [], answers } = deviation;
  const told = (effects: readonly Effect[]): string => {
    const timers = effects.flatMap((effect) =>
      effect.type === "send" ? [] : [`${effect.type} ${printable(effect.timer)}`],
    );
    return [...sendsInWords(effects), ...timers].join("; ") || "nothing";
  };
  return [
    ...hanging(
      "",
      `${paint("red", "✗")} ${paint("bold", printable(path))}, line ${line}: process ${process} did what ${printable(protocol)} does not do`,
      width,
    ),
    ...recent.flatMap((step) =>
      hanging(`  line ${String(step.line).padEnd(6)}`, `${actionInWords(step.action)}: ${told(step.effects)}`, width),
    ),
    ...(state === undefined ? [] : hanging("  its state  ", inWords(state), width)),
    ...hanging(`  line ${String(line).padEnd(6)}`, paint("bold", printable(why)), width),
    ...(answers === undefined
      ? []
      : [
          ...hanging("  the reducer  ", told(answers.reducer), width),
          ...hanging("  the log      ", told(answers.log), width),
        ]),
  ];
}

function judgementLines({ claim, isKept, why, trace, skipped = 0 }: Judgement, page: Page): readonly string[] {
  const { width, paint } = page;
  if (isKept === null) return hanging(`${paint("dim", "–")} `, `${claim}: not asked, ${why}`, width);
  if (isKept) return hanging(`${paint("green", "✓")} `, `${claim}: kept`, width);
  return [
    ...hanging(
      `${paint("red", "✗")} `,
      `${claim}: violated after ${counted(skipped + (trace?.steps.length ?? 0), "step")}${skipped > 0 ? ", of which the last are shown" : ""}`,
      width,
    ),
    ...(trace === undefined ? [] : ["", ...traceLines(trace, page), ""]),
  ];
}
