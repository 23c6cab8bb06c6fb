import { eventually } from "../../spec/claim.ts";
import { type Fairness, fair } from "../../spec/fairness.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { World } from "../../spec/world.ts";
import { checkModel, configurationsOf } from "../check-model.ts";
import { checkScenario } from "../check-scenario.ts";
import { relativeEpochsOf } from "../engine/epochs/index.ts";
import { Space } from "../engine/space.ts";
import { traceOf } from "../engine/telling.ts";
import { checkLimits, type Limits } from "../limits.ts";
import { pathOf, riseOver } from "../liveness/decide.ts";
import { dutiesOf } from "../liveness/duties.ts";
import { fairCycles } from "../liveness/fair-cycles.ts";
import { Graph } from "../liveness/graph.ts";
import { replayed } from "../liveness/replay.ts";
import { type Way, wayTo } from "../liveness/way.ts";
import type { Progress } from "../mission.ts";
import type { Exploration, Trace } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import { type Counts, type Currency, chargesOf } from "./charge.ts";
import { cheapest } from "./cheapest.ts";
import { type Dearest, dearest } from "./dearest.ts";
import { allFollowOne } from "./goal.ts";
import { type CountedFrom, type Departure, type Journeys, journeysIn } from "./journeys.ts";

export type { Counts } from "./charge.ts";
export { allFollowOne } from "./goal.ts";
export type { CountedFrom } from "./journeys.ts";
export { type MeanCosts, type MeanOptions, meanCosts } from "./mean.ts";

/** What is counted, from when on and until when. */
export interface CostOptions<V extends Vocabulary = Vocabulary> extends Limits {
  /** The parameters of the configurations; the model's own by default. */
  readonly parameters?: unknown;
  /** From when on costs are counted: from the beginning of a run by default. */
  readonly from?: CountedFrom;
  /** The goal: {@link allFollowOne} by default. `null`: there is none, and runs are followed for as long as anything happens. */
  readonly until?: ((world: World<V>) => boolean) | null;
  /** Stores states up to a shift of all their epochs, where the model declares them: see `explore`. */
  readonly relativeEpochs?: boolean;
  /** Which messages are counted: all by default. */
  readonly counts?: Counts<V>;
}

/**
 * What a run costs at the most, over all runs.
 *
 * @remarks
 * `exact`: no run costs more than `most`, and that of `trace` costs as much.
 * `unbounded`: some run costs more than any number that is named; the part of
 * `trace` that repeats costs something, and can be taken as often as one likes
 * before the goal. `open`: a bound or a limit cut what may cost more than `seen`.
 * `never`: counting never begins.
 */
export type Cost =
  | {
      readonly kind: "exact";
      readonly most: number;
      readonly least: number | null;
      readonly trace: Trace;
      readonly countedFrom: number;
    }
  | { readonly kind: "unbounded"; readonly least: number | null; readonly trace: Trace; readonly countedFrom: number }
  | { readonly kind: "open"; readonly seen: number; readonly least: number | null }
  | { readonly kind: "never" };

/** Whether every fair run reaches the goal: for sure, or with probability 1; `null` where counting never begins. */
export type Arrival = "always" | "almost surely" | "not always" | "undecided" | null;

/** What elections cost in a scenario. */
export interface Costs {
  readonly states: number;
  readonly edges: number;
  /** How many successors lie beyond a bound. */
  readonly cut: number;
  /** Why it is not finished, or `null`. */
  readonly stopped: Exploration["stopped"];
  /** Whether every fair run reaches the goal. What a run costs that does not is counted for ever. */
  readonly arrives: Arrival;
  readonly messages: Cost;
  /** In ticks of the clock; `null` where no time is kept. */
  readonly ticks: Cost | null;
}

/**
 * What it costs to come to a leader whom all follow: the most and the least
 * messages and ticks, exactly, over all schedules.
 *
 * @remarks
 * The same states are explored as by `explore`, with everything that can happen
 * in each; symmetry and reductions are not taken. Costs are those of the part of
 * a run that is over with its first state in which the goal is reached. What was
 * not seen, for a bound or a limit, leaves the worst case open.
 *
 * @throws InputError where model, scenario or limits make no sense
 * @throws ProtocolError where the protocol breaks its contract
 *
 * @example
 * ```ts
 * import { calmScenario, costs } from "interregnum/model";
 * import { changRobertsModel } from "interregnum/chang-roberts/model";
 *
 * const { messages } = costs(changRobertsModel, calmScenario);
 * messages.kind === "exact" && messages.most; // 9
 * ```
 */
