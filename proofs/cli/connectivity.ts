/** `interregnum connectivity`: who can elect on which graph of links. */

import { bothWays } from "../../model/network/links.ts";
import { rows } from "../catalogue/index.ts";
import { type Ability, abilityOn, type Share } from "../connectivity/elect.ts";
import { connectedGraphs, type Graph } from "../connectivity/graphs.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { hanging, padded, wrapped } from "./layout.ts";
import { linksAsTyped, linksInWords } from "./links.ts";
import { parsed } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { counted, plainName } from "./words.ts";

const options = {
  nodes: { takes: "choice", choices: ["2", "3", "4", "5"], words: "how many processes; 3 by default" },
  "max-states": { takes: "number", least: 1, words: "give up a graph beyond this many states; 1000000 by default" },
  json: { takes: "flag", words: "print the table as JSON" },
  ...helpOption,
} as const;

/** The command `connectivity`. */
export const connectivity: Command = {
  name: "connectivity",
  summary: "who can elect where some links are missing, on every connected graph",
  usage: "connectivity [options]",
  description: [
    "Takes every connected graph of links up to isomorphism, puts the processes on it in every way that makes a difference, and tells in how many of them each algorithm can elect somebody, can bring everybody behind one leader, and breaks what it promises. Nothing else goes wrong.",
    "Exit status: 0 all was decided, 2 bad input, 3 not finished.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum connectivity", "Two graphs of three processes: a chain and a triangle."],
    ["interregnum connectivity --nodes 4 --json", "Six graphs of four, for a program."],
    ["interregnum check bully --links 1-2,1-3 --claim at-most-one-leads", "One graph, with the trace."],
  ],
  run,
};

/** What one algorithm can do on one graph. */
interface Found {
  readonly graph: Graph;
  readonly row: (typeof rows)[number];
  readonly ability: Ability;
}

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given } = parsed("connectivity", options, 0, args);
  const { terminal } = context;
  if (given.help) {
    terminal.out(helpOf(connectivity, context));
    return 0;
  }
  const graphs = connectedGraphs(Number(given.nodes ?? 3));
  const all = await abilitiesOn(graphs, given["max-states"] ?? 1_000_000, terminal);
  terminal.out(given.json ? JSON.stringify(all.map(asJson), null, 2) : asText(graphs, all, terminal));
  return all.length === graphs.length * rows.length && all.every(isDecided) ? 0 : 3;
}

function isDecided({ ability: { elects, unites, breaks } }: Found): boolean {
  return [elects, unites, breaks].every(({ open }) => open === 0);
}

/** Every algorithm on every graph, until it is interrupted. */
async function abilitiesOn(graphs: readonly Graph[], maxStates: number, terminal: Terminal): Promise<readonly Found[]> {
  return terminal.interruptible(async (signal) => {
    const all: Found[] = [];
    for (const graph of graphs) {
      for (const row of rows) {
        // An interruption arrives in a turn of the event loop.
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) return all;
        all.push({ graph, row, ability: abilityOn(graph, row, maxStates) });
      }
    }
    return all;
  });
}

function asJson({ graph, row, ability: { broken, ...numbers } }: Found): unknown {
  return {
    nodes: graph.size,
    links: linksAsTyped(bothWays(graph.edges)),
    algorithm: row.id,
    promise: row.promise,
    ...numbers,
    broken: broken === null ? null : linksAsTyped(bothWays(broken.edges)),
  };
}

const nameWidth = 32;
const cellWidth = 11;

function asText(graphs: readonly Graph[], all: readonly Found[], { paint, width }: Terminal): string {
  const line = (name: string, cells: readonly string[]): string =>
    (padded(name, nameWidth) + cells.map((cell) => padded(cell, cellWidth)).join("")).trimEnd();
  const broken = new Map<string, Found>();
  for (const found of all)
    if (found.ability.broken !== null && !broken.has(found.row.id)) broken.set(found.row.id, found);
  return [
    ...wrapped("In how many placements of the processes on each graph of links?", width),
    ...graphs.flatMap((graph) => [
      "",
      paint("bold", linksInWords(bothWays(graph.edges))),
      line("", ["elects", "unites", "breaks"]),
      ...all
        .filter((found) => found.graph === graph)
        .map(({ row, ability }) => line(`  ${row.id}`, cellsOf(ability, paint))),
    ]),
    "",
    ...hanging("elects  ", "somebody can come to lead", width),
    ...hanging("unites  ", "all can come to follow the same one", width),
    ...hanging("breaks  ", "what the algorithm promises above all is violated", width),
    ...hanging("?2      ", "not decided in 2 more: the bounds or the limit cut what could tell", width),
    ...[...broken.values()].flatMap(({ row, ability }) => ["", ...brokenLines(row, ability, width)]),
  ].join("\n");
}

function cellsOf({ placements, elects, unites, breaks }: Ability, paint: Terminal["paint"]): readonly string[] {
  const cell = ({ count, open }: Share, isGood: boolean): string =>
    paint(isGood ? "green" : "yellow", `${count}/${placements}`) + (open > 0 ? ` ?${open}` : "");
  return [
    cell(elects, elects.count === placements),
    cell(unites, unites.count === placements),
    cell(breaks, breaks.count === 0),
  ];
}

function brokenLines(row: Found["row"], { broken }: Ability, width: number): readonly string[] {
  const parameters = Object.entries((row.parameters ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value === false)
    .map(([name, value]) => ` --set ${name}=${value}`);
  const where = linksAsTyped(bothWays(broken!.edges));
  return [
    ...hanging("✗ ", `${row.id} with ${counted(broken!.edges.length, "link")}: not “${row.promise}”`, width),
    `    npx interregnum check ${row.algorithm} --nodes ${broken!.size} --links ${where}${parameters.join("")} --claim ${plainName(row.promise)}`,
  ];
}
