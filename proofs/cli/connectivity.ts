/** `interregnum connectivity`: who can elect on which graph of links. */

import { bothWays } from "../../model/network/links.ts";
import { InputError } from "../../model/scenario.ts";
import { type Row, rows } from "../catalogue/index.ts";
import { type Ability, Elections, endings, isInAllEpochs, onGraph, type Share } from "../connectivity/elect.ts";
import { connectedGraphs, type Graph } from "../connectivity/graphs.ts";
import { flagsOf } from "./check-command.ts";
import { type Command, type Context, type ExitStatus, helpOf, helpOption } from "./command.ts";
import { hanging, padded, wrapped } from "./layout.ts";
import { linksAsTyped, linksInWords } from "./links.ts";
import { parsed } from "./options.ts";
import { watched } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { counted, insteadOf, plainName } from "./words.ts";

const mostStates = 300_000;

const options = {
  nodes: { takes: "choice", choices: ["2", "3", "4", "5"], words: "how many processes; 3 by default" },
  "max-states": {
    takes: "number",
    least: 1,
    words: `give up a placement beyond this many states; ${mostStates} by default`,
  },
  json: { takes: "flag", words: "print the table as JSON" },
  ...helpOption,
} as const;

/** The command `connectivity`. */
export const connectivity: Command = {
  name: "connectivity",
  summary: "who can elect where some links are missing, on every connected graph",
  usage: "connectivity [ALGORITHM] [options]",
  description: [
    "Takes every connected graph of links up to isomorphism, puts the processes on it in every way that makes a difference, and tells in how many of them each algorithm can elect somebody, can bring everybody behind one leader, breaks what it promises, and how its elections end in every fair run. Nothing else goes wrong.",
    "Exit status: 0 all was decided, 2 bad input, 3 not finished.",
  ],
  options: [["Options", options]],
  examples: [
    ["interregnum connectivity", "Two graphs of three processes: a chain and a triangle."],
    ["interregnum connectivity bully --nodes 4", "Six graphs of four, for one algorithm."],
    ["interregnum connectivity --nodes 4 --json", "All algorithms, for a program."],
    ["interregnum check bully --links 1-2,1-3 --claim at-most-one-leads", "One graph, with the trace."],
  ],
  run,
};

/** What one algorithm can do on one graph. */
interface Found {
  readonly graph: Graph;
  readonly row: Row;
  readonly ability: Ability;
  readonly maxStates: number;
}

async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { given, positionals } = parsed("connectivity", options, 1, args);
  const { terminal } = context;
  if (given.help) {
    terminal.out(helpOf(connectivity, context));
    return 0;
  }
  const graphs = connectedGraphs(Number(given.nodes ?? 3));
  const chosen = rowsOf(positionals[0]);
  const all = await abilitiesOn(graphs, chosen, given["max-states"] ?? mostStates, terminal);
  terminal.out(given.json ? JSON.stringify(all.map(asJson), null, 2) : asText(graphs, all, terminal));
  return all.length === graphs.length * chosen.length && all.every(isDecided) ? 0 : 3;
}

/** The rows of an algorithm: its variants have rows of their own. */
function rowsOf(name: string | undefined): readonly Row[] {
  const chosen = rows.filter(({ id, algorithm }) => name === undefined || name === id || name === algorithm);
  if (chosen.length > 0) return chosen;
  const names = [...new Set(rows.map(({ algorithm }) => algorithm))];
  throw new InputError(
    "algorithm-unknown",
    `connectivity: there is no algorithm “${name}”\n${insteadOf(name!, names, "algorithms")}`,
  );
}

function isDecided({ ability: { elects, unites, breaks, ends } }: Found): boolean {
  return [elects, unites, breaks].every(({ open }) => open === 0) && ends.open === 0;
}

/** Every algorithm on every graph, the graphs in their order, until it is interrupted. */
async function abilitiesOn(
  graphs: readonly Graph[],
  chosen: readonly Row[],
  maxStates: number,
  terminal: Terminal,
): Promise<readonly Found[]> {
  const elections = chosen.map((row) => ({ row, of: new Elections(row) }));
  return terminal.interruptible(async (signal) => {
    const all: Found[] = [];
    for (const [number, graph] of graphs.entries()) {
      for (const { row, of } of elections) {
        const what = `graph ${number + 1} of ${graphs.length}, ${row.id}: `;
        const ability = await watched(of.on(graph, { maxStates, signal }), terminal, { what, patience: 0 });
        if (ability === null) return all;
        all.push({ graph, row, ability, maxStates });
      }
    }
    return all;
  });
}

