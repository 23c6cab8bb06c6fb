import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bullyModel } from "../../impl/bully/model.ts";
import { explore } from "../../model/explore.ts";
import { bothWays } from "../../model/network/links.ts";
import { canonical } from "../../model/plain.ts";
import type { Exploration, Trace } from "../../model/result.ts";
import type { Scenario } from "../../model/scenario.ts";
import { calmScenario, InputError } from "../../model/scenario.ts";
import { recoverable } from "../../spec/claim.ts";
import type { Model } from "../../spec/model.ts";
import { recoveryClaims } from "../catalogue/recoveries.ts";
import { type Hasty, default as hasty } from "../cli/fixtures/hasty.ts";
import { type Patient, default as patient } from "../cli/fixtures/patient.ts";
import { anyModel } from "../registry.ts";
import { expectWalk } from "../testing/expect-walk.ts";
import { arbitraryModel, arbitrarySensibleScenario } from "../testing/random-protocol.ts";
import { readTrace, type TraceFile, writtenTrace } from "./file.ts";
import { retaken } from "./retaken.ts";

const numRuns = Math.ceil(Number(process.env["INTERREGNUM_RUNS"] ?? 500) / 4);

/** The trace files of everything that was found. */
function filesOf({ verdicts, scenario, parameters }: Exploration, name: string): readonly TraceFile[] {
  return verdicts.flatMap(({ claim, kind, trace }) => {
    if (trace === undefined) return [];
    const claims = verdicts.map((verdict) => verdict.claim);
    const text = writtenTrace({ model: name, protocol: name, claim, kind, claims, scenario, parameters, trace });
    return [readTrace(text, "trace.json")];
  });
}

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return `[${error.code}] ${error.message}`;
    throw error;
  }
  return "no problem";
}

test("what is written to a file and read again can be taken again, and is the same", () => {
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, (random, scenario) => {
      const model = anyModel(random);
      const found = explore(model, scenario, { maxStates: 1500, examples: true });
      for (const file of filesOf(found, "random")) {
        expect(canonical(retaken(file, model, "trace.json"))).toBe(canonical(file.trace));
      }
    }),
    { numRuns },
  );
});

/** A JSON document without what it says of timers. */
function withoutTimers(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === "timers" ? null : part)));
}

/** Every way to change one value in a JSON document. */
function* edits(value: unknown): Generator<unknown> {
  if (typeof value === "number") yield value + 1;
  else if (typeof value === "boolean") yield !value;
  else if (typeof value === "string") yield `${value}x`;
  else if (value === null) yield 7;
  else if (Array.isArray(value)) {
    for (const [i, part] of value.entries()) {
      yield value.toSpliced(i, 1);
      for (const edited of edits(part)) yield value.with(i, edited);
    }
  } else {
    for (const [key, part] of Object.entries(value as Readonly<Record<string, unknown>>)) {
      const { [key]: _, ...rest } = value as Readonly<Record<string, unknown>>;
      yield rest;
      for (const edited of edits(part)) yield { ...rest, [key]: edited };
    }
  }
}

test("a way to where nothing good can be reached any more can be taken again", () => {
  const claims = [
    recoverable<Patient>("silence", ({ processes }) => processes.every(({ state }) => state === "silent")),
  ];
  const model = anyModel<Patient>({ ...patient, claims });
  const [file] = filesOf(explore(model, calmScenario), "patient");
  expect(file).toMatchObject({ kind: "recoverable" });
  expect(canonical(retaken(file!, model, "trace.json"))).toBe(canonical(file!.trace));
});

test("a file in which anything about the trace was edited by hand is refused", () => {
  let refused = 0;
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, fc.nat(), (random, scenario, choice) => {
      const model = anyModel(random);
      const [file] = filesOf(explore(model, scenario, { maxStates: 300, examples: true }), "random");
      if (file === undefined) return;
      const all = [...edits(file.trace)];
      const edited = { ...file, trace: all[choice % all.length] };
      const problem = problemOf(() => retaken(readTrace(JSON.stringify(edited), "trace.json"), model, "trace.json"));
      if (problem === "no problem") {
        // A timer may have drawn another duration of its range: then it is a trace as real as the one that was edited.
        expect(withoutTimers(edited.trace)).toEqual(withoutTimers(file.trace));
        expectWalk(random, scenario, edited.trace as Trace);
        return;
      }
      expect(problem).toMatch(/^\[trace-(shape|impossible|differs|end)\] trace\.json/);
      refused++;
    }),
    { numRuns: numRuns * 2 },
  );
  expect(refused).toBeGreaterThan(0);
});

