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
import { type Counts, sentBy } from "./charge.ts";
import { allFollowOne } from "./goal.ts";
import type { CostOptions } from "./index.ts";

/** What is tried, beside what costs are counted. */
export interface GoingRoundOptions<V extends Vocabulary>
  extends Pick<CostOptions<V>, "parameters" | "from" | "until" | "counts" | "relativeEpochs"> {
  /** How many random runs are made at the most: an integer of at least 1. */
  readonly tries: number;
  /** Where all choices come from: an integer of at least 0. */
  readonly seed: number;
  /** After how many steps a run is given up. Default: 1,000. */
  readonly steps?: number;
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
  const { tries, seed, until = allFollowOne } = options;
  const parameters = options.parameters ?? complete.parameters ?? null;
  const goal = eventually<V>("the goal", until ?? (() => false));
  const space = new Space(complete, configurationsOf(complete, scenario.nodes, parameters), scenario, [goal]);
  const lowering = options.relativeEpochs === true ? relativeEpochsOf(space, complete, [goal]) : null;
  for (let run = 0; run < tries; run++) {
    const wandering = new Wandering(space, choosingBy(seed, run));
    const round = roundOf(space, wandering, options);
    if (round === null) continue;
    lowering?.check();
    const { states, deeds } = wandering;
    const least = (state: Int32Array): number => (lowering === null ? 0 : space.shifting!.least(state));
    const epochsRise = least(states.at(-1)!) - least(states[round.repeatsFrom]!);
    const trace = traceOfDeeds(space, states, deeds);
    const repeats = { repeatsFrom: round.repeatsFrom, ...(epochsRise === 0 ? {} : { epochsRise }) };
    return { trace: replayed(complete, { ...trace, ...repeats }), countedFrom: round.countedFrom };
  }
  return null;
}

/** Takes steps until the election is over, or back where it was. */
function roundOf<V extends Vocabulary>(
  space: Space<V>,
  wandering: Wandering<V>,
  { from = "beginning", counts = () => true, steps = 1_000 }: GoingRoundOptions<V>,
): { readonly repeatsFrom: number; readonly countedFrom: number } | null {
  const { states, deeds } = wandering;
  const { size, watch } = space;
  const isGoal = (state: Int32Array): boolean => watch.decidedByState(1, state.subarray(0, size), state[size]!) !== 0;
  let countedFrom = from === "beginning" ? 0 : -1;
  /** By state that was met since, but for its epochs: after how many steps. */
  const met = new Map<string, number>();
  for (;;) {
    const { state } = wandering;
    const isOver = isGoal(state);
    if (countedFrom >= 0) {
      if (isOver) return null;
      const key = keyOf(space, state);
      const before = met.get(key);
      if (before !== undefined && isCostly(deeds.slice(before), counts)) return { repeatsFrom: before, countedFrom };
      if (before === undefined) met.set(key, deeds.length);
    }
    if (deeds.length >= steps || wandering.step() === null) return null;
    const isCrash = deeds.at(-1)!.action.type === "crash";
    if (countedFrom >= 0 || !isCrash) continue;
    const isDeparture = isOver && (from === "crash" || space.inFlight(state.subarray(0, size)) === 0);
    if (!isDeparture || isGoal(states.at(-1)!)) return null;
    countedFrom = deeds.length;
  }
}

function keyOf<V extends Vocabulary>({ lowering }: Space<V>, state: Int32Array): string {
  const low = state.slice();
  lowering?.lower(low);
  return low.join();
}

function isCostly<V extends Vocabulary>(deeds: readonly Deed[], counts: Counts<V>): boolean {
  return deeds.some(({ effects }) => sentBy(effects, counts) > 0) && deeds.some(({ action }) => action.type === "tick");
}
