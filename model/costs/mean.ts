import { sometimes } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import type { Configuration, Vocabulary } from "../../spec/vocabulary.ts";
import type { World } from "../../spec/world.ts";
import { checkModel } from "../check-model.ts";
import { checkScenario, mostNodes } from "../check-scenario.ts";
import { Space } from "../engine/space.ts";
import { Wandering } from "../engine/wandering.ts";
import { shown } from "../error.ts";
import { choosingBy } from "../random.ts";
import { InputError, type Scenario } from "../scenario.ts";
import type { Choose } from "../simulate.ts";
import { type Counts, sentAtTheStart, sentBy } from "./charge.ts";
import { allFollowOne } from "./goal.ts";

/** How many processes a simulation has at most: more than can be explored, since no state has to be kept. */
const mostSimulated = 128;

/** What is simulated. */
export interface MeanOptions<V extends Vocabulary = Vocabulary> {
  /** How many runs: an integer of at least 2. */
  readonly runs: number;
  /** Where all choices come from: an integer of at least 0. The same seed gives the same numbers. */
  readonly seed: number;
  /** The configuration of a run, drawn by chance. */
  readonly configuration: (choose: Choose) => Configuration<V>;
  /** The goal: {@link allFollowOne} by default. */
  readonly until?: (world: World<V>) => boolean;
  /** Which messages are counted: all by default. */
  readonly counts?: Counts<V>;
  /** After how many steps a run is given up: an integer of at least 1. Default: 100,000. */
  readonly steps?: number;
}

/** What random runs came to cost. */
export interface MeanCosts {
  /** How many runs reached the goal. The others are in no mean. */
  readonly arrived: number;
  readonly runs: number;
  /** The mean number of messages until the goal. */
  readonly messages: number;
  /** How far the messages of a run lie from that, by the root of the mean square (divided by one run less). */
  readonly deviation: number;
  /** The mean number of ticks until the goal. */
  readonly ticks: number;
}

/**
 * What runs cost on average in which everything that can happen is equally
 * likely to happen next: an estimate, of which {@link MeanCosts} tells the spread.
 *
 * @param scenario - with 1 to 128 processes; no partitions where they are more than 16
 * @throws InputError where model, scenario or options make no sense
 * @throws ProtocolError where the protocol breaks its contract
 */
export function meanCosts<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: MeanOptions<V>,
): MeanCosts {
  const complete = checkModel<V>(model, "meanCosts");
  checkSimulated(complete, scenario, options);
  const { runs, seed } = options;
  const all = Array.from({ length: runs }, (_, run) => costOfRun(complete, scenario, options, choosingBy(seed, run)));
  const arrived = all.filter((cost) => cost !== null);
  const mean = (of: readonly number[]): number => of.reduce((sum, each) => sum + each, 0) / of.length;
  const messages = mean(arrived.map((cost) => cost.messages));
  const squares = arrived.reduce((sum, cost) => sum + (cost.messages - messages) ** 2, 0);
  return {
    ...{ arrived: arrived.length, runs, messages },
    deviation: Math.sqrt(squares / (arrived.length - 1)),
    ticks: mean(arrived.map(({ ticks }) => ticks)),
  };
}

/** What one run costs until it reaches the goal; `null` where it does not. */
function costOfRun<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  { configuration, until = allFollowOne, counts = () => true, steps = 100_000 }: MeanOptions<V>,
  choose: Choose,
): { readonly messages: number; readonly ticks: number } | null {
  const space = new Space(model, [configuration(choose)], scenario, [sometimes<V>("the goal", until)]);
  const wandering = new Wandering(space, choose);
  const { deeds, decided } = wandering;
  while (decided.size === 0 && deeds.length < steps && wandering.step() !== null);
  if (decided.size === 0) return null;
  const sent = deeds.reduce((sum, { effects }) => sum + sentBy(effects, counts), 0);
  return {
    messages: sentAtTheStart(space, 0, counts) + sent,
    ticks: deeds.filter(({ action }) => action.type === "tick" || action.type === "missedTick").length,
  };
}

function checkSimulated<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  { runs, seed, steps = 1 }: MeanOptions<V>,
): void {
  const { nodes, partitions, links } = scenario;
  const isLarge = nodes > mostNodes && nodes <= mostSimulated && Number.isInteger(nodes);
  checkScenario(model, isLarge ? { ...scenario, nodes: mostNodes } : scenario);
  if (isLarge && (partitions > 0 || links !== null)) {
    throw new InputError(
      "costs-partitions",
      `more than ${mostNodes} processes, and partitions or missing links\n  Simulate fewer processes, or one whole network.`,
    );
  }
  for (const [name, value, least] of [
    ["runs", runs, 2],
    ["seed", seed, 0],
    ["steps", steps, 1],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < least) {
      throw new InputError("costs-mean", `${name} is ${shown(value)}: give an integer of at least ${least}`);
    }
  }
}
