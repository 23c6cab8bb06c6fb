import { type Claim, isClaimed } from "../spec/claim.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { checkModel, configurationsOf } from "./check-model.ts";
import { checkScenario } from "./check-scenario.ts";
import { pathTo } from "./engine/path.ts";
import { type Decision, Search } from "./engine/search.ts";
import { Space } from "./engine/space.ts";
import { symmetryOf } from "./engine/symmetry/index.ts";
import { traceOf } from "./engine/telling.ts";
import { mostClaims } from "./engine/watch.ts";
import { shown } from "./error.ts";
import { circumstances } from "./hazards.ts";
import type { Exploration, Verdict, VerdictName } from "./result.ts";
import { InputError, type Scenario } from "./scenario.ts";

/** What an exploration may be told beside its model and its scenario. */
export interface ExploreOptions {
  /** The names of the claims to decide; all of the model's by default. The witnesses of those claims come with them. */
  readonly claims?: readonly string[];
  /** The parameters of the configurations; the model's own by default. */
  readonly parameters?: unknown;
  /** Ends the exploration, not finished, once this many states are stored: an integer of at least 1. Default: 50 million. */
  readonly maxStates?: number;
  /** Ends the exploration, not finished, once there are this many cells. Default: 4 million. */
  readonly maxCells?: number;
  /** Goes on to the end even where every claim is decided and one of them is violated. */
  readonly toTheEnd?: boolean;
  /** Also gives each `sometimes` that holds the trace of its example. */
  readonly examples?: boolean;
  /**
   * Stores one state for all that differ by the names of processes alone, where the
   * model declares its symmetry; `false` by default. Verdicts and lengths of traces
   * are the same, and states are counted as orbits.
   */
  readonly symmetry?: boolean;
  /** Whether the engine may generate code; `true` by default. The result is the same without, and takes longer. */
  readonly generate?: boolean;
  /**
   * How much of the memory is taken, from 0 to 1: asked from time to time, and
   * from 0.9 on the exploration ends, not finished. This engine knows no machine,
   * so that whoever runs it must tell.
   */
  readonly memory?: () => number;
  /** Looked at from time to time; where it is aborted the exploration ends, not finished. An `AbortSignal` will do. */
  readonly signal?: { readonly aborted: boolean };
}

/** How far an exploration has come. */
export interface Progress {
  readonly states: number;
  readonly transitions: number;
  /** The depth that is being expanded. */
  readonly depth: number;
  /** How many states there are at that depth. */
  readonly frontier: number;
}

/** How many steps are asked once more in the end, to catch a protocol that remembers or reads a clock. */
const mostAskedAgain = 5_000;

/** After how many expanded states an exploration reports progress and looks at its signal. */
const pace = 1 << 13;

/**
 * Explores every state that a model can reach in a scenario, and decides its
 * claims.
 *
 * @remarks
 * The search is breadth first, so that every counterexample is a shortest one.
 * It ends early once there is nothing left to decide and a claim is violated;
 * `toTheEnd` makes it go on. The same input gives the same numbers.
 *
 * @throws InputError where model, scenario or options make no sense
 * @throws ProtocolError where the protocol breaks its contract
 *
 * @example
 * ```ts
 * import { calmScenario, explore } from "interregnum/model";
 * import { raftModel } from "interregnum/raft";
 *
 * const { states, verdicts } = explore(raftModel, { ...calmScenario, bounds: { term: 1 } });
 * ```
 */
export function explore<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: ExploreOptions = {},
): Exploration {
  const exploration = exploring(model, scenario, options);
  for (;;) {
    const { done, value } = exploration.next();
    if (done === true) return value;
  }
}

/** Explores like {@link explore}, and yields its progress every few thousand states. */
export function* exploring<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: ExploreOptions = {},
): Generator<Progress, Exploration> {
  const complete = checkModel<V>(model, "explore");
  checkScenario(complete, scenario);
  const { maxStates = 50_000_000, maxCells = 4_000_000, toTheEnd = false, signal, memory } = options;
  for (const [name, most] of Object.entries({ maxStates, maxCells })) {
    if (!(most >= 1)) throw new InputError("options-limit", `${name} is ${shown(most)}: give a number of at least 1`);
  }
  const parameters = options.parameters ?? complete.parameters ?? null;
  const claims = selectedClaims(complete, options.claims);
  const space = new Space(complete, configurationsOf(complete, scenario.nodes, parameters), scenario, claims);
  const symmetry = options.symmetry === true ? symmetryOf(space, complete, claims) : undefined;
  const search = new Search(space, options.generate ?? true, { symmetry });

  let stopped: Exploration["stopped"] = null;
  for (const isLevelComplete of search.run(pace)) {
    const { states, transitions, depth, frontier } = search.counts;
    symmetry?.check();
    yield { states, transitions, depth, frontier };
    if (isLevelComplete && frontier === 0) break;
    if (signal?.aborted === true) stopped = "interrupted";
    else if (states >= maxStates) stopped = "states";
    else if (space.cells.size + space.environments.size >= maxCells) stopped = "cells";
    else if (memory !== undefined && memory() >= 0.9) stopped = "memory";
    else if (isLevelComplete && !toTheEnd && isDecided(space.watch.open, claims, search.decisions)) stopped = "decided";
    if (stopped !== null) break;
  }
  space.actors.askAgain(mostAskedAgain);
  return resultOf(space, search, claims, { parameters, stopped, examples: options.examples ?? false });
}

