import type { Vocabulary } from "../../spec/vocabulary.ts";
import { Components } from "../liveness/components.ts";
import type { Graph } from "../liveness/graph.ts";
import { type Way, wayWithin } from "../liveness/way.ts";
import { type Currency, charged } from "./charge.ts";
import { type Departure, eachStep, type Journeys } from "./journeys.ts";

/** The most that a run can cost, and how. */
export type Dearest =
  /** No run costs more than `most`, and one that takes `way` from its departure costs as much. */
  | { readonly kind: "exact"; readonly most: number; readonly departure: Departure; readonly way: Way }
  /** Whatever number is named, some run costs more: it takes `cycle`, which costs something, often enough. */
  | { readonly kind: "unbounded"; readonly departure: Departure; readonly way: Way; readonly cycle: Way }
  /** What was not seen, for a bound or a limit, may cost more than `seen`. */
  | { readonly kind: "open"; readonly seen: number }
  /** Counting never begins. */
  | { readonly kind: "never" };

/** What is known of a strongly connected component. */
interface Worth {
  /** The most that a run costs from here on. */
  readonly most: number;
  /** The step by which it leaves, and goes on to cost as much; absent where it need not go on. */
  readonly leaves?: { readonly from: number; readonly edge: number; readonly target: number };
  /** A step within the component that costs something: it can be taken again and again. */
  readonly costly?: { readonly from: number; readonly edge: number; readonly target: number };
  /** Whether something that was not seen can be met from here on. */
  readonly isOpen: boolean;
  /** Whether from here on a component with such a step can be met. */
  readonly isUnbounded: boolean;
}

/**
 * The most that a run can cost from a departure until it reaches a goal, or for
 * ever where it does not.
 *
 * @remarks
 * The states under way are divided into strongly connected components, which
 * come out with those first that others lead to. A component with an edge that
 * costs something makes the costs unbounded. Otherwise going round in it is free, and
 * the most that can be spent from it on is the most over the edges that leave
 * it: the longest path through a graph without cycles. Fairness does not enter: a
 * cycle that no fair run takes for ever is taken as often as one likes by fair runs, since
 * every way can go on to a fair run.
 */
export function dearest<V extends Vocabulary>(graph: Graph<V>, journeys: Journeys, currency: Currency): Dearest {
  return new Reckoning(graph, journeys, currency).result();
}

class Reckoning<V extends Vocabulary> {
  readonly #graph: Graph<V>;
  readonly #journeys: Journeys;
  readonly #currency: Currency;
  readonly #costOf: (edge: number) => number;
  /** By state: 0 where it is not under way, 1 until its component is known, then that. */
  readonly #region: Int32Array;
  /** By component, from 2. */
  readonly #worths: Worth[] = [];

  constructor(graph: Graph<V>, journeys: Journeys, currency: Currency) {
    this.#graph = graph;
    this.#journeys = journeys;
    this.#currency = currency;
    this.#costOf = (edge) => charged[currency](graph.labels[edge]!);
    this.#region = Int32Array.from(journeys.isUnderWay);
    const members = journeys.underWay.filter((state) => state < graph.expanded);
    // What was not expanded stays out: an edge that leads there is open.
    for (const state of journeys.underWay) if (state >= graph.expanded) this.#region[state] = 0;
    const dead = new Uint8Array(graph.targets.length);
    new Components(graph).of(members, this.#region, dead, (component) => this.#settle(component));
  }

  result(): Dearest {
    let best: { readonly departure: Departure; readonly total: number } | null = null;
    let { isOpen } = this.#journeys;
    for (const departure of this.#journeys.departures) {
      const worth = this.#worthOf(departure.state);
      if (worth.isUnbounded) return this.#unbounded(departure);
      isOpen ||= worth.isOpen;
      const total = departure[this.#currency] + worth.most;
      if (best === null || total > best.total) best = { departure, total };
    }
    if (isOpen) return { kind: "open", seen: best?.total ?? 0 };
    if (best === null) return { kind: "never" };
    return { kind: "exact", most: best.total, departure: best.departure, way: this.#wayOf(best.departure.state) };
  }

  /** What a run costs from a state on: nothing from a goal on. */
  #worthOf(state: number): Worth {
    if (this.#journeys.isUnderWay[state] === 0) return free;
    return this.#region[state] === 0 ? unseen : this.#worths[this.#region[state]! - 2]!;
  }

  /** Reckons what a component is worth, once that is known of all that it leads to. */
  #settle(component: readonly number[]): void {
    const graph = this.#graph;
    const number = this.#worths.length + 2;
    for (const state of component) this.#region[state] = number;
    let [most, isOpen, isUnbounded] = [0, false, false];
    let leaves: Worth["leaves"];
    let costly: Worth["costly"];
    for (const from of component) {
      isOpen ||= graph.isOpen(from);
      eachStep(graph, from, (edge, target) => {
        const cost = this.#costOf(edge);
        if (this.#region[target] === number) {
          if (cost > 0) costly ??= { from, edge, target };
          return;
        }
        const next = this.#worthOf(target);
        isOpen ||= next.isOpen;
        isUnbounded ||= next.isUnbounded;
        if (leaves !== undefined && cost + next.most <= most) return;
        most = cost + next.most;
        leaves = { from, edge, target };
      });
    }
    isUnbounded ||= costly !== undefined;
    this.#worths.push({
      ...{ most, isOpen, isUnbounded },
      ...(leaves === undefined ? {} : { leaves }),
      ...(costly === undefined ? {} : { costly }),
    });
  }

  /** The way from a state that costs the most. */
  #wayOf(start: number): Way {
    const states = [start];
    const edges: number[] = [];
    for (;;) {
      const state = states.at(-1)!;
      const { leaves } = this.#worthOf(state);
      if (leaves === undefined) return { states, edges };
      const round = this.#within(state, leaves.from);
      states.push(...round.states.slice(1), leaves.target);
      edges.push(...round.edges, leaves.edge);
    }
  }

  #unbounded(departure: Departure): Dearest {
    const { isUnderWay } = this.#journeys;
    const graph = this.#graph;
    const way = wayWithin(
      graph,
      departure.state,
      (state) => isUnderWay[state] === 1 && this.#worthOf(state).costly !== undefined,
      (edge) => isUnderWay[graph.targets[edge]!] === 1,
    );
    if (way === null) throw new Error("a costly component can not be reached: the engine contradicts itself");
    const { costly } = this.#worthOf(way.states.at(-1)!);
    const entry = this.#within(way.states.at(-1)!, costly!.from);
    const back = this.#within(costly!.target, costly!.from);
    return {
      kind: "unbounded",
      departure,
      way: { states: [...way.states, ...entry.states.slice(1)], edges: [...way.edges, ...entry.edges] },
      cycle: { states: [costly!.from, ...back.states], edges: [costly!.edge, ...back.edges] },
    };
  }

  /** A shortest way within a component. */
  #within(from: number, to: number): Way {
    const number = this.#region[from]!;
    const stays = (edge: number): boolean => this.#region[this.#graph.targets[edge]!] === number;
    const way = wayWithin(this.#graph, from, (state) => state === to, stays);
    if (way === null) throw new Error("a component is not connected: the engine contradicts itself");
    return way;
  }
}

/** What a goal is worth. */
const free: Worth = { most: 0, isOpen: false, isUnbounded: false };

/** What a state is worth that was not expanded. */
const unseen: Worth = { most: 0, isOpen: true, isUnbounded: false };
