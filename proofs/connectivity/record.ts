import { existsSync, readFileSync } from "node:fs";
import { bothWays } from "../../model/network/links.ts";
import { rows } from "../catalogue/index.ts";
import { linksAsTyped } from "../cli/links.ts";
import type { Ending, Share } from "./elect.ts";
import { connectedGraphs, type Graph } from "./graphs.ts";

/** What `interregnum connectivity --json` says of an algorithm on a graph. */
export interface FoundCell {
  readonly nodes: number;
  /** The links of the graph as `--links` takes them. */
  readonly links: string;
  /** The row of the matrix. */
  readonly algorithm: string;
  readonly promise: string;
  readonly maxStates: number;
  readonly placements: number;
  readonly explored: number;
  readonly states: number;
  readonly elects: Share;
  readonly unites: Share;
  readonly breaks: Share;
  readonly ends: Readonly<Record<Ending, number>>;
  readonly broken: string | null;
  readonly livelocked: string | null;
}

/** Of how many processes there are tables. */
export const sizes = [3, 4, 5] as const;

/** Where what was found of so many processes is kept: a line for each algorithm on each graph. */
export function keptFile(nodes: number): URL {
  return new URL(`../../docs/connectivity/${nodes}.jsonl`, import.meta.url);
}

/** What is kept of so many processes. */
export function keptCells(nodes: number): readonly FoundCell[] {
  if (!existsSync(keptFile(nodes))) return [];
  const lines = readFileSync(keptFile(nodes), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as FoundCell);
}

/** What is to be kept: the news, and of what they do not tell what was kept before; graphs and rows in their order. */
export function written(nodes: number, news: readonly FoundCell[]): string {
  const all = [...news, ...keptCells(nodes)];
  const lines = graphsOf(nodes).flatMap(({ links }) =>
    rows.flatMap(({ id }) => {
      const cell = all.find((one) => one.links === links && one.algorithm === id);
      return cell === undefined ? [] : [`${JSON.stringify(cell)}\n`];
    }),
  );
  return lines.join("");
}

/** A connected graph, with its links as they are typed. */
interface NamedGraph {
  readonly graph: Graph;
  readonly links: string;
}

/** To find the graphs of five takes a second, and they are asked for again and again. */
const known = new Map<number, readonly NamedGraph[]>();

/** The connected graphs of so many processes, those with the fewest links first. */
export function graphsOf(nodes: number): readonly NamedGraph[] {
  let graphs = known.get(nodes);
  if (graphs === undefined) {
    graphs = connectedGraphs(nodes).map((graph) => ({ graph, links: linksAsTyped(bothWays(graph.edges)) }));
    known.set(nodes, graphs);
  }
  return graphs;
}