/** Whether nothing is left to decide, and something is violated: a model of which everything holds is explored to the end. */
function isDecided<V extends Vocabulary>(
  open: number,
  claims: readonly Claim<V>[],
  decisions: readonly Decision[],
): boolean {
  return open === 0 && decisions.some(({ claim }) => claims[claim]!.kind !== "sometimes");
}

/** The claims with these names, and their witnesses; where no names are given, all claims and witnesses. */
export function selectedClaims<V extends Vocabulary>(
  model: Model<V>,
  names: readonly string[] | undefined,
): readonly Claim<V>[] {
  const known = withWitnesses(model.claims);
  const missing = names?.find((name) => !known.some((claim) => claim.name === name));
  if (missing !== undefined) {
    throw new InputError(
      "claim-unknown",
      `${model.protocol.name} has no claim ${shown(missing)}: it has ${known.map(({ name }) => shown(name)).join(", ")}`,
    );
  }
  const claims = names === undefined ? known : withWitnesses(known.filter(({ name }) => names.includes(name)));
  if (claims.length > mostClaims) {
    throw new InputError(
      "claims-many",
      `${claims.length} claims and witnesses at once: name at most ${mostClaims} of them`,
    );
  }
  return claims;
}

/**
 * Claims and their witnesses, each once.
 *
 * @throws InputError where two different ones have the same name
 */
export function withWitnesses<V extends Vocabulary>(claims: readonly Claim<V>[]): readonly Claim<V>[] {
  const all = new Map<string, Claim<V>>();
  for (const claim of [...claims, ...claims.flatMap(({ witness }) => (witness === undefined ? [] : [witness]))]) {
    const known = all.get(claim.name);
    if (known !== undefined && known.holds !== claim.holds) {
      throw new InputError(
        "claim-name",
        `two different claims or witnesses are called ${shown(claim.name)}\n  Give each a name of its own, or let the claims share one witness.`,
      );
    }
    if (known === undefined) all.set(claim.name, claim);
  }
  return [...all.values()];
}

function resultOf<V extends Vocabulary>(
  space: Space<V>,
  search: Search<V>,
  claims: readonly Claim<V>[],
  { parameters, stopped, examples }: { parameters: unknown; stopped: Exploration["stopped"]; examples: boolean },
): Exploration {
  const { states, initial, transitions, cut, terminal } = search.counts;
  // Where it ended within a level, a claim may have been decided by a state of the next one.
  const depth = Math.max(search.counts.depth, ...search.decisions.map((decision) => decision.depth));
  const verdictOf = (claim: Claim<V>, index: number): Verdict => {
    const decision = search.decisions.find((candidate) => candidate.claim === index);
    const needsTrace = decision !== undefined && (claim.kind !== "sometimes" || examples);
    const witnessOf = claims.filter(({ witness }) => witness?.name === claim.name).map(({ name }) => name);
    return {
      claim: claim.name,
      kind: claim.kind,
      verdict: verdictName(claim, decision !== undefined, { stopped: stopped !== null, cut: cut > 0 }),
      claimed: isClaimed(claim, circumstances(space.scenario)),
      under: claim.under,
      ...(witnessOf.length > 0 ? { witnessOf } : {}),
      ...(decision === undefined ? {} : { steps: decision.depth }),
      ...(needsTrace ? { trace: traceOf(space, pathTo(space, search, decision)) } : {}),
    };
  };
  return {
    algorithm: space.name,
    scenario: space.scenario,
    parameters,
    states,
    initial,
    transitions,
    generated: transitions + initial,
    depth,
    levels: depth + 1,
    cut,
    terminal,
    cells: space.cells.size,
    localStates: space.actors.locals.size,
    messages: space.actors.envelopes.size,
    reducerCalls: space.actors.steps,
    symmetry: search.quotient.symmetry !== undefined,
    exhaustive: stopped === null && cut === 0,
    stopped,
    verdicts: claims.map(verdictOf),
  };
}

function verdictName<V extends Vocabulary>(
  claim: Claim<V>,
  isDecided: boolean,
  end: { readonly stopped: boolean; readonly cut: boolean },
): VerdictName {
  const isSometimes = claim.kind === "sometimes";
  if (isDecided) return isSometimes ? "holds" : "violated";
  if (end.stopped) return "undecided";
  if (end.cut) return isSometimes ? "undecided" : "holds within bounds";
  return isSometimes ? "violated" : "holds";
}
