/**
 * Claims over runs that go on for ever, decided by brute force: sets of states,
 * made smaller until nothing changes any more.
 */
import type { Scenario } from "../../model/scenario.ts";
import { isLiveness, type LivenessClaim } from "../../spec/claim.ts";
import type { Fairness } from "../../spec/fairness.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { isBeyondBounds, settingOf } from "./explore.ts";
import { canonical, type NaiveState, type Setting } from "./state.ts";
import { type Cause, initialStates, type Row, successors } from "./successors.ts";
import { worldOf } from "./view.ts";

/** How a claim came out; where a run breaks it, after how many steps that run first is where it can stay for ever. */
export interface NaiveJudgement {
  readonly claim: string;
  readonly verdict: "holds" | "holds within bounds" | "violated" | "undecided";
  readonly almostSurely: boolean;
  readonly stem?: number;
}

/** A transition to a state by its number, or beyond a bound. */
interface Edge {
  readonly to: number | null;
  readonly cause: Cause | undefined;
  /** What it pays, once a fairness says what is owed. */
  readonly pays: readonly Payment[];
}

interface Payment {
  readonly key: string;
  readonly obligation: string;
}

/** A state, what can happen in it, and whether all of that was looked at. */
interface Node {
  readonly state: NaiveState;
  readonly edges: readonly Edge[];
  readonly isOpen: boolean;
}

type Nodes = readonly Node[];

/**
 * Decides every claim over runs that go on for ever.
 *
 * @remarks
 * It is written from docs/semantics.md, without a look at the engine. There are
 * no components here, but sets of states that shrink until all in them can
 * go on to what is owed: Kesten, Pnueli and Raviv, "Algorithmic verification of
 * linear temporal logic specifications", 1998, after Emerson and Lei, 1987.
 *
 * @returns `null` where there are more than `limit` states
 */
export function judgeNaively<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  { limit, fairness = {} }: { readonly limit: number; readonly fairness?: Partial<Fairness> },
): readonly NaiveJudgement[] | null {
  const setting = settingOf(model as unknown as Model, scenario, undefined);
  const found = graphOf(setting, limit);
  if (found === null) return null;
  return setting.claims.filter(isLiveness).map((claim) => {
    const premises = { ...claim.fairness, ...fairness };
    const nodes = found.nodes.map(({ edges, ...node }) => {
      return { ...node, edges: edges.map((edge) => ({ ...edge, pays: owedBy(edge.cause, premises) })) };
    });
    return judge(setting, { ...found, nodes }, claim, premises);
  });
}

interface Found {
  readonly nodes: Nodes;
  readonly initial: readonly number[];
}

function graphOf(setting: Setting, limit: number): Found | null {
  const numbers = new Map<string, number>();
  const queue: { readonly state: NaiveState; readonly depth: number }[] = [];
  const numberOf = (state: NaiveState, depth: number): number => {
    const key = canonical(state);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, queue.length);
    return queue.push({ state, depth }) - 1;
  };
  const initial = initialStates(setting).map((state) => numberOf(state, 0));
  const nodes: Node[] = [];
  for (const { state, depth } of queue) {
    if (queue.length > limit) return null;
    if (depth === setting.scenario.bounds["depth"]) {
      nodes.push({ state, edges: [], isOpen: true });
      continue;
    }
    const edges = [...successors(setting, state)].map(({ after, cause }): Edge => {
      return { to: isBeyondBounds(setting, after) ? null : numberOf(after, depth + 1), cause, pays: [] };
    });
    nodes.push({ state, edges, isOpen: edges.some(({ to }) => to === null) });
  }
  return { nodes, initial: [...new Set(initial)] };
}

