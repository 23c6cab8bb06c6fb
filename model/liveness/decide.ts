import type { LivenessClaim } from "../../spec/claim.ts";
import type { Fairness } from "../../spec/fairness.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Path } from "../engine/path.ts";
import { realised } from "../engine/realised.ts";
import type { LivenessResult, VerdictName } from "../result.ts";
import { type Duties, dutiesOf } from "./duties.ts";
import { type FairCycles, fairCycles } from "./fair-cycles.ts";
import { type Graph, isWhole } from "./graph.ts";
import { fairCycle } from "./lasso.ts";
import { backwards, canReach } from "./recover.ts";
import { type Waiting, type Way, wayOfWaiting, wayTo } from "./way.ts";

/** How a claim over runs that go on for ever came out. */
export interface Finding {
  readonly verdict: VerdictName;
  readonly about: LivenessResult;
  /** How the claim is violated. */
  readonly counterexample?: Counterexample;
}

/** A real path, and where it begins to repeat: at its end, where the run stands still for ever. */
export interface Counterexample {
  readonly path: Path;
  /** Absent where nothing repeats: a path to a state from which nothing good can be reached. */
  readonly repeatsFrom?: number;
  /** By how much epochs are higher each time round, where they are relative. */
  readonly epochsRise?: number;
}

/** What is asked about a claim: the numbers of its predicates among the answers of the graph. */
export interface Question<V extends Vocabulary> {
  readonly claim: LivenessClaim<V>;
  readonly good: number;
  /** Of `leadsTo`. */
  readonly calls?: number;
}

/** Under which fairness, and whether a run that breaks the claim is to be shown. */
interface Asked {
  readonly fairness: Fairness;
  readonly isShown: boolean;
}

/**
 * Decides a claim over runs that go on for ever on a graph.
 *
 * @remarks
 * A violation is one whatever lies beyond the bounds: all that can happen on its
 * cycle was looked at. That there is none is decided only where nothing beyond
 * could make one. That all states within the bounds can reach a good one by ways
 * within them is exact, too, and says nothing of the states beyond.
 */
export function decide<V extends Vocabulary>(graph: Graph<V>, question: Question<V>, asked: Asked): Finding {
  return question.claim.kind === "recoverable" ? decideRecovery(graph, question) : decideRuns(graph, question, asked);
}

function decideRecovery<V extends Vocabulary>(graph: Graph<V>, question: Question<V>): Finding {
  const isGood = answering(graph, question.good);
  const reverse = backwards(graph);
  const recovers = canReach(reverse, isGood);
  const isUnknown = canReach(reverse, (state) => graph.isOpen(state));
  const about: LivenessResult = { ...aboutGraph(graph), fairness: null, vacuous: vacuity(graph, question) };
  const way = wayTo(graph, (state) => recovers[state] === 0 && isUnknown[state] === 0);
  if (way !== null) return { verdict: "violated", about, counterexample: { path: pathOf(graph, way) } };
  if (isWhole(graph)) return { verdict: "holds", about };
  // A way within the bounds is one, whatever lies beyond them: so each state that was seen recovers, or not all were seen from which it may.
  const isSeen = graph.unfinished === null && recovers.every((can) => can === 1);
  return { verdict: isSeen ? "holds within bounds" : "undecided", about };
}

function decideRuns<V extends Vocabulary>(
  graph: Graph<V>,
  question: Question<V>,
  { fairness, isShown }: Asked,
): Finding {
  const { waiting, through } = brokenBy(graph, question);
  const about: LivenessResult = { ...aboutGraph(graph), fairness, vacuous: vacuity(graph, question) };
  const duties = dutiesOf(graph.events.all, fairness);
  const find = (isRandom: boolean): Showing | null => violation(graph, waiting, { duties, isRandom, through });
  const isRandom = fairness.durations === "random" && graph.hasChoices;
  const found = find(isRandom);
  if (found !== null) {
    if (!isShown) return { verdict: "violated", about };
    const { stem, cycle } = found();
    const way: Way = { states: [...stem.states, ...cycle.states.slice(1)], edges: [...stem.edges, ...cycle.edges] };
    const path = pathOf(graph, way);
    const repeatsFrom = stem.edges.length;
    const counterexample = { path, repeatsFrom, epochsRise: riseOver(graph, path, repeatsFrom) };
    return { verdict: "violated", about, counterexample };
  }
  // Where what is missing can only be reached past something good, it does not matter to a claim that waits from the beginning.
  const isSeen = waiting.fromTheBeginning
    ? graph.unfinished === null && wayOfWaiting(graph, waiting, (state) => graph.isOpen(state)) === null
    : isWhole(graph);
  if (!isSeen) return { verdict: "undecided", about };
  return { verdict: "holds", about: isRandom && find(false) !== null ? { ...about, almostSurely: true } : about };
}

