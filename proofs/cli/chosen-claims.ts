/** Which claims are decided, from what was typed. */
import { circumstances } from "../../model/hazards.ts";
import { InputError, type Scenario } from "../../model/scenario.ts";
import { withWitnesses } from "../../model/select-claims.ts";
import { type Claim, isClaimed } from "../../spec/claim.ts";
import { insteadOf, plainName } from "./words.ts";

/**
 * The names of the claims that were asked for.
 *
 * @throws InputError where there is no such claim
 */
export function claimsFrom(
  given: { readonly claim: readonly string[]; readonly claimed: boolean },
  algorithm: string,
  all: readonly Claim[],
  scenario: Scenario,
): readonly string[] {
  const known = withWitnesses(all);
  const named = given.claim.map((typed) => {
    const claim =
      known.find(({ name }) => name === typed) ?? known.find(({ name }) => plainName(name) === plainName(typed));
    if (claim !== undefined) return claim;
    const names = known.map(({ name }) => name);
    throw new InputError(
      "claim-unknown",
      `check: ${algorithm} has no claim “${typed}”\n${insteadOf(typed, names, `claims of ${algorithm}`)}`,
    );
  });
  const wanted = named.length > 0 ? named : all;
  return wanted.filter((claim) => !given.claimed || isClaimed(claim, circumstances(scenario))).map(({ name }) => name);
}
