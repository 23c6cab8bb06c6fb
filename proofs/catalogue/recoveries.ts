/**
 * The other half of the crisis matrix: whether each row comes back to exactly one
 * leader, whatever happened.
 */
import { type ExploreOptions, exploring } from "../../model/explore.ts";
import type { Progress } from "../../model/mission.ts";
import type { Exploration, Verdict } from "../../model/result.ts";
import type { LivenessClaim } from "../../spec/claim.ts";
import { oneCanLeadAgain, oneLeadsAgainAndAgain } from "../../spec/claims/recovery.ts";
import type { Model } from "../../spec/model.ts";
import { anyModel } from "../registry.ts";
import type { Entry } from "./entry.ts";
import { nearness, raftRoundTheClock } from "./raft-clock.ts";

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

/** The crises in which the terms of Raft are known to stay near each other, so that they fit on a clock. */
const onClock: readonly string[] = ["calm", "leader crash", "lost message", "duplicated message", "reordered messages"];

/** How many hours the clock has: terms that differ by up to 2 are told apart. */
const hours = 6;

/** Where Raft does not fit on a clock its terms are bounded: a run that goes wrong may be found, but no end. */
const mostStatesWithinBounds = 350_000;

/**
 * Explores whether an entry of the matrix recovers. Yields progress now and then.
 *
 * @param limits - `maxStates`: how many states are looked at where bounds cut something off anyway; all that end by
 * themselves are looked at to the end, Raft's on a clock among them
 */
export function* recovering(
  entry: Entry,
  limits: Pick<ExploreOptions, "signal" | "memory" | "maxStates"> = {},
): Generator<Progress, RecoveryEvidence> {
  const { maxStates = mostStatesWithinBounds, ...others } = limits;
  const isOnClock = entry.algorithm === "raft" && onClock.includes(entry.crisis ?? "");
  const model = modelOf(entry, isOnClock);
  const exploration = yield* exploring(model, isOnClock ? { ...entry.scenario, bounds: {} } : entry.scenario, {
    ...others,
    ...(entry.parameters === undefined ? {} : { parameters: entry.parameters }),
    ...(isOnClock ? {} : { maxStates }),
  });
  return { entry, recovery: recoveryIn(exploration), exploration };
}

/** The model of an entry with the claims that say whether it recovers. */
export function modelOf({ model }: Pick<Entry, "model">, isOnClock: boolean): Model {
  const claims = recoveryClaims();
  return isOnClock ? anyModel(raftRoundTheClock(hours, claims)) : { ...model, claims };
}

/** The claims that say whether an algorithm recovers, whichever it is. */
export function recoveryClaims(): readonly LivenessClaim[] {
  return [oneLeadsAgainAndAgain(), oneCanLeadAgain()];
}

function recoveryIn({ verdicts }: Exploration): Recovery {
  const of = (kind: Verdict["kind"]): Verdict => verdicts.find((verdict) => verdict.kind === kind)!;
  const near = verdicts.find(({ claim }) => claim === nearness);
  if (near !== undefined && near.verdict !== "holds") return "undecided";
  const [again, can] = [of("alwaysEventually"), of("recoverable")];
  if (can.verdict === "violated") return "never again";
  if (again.verdict === "violated") return can.verdict === "holds" ? "perhaps" : "not always";
  if (again.verdict !== "holds") return "undecided";
  return again.liveness?.almostSurely === true ? "almost surely" : "surely";
}
