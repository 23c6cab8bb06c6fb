/**
 * Whether each row of the matrix recovers, against what is pinned.
 * `INTERREGNUM_PIN=1` in the environment writes the pins anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { Exploration } from "../../model/result.ts";
import { judgeNaively } from "../naive/liveness.ts";
import { catalogue } from "./index.ts";
import { modelOf, type Recovery, recovering, recoveryIn } from "./recoveries.ts";

const file = new URL("./recoveries.json", import.meta.url);
const isPinning = process.env["INTERREGNUM_PIN"] === "1";

interface Pin {
  readonly recovery: Recovery;
  readonly states: number;
  readonly cut: number;
  readonly verdicts: Readonly<Record<string, string>>;
}

const pinned = (isPinning ? {} : JSON.parse(readFileSync(file, "utf8"))) as Record<string, Pin>;
const found: Record<string, Pin> = {};
const entries = catalogue.filter(({ row }) => row !== null);

/** The twin shrinks sets of states one by one: up to this many it is done soon. */
const mostStatesForTheTwin = 130;

afterAll(() => {
  if (isPinning) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
});

test.each([
  ["holds", "holds", "surely"],
  ["violated", "holds", "perhaps"],
  ["violated", "holds within bounds", "perhaps within bounds"],
  ["violated", "undecided", "not always"],
  ["violated", "violated", "never again"],
  ["undecided", "holds within bounds", "can within bounds"],
  ["undecided", "undecided", "undecided"],
] as const)(
  "where one leading again and again is %s, and that one can lead again %s, it is told: %s",
  (again, can, told) => {
    const verdicts = [
      { kind: "alwaysEventually", verdict: again },
      { kind: "recoverable", verdict: can },
    ] as const;
    expect(recoveryIn({ verdicts })).toBe(told);
  },
);

describe("whether one leads again is as it is pinned", () => {
  test.each(entries.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
    const run = recovering(entry);
    let step = run.next();
    while (step.done !== true) step = run.next();
    const { recovery, exploration } = step.value;
    const { states, cut, verdicts } = exploration;
    found[id] = { recovery, states, cut, verdicts: Object.fromEntries(verdicts.map(told)) };
    if (!isPinning) expect(found[id]).toEqual(pinned[id]);
  });
});

describe("the naive twin comes to the same", () => {
  // It knows nothing of relative epochs: see the protocols whose epochs go round a clock.
  const small = entries.filter(({ id, relativeEpochs = false }) => {
    return !isPinning && !relativeEpochs && pinned[id]!.states <= mostStatesForTheTwin;
  });
  test.each(small.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
    const { parameters } = entry;
    const model = { ...modelOf(entry), ...(parameters === undefined ? {} : { parameters }) };
    const judged = judgeNaively(model, entry.scenario, { limit: mostStatesForTheTwin })!;
    const verdicts = judged.map(({ claim, verdict, almostSurely, stem }) => {
      return [
        claim,
        [verdict, almostSurely ? " almost surely" : "", stem === undefined ? "" : `, stem of ${stem}`].join(""),
      ];
    });
    expect(Object.fromEntries(verdicts)).toEqual(pinned[id]!.verdicts);
  });
});

function told({ claim, verdict, steps, trace, liveness }: Exploration["verdicts"][number]): readonly [string, string] {
  const stem = trace?.repeatsFrom ?? steps;
  const surely = liveness?.almostSurely === true ? " almost surely" : "";
  return [claim, `${verdict}${surely}${stem === undefined ? "" : `, stem of ${stem}`}`];
}
