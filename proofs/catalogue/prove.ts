import { type ExploreOptions, exploring, type Progress } from "../../model/explore.ts";
import type { Exploration } from "../../model/result.ts";
import type { Entry, Evidence } from "./entry.ts";

/** On a FIFO network heartbeats multiply without limit under asynchronous timing: a search for a trace gives up here. */
const mostStatesForATrace = 300_000;

/** Explores an entry to the end, and looks for traces that are easy to follow. Yields progress now and then. */
export function* proving(entry: Entry, signal?: ExploreOptions["signal"]): Generator<Progress, Evidence> {
  const { model, scenario, parameters } = entry;
  const common: ExploreOptions = { ...(parameters === undefined ? {} : { parameters }), ...(signal && { signal }) };
  const exploration = yield* exploring(model, scenario, { ...common, toTheEnd: true });
  const violated = violatedIn(exploration);
  if (scenario.network !== "duplicating" || violated.length === 0) return { entry, exploration, onFifo: null };
  const onFifo = yield* exploring(
    model,
    { ...scenario, network: "fifo" },
    { ...common, claims: violated, maxStates: mostStatesForATrace },
  );
  return { entry, exploration, onFifo };
}

/** Explores an entry to the end. */
export function prove(entry: Entry): Evidence {
  const run = proving(entry);
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
  }
}

/** The names of the claims that are violated, those that only show that something can happen excepted. */
function violatedIn({ verdicts }: Exploration): readonly string[] {
  return verdicts
    .filter(({ kind, verdict }) => kind !== "sometimes" && verdict === "violated")
    .map(({ claim }) => claim);
}
