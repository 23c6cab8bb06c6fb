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
import type { Entry } from "./entry.ts";

/**
 * Whether it comes back.
 *
 * - `surely`: in every fair run
 * - `almost surely`: with probability 1, since the durations of timers are random
 * - `perhaps`: not in every fair run, though it can from every state
 * - `perhaps within bounds`: not in every fair run, though it can from every state within the bounds
 * - `not always`: not in every fair run; whether it always can was not decided
 * - `never again`: a state can be reached from which it cannot
 * - `can within bounds`: it can from every state within the bounds; whether it does so in every fair run was not decided
 * - `undecided`: the bounds cut off what could matter
 */
export type Recovery =
  | "surely"
  | "almost surely"
  | "perhaps"
  | "perhaps within bounds"
  | "not always"
  | "never again"
  | "can within bounds"
  | "undecided";

/** What a machine found about the recovery of an entry. */
export interface RecoveryEvidence {
  readonly entry: Entry;
  readonly recovery: Recovery;
  readonly exploration: Exploration;
}

/** Where epochs have no end, and are bounded: a run that goes wrong may be found, but no end. */
const mostStatesWithinBounds = 350_000;

/**
 * Explores whether an entry of the matrix recovers. Yields progress now and then.
 *
 * @param limits - `maxStates`: how many states are looked at where bounds cut something off anyway; where all epochs
 * are seen, or the entry has bounds of its own for this, it is to the end
 */
export function* recovering(
  given: Entry,
  limits: Pick<ExploreOptions, "signal" | "memory" | "maxStates"> = {},
): Generator<Progress, RecoveryEvidence> {
  const { maxStates = mostStatesWithinBounds, ...others } = limits;
  const entry = withRecoveryBounds(given);
  const { scenario, relativeEpochs = false, parameters } = entry;
  const isWhole = entry !== given || (relativeEpochs && Object.keys(scenario.bounds).length === 0);
  const exploration = yield* exploring(modelOf(entry), scenario, {
    ...others,
    relativeEpochs,
    ...(parameters === undefined ? {} : { parameters }),
    ...(isWhole ? {} : { maxStates }),
  });
  return { entry, recovery: recoveryIn(exploration), exploration };
}

/** An entry within the bounds in which it is decided whether it recovers. */
function withRecoveryBounds(entry: Entry): Entry {
  const { recoveryBounds: bounds, scenario } = entry;
  return bounds === undefined ? entry : { ...entry, scenario: { ...scenario, bounds } };
}

/** The model of an entry with the claims that say whether it recovers. */
export function modelOf({ model }: Pick<Entry, "model">): Model {
  return { ...model, claims: recoveryClaims() };
}

/** The claims that say whether an algorithm recovers, whichever it is. */
export function recoveryClaims(): readonly LivenessClaim[] {
  return [oneLeadsAgainAndAgain(), oneCanLeadAgain()];
}

type RecoveryVerdict = Pick<Verdict, "kind" | "verdict"> & { readonly liveness?: { readonly almostSurely: boolean } };

/** What the verdicts on the claims about recovery come to together. */
export function recoveryIn({ verdicts }: { readonly verdicts: readonly RecoveryVerdict[] }): Recovery {
  const of = (kind: Verdict["kind"]): RecoveryVerdict => verdicts.find((verdict) => verdict.kind === kind)!;
  const [again, can] = [of("alwaysEventually"), of("recoverable")];
  if (can.verdict === "violated") return "never again";
  const canWithinBounds = can.verdict === "holds within bounds";
  if (again.verdict === "violated") {
    return can.verdict === "holds" ? "perhaps" : canWithinBounds ? "perhaps within bounds" : "not always";
  }
  if (again.verdict !== "holds") return canWithinBounds ? "can within bounds" : "undecided";
  return again.liveness?.almostSurely === true ? "almost surely" : "surely";
}
