/**
 * Each exhibit: the mended protocol keeps the claim, the buggy one breaks it by
 * the pinned trace. `INTERREGNUM_PIN=1` in the environment writes the traces
 * anew; they are reviewed as a diff.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { explore } from "../../model/explore.ts";
import { plainly } from "../cli/terminal.ts";
import { traceLines } from "../cli/trace.ts";
import { exploreNaively } from "../naive/explore.ts";
import { registry } from "../registry.ts";
import { complaintsAbout } from "../testing/compiled.ts";
import { expectWalk } from "../testing/expect-walk.ts";
import { type Exhibit, exhibits, isKept, modelFrom, sourcesOf, verdictOf } from "./index.ts";

const folder = new URL("./traces/", import.meta.url);
const isPinning = process.env["INTERREGNUM_PIN"] === "1";
const root = fileURLToPath(new URL("../..", import.meta.url));

const each = exhibits.map((exhibit) => [exhibit.name, exhibit] as const);
const found = (exhibit: Exhibit, model: Awaited<ReturnType<typeof modelFrom>>) => {
  const { scenario, claim, symmetry = false } = exhibit;
  return verdictOf(explore(model, scenario, { claims: [claim], symmetry }), exhibit);
};

test("every exhibit has a name of its own, is about a claim that there is, and says where it was seen", () => {
  expect(new Set(exhibits.map(({ name }) => name)).size).toBe(exhibits.length);
  for (const { name, place, claim, seen } of exhibits) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(registry[place.algorithm]!.model.claims.map((each) => each.name)).toContain(claim);
    expect(seen.length).toBeGreaterThan(0);
  }
});

describe("the mended protocol keeps the claim, and the bug breaks it as pinned", () => {
  test.each(each)("%s", async (name, exhibit) => {
    const { mended, buggy } = sourcesOf(exhibit);
    expect(isKept(found(exhibit, await modelFrom(mended, exhibit)))).toBe(true);

    const { verdict, steps, trace } = found(exhibit, await modelFrom(buggy, exhibit));
    expect(verdict).toBe("violated");
    const head = [`${exhibit.title}: not “${exhibit.claim}”, in ${steps} steps`, ""];
    const text = `${[...head, ...traceLines(trace!, { width: 100, paint: plainly })].join("\n")}\n`;
    const file = new URL(`${name}.txt`, folder);
    if (isPinning) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, "utf8"));
  });
});

describe("the naive twin follows the trace, and comes upon the bug after as many steps", () => {
  /** Too many states for it even up to the length of the trace: here it only follows. */
  const tooLarge = ["forgetful-candidate", "own-vote-not-kept", "stale-promise"];

  test.each(each)("%s", async (name, exhibit) => {
    const { scenario, claim } = exhibit;
    const model = await modelFrom(sourcesOf(exhibit).buggy, exhibit);
    const { steps, trace } = found(exhibit, model);
    expectWalk(model, scenario, trace!);
    if (tooLarge.includes(name)) return;
    const upToHere = { ...scenario, bounds: { ...scenario.bounds, depth: steps! } };
    const [verdict] = exploreNaively(model, upToHere, { claims: [claim] }).verdicts;
    expect(verdict).toEqual({ claim, verdict: "violated", steps });
  });
});

test("the compiler sees none of the bugs, nor anything wrong with what they are mended to", () => {
  const texts = exhibits.flatMap((exhibit) => {
    const { mended, buggy } = sourcesOf(exhibit);
    // Where nothing was to be taught first, the mended text is the kit's own, which is compiled anyway.
    const versions = exhibit.ground === undefined ? { buggy } : { mended, buggy };
    const folder = join(root, dirname(exhibit.place.file));
    return Object.entries(versions).map(
      ([version, text]) => [join(folder, `${exhibit.name}-${version}.ts`), text] as const,
    );
  });
  expect(
    complaintsAbout(
      texts.map(([file]) => file),
      new Map(texts),
    ),
  ).toEqual([]);
});

test("a reducer that has changed is reported with what no longer stands in it", () => {
  const changed = { ...exhibits[0]!, bug: [["no such line", "nothing"]] as const };
  expect(() => sourcesOf(changed)).toThrow(/“no such line” no longer stands in impl\/raft\/raft\.ts.*\n.*in line/);
});

test("no trace is kept that belongs to nothing", () => {
  expect(readdirSync(folder).sort()).toEqual(exhibits.map(({ name }) => `${name}.txt`).sort());
});
