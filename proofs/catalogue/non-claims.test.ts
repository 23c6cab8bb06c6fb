/**
 * The non-claims against their golden traces. `INTERREGNUM_PIN=1` in the
 * environment writes them anew; they are reviewed as a diff.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plainly } from "../cli/terminal.ts";
import { traceLines } from "../cli/trace.ts";
import { plainName } from "../cli/words.ts";
import { catalogue, prove } from "./index.ts";
import { type NonClaim, nonClaims } from "./non-claims.ts";

const folder = new URL("./traces/", import.meta.url);
const isPinning = process.env["INTERREGNUM_PIN"] === "1";

describe("what is known to fail, fails as pinned", () => {
  test.each(nonClaims.map((nonClaim) => [fileOf(nonClaim), nonClaim] as const))("%s", (file, nonClaim) => {
    const entry = catalogue.find(({ id }) => id === nonClaim.entry)!;
    const { exploration, onFifo } = prove(entry);
    const verdicts = [...(onFifo?.verdicts ?? []), ...exploration.verdicts];
    const verdict = verdicts.find(({ claim, trace }) => claim === nonClaim.claim && trace !== undefined)!;
    expect(verdict.claimed, "it must not be claimed where it is known to fail").toBe(false);
    expect(verdict.trace!.steps).toHaveLength(verdict.steps!);
    const head = [`${nonClaim.entry}: not “${nonClaim.claim}”`, nonClaim.story, ""];
    const text = `${[...head, ...traceLines(verdict.trace!, { width: 100, paint: plainly })].join("\n")}\n`;
    if (isPinning) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(new URL(file, folder), text);
    }
    expect(text).toBe(readFileSync(new URL(file, folder), "utf8"));
  });

  test("no trace is kept that belongs to nothing", () => {
    expect(readdirSync(folder).sort()).toEqual(nonClaims.map(fileOf).sort());
  });
});

function fileOf({ entry, claim }: NonClaim): string {
  return `${plainName(`${entry} ${claim}`)}.txt`;
}
