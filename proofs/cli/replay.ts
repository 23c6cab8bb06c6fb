/** `interregnum replay`: steps through a trace that was written to a file. */
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { said } from "../../model/error.ts";
import { InputError } from "../../model/scenario.ts";
import { livenessKinds } from "../../spec/claim.ts";
import { readTrace, type TraceFile } from "../trace/file.ts";
import { retaken } from "../trace/retaken.ts";
import { type Story, storyOf } from "../trace/story.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { breachInWords } from "./fairness.ts";
import { hanging } from "./layout.ts";
import { isPath } from "./load.ts";
import { parsed } from "./options.ts";
import { portraitOf } from "./portrait.ts";
import { withRecoveryClaims } from "./recovery-claims.ts";
import { scenarioInWords } from "./scenario.ts";
import { subjectOf } from "./subject.ts";
import type { Terminal } from "./terminal.ts";
import { beginningLines, lanesFor, type Page, stepLines, traceLines } from "./trace.ts";
import { counted, printable } from "./words.ts";

const options = {
  model: {
    takes: "word",
    value: "NAME",
    words: "the algorithm or the file to take the steps through; by default the one that the trace file names",
  },
  json: { takes: "flag", words: "print the trace as JSON, as it was taken now" },
  ...helpOption,
} as const;

/** The command `replay`. */
export const replay: Command = {
  name: "replay",
  summary: "step through a trace that check wrote to a file, forwards and backwards",
  usage: "replay <file.json> [options]",
  description: [
    "Takes every step of the trace once more through the protocol's reducers, and shows what it comes to. A file in which a step is impossible, or comes to something else than the file says, is refused.",
    "On a terminal, keys step through it: n, space or → forwards, p or ← backwards, g to the beginning, G to the end, q to leave. Elsewhere all of it is printed.",
    "Exit status: 0 all steps were taken, 2 bad input.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum check raft --crisis partition --trace json --trace-out raft.json", "Writes a trace."],
    ["interregnum replay raft.json", "Steps through it."],
  ],
  run,
};

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given, positionals } = parsed("replay", options, 1, args);
  const { terminal } = context;
  if (given.help) {
    terminal.out(helpOf(replay, context));
    return 0;
  }
  const [path] = positionals;
  if (path === undefined || path.trim() === "") {
    throw new InputError(
      "argument-missing",
      "replay: the trace file is missing\nName a file that check wrote: interregnum replay raft.json",
    );
  }
  const absolute = resolve(terminal.directory, path);
  const file = readTrace(readText(absolute, path), path);
  const subject = await subjectOf(given.model ?? modelFrom(file, absolute, terminal), context);
  // A trace of check --recovers is about a claim that no model needs to have.
  const { model } = withRecoveryClaims(subject);
  const trace = retaken(file, model, path);
  if (given.json) {
    const { protocol, claim, kind, scenario, parameters } = file;
    terminal.out(JSON.stringify({ protocol, claim, kind, scenario, parameters, trace }, null, 2));
    return 0;
  }
  if (terminal.keys === undefined)
    terminal.out([...aboutLines(file, terminal), "", ...traceLines(trace, terminal)].join("\n"));
  else await stepThrough(file, storyOf(trace), terminal, terminal.keys());
  return 0;
}

function readText(absolute: string, path: string): string {
  try {
    return readFileSync(absolute, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : said(error);
    throw new InputError(
      "trace-unreadable",
      `${path} cannot be read: ${why}\nGive the path of a file that check wrote.`,
    );
  }
}

/** The algorithm or the file that a trace file names: a path in it begins at its own directory. */
function modelFrom({ model }: TraceFile, absolute: string, { directory }: Terminal): string {
  if (!isPath(model)) return model;
  const path = relative(directory, resolve(dirname(absolute), model));
  return path.startsWith(".") ? path : `./${path}`;
}

function aboutLines({ protocol, claim, kind, scenario, trace }: TraceFile, { width, paint }: Page): readonly string[] {
  const steps = trace.steps.length;
  const length = steps === 0 ? "in the beginning" : `after ${counted(steps, "step")}`;
  const isEndless = livenessKinds.some((endless) => endless === kind);
  const how = isEndless ? breachInWords({ steps, trace }) : `${kind === "sometimes" ? "seen" : "violated"} ${length}`;
  return [
    ...hanging("", `${paint("bold", printable(protocol))}: “${printable(claim)}” is ${how}`, width),
    ...scenarioInWords(scenario).flatMap((part) => hanging("  ", printable(part), width)),
  ];
}

/** Where a key leads from step `at` of `last`; `null` where it ends the replay. Any other key leads nowhere. */
export function afterKey(key: string, at: number, last: number): number | null {
  switch (key) {
    case "n":
    case " ":
    case "\r":
    case "\u001b[C":
    case "\u001bOC":
      return Math.min(last, at + 1);
    case "p":
    case "\u001b[D":
    case "\u001bOD":
      return Math.max(0, at - 1);
    case "g":
      return 0;
    case "G":
      return last;
    case "q":
    case "\u0003":
    case "\u0004":
      return null;
    default:
      return at;
  }
}

async function stepThrough(
  file: TraceFile,
  story: Story,
  terminal: Terminal,
  keys: AsyncIterable<string>,
): Promise<void> {
  const last = story.episodes.length;
  let at = 0;
  terminal.out(screenOf(file, story, at, terminal));
  for await (const key of keys) {
    const next = afterKey(key, at, last);
    if (next === null) return;
    if (next === at) continue;
    at = next;
    terminal.out(screenOf(file, story, at, terminal));
  }
}

/** Which steps repeat for ever, if any. */
function repeatingInWords({ trace: { repeatsFrom, steps } }: TraceFile): string {
  if (repeatsFrom === undefined) return "";
  const first = repeatsFrom + 1;
  if (first > steps.length) return ", after which nothing happens any more";
  return first === steps.length ? `, which repeats for ever` : `, of which ${first} to ${steps.length} repeat for ever`;
}

/** Clears the screen, and goes to its upper left corner. */
const clear = "\u001b[2J\u001b[H";

function screenOf(file: TraceFile, story: Story, at: number, page: Page): string {
  const lanes = lanesFor(story, page);
  const episode = story.episodes[at - 1];
  const lines =
    episode === undefined
      ? beginningLines(story, page, lanes)
      : [
          ...(lanes.names === "" ? [] : [`      ${lanes.names}`]),
          ...stepLines(episode, page, lanes),
          "",
          ...portraitOf(episode.after, page.width - 6).map((line) => `      ${line}`),
        ];
  const where = `step ${at} of ${story.episodes.length}${repeatingInWords(file)}`;
  const help = page.paint("dim", `${where}\nn next   p back   g beginning   G end   q leave`);
  return `${clear}${[...aboutLines(file, page), "", ...lines, "", help].join("\n")}`;
}