export function costs<V extends Vocabulary>(model: Model<V>, scenario: Scenario, options: CostOptions<V> = {}): Costs {
  const reckoning = costing(model, scenario, options);
  for (;;) {
    const { done, value } = reckoning.next();
    if (done === true) return value;
  }
}

/** Reckons like {@link costs}, and yields its progress every few thousand states. */
export function* costing<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: CostOptions<V> = {},
): Generator<Progress, Costs> {
  const complete = checkModel<V>(model, "costs");
  checkScenario(complete, scenario);
  checkLimits(options);
  const { from = "beginning", until = allFollowOne, counts = () => true } = options;
  const parameters = options.parameters ?? complete.parameters ?? null;
  const goal = eventually<V>("the goal", until ?? (() => false));
  const space = new Space(complete, configurationsOf(complete, scenario.nodes, parameters), scenario, [goal]);
  const lowering = options.relativeEpochs === true ? relativeEpochsOf(space, complete, [goal]) : null;
  const graph = new Graph(space, chargesOf(space, counts));
  yield* graph.build(1, options);
  lowering?.check();
  space.actors.askAgain(mostAskedAgain);
  const journeys = journeysIn(graph, (state) => (graph.answers[state]! & 1) === 1, from, counts);
  const cost = (currency: Currency): Cost => costIn(complete, graph, journeys, currency);
  return {
    states: graph.size,
    edges: graph.targets.length - graph.cut,
    cut: graph.cut,
    stopped: graph.unfinished,
    arrives: arrivalOf(graph, journeys, fair),
    messages: cost("messages"),
    ticks: scenario.timing === "timely" ? cost("ticks") : null,
  };
}

/** How many steps are asked once more in the end, to catch a protocol that remembers or reads a clock. */
const mostAskedAgain = 5_000;

function costIn<V extends Vocabulary>(model: Model<V>, graph: Graph<V>, journeys: Journeys, currency: Currency): Cost {
  const found = dearest(graph, journeys, currency);
  switch (found.kind) {
    case "never":
      return found;
    case "open":
      return { ...found, least: cheapest(graph, journeys, currency) };
    case "unbounded":
      return { kind: found.kind, least: cheapest(graph, journeys, currency), ...toldOf(model, graph, found) };
    case "exact":
      return {
        kind: found.kind,
        most: found.most,
        least: cheapest(graph, journeys, currency),
        ...toldOf(model, graph, found),
      };
  }
}

/** A run as a trace that was replayed, and after how many steps counting begins. */
function toldOf<V extends Vocabulary>(
  model: Model<V>,
  graph: Graph<V>,
  found: Exclude<Dearest, { readonly kind: "open" | "never" }>,
): { readonly trace: Trace; readonly countedFrom: number } {
  const before = wayToDeparture(graph, found.departure);
  const parts = [before, found.way, ...(found.kind === "unbounded" ? [found.cycle] : [])];
  const way: Way = {
    states: parts.flatMap(({ states }, i) => (i === 0 ? states : states.slice(1))),
    edges: parts.flatMap(({ edges }) => edges),
  };
  const path = pathOf(graph, way);
  const trace = traceOf(graph.space, path);
  const countedFrom = before.edges.length;
  if (found.kind === "exact") return { trace: replayed(model, trace), countedFrom };
  const repeatsFrom = countedFrom + found.way.edges.length;
  const epochsRise = riseOver(graph, path, repeatsFrom);
  const repeats = { repeatsFrom, ...(epochsRise === 0 ? {} : { epochsRise }) };
  return { trace: replayed(model, { ...trace, ...repeats }), countedFrom };
}

/** A shortest way from the beginning to where counting begins. */
function wayToDeparture<V extends Vocabulary>(graph: Graph<V>, { state, by }: Departure): Way {
  if (by === undefined) return { states: [state], edges: [] };
  const { states, edges } = wayTo(graph, (other) => other === by.from)!;
  return { states: [...states, state], edges: [...edges, by.edge] };
}

function arrivalOf<V extends Vocabulary>(
  graph: Graph<V>,
  { departures, underWay, isUnderWay, isOpen }: Journeys,
  fairness: Fairness,
): Arrival {
  const duties = dutiesOf(graph.events.all, fairness);
  const strands = (isRandom: boolean): boolean =>
    fairCycles(graph, { within: isUnderWay, duties, isRandom }).states > 0;
  const isRandom = fairness.durations === "random" && graph.hasChoices;
  if (strands(isRandom)) return "not always";
  if (isOpen || underWay.some((state) => graph.isOpen(state))) return "undecided";
  if (departures.length === 0) return null;
  return isRandom && strands(false) ? "almost surely" : "always";
}
