/** `interregnum museum`: real bugs, each with the lines that make it, the claim that catches it, and the way there. */
import { InputError } from "../../model/scenario.ts";
import { type Exhibit, exhibits, exploringExhibit, isKept, modelFrom, sourcesOf, verdictOf } from "../museum/index.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { exhibitAsJson, exhibitText, guideAsJson, guideText, type Visit } from "./exhibit-page.ts";
import { memoryTaken } from "./memory.ts";
import { parsed } from "./options.ts";
import { watched } from "./progress.ts";
import { enter } from "./stage.ts";
import type { Terminal } from "./terminal.ts";
import { insteadOf, plainName } from "./words.ts";

const options = {
  json: { takes: "flag", words: "print it as JSON, an exhibit with its trace" },
  ...helpOption,
} as const;

/** The command `museum`. */
export const museum: Command = {
  name: "museum",
  summary: "real bugs of real systems, and the claims that catch them",
  usage: "museum [exhibit] [options]",
  description: [
    "Bugs that shipped, each made anew as a few changed lines of a reducer of this kit. Without the name of an exhibit it lists them: what the bug is, where it was seen, which claim catches it and in how many steps.",
    "With a name it shows one: the story, the changed lines, the smallest scenario in which it shows, that the mended protocol keeps the claim there, and a shortest way to break it.",
    "Exit status: 0 the claim holds of what is mended and catches the bug, 1 it does not, 2 bad input, 3 not finished.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum museum", "The list."],
    ["interregnum museum forgetful-leader", "How a leader that gave up elected its rival."],
    ["interregnum museum stale-vote --json", "One exhibit for a program."],
  ],
  run,
};

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given, positionals } = parsed("museum", options, 1, args);
  const { terminal } = context;
  if (given.help) {
    terminal.out(helpOf(museum, context));
    return 0;
  }
  const [name] = positionals;
  const chosen = name === undefined ? exhibits : [exhibitNamed(name)];
  enter("exploring");
  const visits = await terminal.interruptible(async (signal) => {
    const all: Visit[] = [];
    for (const exhibit of chosen) {
      if (signal.aborted) break;
      // In the list only the bug is looked at: that the mended protocol keeps the claim is told of each exhibit by itself.
      all.push(await visit(exhibit, terminal, { signal, memory: memoryTaken }, name !== undefined));
    }
    return all;
  });
  enter("writing the result");
  const [first] = visits;
  if (name !== undefined && first !== undefined) {
    terminal.out(given.json ? JSON.stringify(exhibitAsJson(first), null, 2) : exhibitText(first, terminal));
  } else {
    terminal.out(given.json ? JSON.stringify(guideAsJson(visits), null, 2) : guideText(visits, terminal));
  }
  return statusOf(visits, chosen.length);
}

function exhibitNamed(name: string): Exhibit {
  const exhibit = exhibits.find((one) => one.name === plainName(name));
  if (exhibit !== undefined) return exhibit;
  const names = exhibits.map((one) => one.name);
  throw new InputError(
    "exhibit-unknown",
    `museum: there is no exhibit “${name}”\n${insteadOf(name, names, "exhibits")}`,
  );
}

type Limits = Parameters<typeof exploringExhibit>[2];

async function visit(exhibit: Exhibit, terminal: Terminal, limits: Limits, isWhole: boolean): Promise<Visit> {
  const sources = sourcesOf(exhibit);
  const explored = async (text: string) =>
    watched(exploringExhibit(await modelFrom(text, exhibit), exhibit, limits), terminal, { what: `${exhibit.name}: ` });
  const buggy = await explored(sources.buggy);
  return { exhibit, sources, buggy, mended: isWhole ? await explored(sources.mended) : null };
}

function statusOf(visits: readonly Visit[], all: number): ExitStatus {
  const verdicts = visits.flatMap(({ exhibit, buggy, mended }) => [
    { verdict: verdictOf(buggy, exhibit), isRight: verdictOf(buggy, exhibit).verdict === "violated" },
    ...(mended === null ? [] : [{ verdict: verdictOf(mended, exhibit), isRight: isKept(verdictOf(mended, exhibit)) }]),
  ]);
  if (visits.length < all || verdicts.some(({ verdict }) => verdict.verdict === "undecided")) return 3;
  return verdicts.every(({ isRight }) => isRight) ? 0 : 1;
}
