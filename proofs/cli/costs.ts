/** `interregnum costs`: what an election costs at the most, exactly. */
import { InputError } from "../../model/scenario.ts";
import { type Range, type Reckoned, type ReckonOptions, reckoning } from "../costs/reckon.ts";
import { type CostSubject, costSubjectsOf, type Formula } from "../costs/subjects.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { simulate } from "./costs-simulated.ts";
import { costTable } from "./costs-table.ts";
import { hanging, wrapped } from "./layout.ts";
import { memoryTaken } from "./memory.ts";
import { parsed } from "./options.ts";
import { watched } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { traceLines } from "./trace.ts";
import { insteadOf } from "./words.ts";

const options = {
  nodes: {
    takes: "word",
    value: "N|N..M",
    words:
      "how many processes: from 2 to 8; 3..6 by default. With --simulate one from 2 to 128, or a list; 8,16,32,64,128 by default",
  },
  from: {
    takes: "choice",
    choices: ["beginning", "crash at rest", "crash"],
    words:
      "which elections: from the beginning, after a crash of the leader with nothing in flight, or at any moment; all by default",
  },
  "max-states": {
    takes: "number",
    least: 1,
    words: "give up a number of processes, not finished, beyond about this many states; 500000 by default",
  },
  reduction: {
    takes: "flag",
    words:
      "take silent moves at once: the same most and far fewer states, but the least number of messages is not told; done by itself where it can not be finished without",
  },
  simulate: {
    takes: "flag",
    words: "instead, estimate the mean of an election in a ring by random runs",
  },
  runs: { takes: "number", least: 2, words: "with --simulate: how many random runs for each; 100 by default" },
  seed: { takes: "number", words: "with --simulate: where their choices come from; 1 by default" },
  trace: {
    takes: "flag",
    words: "also print a schedule that costs the most messages, or one that costs more each time round",
  },
  json: { takes: "flag", words: "print the numbers as JSON" },
  ...helpOption,
} as const;

/** The command `costs`. */
export const costs: Command = {
  name: "costs",
  summary: "how many messages and ticks an election takes at the most, over all schedules",
  usage: "costs [ALGORITHM] [options]",
  description: [
    "Goes through all schedules of an election and tells what the worst of them costs until all processes that are up follow the same leader: exactly, beside the formula of the literature where there is one. A message counts when it is sent.",
    "Where going round can cost more each time before there is a leader, there is no most. That does not depend on fairness: a fair run may go round as often as it likes before it goes on. What a bound or a limit cut is not finished: what was seen until then is told, and is no worst case.",
    "Exit status: 0 every number is exact, or there is none; 2 bad input, 3 not finished.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum costs chang-roberts", "All arrangements of 3 to 6 ids on the ring."],
    ["interregnum costs bully --nodes 3 --trace", "The worst schedules, step by step."],
    ["interregnum costs chang-roberts --simulate --nodes 64 --runs 1000 --seed 1", "Random arrangements of 64 ids."],
  ],
  run,
};

/** What was found for one kind of election. */
interface Found {
  readonly subject: CostSubject;
  readonly reckoned: readonly Reckoned[];
}

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given, positionals } = parsed("costs", options, 1, args);
  const { terminal, algorithms } = context;
  if (given.help) {
    terminal.out(helpOf(costs, context));
    return 0;
  }
  const [name] = positionals;
  if (name !== undefined && !Object.hasOwn(algorithms, name)) {
    const names = Object.keys(algorithms);
    throw new InputError(
      "algorithm-unknown",
      `costs: there is no algorithm “${name}”\n${insteadOf(name, names, "algorithms")}`,
    );
  }
  if (given.simulate) {
    const stray = (["from", "max-states", "trace", "reduction"] as const)
      .filter((option) => given[option] !== undefined && given[option] !== false)
      .map((option) => `--${option}`);
    const { nodes, runs, seed, json } = given;
    const asked = name === undefined ? Object.keys(algorithms) : [name];
    return (await simulate(asked, name !== undefined, { nodes, runs, seed, json, stray }, terminal)) ? 0 : 3;
  }
  const stray = (["runs", "seed"] as const).find((option) => given[option] !== undefined);
  if (stray !== undefined) {
    throw new InputError(
      "option-stray",
      `costs: --${stray} is about random runs\nAdd --simulate, or leave it out: without, all schedules are gone through.`,
    );
  }
  const sizes = sizesFrom(given.nodes ?? "3..6");
  const subjects = (name === undefined ? Object.keys(algorithms) : [name])
    .flatMap(costSubjectsOf)
    .filter(({ from }) => given.from === undefined || from === given.from);
  const maxStates = given["max-states"] ?? 500_000;
  const all = await terminal.interruptible(async (signal) => {
    const found: Found[] = [];
    for (const subject of subjects) {
      if (signal.aborted) break;
      const limits = { maxStates, signal, memory: memoryTaken, reduction: given.reduction || "where needed" } as const;
      found.push({ subject, reckoned: await reckonedOf(subject, sizes, limits, terminal) });
    }
    return found;
  });
  terminal.out(
    given.json ? JSON.stringify(all.map(asJson), null, 2) : asText(all, sizes, { terminal, hasTraces: given.trace }),
  );
  const isWhole = all.length === subjects.length && all.every(({ reckoned }) => reckoned.length === sizes.length);
  return isWhole && all.every(({ reckoned }) => reckoned.every(isDecided)) ? 0 : 3;
}