function judge(setting: Setting, found: Found, claim: LivenessClaim, fairness: Fairness): NaiveJudgement {
  const { nodes, initial } = found;
  const numbers = [...nodes.keys()];
  const where = (predicate: LivenessClaim["holds"]): Set<number> =>
    new Set(numbers.filter((node) => predicate(worldOf(setting, nodes[node]!.state, claim.history?.name))));
  const good = where(claim.holds);
  const bad = new Set(numbers.filter((node) => !good.has(node)));
  const open = new Set(numbers.filter((node) => nodes[node]!.isOpen));
  const all = new Set(numbers);
  const ended = (verdict: NaiveJudgement["verdict"], stem: number | null = null, almostSurely = false) => {
    return { claim: claim.name, verdict, almostSurely, ...(stem === null ? {} : { stem }) };
  };

  if (claim.kind === "recoverable") {
    const fine = leadingTo(nodes, all, new Set([...good, ...open]), () => true);
    const stem = stemTo(found, { begins: all, lasts: new Set(numbers.filter((node) => !fine.has(node))) }, all);
    if (stem !== null) return ended("violated", stem);
    if (open.size === 0) return ended("holds");
    return ended(leadingTo(nodes, all, good, () => true).size === all.size ? "holds within bounds" : "undecided");
  }

  const isFromTheBeginning = claim.kind === "eventually";
  const wait: Wait = {
    begins: isFromTheBeginning ? new Set(initial) : claim.calls === undefined ? all : where(claim.calls),
    lasts: claim.kind === "eventuallyAlways" ? all : bad,
  };
  const stem = (isRandom: boolean): number | null => {
    const premises: Premises = { isRandom, again: claim.kind === "eventuallyAlways" ? bad : all };
    const expanded = new Set([...wait.lasts].filter((node) => nodes[node]!.edges.length > 0 || !open.has(node)));
    const lair = hull(nodes, expanded, premises);
    return stemTo(found, wait, new Set([...lair].filter((node) => canStay(nodes, lair, node, premises))));
  };
  const isRandom = fairness.durations === "random";
  const shortest = stem(isRandom);
  if (shortest !== null) return ended("violated", shortest);
  const mayMatter = isFromTheBeginning ? stemTo(found, wait, open) !== null : open.size > 0;
  if (mayMatter) return ended("undecided");
  return ended("holds", null, isRandom && stem(false) !== null);
}

/** When a run begins to wait, and where it still waits in vain. */
interface Wait {
  readonly begins: ReadonlySet<number>;
  readonly lasts: ReadonlySet<number>;
}

/** The fewest steps from an initial state to one of `goals` in which a run still waits in vain, or `null`. */
function stemTo({ nodes, initial }: Found, { begins, lasts }: Wait, goals: ReadonlySet<number>): number | null {
  const seen = new Set<string>();
  let level: (readonly [node: number, waits: boolean])[] = initial.map((node) => [node, false]);
  for (let steps = 0; level.length > 0; steps++) {
    const both = level.flatMap(([node, waits]): typeof level =>
      !waits && begins.has(node)
        ? [
            [node, false],
            [node, true],
          ]
        : [[node, waits]],
    );
    const fresh = both.filter(([node, waits]) => {
      if (waits && !lasts.has(node)) return false;
      const isNew = !seen.has(`${node} ${waits}`);
      seen.add(`${node} ${waits}`);
      return isNew;
    });
    if (fresh.some(([node, waits]) => waits && goals.has(node))) return steps;
    level = fresh.flatMap(([node, waits]) =>
      nodes[node]!.edges.flatMap(({ to }): typeof level => (to === null ? [] : [[to, waits]])),
    );
  }
  return null;
}

/** What a run has to keep to that goes on for ever. */
interface Premises {
  readonly isRandom: boolean;
  /** Where it must come again and again. */
  readonly again: ReadonlySet<number>;
}

