import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { checkModel, configurationsOf } from "./check-model.ts";
import { checkScenario } from "./check-scenario.ts";
import { Space } from "./engine/space.ts";
import { traceOfDeeds } from "./engine/telling.ts";
import { Wandering } from "./engine/wandering.ts";
import type { Trace } from "./result.ts";
import type { Scenario } from "./scenario.ts";
import { selectedClaims } from "./select-claims.ts";

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
  /** Every step of it. It is told when it is asked for: on a large cluster that takes longer than the walk. */
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
  const wandering = new Wandering(space, choose);
  const most = Math.min(options.steps ?? 1000, scenario.bounds["depth"] ?? Number.POSITIVE_INFINITY);
  while (wandering.deeds.length < most && wandering.step() !== null);
  const { states, deeds, decided, isQuiet } = wandering;
  const named = [...decided].map(([claim, step]) => ({ ...claims[claim]!, step }));
  let told: Trace | undefined;
  return {
    get trace() {
      told ??= traceOfDeeds(space, states, deeds);
      return told;
    },
    violated: named.filter(({ kind }) => kind !== "sometimes").map(({ name, step }) => ({ claim: name, step })),
    witnessed: named.filter(({ kind }) => kind === "sometimes").map(({ name }) => name),
    quiet: isQuiet,
  };
}
