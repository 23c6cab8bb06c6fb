import type { Claim } from "../spec/claim.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { mostClaims } from "./engine/watch.ts";
import { shown } from "./error.ts";
import { withPredicates } from "./liveness/index.ts";
import { InputError } from "./scenario.ts";

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
  if (withPredicates(claims).length > mostClaims) {
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
    if (known !== undefined && (known.holds !== claim.holds || known.kind !== claim.kind)) {
      throw new InputError(
        "claim-name",
        `two different claims or witnesses are called ${shown(claim.name)}\n  Give each a name of its own, or let the claims share one witness.`,
      );
    }
    if (known === undefined) all.set(claim.name, claim);
  }
  return [...all.values()];
}
