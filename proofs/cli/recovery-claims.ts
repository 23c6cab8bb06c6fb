/** `check --recovers`: the claims that say whether an algorithm comes back, beside its own. */
import type { Scenario } from "../../model/scenario.ts";
import { recoveryClaims } from "../catalogue/recoveries.ts";
import { claimsFrom } from "./chosen-claims.ts";
import type { Subject } from "./subject.ts";

/** The option. */
export const recoveryOptions = {
  recovers: {
    takes: "flag",
    words:
      "decide whether it comes back: “one leads again and again” and “one can lead again”, and of its own claims only those that --claim names",
  },
} as const;

/** An algorithm, of which it can also be said whether it recovers. */
export function withRecoveryClaims(subject: Subject): Subject {
  const { model } = subject;
  const known = new Set(model.claims.map(({ name }) => name));
  const added = recoveryClaims().filter(({ name }) => !known.has(name));
  return { ...subject, model: { ...model, claims: [...model.claims, ...added] } };
}

/**
 * The names of the claims that were asked for: with --recovers those about recovery, and those that were named.
 *
 * @throws InputError where there is no such claim
 */
export function claimsAndRecoveries(
  given: { readonly claim: readonly string[]; readonly claimed: boolean; readonly recovers: boolean },
  { name, model }: Subject,
  scenario: Scenario,
): readonly string[] {
  const own = given.recovers && given.claim.length === 0 ? [] : claimsFrom(given, name, model.claims, scenario);
  return given.recovers ? [...new Set([...own, ...recoveryClaims().map((claim) => claim.name)])] : own;
}
