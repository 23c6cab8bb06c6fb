import { type ExploreOptions, exploring } from "../../model/explore.ts";
import type { Progress } from "../../model/mission.ts";
import type { Exploration } from "../../model/result.ts";
import type { Model } from "../../spec/model.ts";
import type { Entry, Evidence } from "./entry.ts";

/** On a FIFO network heartbeats multiply without limit under asynchronous timing: a search for a trace gives up here. */
const mostStatesForATrace = 300_000;

/** Explores an entry to the end, and looks for traces that are easy to follow. Yields progress now and then. */
export function* proving(
  entry: Entry,
  limits: Pick<ExploreOptions, "signal" | "memory"> = {},
): Generator<Progress, Evidence> {
  const { model, scenario, parameters } = entry;
  const common: ExploreOptions = {
    ...limits,
    relativeEpochs: entry.relativeEpochs === true,
    ...(parameters === undefined ? {} : { parameters }),
  };
  const exploration = yield* exploring(model, scenario, { ...common, toTheEnd: true });
  const easier = exploringOnFifo(model, exploration, common);
  return { entry, exploration, onFifo: easier === null ? null : yield* easier };
}

/**
 * Looks once more on a FIFO network for what an exploration of the duplicating
 * network found violated: traces are easier to follow there. `null` where there
 * is nothing to look for.
 */
export function exploringOnFifo(
  model: Model,
  { scenario, verdicts, stopped }: Exploration,
  options: ExploreOptions,
): Generator<Progress, Exploration> | null {
  // A run that goes on for ever owes other things on another network: it is shown where it was found.
  const violated = verdicts.filter(({ kind, verdict, liveness }) => {
    return kind !== "sometimes" && verdict === "violated" && liveness === undefined;
  });
  if (scenario.network !== "duplicating" || violated.length === 0 || stopped === "interrupted") return null;
  const claims = violated.map(({ claim }) => claim);
  const maxStates = Math.min(options.maxStates ?? mostStatesForATrace, mostStatesForATrace);
  return exploring(model, { ...scenario, network: "fifo" }, { ...options, claims, maxStates });
}

/** Explores an entry to the end. */
export function prove(entry: Entry): Evidence {
  const run = proving(entry);
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
  }
}
