import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { checkModel, configurationsOf } from "./check-model.ts";
import { checkScenario } from "./check-scenario.ts";
import { type Hop, Interpreted } from "./engine/interpreted.ts";
import type { Path } from "./engine/path.ts";
import { Space } from "./engine/space.ts";
import { traceOf } from "./engine/telling.ts";
import { selectedClaims } from "./explore.ts";
import type { Trace } from "./result.ts";
import type { Scenario } from "./scenario.ts";

/** Chooses one of `count` things: returns an integer from 0 to `count` - 1. */
export type Choose = (count: number) => number;

/** What a walk may be told beside its model and its scenario. */
export interface WalkOptions {
  /** The most steps: an integer of at least 0. Default: 1,000. */
  readonly steps?: number;
  /** The names of the claims to look at; all of the model's by default. */
  readonly claims?: readonly string[];
  /** The parameters of the configurations; the model's own by default. */
  readonly parameters?: unknown;
}

/** One walk through a model: one behaviour out of many. */
export interface Walk {
  /** Every step of it. */
  readonly trace: Trace;
  /** The claims that it violated, in order; each with the number of steps after which it did. */
  readonly violated: readonly { readonly claim: string; readonly step: number }[];
  /** The names of the `sometimes` claims that came true. */
  readonly witnessed: readonly string[];
  /** Whether it ended since nothing was left to do. */
  readonly quiet: boolean;
}

/**
 * Walks through a model, one transition after the other, as `choose` says.
 *
 * @remarks
 * For what is too large to exhaust. A walk that finds nothing proves nothing: it
 * is one schedule. Bounds hold here, too: a successor beyond one is no choice.
 *
 * @throws InputError where model, scenario or options make no sense
 * @throws ProtocolError where the protocol breaks its contract
 */
export function walk<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  choose: Choose,
  options: WalkOptions = {},
): Walk {
  const complete = checkModel<V>(model, "walk");
  checkScenario(complete, scenario);
  const claims = selectedClaims(complete, options.claims);
  const parameters = options.parameters ?? complete.parameters ?? null;
  const space = new Space(complete, configurationsOf(complete, scenario.nodes, parameters), scenario, claims);
  const initial: Int32Array[] = [];
  for (const _ of space.initial((vector, environment) => initial.push(Int32Array.of(...vector, environment)))) {
    if (initial.length >= mostInitial) break;
  }

  const path: { states: Int32Array[]; hops: Hop[] } & Path = { states: [pick(initial, choose)], hops: [] };
  const decided = new Map<string, number>();
  const decide = (claim: number): void => {
    decided.set(claims[claim]!.name, path.hops.length);
  };
  const look = (state: Int32Array): boolean => space.watch.lookAtState(state, state[space.size]!, decide);
  look(path.states[0]!);
  let quiet = false;
  const most = Math.min(options.steps ?? 1000, scenario.bounds["depth"] ?? Number.POSITIVE_INFINITY);
  while (path.hops.length < most) {
    const { ways, any } = waysFrom(space, path.states.at(-1)!);
    quiet = !any;
    if (ways.length === 0) break;
    const { state, hop, change } = pick(ways, choose);
    const before = path.states.at(-1)!;
    path.states.push(state);
    path.hops.push(hop);
    if (change !== 0) space.watch.lookAtStep(change, before, state, state[space.size]!, decide);
    look(state);
  }
  const isSometimes = (name: string): boolean => claims.find((claim) => claim.name === name)?.kind === "sometimes";
  return {
    trace: traceOf(space, path),
    violated: [...decided].filter(([name]) => !isSometimes(name)).map(([claim, step]) => ({ claim, step })),
    witnessed: [...decided.keys()].filter(isSometimes),
    quiet,
  };
}

interface Way {
  readonly state: Int32Array;
  readonly hop: Hop;
  readonly change: number;
}

/** How many initial states a walk chooses from, where there are more. */
const mostInitial = 10_000;

/** Where one can go from a state, and whether there was any way at all, those beyond a bound included. */
function waysFrom<V extends Vocabulary>(
  space: Space<V>,
  state: Int32Array,
): { readonly ways: readonly Way[]; readonly any: boolean } {
  const ways: Way[] = [];
  const runs = new Interpreted(space, {
    take: (next, environment, change, hop) => {
      ways.push({ state: Int32Array.of(...next, environment), hop, change });
    },
    beyond: () => {},
  });
  const any = space.expand(state.subarray(0, space.size), state[space.size]!, runs);
  return { ways, any };
}

function pick<T>(things: readonly T[], choose: Choose): T {
  const index = choose(things.length);
  const thing = things[index];
  if (thing === undefined)
    throw new RangeError(
      `walk: choose(${things.length}) gave ${index}: give an integer from 0 to ${things.length - 1}`,
    );
  return thing;
}
