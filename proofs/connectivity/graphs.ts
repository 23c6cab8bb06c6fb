import type { Link } from "../../model/scenario.ts";

/** An undirected graph on the processes 1 to `size`. */
export interface Graph {
  readonly size: number;
  /** Its edges, each once, as pairs in ascending order. */
  readonly edges: readonly Link[];
}

/**
 * Every connected graph of `size` processes up to isomorphism: fewest edges
 * first, each as the least of its labellings.
 *
 * @remarks
 * There are 1, 1, 2, 6 and 21 of them for 1 to 5 processes (OEIS A001349).
 * Each set of edges is tried, and each is renamed in every way: a million steps
 * for 5 processes, and no more than 5 are taken.
 *
 * @throws RangeError where `size` is no integer from 1 to 5
 */
export function connectedGraphs(size: number): readonly Graph[] {
  if (!Number.isInteger(size) || size < 1 || size > 5) {
    throw new RangeError(`connectedGraphs: ${size} processes: give an integer from 1 to 5`);
  }
  const pairs = pairsOf(size);
  const graphs = Array.from({ length: 2 ** pairs.length }, (_, bits): Graph => {
    return { size, edges: pairs.filter((_pair, i) => ((bits >> i) & 1) === 1) };
  });
  const classes = new Map<string, Graph>();
  for (const graph of graphs.filter(isConnected)) {
    const [least] = labellings(graph);
    if (keyOf(least!) === keyOf(graph)) classes.set(keyOf(graph), graph);
  }
  return [...classes.values()].sort((a, b) => a.edges.length - b.edges.length);
}

/**
 * Every way to put the processes on a graph: all the graphs that are isomorphic
 * to it, each once, the least first. What a process can do may depend on its
 * name, as where names are ranked.
 */
export function labellings({ size, edges }: Graph): readonly Graph[] {
  const all = new Map<string, Graph>();
  for (const names of orders(Array.from({ length: size }, (_, i) => i + 1))) {
    const renamed = edges.map(([one, other]): Link => ascending(names[one - 1]!, names[other - 1]!));
    const graph = { size, edges: renamed.sort((a, b) => a[0] - b[0] || a[1] - b[1]) };
    all.set(keyOf(graph), graph);
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, graph]) => graph);
}

function isConnected({ size, edges }: Graph): boolean {
  const reached = new Set([1]);
  // A set that grows while it is read visits what was added.
  for (const process of reached) {
    for (const edge of edges) if (edge.includes(process)) for (const end of edge) reached.add(end);
  }
  return reached.size === size;
}

function pairsOf(size: number): readonly Link[] {
  const names = Array.from({ length: size }, (_, i) => i + 1);
  return names.flatMap((one) => names.filter((other) => other > one).map((other): Link => [one, other]));
}

function ascending(one: number, other: number): Link {
  return one < other ? [one, other] : [other, one];
}

function keyOf({ edges }: Graph): string {
  return edges.join(";");
}

/** Every order of some names. */
export function orders(names: readonly number[]): readonly (readonly number[])[] {
  if (names.length === 0) return [[]];
  return names.flatMap((first, i) => orders(names.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}
