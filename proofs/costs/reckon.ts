/** The costs of an election for one number of processes, over all configurations that are looked at. */
import { type Arrival, type Cost, type Costs, costing, goingRound } from "../../model/costs/index.ts";
import type { Limits } from "../../model/limits.ts";
import type { Progress } from "../../model/mission.ts";
import type { Trace } from "../../model/result.ts";
import { calmScenario, InputError, type Scenario } from "../../model/scenario.ts";
import type { Configuration } from "../../spec/vocabulary.ts";
import type { CostSubject } from "./subjects.ts";

/** What elections cost at the most and at the least, over several configurations. */
export type Range =
  | {
      readonly kind: "exact";
      readonly most: number;
      readonly least: number | null;
      /** The mean over the configurations, where none of them leaves anything to the schedule; `null` elsewhere. */
      readonly mean: number | null;
      readonly trace: Trace;
    }
  | { readonly kind: "unbounded"; readonly least: number | null; readonly trace: Trace }
  /** Not finished, or beyond a bound: what was seen, which is no worst case. */
  | { readonly kind: "open"; readonly seen: number; readonly least: number | null }
  | { readonly kind: "never" };

/** What was found for one number of processes. */
export interface Reckoned {
  readonly nodes: number;
  readonly configurations: number;
  readonly states: number;
  readonly isFinished: boolean;
  /** Whether silent moves were taken at once, so that the states are fewer and the least number of messages is not told. */
  readonly isReduced: boolean;
  /** Whether successors lie beyond a bound. */
  readonly isCut: boolean;
  readonly arrives: Arrival;
  readonly messages: Range;
  readonly ticks: Range;
}

/** The scenario of a subject for some number of processes: calm, but for the crash that it may be about. */
export function costScenario({ from, bounds }: CostSubject, nodes: number): Scenario {
  return { ...calmScenario, nodes, bounds, crashes: from === "beginning" ? 0 : 1 };
}

/** What ends it, and how it is done. */
export interface ReckonOptions extends Limits {
  /** Whether silent moves are taken at once: `true`, or where it can not be finished without. By default, not. */
  readonly reduction?: boolean | "where needed";
}

/**
 * Reckons one configuration after the other: they have no states in common.
 *
 * @param options - `maxStates` is the most of all configurations together
 */
export function* reckoning(
  subject: CostSubject,
  nodes: number,
  { reduction = false, ...limits }: ReckonOptions,
): Generator<Progress, Reckoned> {
  if (subject.relativeEpochs) {
    const found = yield* reckoned(subject, nodes, limits, false);
    return found.isFinished || limits.signal?.aborted === true ? found : withoutMost(subject, found);
  }
  if (reduction === false) return yield* reckoned(subject, nodes, limits, false);
  const whole = reduction === true ? null : yield* reckoned(subject, nodes, limits, false);
  if (whole?.isFinished === true || limits.signal?.aborted === true) return whole!;
  const reduced = yield* untilRefused(reckoned(subject, nodes, limits, true));
  return reduced ?? whole ?? (yield* reckoned(subject, nodes, limits, false));
}

/** How many random steps are taken to find a way round. */
const mostTried = 100_000;

/** Where states are too many, a way round may be found all the same: then there is no most. */
function withoutMost({ model, from, ...subject }: CostSubject, found: Reckoned): Reckoned {
  const { nodes, messages, ticks } = found;
  const scenario = costScenario({ model, from, ...subject }, nodes);
  const round = goingRound(model, scenario, { from, relativeEpochs: true, steps: mostTried, seed: 1 });
  if (round === null) return found;
  const told = (range: Range): Range => {
    const least = "least" in range ? range.least : null;
    return range.kind === "open" ? { kind: "unbounded", least, trace: round.trace } : range;
  };
  return { ...found, messages: told(messages), ticks: told(ticks) };
}

/** What a reduction comes to; `null` where it is refused, since too much can happen. */
function* untilRefused(steps: Generator<Progress, Reckoned>): Generator<Progress, Reckoned | null> {
  try {
    return yield* steps;
  } catch (error) {
    if (error instanceof InputError && ["reduction-size", "reduction-inbox", "costs-circle"].includes(error.code))
      return null;
    throw error;
  }
}

function* reckoned(
  subject: CostSubject,
  nodes: number,
  { maxStates = Number.POSITIVE_INFINITY, ...limits }: Limits,
  isReduced: boolean,
): Generator<Progress, Reckoned> {
  const configurations = subject.configurations?.(nodes) ?? [null];
  const all: Costs[] = [];
  let states = 0;
  for (const configuration of configurations) {
    const model = configuration === null ? subject.model : { ...subject.model, configurations: only(configuration) };
    const left = Math.max(1, maxStates - states);
    const options = {
      ...limits,
      from: subject.from,
      relativeEpochs: subject.relativeEpochs,
      reduction: isReduced,
      ...(left === Number.POSITIVE_INFINITY ? {} : { maxStates: left }),
    };
    const found = yield* costing(model, costScenario(subject, nodes), options);
    all.push(found);
    states += found.states;
    if (found.stopped !== null) break;
  }
  const isFinished = all.every(({ stopped }) => stopped === null);
  const isComplete = all.length === configurations.length;
  return {
    ...{ nodes, states, isFinished, isReduced },
    configurations: configurations.length,
    isCut: all.some(({ cut }) => cut > 0),
    arrives: arrivalOf(all, isFinished),
    messages: rangeOf(
      all.map(({ messages }) => messages),
      isComplete,
    ),
    ticks: rangeOf(
      all.map(({ ticks }) => ticks!),
      isComplete,
    ),
  };
}

function only(configuration: Configuration): () => readonly Configuration[] {
  return () => [configuration];
}

/** The worst over all: what is not always reached in one of them is not always reached. */
function arrivalOf(all: readonly Costs[], isFinished: boolean): Arrival {
  const found = new Set(all.map(({ arrives }) => arrives));
  for (const worst of ["not always", "undecided"] as const) if (found.has(worst)) return worst;
  if (!isFinished) return "undecided";
  return (["almost surely", "always"] as const).find((arrival) => found.has(arrival)) ?? null;
}

/** @param isComplete - whether all configurations were looked at, to the end or not */
function rangeOf(all: readonly Cost[], isComplete: boolean): Range {
  const unbounded = all.find(({ kind }) => kind === "unbounded");
  // Where one of them has none that is known, it might be the least.
  const leasts = all.flatMap((cost) => ("least" in cost && cost.least !== null ? [cost.least] : []));
  const least = isComplete && leasts.length === all.length ? Math.min(...leasts) : null;
  if (unbounded?.kind === "unbounded") return { kind: "unbounded", least, trace: unbounded.trace };
  if (!isComplete || all.some(({ kind }) => kind === "open")) {
    const seen = all.map((cost) => (cost.kind === "open" ? cost.seen : cost.kind === "exact" ? cost.most : 0));
    return { kind: "open", seen: Math.max(0, ...seen), least };
  }
  const exact = all.filter((cost) => cost.kind === "exact");
  const [first, ...rest] = exact;
  if (first === undefined) return { kind: "never" };
  const dearest = rest.reduce((worst, cost) => (cost.most > worst.most ? cost : worst), first);
  const isFixed = exact.every((cost) => cost.most === cost.least);
  const mean = isFixed ? exact.reduce((sum, cost) => sum + cost.most, 0) / exact.length : null;
  return { kind: "exact", most: dearest.most, least, mean, trace: dearest.trace };
}