/** One number of processes after the other, until one cannot be finished: larger ones could even less. */
async function reckonedOf(
  subject: CostSubject,
  sizes: readonly number[],
  limits: ReckonOptions & Pick<Required<ReckonOptions>, "reduction">,
  terminal: Terminal,
): Promise<readonly Reckoned[]> {
  const all: Reckoned[] = [];
  for (const nodes of sizes) {
    const what = `${subject.algorithm}, ${nodes} processes: `;
    // Where fewer could not be finished without a reduction, more could even less.
    const reduction = all.at(-1)?.isReduced === true || limits.reduction;
    const found = await watched(reckoning(subject, nodes, { ...limits, reduction }), terminal, { what, patience: 0 });
    all.push(found);
    if (!found.isFinished) break;
  }
  return all;
}

function isDecided({ messages, ticks }: Reckoned): boolean {
  return messages.kind !== "open" && ticks.kind !== "open";
}

/** `4`, or `3..6`. */
function sizesFrom(text: string): readonly number[] {
  const [, first, last = first] = /^([2-8])(?:\.\.([2-8]))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === undefined || from > to) {
    throw new InputError(
      "option-nodes",
      `costs: --nodes “${text}” is neither a number of processes nor a range of them\nGive one from 2 to 8, such as 4, or a range such as 3..6.`,
    );
  }
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function asJson({ subject, reckoned }: Found): unknown {
  const { algorithm, election, from, counting, most, least, mean } = subject;
  const literature = (formula: Formula | undefined, size: number): unknown =>
    formula === undefined ? null : { formula: formula.words, value: formula.of(size), source: formula.source };
  return {
    ...{ algorithm, election, from, counting },
    sizes: reckoned.map(({ messages, ticks, ...rest }) => ({
      ...rest,
      messages: withoutTrace(messages),
      ticks: withoutTrace(ticks),
      literature: {
        most: literature(most, rest.nodes),
        least: literature(least, rest.nodes),
        mean: literature(mean, rest.nodes),
      },
    })),
  };
}

function withoutTrace(range: Range): unknown {
  if (!("trace" in range)) return range;
  const { trace, ...rest } = range;
  return { ...rest, steps: trace.steps.length };
}

function asText(
  all: readonly Found[],
  sizes: readonly number[],
  { terminal, hasTraces }: { readonly terminal: Terminal; readonly hasTraces: boolean },
): string {
  const { width, paint } = terminal;
  return [
    ...wrapped("What does an election cost until all that are up follow one leader, over all schedules?", width),
    ...all.flatMap(({ subject, reckoned }) => [
      "",
      ...wrapped(paint("bold", `${subject.algorithm}: ${subject.election}`), width),
      ...hanging("  counted: ", subject.counting, width),
      ...costTable(subject, reckoned, sizes, terminal),
      ...(hasTraces ? reckoned.flatMap((found) => scheduleLines(found, terminal)) : []),
    ]),
    "",
    ...hanging("no most     ", "it can go round before there is a leader, and costs more each time", width),
    ...hanging("? 24 seen   ", "not finished, or beyond a bound: no worst case, but what was seen", width),
    ...hanging("9,510 r     ", "silent moves were taken at once: the least number of messages is not told", width),
    ...hanging("–           ", "not tried, since fewer processes could not be finished", width),
  ].join("\n");
}

/** A schedule that costs the most. */
function scheduleLines({ nodes, messages }: Reckoned, { width, paint }: Terminal): readonly string[] {
  if (!("trace" in messages)) return [];
  const what = messages.kind === "exact" ? `${messages.most} messages, no schedule costs more` : "more each time round";
  return ["", `  ${nodes} processes: ${what}`, ...traceLines(messages.trace, { width, paint })];
}
