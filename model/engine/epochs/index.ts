import type { Claim } from "../../../spec/claim.ts";
import type { Model } from "../../../spec/model.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { shown } from "../../error.ts";
import { InputError } from "../../scenario.ts";
import type { Lowering } from "../quotient.ts";
import type { Space } from "../space.ts";
import { EpochsCheck } from "./check.ts";
import { EpochsClaimCheck } from "./claim-check.ts";
import { RelativeEpochs } from "./relative.ts";

/** Epochs by their differences alone, and the check that nothing else matters. */
export interface CheckedEpochs extends Lowering {
  /**
   * Tries out whatever was not tried yet; to be called before a result is given.
   *
   * @throws InputError or ProtocolError where epochs are told apart after all
   */
  check(): void;
}

/**
 * Makes use of it that only the differences of epochs matter in a model; together
 * with its symmetry, if that is made use of already.
 *
 * @throws InputError where the model does not say how epochs occur, or where something else forbids it
 */
export function relativeEpochsOf<V extends Vocabulary>(
  space: Space<V>,
  model: Model<V>,
  claims: readonly Claim<V>[],
): CheckedEpochs {
  const { name } = model.protocol;
  const { shifting, scenario } = space;
  if (shifting === null) {
    throw new InputError(
      "epochs-undeclared",
      `${name} does not declare how epochs occur in its values: perhaps it has none, or more than their differences matters\n  Explore it without relative epochs, or declare them: { protocol, claims, epochs }.`,
    );
  }
  if (scenario.amnesia > 0) {
    throw new InputError(
      "epochs-amnesia",
      `${name}: a process that has lost its disk begins at the first epoch again, which is no difference to the others\n  Explore it without relative epochs, or without amnesia.`,
    );
  }
  const bounded = Object.keys(scenario.bounds).find((bound) => model.bounds?.[bound] !== undefined);
  if (bounded !== undefined) {
    throw new InputError(
      "epochs-bound",
      `${name}: the bound ${bounded} measures a state by itself, and relative epochs store states with other epochs than they have\n  Bound how far epochs are apart: spread; or explore without relative epochs.`,
    );
  }
  for (const { name: history, shift } of space.watch.memories.histories) {
    if (shift !== undefined) continue;
    const claim = claims.find((candidate) => candidate.history?.name === history);
    throw new InputError(
      "epochs-history",
      `the history variable ${shown(history)} of the claim ${shown(claim?.name)} has no function shift\n  Say how epochs occur in its value: shift: (history, shift) => ...; or leave the claim out, or explore without relative epochs.`,
    );
  }
  const relative = new RelativeEpochs(space, shifting);
  const check = new EpochsCheck(space, model, relative);
  space.watch.mirror = new EpochsClaimCheck(space, claims, relative, space.watch.mirror);
  space.lowering = relative;
  return { lower: (state) => relative.lower(state), check: () => check.run() };
}
