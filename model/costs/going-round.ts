import { eventually } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { checkModel, configurationsOf } from "../check-model.ts";
import { checkScenario } from "../check-scenario.ts";
import { relativeEpochsOf } from "../engine/epochs/index.ts";
import { Space } from "../engine/space.ts";
import { type Deed, traceOfDeeds } from "../engine/telling.ts";
import { Wandering } from "../engine/wandering.ts";
import { replayed } from "../liveness/replay.ts";
import { choosingBy } from "../random.ts";
import type { Trace } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import type { Choose } from "../simulate.ts";
import { type Counts, sentBy } from "./charge.ts";
import { allFollowOne } from "./goal.ts";
import type { CostOptions } from "./index.ts";

/** What is tried, beside what costs are counted. */
export interface GoingRoundOptions<V extends Vocabulary>
  extends Pick<CostOptions<V>, "parameters" | "from" | "until" | "counts" | "relativeEpochs"> {
  /** How many random steps are taken at the most, those that are taken back included: an integer of at least 1. */
  readonly steps: number;
  /** Where all choices come from: an integer of at least 0. */
  readonly seed: number;
}

/** A run that comes back to where it was before it has reached the goal, having sent messages and let ticks pass on the way round. */
export interface GoingRound {
  readonly trace: Trace;
  /** After how many steps counting begins. */
  readonly countedFrom: number;
}

/**
 * Looks for a way round that shows that an election has no worst case, by random
 * runs: where there are too many states to go through them all.
 *
 * @remarks
 * What is found is a proof, taken once more by the reducers: a run that is back
 * where it was, or there but for epochs that are all higher, can go round as often as it likes,
 * and each time it costs something more. That nothing is found proves nothing.
 *
 * @returns `null` where nothing was found
 */
export function goingRound<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: GoingRoundOptions<V>,
): GoingRound | null {
  const complete = checkModel<V>(model, "goingRound");
  checkScenario(complete, scenario);
  const { seed, until = allFollowOne } = options;
  const parameters = options.parameters ?? complete.parameters ?? null;
  const goal = eventually<V>("the goal", until ?? (() => false));
  const space = new Space(complete, configurationsOf(complete, scenario.nodes, parameters), scenario, [goal]);
  const lowering = options.relativeEpochs === true ? relativeEpochsOf(space, complete, [goal]) : null;
  const choose = choosingBy(seed);
  const wandering = new Wandering(space, choose);
  const round = roundOf(space, wandering, choose, options);
  lowering?.check();
  if (round === null) return null;
  const { repeatsFrom, countedFrom } = round;
  const { states, deeds } = wandering;
  const least = (state: Int32Array): number => (lowering === null ? 0 : space.shifting!.least(state));
  const epochsRise = least(states.at(-1)!) - least(states[repeatsFrom]!);
  const repeats = { repeatsFrom, ...(epochsRise === 0 ? {} : { epochsRise }) };
  const trace = { ...traceOfDeeds(space, states, deeds), ...repeats };
  return { trace: replayed(complete, trace), countedFrom };
}

/** How many steps are taken back at the most where a goal is reached: enough to undo an election. */
const mostTakenBack = 80;

/**
 * Takes random steps until the election is back where it was. Where it is over, some of them are taken back: the
 * longer it has gone on by then, the rarer are runs that come so far from the beginning.
 */
function roundOf<V extends Vocabulary>(
  space: Space<V>,
  wandering: Wandering<V>,
  choose: Choose,
  { from = "beginning", counts = () => true, steps }: GoingRoundOptions<V>,
): { readonly repeatsFrom: number; readonly countedFrom: number } | null {
  const { states, deeds } = wandering;
  const { size, watch } = space;
  const isGoal = (state: Int32Array): boolean => watch.decidedByState(1, state.subarray(0, size), state[size]!) !== 0;
  const isAtRest = (state: Int32Array): boolean => space.inFlight(state.subarray(0, size)) === 0;
  /** After how many steps counting begins; -1 where it has not begun. */
  let countedFrom = from === "beginning" ? 0 : -1;
  /** By state that was met since, but for its epochs: after how many steps. */
  const met = new Map<string, number>();
  const takeBack = (count: number): void => {
    const left = Math.max(0, deeds.length - count);
    states.length = left + 1;
    deeds.length = left;
    if (from !== "beginning" && left < countedFrom) countedFrom = -1;
    for (const [key, at] of met) if (countedFrom < 0 || at > left) met.delete(key);
  };
  for (let step = 0; step < steps; step++) {
    const before = wandering.state;
    if (wandering.step() === null) {
      if (deeds.length === 0) return null;
      takeBack(1 + choose(mostTakenBack));
      continue;
    }
    const after = wandering.state;
    if (countedFrom < 0) {
      if (!isCrash(deeds.at(-1)!)) continue;
      if (!isGoal(before) || isGoal(after) || (from === "crash at rest" && !isAtRest(before))) takeBack(1);
      else countedFrom = deeds.length;
    } else if (isGoal(after)) {
      takeBack(1 + choose(mostTakenBack));
    }
    if (countedFrom < 0 || isGoal(wandering.state)) continue;
    const key = keyOf(space, wandering.state);
    const earlier = met.get(key);
    if (earlier === undefined) met.set(key, deeds.length);
    else if (earlier < deeds.length && isCostly(deeds.slice(earlier), counts))
      return { repeatsFrom: earlier, countedFrom };
  }
  return null;
}

function isCrash({ action }: Deed): boolean {
  return action.type === "crash";
}

function keyOf<V extends Vocabulary>({ lowering }: Space<V>, state: Int32Array): string {
  const low = state.slice();
  lowering?.lower(low);
  return low.join();
}

function isCostly<V extends Vocabulary>(deeds: readonly Deed[], counts: Counts<V>): boolean {
  return deeds.some(({ effects }) => sentBy(effects, counts) > 0) && deeds.some(({ action }) => action.type === "tick");
}
