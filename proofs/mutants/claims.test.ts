/**
 * The claims as killers of mutants: small scenarios in which a changed reducer
 * breaks a claim, or can no longer do what must be seen at least once. No count
 * is looked at.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explore } from "../../model/explore.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import { catalogue, type Pin } from "../catalogue/index.ts";
import { exhibits } from "../museum/index.ts";
import { registry } from "../registry.ts";

const pinned = JSON.parse(readFileSync(new URL("../catalogue/pinned.json", import.meta.url), "utf8")) as Record<
  string,
  Pin
>;

/** The cells of the matrix that are small: a mutant is not worth more, and Raft has others of its own. */
const rows = catalogue.filter(({ id, row, algorithm, crisis }) => {
  const isSmall = pinned[id]!.states <= 5_000;
  return row !== null && algorithm !== "raft" && crisis !== "slow network" && isSmall;
});

/** Bugs for which so much has to be seen that they are left to the museum. */
const large: readonly string[] = ["lease-forgotten-by-a-voter", "figure-eight", "stale-promise"];

/** Sees that everything is as claimed, and that there is an end to it: some mutants go on for ever. */
function expectAsClaimed(model: Model, scenario: Scenario, parameters: unknown, relativeEpochs = false): void {
  const options = { maxStates: 50_000, relativeEpochs, ...(parameters === undefined ? {} : { parameters }) };
  const { verdicts, stopped } = explore(model, scenario, options);
  expect(verdicts.filter(({ claimed, verdict }) => claimed && verdict === "violated")).toEqual([]);
  expect([null, "decided"]).toContain(stopped);
}

describe("what is claimed holds, and what must be seen is seen", () => {
  test.each(rows.map((entry) => [entry.id, entry] as const))(
    "%s",
    (_id, { model, scenario, parameters, relativeEpochs }) => {
      expectAsClaimed(model, scenario, parameters, relativeEpochs);
    },
  );
});

describe("where a bug of the museum would show, the kit's own reducers keep every claim", () => {
  const small = exhibits.filter(
    ({ name, symmetry, ground }) => symmetry !== true && ground === undefined && !large.includes(name),
  );
  test.each(small.map((one) => [one.name, one] as const))("%s", (_name, { place, scenario, parameters }) => {
    expectAsClaimed(registry[place.algorithm]!.model, scenario, parameters);
  });
});