describe("what is said about a file that is refused", () => {
  const found = explore<Hasty>(hasty, calmScenario);
  const [file] = filesOf(found, "hasty");
  const refusal = (changed: object, model: Model = anyModel(hasty)): string =>
    problemOf(() => retaken(readTrace(JSON.stringify({ ...file, ...changed }), "t.json"), model, "t.json"));
  const { trace } = file!;
  const steps = (change: (step: (typeof trace.steps)[number]) => object, at: number): object => ({
    trace: { ...trace, steps: trace.steps.map((step, i) => (i === at ? { ...step, ...change(step) } : step)) },
  });
  const scenario: Scenario = { ...calmScenario, nodes: 2 };

  test.each<[string, object, string]>([
    ["no trace file", { format: "holiday photos" }, "[trace-format] t.json is no trace file"],
    ["another version", { version: 2 }, "[trace-version] t.json is a trace file of version 2"],
    [
      "another protocol",
      { protocol: "raft" },
      "[trace-protocol] t.json is a trace of the protocol raft, and this is the protocol hasty",
    ],
    [
      "an unknown claim",
      { claim: "all is well", claims: ["all is well"] },
      "[trace-claim] t.json: hasty has no claim “all is well”",
    ],
    ["another kind of claim", { kind: "sometimes" }, "[trace-claim] t.json: “at most one leads” is not of the kind"],
    ["another scenario", { scenario }, "[trace-impossible] t.json: it cannot begin like this: no configuration"],
    ["no such step", steps(() => ({ step: 9 }), 1), "[trace-shape] t.json: step 2: it has the number 9"],
    [
      "an impossible step",
      steps(() => ({ action: { type: "timeout", process: 1, timer: "hunger" } }), 1),
      '[trace-impossible] t.json: step 2 (process 1 times out: hunger) is impossible: process 1 has no timer "hunger"',
    ],
    [
      "a step that was not taken",
      steps(() => ({ action: { type: "crash", process: 1 } }), 2),
      "[trace-impossible] t.json: step 3 (process 1 crashes) is impossible: the scenario allows no crash",
    ],
    ["other effects", steps(() => ({ effects: [] }), 1), "[trace-differs] t.json: step 2 (process"],
    [
      "another state",
      steps(() => ({ after: trace.initial }), 0),
      "[trace-differs] t.json: step 1 (a tick passes) comes",
    ],
    ["a shorter trace", { trace: { ...trace, steps: trace.steps.slice(0, -1) } }, "[trace-end] t.json: “at most one"],
    [
      "a loop where nothing need repeat",
      { trace: { ...trace, repeatsFrom: 0 } },
      "[trace-shape] t.json: “repeatsFrom” says what repeats in a run that goes on for ever, and no such run breaks a claim of the kind always",
    ],
    [
      "fairness where nothing is owed",
      { fairness: { timers: "weak" } },
      "[trace-shape] t.json: “fairness” says what a run owes that goes on for ever, and a claim of the kind always is about none",
    ],
    [
      "a claim that was not looked at",
      { claims: [] },
      "[trace-shape] t.json: “claims” does not have the claim “at most one leads”, which the trace is about",
    ],
  ])("%s", (_name, changed, message) => {
    expect(refusal(changed)).toContain(message);
  });

  test("what is not JSON", () => {
    expect(problemOf(() => readTrace("{", "t.json"))).toContain("[trace-json] t.json is not JSON");
  });

  test("a protocol that was mended since", () => {
    const { protocol } = hasty;
    const waiting: Model<Hasty> = {
      ...hasty,
      protocol: { ...protocol, init: ({ self }) => (self === 1 ? { role: "leader" } : protocol.init(cluster)) },
    };
    const cluster = { self: 1, processes: [1, 2, 3], parameters: { patience: 2, eager: false } };
    expect(refusal({}, anyModel(waiting))).toContain("[trace-differs] t.json: the beginning is another one");
  });
});

describe("what is said about a run without end that was changed", () => {
  const claims = recoveryClaims();
  const model = { ...anyModel(bullyModel), claims };
  const links = bothWays([
    [1, 2],
    [1, 3],
  ]);
  const scenario: Scenario = { ...calmScenario, links };
  const { parameters, verdicts } = explore(model, scenario);
  const { claim, kind, trace, liveness } = verdicts.find((verdict) => verdict.trace?.repeatsFrom !== undefined)!;
  const names = claims.map(({ name }) => name);
  const written = JSON.parse(
    writtenTrace({
      ...{ model: "bully", protocol: "bully", claim, kind, claims: names, scenario, parameters, trace: trace! },
      fairness: liveness!.fairness!,
    }),
  ) as object;
  const read = (changed: object): unknown =>
    retaken(readTrace(JSON.stringify({ ...written, ...changed }), "t.json"), model, "t.json");

  test("nothing where it was not", () => {
    expect(read({})).toEqual(trace);
  });

  test.each<[string, object, string]>([
    [
      "another loop",
      { trace: { ...trace, repeatsFrom: 6 } },
      "[trace-end] t.json: the state after its last step is not",
    ],
    ["no loop", { trace: { ...trace, repeatsFrom: 12 } }, "the part that repeats never does what it owes"],
    [
      "a loop that is gone",
      { trace: { ...trace, repeatsFrom: undefined } },
      "not violated by it: nothing in it repeats",
    ],
    [
      "epochs that rise where there are none",
      { trace: { ...trace, epochsRise: 2 } },
      "[trace-end] t.json: “epochsRise” is 2, and the protocol declares no epochs that could rise",
    ],
    [
      "epochs that rise where nothing repeats",
      { trace: { ...trace, repeatsFrom: undefined, epochsRise: 2 } },
      "[trace-shape] t.json: “epochsRise” is there without “repeatsFrom”",
    ],
    [
      "a fairness that there is not",
      { fairness: { timers: "maybe" } },
      '[trace-shape] t.json: “fairness” gives timers as "maybe"',
    ],
    [
      "a claim about what can be reached",
      { claim: names[1], kind: "recoverable" },
      "[trace-shape] t.json: “repeatsFrom”",
    ],
  ])("%s", (_name, changed, message) => {
    expect(problemOf(() => read(changed))).toContain(message);
  });
});