interface Violation {
  readonly stem: Way;
  readonly cycle: Way;
}

/** Finds the run of a violation, which in a large component takes much longer than to see that there is one. */
type Showing = () => Violation;

interface Premises {
  readonly duties: Duties;
  readonly isRandom: boolean;
  readonly through: Uint8Array | undefined;
}

function violation<V extends Vocabulary>(
  graph: Graph<V>,
  waiting: Waiting,
  { duties, isRandom, through }: Premises,
): Showing | null {
  const wanted = { duties, isRandom, ...(through === undefined ? {} : { through }) };
  const cycles: FairCycles = fairCycles(graph, { within: waiting.lasts, ...wanted });
  if (cycles.states === 0) return null;
  const stem = wayOfWaiting(graph, waiting, (state) => cycles.component[state] !== 0);
  return stem === null ? null : () => ({ stem, cycle: fairCycle(graph, cycles, stem.states.at(-1)!, wanted) });
}

/** Which runs break a claim. */
function brokenBy<V extends Vocabulary>(
  graph: Graph<V>,
  { claim, good, calls }: Question<V>,
): { readonly waiting: Waiting; readonly through?: Uint8Array } {
  const isGood = answering(graph, good);
  const where = (is: (state: number) => boolean): Uint8Array =>
    Uint8Array.from({ length: graph.size }, (_, state) => (is(state) ? 1 : 0));
  const bad = where((state) => !isGood(state));
  const all = new Uint8Array(graph.size).fill(1);
  switch (claim.kind) {
    case "eventually":
      return { waiting: { begins: all, lasts: bad, fromTheBeginning: true } };
    case "leadsTo":
      return { waiting: { begins: where(answering(graph, calls!)), lasts: bad, fromTheBeginning: false } };
    case "eventuallyAlways":
      return { waiting: { begins: all, lasts: all, fromTheBeginning: false }, through: bad };
    default:
      return { waiting: { begins: all, lasts: bad, fromTheBeginning: false } };
  }
}

/** Whether a claim says nothing here, and why. */
function vacuity<V extends Vocabulary>(
  graph: Graph<V>,
  { claim, good, calls }: Question<V>,
): LivenessResult["vacuous"] {
  const count = (is: (state: number) => boolean, end = graph.size): number => {
    let sum = 0;
    for (let state = 0; state < end; state++) if (is(state)) sum++;
    return sum;
  };
  const isGood = answering(graph, good);
  if (calls !== undefined && count(answering(graph, calls)) === 0) return "never called for";
  const goods = count(isGood);
  if (goods === 0) return "never good";
  if (goods === graph.size) return "always good";
  return claim.kind === "eventually" && count(isGood, graph.initial) === graph.initial
    ? "good from the beginning"
    : null;
}

function answering<V extends Vocabulary>({ answers }: Graph<V>, predicate: number): (state: number) => boolean {
  return (state) => ((answers[state]! >> predicate) & 1) === 1;
}

function aboutGraph<V extends Vocabulary>({
  size,
  targets,
  cut,
}: Graph<V>): Omit<LivenessResult, "fairness" | "vacuous"> {
  return { states: size, edges: targets.length - cut, almostSurely: false };
}

/** The states of a way, and how each came about. */
export function pathOf<V extends Vocabulary>(graph: Graph<V>, { states, edges }: Way): Path {
  return realised(graph.space, {
    states: states.map((state) => graph.stateOf(state)),
    hops: edges.map((edge, i) => graph.hopOf(states[i]!, edge).hop),
  });
}

/** By how much epochs are higher where a path ends than where what repeats begins. */
export function riseOver<V extends Vocabulary>({ space }: Graph<V>, { states }: Path, from: number): number {
  if (space.lowering === null || space.shifting === null) return 0;
  return space.shifting.least(states.at(-1)!) - space.shifting.least(states[from]!);
}
