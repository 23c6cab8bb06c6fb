import type { Link } from "../../model/scenario.ts";
import { element } from "../trace/svg/element.ts";
import type { Graph } from "./graphs.ts";
import { orders } from "./graphs.ts";

/** A place on a plane; x to the right, y down. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * A place for each process of a graph on a circle of radius 1, so that as few links
 * as possible cross, and those are as short as can be.
 */
export function placesOf({ size, edges }: Graph): ReadonlyMap<number, Place> {
  const processes = Array.from({ length: size }, (_, i) => i + 1);
  const corner = (i: number): Place => {
    const angle = (2 * Math.PI * i) / size - Math.PI / 2;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  };
  const best = orders(processes)
    .map((order) => new Map(order.map((process, i) => [process, i])))
    .map((position) => ({ position, cost: crossings(edges, position) * 1_000 + length(edges, position, size) }))
    .reduce((one, other) => (other.cost < one.cost ? other : one));
  return new Map([...best.position].map(([process, i]) => [process, corner(i)]));
}

/** A graph as a small picture: its processes as dots, its links as lines, around a middle. */
export function drawing(graph: Graph, middle: Place, radius: number): readonly string[] {
  const places = placesOf(graph);
  const at = (process: number): Place => {
    const { x, y } = places.get(process)!;
    return { x: middle.x + radius * x, y: middle.y + radius * y };
  };
  return [
    ...graph.edges.map(([from, to]) => {
      const [a, b] = [at(from), at(to)];
      return element("line", { class: "link", x1: a.x, y1: a.y, x2: b.x, y2: b.y });
    }),
    ...[...places.keys()].map((process) =>
      element("circle", { class: "process", cx: at(process).x, cy: at(process).y, r: 3 }),
    ),
  ];
}

/** How many pairs of links cross, where processes stand on a circle. */
function crossings(edges: readonly Link[], position: ReadonlyMap<number, number>): number {
  const chords = edges.map(([a, b]) => [position.get(a)!, position.get(b)!].sort((p, q) => p - q) as [number, number]);
  return chords.flatMap(([a, b], i) =>
    chords
      .slice(i + 1)
      .filter(([c, d]) => (a < c && c < b) !== (a < d && d < b) && a !== c && a !== d && b !== c && b !== d),
  ).length;
}

function length(edges: readonly Link[], position: ReadonlyMap<number, number>, size: number): number {
  return edges.reduce((sum, [a, b]) => {
    const apart = Math.abs(position.get(a)! - position.get(b)!);
    return sum + Math.min(apart, size - apart);
  }, 0);
}
