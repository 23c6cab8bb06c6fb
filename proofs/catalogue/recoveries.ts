/**
 * The other half of the crisis matrix: whether each row comes back to exactly one
 * leader, whatever happened.
 */
import { type ExploreOptions, exploring } from "../../model/explore.ts";
import type { Progress } from "../../model/mission.ts";
import type { Exploration, Verdict } from "../../model/result.ts";
import { oneCanLeadAgain, oneLeadsAgainAndAgain } from "../../spec/claims/recovery.ts";
import type { Model } from "../../spec/model.ts";
import type { Entry } from "./entry.ts";

/**
 * Whether it comes back.
 *
 * - `surely`: in every fair run
 * - `almost surely`: with probability 1, since the durations of timers are random
 * - `perhaps`: not in every fair run, though it can from every state
 * - `not always`: not in every fair run; whether it always can was not decided
 * - `never again`: a state can be reached from which it cannot
 * - `undecided`: the bounds cut off what could matter
 */
export type Recovery = "surely" | "almost surely" | "perhaps" | "not always" | "never again" | "undecided";

/** What a machine found about the recovery of an entry. */
export interface RecoveryEvidence {
  readonly entry: Entry;
  readonly recovery: Recovery;
  readonly exploration: Exploration;
}

/** Where epochs have no end, and are bounded: a run that goes wrong may be found, but no end. */
const mostStatesWithinBounds = 350_000;

/** Explores whether an entry of the matrix recovers. Yields progress now and then. */
export function* recovering(
  entry: Entry,
  limits: Pick<ExploreOptions, "signal" | "memory"> = {},
): Generator<Progress, RecoveryEvidence> {
  const { scenario, relativeEpochs = false, parameters } = entry;
  const isWhole = relativeEpochs && Object.keys(scenario.bounds).length === 0;
  const exploration = yield* exploring(modelOf(entry), scenario, {
    ...limits,
    relativeEpochs,
    ...(parameters === undefined ? {} : { parameters }),
    ...(isWhole ? {} : { maxStates: mostStatesWithinBounds }),
  });
  return { entry, recovery: recoveryIn(exploration), exploration };
}

/** The model of an entry with the claims that say whether it recovers. */
export function modelOf({ model }: Pick<Entry, "model">): Model {
  return { ...model, claims: [oneLeadsAgainAndAgain(), oneCanLeadAgain()] };
}

function recoveryIn({ verdicts }: Exploration): Recovery {
  const of = (kind: Verdict["kind"]): Verdict => verdicts.find((verdict) => verdict.kind === kind)!;
  const [again, can] = [of("alwaysEventually"), of("recoverable")];
  if (can.verdict === "violated") return "never again";
  if (again.verdict === "violated") return can.verdict === "holds" ? "perhaps" : "not always";
  if (again.verdict !== "holds") return "undecided";
  return again.liveness?.almostSurely === true ? "almost surely" : "surely";
}
