/**
 * The catalogue against what is pinned. `INTERREGNUM_PIN=1` in the environment
 * writes the pins anew; they are reviewed as a diff, and the commit that changes
 * one says why.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { isLiveness } from "../../spec/claim.ts";
import { exploreNaively } from "../naive/explore.ts";
import { catalogue, type Pin, pinOf, prove } from "./index.ts";

const file = new URL("./pinned.json", import.meta.url);
const isPinning = process.env["INTERREGNUM_PIN"] === "1";
const pinned = (isPinning ? {} : JSON.parse(readFileSync(file, "utf8"))) as Record<string, Pin>;
const found: Record<string, Pin> = {};

/** Entries up to this many states take the second road, too; INTERREGNUM_TWIN in the environment sets another limit. */
const mostStatesForTheTwin = Number(process.env["INTERREGNUM_TWIN"] ?? 2500);

afterAll(() => {
  if (isPinning) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
});

test("every entry has a name of its own, and nothing is pinned that is no entry", () => {
  const ids = catalogue.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  if (!isPinning) expect(Object.keys(pinned).sort()).toEqual([...ids].sort());
});

describe("what is pinned comes out, and what is claimed holds", () => {
  test.each(catalogue.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
    const { exploration } = prove(entry);
    found[id] = pinOf(exploration);
    if (!isPinning) expect(found[id]).toEqual(pinned[id]);
    expect(exploration.stopped).toBeNull();
    const failing = exploration.verdicts.filter(({ claimed, verdict }) => claimed && verdict === "violated");
    expect(failing.map(({ claim }) => claim)).toEqual([]);
  });
});

describe("the naive twin comes to the same", () => {
  const small = catalogue.filter(({ id }) => (pinned[id]?.states ?? 0) <= mostStatesForTheTwin);
  test.each(small.map((entry) => [entry.id, entry] as const))(
    "%s",
    (id, { model, scenario, parameters, relativeEpochs = false }) => {
      const withParameters = parameters === undefined ? model : { ...model, parameters };
      const { states, transitions, depth, cut, verdicts } = exploreNaively(withParameters, scenario, {
        relativeEpochs,
      });
      const told = verdicts.map(({ claim, verdict, steps }) => {
        return [claim, steps === undefined ? verdict : `${verdict}, ${steps} steps`] as const;
      });
      // Of runs that go on for ever another twin judges, which is too slow for this.
      const endless = model.claims.filter(isLiveness).map(({ name }) => [name, pinned[id]!.verdicts[name]]);
      const all = { ...Object.fromEntries(told), ...Object.fromEntries(endless) };
      expect({ states, transitions, depth, cut, verdicts: all }).toEqual(pinned[id]);
    },
  );
});