/** The largest part of `within` in which every state leads, within that part, to whatever is owed. */
function hull(nodes: Nodes, within: ReadonlySet<number>, premises: Premises): ReadonlySet<number> {
  let left = within;
  for (;;) {
    const before = left.size;
    const duties = new Set(
      [...left].flatMap((node) => nodes[node]!.edges.flatMap((edge) => edge.pays.map(({ key }) => key))),
    );
    for (const key of duties) {
      const owes = (node: number) => nodes[node]!.edges.flatMap((edge) => edge.pays).find((duty) => duty.key === key);
      const able = new Set([...left].filter((node) => owes(node) !== undefined));
      const pays = new Set(
        [...able].filter((node) => {
          return nodes[node]!.edges.some(
            (edge) => isKept(nodes, left, node, edge, premises) && edge.pays.some((duty) => duty.key === key),
          );
        }),
      );
      const isStrong = [...able].some((node) => owes(node)?.obligation === "strong");
      const idle = new Set([...left].filter((node) => !able.has(node)));
      const kept = keeping(nodes, left, premises);
      left = isStrong
        ? new Set([...idle, ...leadingTo(nodes, left, pays, kept)])
        : leadingTo(nodes, left, new Set([...idle, ...pays]), kept);
    }
    left = leadingTo(nodes, left, premises.again, keeping(nodes, left, premises));
    if (left.size === before) return left;
  }
}

/** Whether a fair run that is at `node` can stay for ever where it always comes back to `node`. */
function canStay(nodes: Nodes, within: ReadonlySet<number>, node: number, premises: Premises): boolean {
  let left = within;
  for (;;) {
    if (!left.has(node)) return false;
    const before = left.size;
    const kept = keeping(nodes, left, premises);
    const back = leadingTo(nodes, left, new Set([node]), kept);
    left = hull(nodes, new Set([...reachedFrom(nodes, node, kept)].filter((other) => back.has(other))), premises);
    if (left.size === before) return true;
  }
}

/** The states of `within` from which a goal can be reached along edges that are kept. */
function leadingTo(
  nodes: Nodes,
  within: ReadonlySet<number>,
  goals: ReadonlySet<number>,
  isKept: (node: number, edge: Edge) => boolean,
): ReadonlySet<number> {
  const leads = new Set([...goals].filter((node) => within.has(node)));
  for (let before = -1; before < leads.size; ) {
    before = leads.size;
    for (const node of within) {
      const goesOn = nodes[node]!.edges.some((edge) => edge.to !== null && leads.has(edge.to) && isKept(node, edge));
      if (goesOn) leads.add(node);
    }
  }
  return leads;
}

/** The states that can be reached from `node` along edges that are kept. */
function reachedFrom(nodes: Nodes, node: number, isKept: (node: number, edge: Edge) => boolean): ReadonlySet<number> {
  const reached = new Set([node]);
  // The set grows while it is read.
  for (const from of reached) {
    for (const edge of nodes[from]!.edges) if (edge.to !== null && isKept(from, edge)) reached.add(edge.to);
  }
  return reached;
}

function keeping(nodes: Nodes, within: ReadonlySet<number>, premises: Premises): (node: number, edge: Edge) => boolean {
  return (node, edge) => isKept(nodes, within, node, edge, premises);
}

/** Whether an edge stays in `within`, and where durations are random, whatever the duration. */
function isKept(nodes: Nodes, within: ReadonlySet<number>, node: number, edge: Edge, { isRandom }: Premises): boolean {
  const stays = ({ to }: Edge): boolean => to !== null && within.has(to);
  if (!isRandom || edge.cause === undefined) return stays(edge);
  return nodes[node]!.edges.filter(({ cause }) => cause === edge.cause).every(stays);
}

/** To what each row of the table of transitions belongs that is owed at all. */
const classes: Partial<Record<Row, keyof Fairness>> = {
  deliver: "deliveries",
  drop: "deliveries",
  timeout: "timers",
  start: "starts",
  tick: "time",
  heal: "healing",
};

/** What a transition pays, by its cause. */
export function owedBy(cause: Cause | undefined, fairness: Fairness): readonly Payment[] {
  if (cause === undefined) return [];
  const { row, process = null, what = null } = cause;
  const owner = classes[row];
  if (owner === undefined) return [];
  const isStep = row === "deliver" || row === "timeout" || row === "start";
  const all = [
    { key: canonical([owner, process, what]), obligation: fairness[owner] },
    ...(isStep ? [{ key: canonical(["process", process]), obligation: fairness.processes }] : []),
  ];
  return all.filter(({ obligation }) => obligation !== "none");
}
