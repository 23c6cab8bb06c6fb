import { type ExploreOptions, exploring } from "../../model/explore.ts";
import type { Progress } from "../../model/mission.ts";
import type { Exploration, Verdict } from "../../model/result.ts";
import type { Model } from "../../spec/model.ts";
import type { Exhibit } from "./exhibit.ts";

/** Explores one version of an exhibit's algorithm, with the claim that catches the bug as the only one. */
export function exploringExhibit(
  model: Model,
  { scenario, claim, symmetry = false }: Exhibit,
  limits: Pick<ExploreOptions, "signal" | "memory"> = {},
): Generator<Progress, Exploration> {
  return exploring(model, scenario, { ...limits, claims: [claim], symmetry });
}

/** The verdict on the claim that catches the bug. */
export function verdictOf({ verdicts }: Exploration, { claim }: Exhibit): Verdict {
  return verdicts.find((verdict) => verdict.claim === claim)!;
}

/** Whether a version of the algorithm was seen to keep the claim, as far as the bounds reach. */
export function isKept({ verdict }: Verdict): boolean {
  return verdict === "holds" || verdict === "holds within bounds";
}
