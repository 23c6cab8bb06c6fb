/**
 * The engine that explores by decision diagrams against the one that goes from
 * state to state, and against the naive twin, on random protocols in random
 * scenarios; and on the catalogue, where all that is pinned must come out.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExploreOptions, explore } from "../model/explore.ts";
import type { Exploration } from "../model/result.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import { withWitnesses } from "../model/select-claims.ts";
import { isLiveness, recoverable } from "../spec/claim.ts";
import type { Model } from "../spec/model.ts";
import { leads } from "../spec/world.ts";
import { catalogue, type Entry, type Pin, pinOf } from "./catalogue/index.ts";
import raftElection from "./known/raft-election.ts";
import { exploreNaively } from "./naive/explore.ts";
import { expectWalk } from "./testing/expect-walk.ts";
import { memoryDisk } from "./testing/memory-disk.ts";
import { arbitraryModel, arbitrarySensibleScenario, type RandomVocabulary } from "./testing/random-protocol.ts";

/** How many random protocols are tried; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Math.ceil(Number(process.env["INTERREGNUM_RUNS"] ?? 500) / 2);

/** The claims of the catalogue that look at messages in flight: they are refused. */
const aboutMessages = ["they draw again", "the highest stays in play", "a token travels"];

/** Entries of the catalogue with so many states or fewer are explored here, too. */
const mostStates = Number(process.env["INTERREGNUM_TWIN"] ?? 2500);

const arbitrarySample = fc.tuple(arbitraryModel.map(withoutInboxes), arbitrarySensibleScenario);

describe("diagrams, the engine and its naive twin", () => {
  test("agree on every count, verdict and length of trace", () => {
    fc.assert(
      fc.property(arbitrarySample, ([model, scenario]) => {
        const naive = exploreNaively(model, scenario, { limit: 1000 });
        fc.pre(naive !== null);
        const found = byDiagrams(model, scenario, { toTheEnd: true, examples: true });
        fc.pre(found !== null);
        const { taken: _, verdicts, ...counts } = naive!;
        expect(found).toMatchObject(counts);
        expect(toldOf(found!)).toEqual(
          verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort(),
        );
        expect(comparable(found!)).toEqual(comparable(explore(model, scenario, { toTheEnd: true, generate: false })));
        for (const { trace, steps } of found!.verdicts) {
          if (trace === undefined) continue;
          expect(trace.steps).toHaveLength(steps!);
          expectWalk(model, scenario, trace);
        }
      }),
      { numRuns: runs },
    );
  });

  test("end at the same level once everything is decided", () => {
    fc.assert(
      fc.property(arbitrarySample, ([model, scenario]) => {
        const found = byDiagrams(model, scenario, { maxStates: 1000 });
        fc.pre(found !== null && found.stopped !== "states");
        expect(comparable(found!)).toEqual(comparable(explore(model, scenario, { generate: false })));
      }),
      { numRuns: Math.ceil(runs / 2) },
    );
  });
});

describe("what diagrams cannot do is refused, with what to do instead", () => {
  const ring = catalogue.find(({ id }) => id === "token-ring, calm")!;
  const raft = catalogue.find(({ id }) => id === "raft, calm")!;
  const safe = decidable(raft.model);
  const somebodyCanLead = recoverable("somebody can lead", ({ processes }) => processes.some(leads));

  test.each<readonly [string, Entry, ExploreOptions, Partial<Scenario>]>([
    ["diagrams-inbox", ring, { claims: ["a token travels"] }, {}],
    ["diagrams-liveness", { ...raft, model: { ...raft.model, claims: [somebodyCanLead] } }, {}, {}],
    ["diagrams-profile", raft, { claims: safe, profile: true }, {}],
    ["diagrams-bound", raft, { claims: safe }, { bounds: { spread: 1 } }],
    ["diagrams-initial-bound", raft, { claims: safe }, { bounds: { term: -1 } }],
    ["symmetry-strategy", raft, { claims: safe, symmetry: true }, {}],
    ["reduction-strategy", raft, { claims: safe, reduction: true }, {}],
    ["epochs-together", raft, { claims: safe, relativeEpochs: true }, {}],
    ["checkpoint-strategy", raft, { claims: safe, resume: [] }, {}],
    ["disk-strategy", raft, { claims: safe, disk: memoryDisk(0) }, {}],
  ])("%s", (code, { model, scenario }, options, change) => {
    const asked = (): unknown => explore(model, { ...scenario, ...change }, { ...options, strategy: "diagrams" });
    expect(asked).toThrow(expect.objectContaining({ code }));
  });
});

