/** What runs cost at the most and at the least, by brute force: numbers that grow until nothing changes any more. */
import type { CountedFrom } from "../../model/costs/index.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { World } from "../../spec/world.ts";
import { isBeyondBounds, settingOf } from "./explore.ts";
import { canonical, clusterOf, inFlight, type NaiveState, type Setting } from "./state.ts";
import { initialStates, type Move, type Row, successors } from "./successors.ts";
import { worldOf } from "./view.ts";

/** What came out: in the words of `Cost`. */
export type NaiveCost =
  | { readonly kind: "exact"; readonly most: number; readonly least: number | null }
  | { readonly kind: "unbounded" | "open" | "never" };

/** What is reckoned. */
export interface NaiveCostOptions<V extends Vocabulary> {
  readonly from: CountedFrom;
  readonly until: (world: World<V>) => boolean;
  /** The greatest number of states. */
  readonly limit: number;
}

interface Edge {
  readonly to: number;
  readonly cost: number;
  readonly isCrash: boolean;
}

interface Node {
  readonly state: NaiveState;
  readonly isGoal: boolean;
  readonly isOpen: boolean;
  readonly edges: readonly Edge[];
}

/**
 * Reckons messages or ticks.
 *
 * @remarks
 * Every state under way is worth nothing at first, and then again and again the
 * most that one of its transitions costs together with what follows. After as
 * many rounds as there are states only what has no bound still grows (Bellman and
 * Ford's argument); and so has whatever leads there.
 *
 * @returns `null` where there are more than `limit` states
 */
export function reckonNaively<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  currency: "messages" | "ticks",
  { from, until, limit }: NaiveCostOptions<V>,
): NaiveCost | null {
  const setting = settingOf(model as unknown as Model, scenario, []);
  const found = nodesOf(setting, until as (world: World) => boolean, currency, limit);
  if (found === null) return null;
  const { nodes, initial } = found;
  const begins =
    from === "beginning"
      ? initial.map((node) => [node, atTheStart(setting, nodes[node]!.state, currency)] as const)
      : crashesIn(nodes, from === "crash at rest").map((node) => [node, 0] as const);
  const under = metFrom(
    nodes,
    begins.map(([node]) => node),
  );
  const most = Array.from(nodes, () => 0);
  const better = (node: number): number =>
    Math.max(most[node]!, ...nodes[node]!.edges.map(({ to, cost }) => cost + (under.has(to) ? most[to]! : 0)));
  for (let round = 0; round <= nodes.length; round++) for (const node of under) most[node] = better(node);
  const endless = leadingTo(nodes, under, (node) => better(node) > most[node]!);
  if (begins.some(([node]) => endless.has(node))) return { kind: "unbounded" };
  const isOpen =
    [...under].some((node) => nodes[node]!.isOpen) || (from !== "beginning" && nodes.some((node) => node.isOpen));
  if (isOpen) return { kind: "open" };
  if (begins.length === 0) return { kind: "never" };
  const least = leastOf(nodes, under, begins);
  return { kind: "exact", most: Math.max(...begins.map(([node, spent]) => spent + most[node]!)), least };
}

function nodesOf(
  setting: Setting,
  until: (world: World) => boolean,
  currency: "messages" | "ticks",
  limit: number,
): { readonly nodes: readonly Node[]; readonly initial: readonly number[] } | null {
  const numbers = new Map<string, number>();
  const queue: { readonly state: NaiveState; readonly depth: number }[] = [];
  const numberOf = (state: NaiveState, depth: number): number => {
    const key = canonical(state);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, queue.length);
    return queue.push({ state, depth }) - 1;
  };
  const initial = [...new Set(initialStates(setting).map((state) => numberOf(state, 0)))];
  const nodes: Node[] = [];
  for (const { state, depth } of queue) {
    if (queue.length > limit) return null;
    const isGoal = until(worldOf(setting, state, undefined));
    const isTooDeep = depth === setting.scenario.bounds["depth"];
    const moves = isTooDeep ? [] : [...successors(setting, state)];
    const within = moves.filter(({ after }) => !isBeyondBounds(setting, after));
    const edges = within.map((move): Edge => {
      return { to: numberOf(move.after, depth + 1), cost: costOf(move, currency), isCrash: crashes.includes(move.row) };
    });
    nodes.push({ state, isGoal, isOpen: isTooDeep || within.length < moves.length, edges });
  }
  return { nodes, initial };
}

const crashes: readonly Row[] = ["crash", "tornStep", "lostWrite"];

function costOf({ row, sent = [] }: Move, currency: "messages" | "ticks"): number {
  if (currency === "messages") return sent.length;
  return row === "tick" || row === "missedTick" ? 1 : 0;
}

/** How many messages were sent before an initial state. */
function atTheStart(
  { model: { protocol }, scenario }: Setting,
  state: NaiveState,
  currency: "messages" | "ticks",
): number {
  if (currency === "ticks" || scenario.start === "staggered") return 0;
  const sent = state.processes.flatMap((_, index) => {
    const cluster = clusterOf(state, index);
    const [, ...effects] = protocol.step(cluster, protocol.init(cluster), { type: "start" });
    return effects.filter(({ type }) => type === "send");
  });
  return sent.length;
}

/** The states to which a crash leads from one in which the goal is reached, and in which it is not. */
function crashesIn(nodes: readonly Node[], isAtRest: boolean): readonly number[] {
  return nodes.flatMap(({ state, isGoal, edges }) => {
    if (!isGoal || (isAtRest && inFlight(state) > 0)) return [];
    return edges.filter(({ to, isCrash }) => isCrash && !nodes[to]!.isGoal).map(({ to }) => to);
  });
}

/** The states that can be met from some states on before a goal. */
function metFrom(nodes: readonly Node[], begins: readonly number[]): ReadonlySet<number> {
  const met = new Set(begins.filter((node) => !nodes[node]!.isGoal));
  // The set grows while it is read.
  for (const node of met) for (const { to } of nodes[node]!.edges) if (!nodes[to]!.isGoal) met.add(to);
  return met;
}

/** The states under way from which one can be reached that is so. */
function leadingTo(
  nodes: readonly Node[],
  under: ReadonlySet<number>,
  is: (node: number) => boolean,
): ReadonlySet<number> {
  const leads = new Set([...under].filter(is));
  for (let before = -1; before < leads.size; ) {
    before = leads.size;
    for (const node of under) if (nodes[node]!.edges.some(({ to }) => leads.has(to))) leads.add(node);
  }
  return leads;
}

/** The least that it costs to come to a goal. */
function leastOf(
  nodes: readonly Node[],
  under: ReadonlySet<number>,
  begins: readonly (readonly [node: number, spent: number])[],
): number | null {
  const least = nodes.map(({ isGoal }) => (isGoal ? 0 : Number.POSITIVE_INFINITY));
  for (let round = 0; round <= nodes.length; round++) {
    for (const node of under) least[node] = Math.min(...nodes[node]!.edges.map(({ to, cost }) => cost + least[to]!));
  }
  const best = Math.min(...begins.map(([node, spent]) => spent + least[node]!));
  return best === Number.POSITIVE_INFINITY ? null : best;
}
