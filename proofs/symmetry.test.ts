/**
 * Symmetry against the naive twin, which knows nothing of it: its states are
 * renamed in all ways, and counted by the least of their texts.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explore } from "../model/explore.ts";
import type { Exploration } from "../model/result.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import type { Model } from "../spec/model.ts";
import type { Rename } from "../spec/symmetry.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import raftElection from "./known/raft-election.ts";
import { exploreNaively } from "./naive/explore.ts";
import { type NaiveOrbits, orbitsNaively } from "./naive/orbits.ts";
import { arbitraryModel, arbitraryScenario, arbitrarySymmetricScenario } from "./testing/random-protocol.ts";
import { arbitrarySymmetricModel } from "./testing/symmetric-protocol.ts";

/** How many random protocols are tried; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 500);

const election: Scenario = { ...calmScenario, network: "set", timing: "asynchronous" };

const verdictsOf = ({ verdicts }: Pick<Exploration, "verdicts">): unknown =>
  verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort();

const twinVerdictsOf = ({ verdicts }: NonNullable<ReturnType<typeof exploreNaively>>): unknown =>
  verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort();

/** Sees that the engine counts as many orbits as there are, and decides every claim as without. */
function expectOrbits<V extends Vocabulary>(model: Model<V>, scenario: Scenario, limit?: number): NaiveOrbits {
  const naive = orbitsNaively(model, scenario, limit === undefined ? {} : { limit });
  fc.pre(naive !== null);
  const { all, orbits, initial, transitions, cut } = naive;
  const found = explore(model, scenario, { symmetry: true, toTheEnd: true, examples: true });
  expect(found).toMatchObject({ symmetry: true, states: orbits, initial, transitions, cut, depth: all.depth });
  expect(verdictsOf(found)).toEqual(twinVerdictsOf(all));
  for (const { trace, steps } of found.verdicts) if (trace !== undefined) expect(trace.steps).toHaveLength(steps!);
  return naive;
}

describe("the orbits of Raft's election", () => {
  test.each([
    { nodes: 2, term: 2 },
    { nodes: 3, term: 1 },
  ])("of $nodes processes in $term terms are those that the naive twin counts", ({ nodes, term }) => {
    expectOrbits(raftElection, { ...election, nodes, bounds: { term } });
  });

  // Counted once from all states by the least of the texts of all their renamings; 30,026 by a second explorer, of bits, too.
  test.each([
    { nodes: 3, term: 2, orbits: 376_587, depth: 24 },
    { nodes: 4, term: 1, orbits: 30_026, depth: 28 },
  ])(
    "of $nodes processes in term $term are $orbits, no further away than its states",
    ({ nodes, term, orbits, depth }) => {
      const scenario = { ...election, nodes, bounds: { term } };
      const found = explore(raftElection, scenario, { symmetry: true, toTheEnd: true });
      expect(found).toMatchObject({ states: orbits, depth, stopped: null });
      expect(found.verdicts.map(({ verdict }) => verdict)).toEqual([
        "holds within bounds",
        "holds within bounds",
        "holds",
      ]);
    },
  );
});

describe("random symmetric protocols", () => {
  test("have as many orbits as the naive twin counts, with the same verdicts at the same depths", () => {
    let reduced = 0;
    fc.assert(
      fc.property(arbitrarySymmetricModel, arbitrarySymmetricScenario, (model, scenario) => {
        const { all, orbits } = expectOrbits(model, scenario, 800);
        if (orbits * scenario.nodes <= all.states * 1.5) reduced += 1;
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
    expect(reduced).toBeGreaterThan(runs / 10);
  });
});

/** Scenarios that symmetry takes, but for some with links missing or steps torn. */
const mostlySymmetricScenario = fc.oneof(
  { weight: 4, arbitrary: arbitrarySymmetricScenario },
  { weight: 1, arbitrary: arbitraryScenario },
);

test("a protocol that is declared symmetric, whatever it is, is refused or explored rightly", () => {
  const refused = new Map<string, number>();
  let explored = 0;
  fc.assert(
    fc.property(arbitraryModel, mostlySymmetricScenario, (model, scenario) => {
      const naive = exploreNaively(model, scenario, { limit: 800 });
      fc.pre(naive !== null);
      const declared: typeof model = {
        ...model,
        claims: model.claims.map((claim) =>
          claim.history === undefined ? claim : { ...claim, history: renaming(claim.history) },
        ),
        symmetry: {
          state: ({ mode, heard }, rename) => ({ mode, heard: heard === null ? null : rename(heard) }),
          message: (message) => message,
          durable: (durable, rename) =>
            durable !== null && "heard" in durable && durable.heard !== null
              ? { ...durable, heard: rename(durable.heard) }
              : durable,
        },
      };
      let found: Exploration;
      try {
        found = explore(declared, scenario, { symmetry: true, toTheEnd: true, examples: true });
      } catch (error) {
        if (!(error instanceof InputError) || !error.code.startsWith("symmetry-")) throw error;
        refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
        return;
      }
      explored += 1;
      expect(verdictsOf(found)).toEqual(twinVerdictsOf(naive));
      expect(found.depth).toBe(naive.depth);
    }),
    { numRuns: Math.max(60, Math.ceil(runs / 2)) },
  );
  // Both happen, so that neither half of the sentence is empty.
  expect(explored).toBeGreaterThan(0);
  for (const code of ["symmetry-protocol", "symmetry-claim", "symmetry-links", "symmetry-torn"])
    expect(refused.get(code), code).toBeGreaterThan(0);
});

const renamings = new Map<unknown, unknown>();

/** A history variable of the random protocols with a function rename: only one of them has names in it. */
function renaming<H extends object & { readonly name: string }>(history: H): H {
  const rename = (value: unknown, to: Rename): unknown =>
    history.name === "last" && typeof value === "number" ? to(value) : value;
  if (!renamings.has(history)) renamings.set(history, { ...history, rename });
  return renamings.get(history) as H;
}