test("three processes up to term 2 have the states that are known, every claim decided", () => {
  const scenario: Scenario = { ...calmScenario, timing: "asynchronous", network: "set", bounds: { term: 2 } };
  const found = explore(raftElection, scenario, { strategy: "diagrams", toTheEnd: true });
  expect(found).toMatchObject({ states: 2_255_243, transitions: 16_946_124, depth: 24, stopped: null });
  expect(found.verdicts.map(({ verdict }) => verdict)).toEqual(["holds within bounds", "holds within bounds", "holds"]);
});

/** What diagrams find; null where they say that they cannot. */
function byDiagrams(
  model: Model<RandomVocabulary>,
  scenario: Scenario,
  options: { readonly toTheEnd?: boolean; readonly examples?: boolean; readonly maxStates?: number },
): Exploration | null {
  try {
    return explore(model, scenario, { ...options, strategy: "diagrams" });
  } catch (error) {
    if (error instanceof InputError && error.code === "diagrams-initial-bound") return null;
    throw error;
  }
}

function withoutInboxes(model: Model<RandomVocabulary>): Model<RandomVocabulary> {
  return { ...model, claims: model.claims.filter(({ name }) => !name.includes("inbox")) };
}

function comparable(found: Exploration): unknown {
  const { strategy: _, cells: _cells, reducerCalls, verdicts: _verdicts, ...counts } = found;
  return { ...counts, reducerCalls, told: toldOf(found) };
}

function toldOf({ verdicts }: Exploration): unknown {
  return verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]).sort();
}

describe("what is pinned of the catalogue comes out by diagrams", () => {
  const known = JSON.parse(readFileSync(new URL("./catalogue/pinned.json", import.meta.url), "utf8"));
  const pinned = known as Record<string, Pin>;
  const entries = catalogue.filter(({ id, model, relativeEpochs }) => {
    return relativeEpochs !== true && (pinned[id]?.states ?? 0) <= mostStates && decidable(model).length > 0;
  });

  test.each(entries.map((entry) => [entry.id, entry] as const))("%s", (id, { model, scenario, parameters }) => {
    const claims = decidable(model);
    const found = explore(model, scenario, {
      claims,
      strategy: "diagrams",
      toTheEnd: true,
      ...(parameters === undefined ? {} : { parameters }),
    });
    const { states, transitions, depth, cut, verdicts } = pinOf(found);
    const pin = pinned[id]!;
    // History variables that only the other claims have are not part of these states.
    if (hasAllHistories(model, claims)) expect({ states, transitions, depth, cut }).toEqual(countsOf(pin));
    for (const [claim, verdict] of Object.entries(verdicts))
      expect([claim, verdict]).toEqual([claim, pin.verdicts[claim]]);
  });
});

/** The claims of a model that diagrams can decide, and its witnesses, by name. */
function decidable({ claims }: Model): readonly string[] {
  return withWitnesses(claims)
    .filter((claim) => !isLiveness(claim) && !aboutMessages.includes(claim.witness?.name ?? claim.name))
    .map(({ name }) => name)
    .filter((name) => !aboutMessages.includes(name));
}

/** Whether some claims have all history variables between them that the claims of a model have. */
function hasAllHistories(model: Model, names: readonly string[]): boolean {
  const histories = model.claims.filter(({ name }) => names.includes(name)).map(({ history }) => history?.name);
  return model.claims.every(({ history }) => history === undefined || histories.includes(history.name));
}

function countsOf({ states, transitions, depth, cut }: Pin): Omit<Pin, "verdicts"> {
  return { states, transitions, depth, cut };
}
