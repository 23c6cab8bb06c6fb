/**
 * The record of what elections cost: what is quick is repeated here, to the last digit.
 *
 * All of it is made anew, and written down, by
 * `INTERREGNUM_PIN=1 npx vitest run --config proofs/vitest.config.ts proofs/costs/recorded.test.ts`,
 * which takes a quarter of an hour of processor time.
 */
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type CostRecord,
  costToRecord,
  keyOf,
  meansToRecord,
  type RecordedCost,
  type Recording,
  readRecord,
  recordings,
  recordUrl,
  simulatedRings,
  subjectOf,
} from "./record.ts";

/** What has more states is repeated only where everything is made anew. */
const fewStates = 2_500;

test.runIf(process.env["INTERREGNUM_PIN"] === "1")(
  "what is recorded is made anew",
  () => {
    const exact: Record<string, RecordedCost> = {};
    for (const recording of recordings) {
      for (let nodes = 3; nodes <= recording[2]; nodes++) {
        const cost = costToRecord(recording, nodes);
        if (cost === null) break;
        exact[keyOf(recording, nodes)] = cost;
      }
    }
    const means = Object.fromEntries(simulatedRings.map((ring) => [ring, meansToRecord(ring)]));
    writeFileSync(recordUrl, `${JSON.stringify({ exact, means } satisfies CostRecord, null, 2)}\n`);
  },
  3_600_000,
);

const record = readRecord();

const quick = recordings.flatMap((recording) =>
  [3, 4, 5, 6].flatMap((nodes): readonly (readonly [string, Recording, number])[] => {
    const key = keyOf(recording, nodes);
    const known = record.exact[key];
    return known !== undefined && known.states <= fewStates ? [[key, recording, nodes]] : [];
  }),
);

test.each(quick)("%s costs what is recorded", (key, recording, nodes) => {
  expect(costToRecord(recording, nodes)).toEqual(record.exact[key]);
});

test("Most of the record is of what is reckoned here, and none of it of anything else", () => {
  const keys = recordings.flatMap((recording) => [3, 4, 5, 6].map((nodes) => keyOf(recording, nodes)));
  expect(Object.keys(record.exact).filter((key) => !keys.includes(key))).toEqual([]);
  expect(quick.length).toBeGreaterThan(25);
  expect(Object.keys(record.means)).toEqual(simulatedRings);
});

test("No election costs more than its formula says, and none less", () => {
  for (const recording of recordings) {
    const { most, least, mean } = subjectOf(recording[0], recording[1]);
    for (const nodes of [3, 4, 5, 6]) {
      const known = record.exact[keyOf(recording, nodes)];
      if (known === undefined) continue;
      if (most !== undefined) expect(known.messages.most).toBeLessThanOrEqual(most.of(nodes));
      if (least !== undefined) expect(known.messages.least).toBeGreaterThanOrEqual(least.of(nodes));
      if (mean !== undefined) expect(known.mean).toBeCloseTo(mean.of(nodes), 9);
    }
  }
});

describe.each(simulatedRings)("random runs of %s", (ring) => {
  const means = record.means[ring]!;

  test("give the same again from the same seed", () => {
    expect(meansToRecord(ring, [8, 16])).toEqual(means.slice(0, 2));
  });

  test("stay below the worst case, and grow less than by the square of the number of processes", () => {
    const { most } = subjectOf(ring, "beginning");
    for (const { nodes, messages, arrived, runs } of means) {
      expect(arrived).toBe(runs);
      if (most !== undefined) expect(messages).toBeLessThanOrEqual(most.of(nodes));
    }
    // Four times as many for twice as many would be the square; of n log n they are less than three times as many.
    for (const [i, { messages }] of means.entries()) {
      if (i > 0) expect(messages / means[i - 1]!.messages).toBeLessThan(3);
    }
  });
});

test("Random runs of Chang and Roberts' algorithm are within three standard errors of n·H(n) + n", () => {
  const { mean } = subjectOf("chang-roberts", "beginning");
  for (const { nodes, messages, standardError } of record.means["chang-roberts"]!) {
    expect(Math.abs(messages - mean!.of(nodes)), `${nodes}`).toBeLessThan(3 * standardError);
  }
});