function asJson({ graph, row, maxStates, ability: { broken, livelocked, ...numbers } }: Found): unknown {
  return {
    nodes: graph.size,
    links: linksAsTyped(bothWays(graph.edges)),
    algorithm: row.id,
    promise: row.promise,
    maxStates,
    ...numbers,
    broken: broken === null ? null : linksAsTyped(bothWays(broken.edges)),
    livelocked: livelocked === null ? null : linksAsTyped(bothWays(livelocked.edges)),
  };
}

const nameWidth = 32;
const cellWidth = 9;

function asText(graphs: readonly Graph[], all: readonly Found[], { paint, width }: Terminal): string {
  const line = (name: string, cells: readonly string[], ends: string): string =>
    `${padded(name, nameWidth)}${cells.map((cell) => padded(cell, cellWidth)).join("")} ${ends}`.trimEnd();
  return [
    ...wrapped("In how many placements of the processes on each graph of links?", width),
    ...graphs.flatMap((graph) => [
      "",
      paint("bold", linksInWords(bothWays(graph.edges))),
      line("", ["elects", "unites", "breaks"], "elections end"),
      ...all
        .filter((found) => found.graph === graph)
        .map(({ row, ability }) => line(`  ${row.id}`, cellsOf(ability, paint), endsOf(ability))),
    ]),
    "",
    ...legend.flatMap(([word, meaning]) => hanging(`${word.padEnd(11)} `, meaning, width)),
    ...firstOf(all, ({ broken }) => broken).flatMap((found) => ["", ...brokenLines(found, width)]),
    ...firstOf(all, ({ livelocked }) => livelocked).flatMap((found) => ["", ...livelockLines(found, width)]),
  ].join("\n");
}

const legend = [
  ["elects", "somebody can come to lead"],
  ["unites", "all can come to follow the same one"],
  ["breaks", "what the algorithm promises above all is violated"],
  ["for good", "in every fair run, or with probability 1, exactly one leads from some moment on"],
  ["again", "in every fair run, or with probability 1, exactly one leads again and again, but not for good"],
  ["livelock", "somebody can be elected, and a fair run goes round for ever in which not exactly one leads"],
  ["standstill", "somebody can be elected, and a run comes to rest in which not exactly one leads"],
  ["nobody", "nobody can be elected"],
  ["?2", "not decided in 2 more: the bounds or the limit cut what could tell"],
] as const;

function cellsOf({ placements, elects, unites, breaks }: Ability, paint: Terminal["paint"]): readonly string[] {
  const cell = ({ count, open }: Share, isGood: boolean): string =>
    paint(isGood ? "green" : "yellow", `${count}/${placements}`) + (open > 0 ? ` ?${open}` : "");
  return [
    cell(elects, elects.count === placements),
    cell(unites, unites.count === placements),
    cell(breaks, breaks.count === 0),
  ];
}

/** `2 for good, 1 livelock`. */
function endsOf({ ends }: Ability): string {
  return endings
    .filter((ending) => ends[ending] > 0)
    .map((ending) => (ending === "open" ? `?${ends[ending]}` : `${ends[ending]} ${ending}`))
    .join(", ");
}

/** The first graph of each row on which there is such a placement. */
function firstOf(
  all: readonly Found[],
  placedIn: (ability: Ability) => Graph | null,
): readonly { readonly row: Row; readonly placed: Graph }[] {
  const first = new Map<string, { readonly row: Row; readonly placed: Graph }>();
  for (const { row, ability } of all) {
    const placed = placedIn(ability);
    if (placed !== null && !first.has(row.id)) first.set(row.id, { row, placed });
  }
  return [...first.values()];
}

function brokenLines({ row, placed }: ReturnType<typeof firstOf>[number], width: number): readonly string[] {
  return [
    ...hanging("✗ ", `${row.id} with ${counted(placed.edges.length, "link")}: not “${row.promise}”`, width),
    `    ${commandOn(placed, row)} --claim ${plainName(row.promise)}`,
  ];
}

function livelockLines({ row, placed }: ReturnType<typeof firstOf>[number], width: number): readonly string[] {
  return [
    ...hanging(
      "↻ ",
      `${row.id} with ${counted(placed.edges.length, "link")}: a run without end, and no one leader`,
      width,
    ),
    `    ${commandOn(placed, row)} --recovers`,
  ];
}

function commandOn(placed: Graph, row: Row): string {
  const links = linksAsTyped(bothWays(placed.edges));
  const relativeEpochs = isInAllEpochs(row);
  const flags = flagsOf({ ...row, relativeEpochs, scenario: onGraph(placed, row) });
  return `npx interregnum check ${row.algorithm} --nodes ${placed.size} --links ${links}${flags}`;
}
