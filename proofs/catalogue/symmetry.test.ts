/** The entries whose models declare a symmetry, by orbits: what is pinned of all their states must come out. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explore } from "../../model/explore.ts";
import { isLiveness } from "../../spec/claim.ts";
import { catalogue, type Entry, type Pin, pinOf } from "./index.ts";

const pinned = JSON.parse(readFileSync(new URL("./pinned.json", import.meta.url), "utf8")) as Record<string, Pin>;

/** The entries in which the processes of a symmetric protocol are not alike, and what the refusal says. */
const refused: Readonly<Record<string, RegExp>> = {
  "raft, a log ahead": /parameters tell processes apart/,
  "raft, missing link": /missing links tell processes apart/,
  "raft, torn step": /the order in which it sends tells its receivers apart/,
  "raft-log, missing link": /missing links tell processes apart/,
  "raft-log, torn step": /the order in which it sends tells its receivers apart/,
  "raft-log, joint consensus of one and two": /parameters tell processes apart/,
  "raft-log, single change of one and two": /parameters tell processes apart/,
  "raft-log, joint consensus": /parameters tell processes apart/,
  "raft-log, single change": /parameters tell processes apart/,
};

describe("by orbits, every verdict is the same, at the same depth", () => {
  // What is owed in runs that go on for ever cannot be told of orbits.
  const isAsked = ({ claims }: Entry["model"]): boolean => !claims.some(isLiveness);
  const symmetric = catalogue.filter(
    ({ id, model }) => model.symmetry !== undefined && !(id in refused) && isAsked(model),
  );

  test.each(symmetric.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
    const { model, scenario, parameters, relativeEpochs = false } = entry;
    const options = { symmetry: true, relativeEpochs, toTheEnd: true };
    const { states, depth, verdicts } = pinned[id]!;
    const found = pinOf(explore(model, scenario, { ...options, ...(parameters === undefined ? {} : { parameters }) }));
    expect({ depth: found.depth, verdicts: found.verdicts }).toEqual({ depth, verdicts });
    const permutations = [1, 1, 2, 6, 24, 120][scenario.nodes]!;
    expect(found.states).toBeLessThan(states);
    expect(found.states).toBeGreaterThanOrEqual(states / permutations);
  });

  test("among them all of Raft, in every crisis", () => {
    const crises = catalogue.filter(({ algorithm, crisis }) => algorithm === "raft" && crisis !== null);
    expect(crises.length).toBeGreaterThan(8);
    expect(crises.every((entry) => symmetric.includes(entry) || entry.id in refused)).toBe(true);
    expect(symmetric.filter(({ relativeEpochs }) => relativeEpochs).length).toBeGreaterThan(4);
  });
});

test.each(Object.entries(refused))("what tells processes apart is refused: %s", (name, words) => {
  const { model, scenario, parameters } = catalogue.find(({ id }) => id === name)!;
  expect(() => explore(model, scenario, { symmetry: true, parameters })).toThrow(words);
});

test.each(["bully", "chang-roberts", "token-ring"])("%s declares none, and is refused", (algorithm) => {
  const { model, scenario } = catalogue.find((entry) => entry.algorithm === algorithm)!;
  expect(() => explore(model, scenario, { symmetry: true })).toThrow(/declares no symmetry/);
});
