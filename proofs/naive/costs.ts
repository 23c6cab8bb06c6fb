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

type Currency = "messages" | "ticks";

/** Where counting begins, and what was spent by then. */
type Begin = readonly [node: number, spent: number];

interface Found {
  readonly nodes: readonly Node[];
  readonly initial: readonly number[];
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
 * Reckons messages and ticks.
 *
 * @returns `null` where there are more than `limit` states
 */
export function reckonNaively<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  { from, until, limit }: NaiveCostOptions<V>,
): Readonly<Record<Currency, NaiveCost>> | null {
  const setting = settingOf(model as unknown as Model, scenario, []);
  const reckoned = (currency: Currency): NaiveCost | null => {
    const found = nodesOf(setting, until as (world: World) => boolean, currency, limit);
    return found === null ? null : reckon(setting, found, currency, from);
  };
  const messages = reckoned("messages");
  return messages === null ? null : { messages, ticks: reckoned("ticks")! };
}

/**
 * Every state under way is worth nothing at first, and then again and again the
 * most that one of its transitions costs together with what follows. What still
 * grows after as many rounds as there are states has no bound (as in Bellman
 * and Ford's algorithm), and so has none whatever leads there.
 */
function reckon(setting: Setting, { nodes, initial }: Found, currency: Currency, from: CountedFrom): NaiveCost {
  const begins: readonly Begin[] =
    from === "beginning"
      ? initial.map((node) => [node, sentAtTheStart(setting, nodes[node]!.state, currency)])
      : crashesIn(nodes, from === "crash at rest").map((node) => [node, 0]);
  const under = metFrom(
    nodes,
    begins.map(([node]) => node),
  );
  const most = nodes.map(() => 0);
  const better = (node: number): number =>
    Math.max(most[node]!, ...nodes[node]!.edges.map(({ to, cost }) => cost + most[to]!));
  for (let round = 0, grows = true; grows && round <= nodes.length; round++) {
    grows = false;
    for (const node of under) {
      const now = better(node);
      grows ||= now > most[node]!;
      most[node] = now;
    }
  }
  const endless = leadingTo(nodes, under, (node) => better(node) > most[node]!);
  if (begins.some(([node]) => endless.has(node))) return { kind: "unbounded" };
  const mayMatter = from === "beginning" ? [...under] : [...nodes.keys()];
  if (mayMatter.some((node) => nodes[node]!.isOpen)) return { kind: "open" };
  if (begins.length === 0) return { kind: "never" };
  return {
    kind: "exact",
    most: Math.max(...begins.map(([node, spent]) => spent + most[node]!)),
    least: leastOf(nodes, under, begins),
  };
}

function nodesOf(setting: Setting, until: (world: World) => boolean, currency: Currency, limit: number): Found | null {
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

function costOf({ row, sent = [] }: Move, currency: Currency): number {
  if (currency === "messages") return sent.length;
  return row === "tick" || row === "missedTick" ? 1 : 0;
}

/** How many messages were sent before an initial state. */
function sentAtTheStart({ model: { protocol }, scenario }: Setting, state: NaiveState, currency: Currency): number {
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
function leastOf(nodes: readonly Node[], under: ReadonlySet<number>, begins: readonly Begin[]): number | null {
  const least = nodes.map(({ isGoal }) => (isGoal ? 0 : Number.POSITIVE_INFINITY));
  for (let shrinks = true; shrinks; ) {
    shrinks = false;
    for (const node of under) {
      const now = Math.min(...nodes[node]!.edges.map(({ to, cost }) => cost + least[to]!));
      shrinks ||= now < least[node]!;
      least[node] = now;
    }
  }
  const best = Math.min(...begins.map(([node, spent]) => spent + least[node]!));
  return best === Number.POSITIVE_INFINITY ? null : best;
}
