import type { Claim } from "../../../spec/claim.ts";
import type { Model } from "../../../spec/model.ts";
import type { Vocabulary } from "../../../spec/vocabulary.ts";
import { shown } from "../../error.ts";
import { isPartial } from "../../network/links.ts";
import { InputError } from "../../scenario.ts";
import type { Symmetry } from "../quotient.ts";
import type { Space } from "../space.ts";
import { snapshotOf } from "../telling.ts";
import { VectorMap } from "../vector-map.ts";
import { Apart } from "./apart.ts";
import { ClaimCheck } from "./claim-check.ts";
import { Orbits } from "./orbits.ts";
import { Permutations } from "./permutations.ts";
import { ProtocolCheck } from "./protocol-check.ts";
import { Renaming } from "./renaming.ts";

/** The most processes of which symmetry is made use: the images of a cell are as many as the permutations, 720 of six. */
export const mostSymmetric = 6;

/** The symmetry of a model in which all processes are interchangeable, and the check that they are. */
export interface CheckedSymmetry extends Symmetry {
  /**
   * Checks whatever was not checked yet; to be called before a result is given.
   *
   * @throws InputError where processes are not interchangeable after all
   */
  check(): void;
  /** Whether there is anything to check. */
  readonly isDue: boolean;
  /** The orbits of cells and environments: in the order in which they were found. */
  readonly orbits: Pick<Orbits<Vocabulary>, "found" | "find">;
}

/**
 * Makes use of a model's symmetry.
 *
 * @throws InputError where it declares none, or is not symmetric from the beginning
 */
export function symmetryOf<V extends Vocabulary>(
  space: Space<V>,
  model: Model<V>,
  claims: readonly Claim<V>[],
): CheckedSymmetry {
  const { name } = model.protocol;
  if (model.symmetry === undefined) {
    throw new InputError(
      "symmetry-undeclared",
      `${name} declares no symmetry: its processes may not be interchangeable, as where names are ranked or stand in a ring\n  Explore it without symmetry, or declare how names occur in its values: { protocol, claims, symmetry }.`,
    );
  }
  if (space.size > mostSymmetric) {
    throw new InputError(
      "symmetry-nodes",
      `${space.size} processes are too many for symmetry: it takes up to ${mostSymmetric}\n  Explore fewer, or without symmetry.`,
    );
  }
  const { links, tornSteps } = space.scenario;
  if (tornSteps > 0) {
    throw new InputError(
      "symmetry-torn",
      `${name}: where a step can be torn, the order in which it sends tells its receivers apart\n  Explore it without symmetry, or without torn steps.`,
    );
  }
  if (isPartial(links, space.size) && links?.length !== 0) {
    throw new InputError(
      "symmetry-links",
      `${name}: missing links tell processes apart\n  Explore it without symmetry, or with all links.`,
    );
  }
  const { configurations } = space.actors;
  const { processes } = configurations[0]!;
  const stranger = configurations.find((other) => other.processes.join() !== processes.join());
  if (stranger !== undefined) {
    throw new InputError(
      "symmetry-configurations",
      `${name} has configurations with the processes ${shown(processes)} and ${shown(stranger.processes)}\n  Symmetry takes configurations that name the same processes in the same order. Give only such, or explore without symmetry.`,
    );
  }
  for (const { name: history, rename } of space.watch.memories.histories) {
    if (rename !== undefined) continue;
    const claim = claims.find((candidate) => candidate.history?.name === history);
    throw new InputError(
      "symmetry-history",
      `the history variable ${shown(history)} of the claim ${shown(claim?.name)} has no function rename\n  Say how the names of processes occur in its value: rename: (history, rename) => ...; or leave the claim out, or explore without symmetry.`,
    );
  }
  const permutations = new Permutations(space.size);
  const renaming = new Renaming(space, model, processes, permutations);
  const check = new ProtocolCheck(space, renaming);
  if (space.shifting !== null) space.shifting.onLooker = new Apart(space, renaming);
  const orbits = new Orbits(renaming, check);
  check.checkConfigurations();
  checkInitial(space, orbits, check, permutations.count);
  space.watch.mirror = new ClaimCheck(space, claims, orbits, permutations);
  space.symmetry = orbits;
  return {
    canonicalise: (state) => orbits.canonicalise(state),
    check: () => check.run(),
    get isDue() {
      return check.isDue;
    },
    orbits,
  };
}

/** Sees that the initial states are the same set when processes are renamed. */
function checkInitial<V extends Vocabulary>(
  space: Space<V>,
  orbits: Orbits<V>,
  check: ProtocolCheck<V>,
  count: number,
): void {
  const states: Int32Array[] = [];
  const known = new VectorMap(space.size + 1);
  for (const _ of space.initial((vector, environment) => states.push(Int32Array.of(...vector, environment))));
  for (const state of states) known.set(state, 0);
  check.run();
  const image = new Int32Array(space.size + 1);
  for (const state of states) {
    for (let permutation = 1; permutation < count; permutation++) {
      orbits.rename(permutation, state, image);
      if (known.get(image) >= 0) continue;
      throw new InputError(
        "symmetry-initial",
        `${space.name}: the initial states tell processes apart\n  initial  ${shown(snapshotOf(space, state))}\n  is none  ${shown(snapshotOf(space, image))}\n  Let all processes begin alike, or explore without symmetry.`,
      );
    }
  }
}
