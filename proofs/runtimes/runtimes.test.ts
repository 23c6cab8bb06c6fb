/**
 * Any runtime: the reducers of the built package, as their entries export them,
 * take the same steps in Node, Bun, Deno, workerd, QuickJS and a browser's page
 * as their sources did under the explorer. With INTERREGNUM_RUNTIMES=all a
 * runtime that is missing fails; else it is passed over, and its test says why.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Protocol } from "../../spec/protocol.ts";
import { registry } from "../registry.ts";
import { bundler } from "../testing/bundler.ts";
import { goldenOf } from "../testing/runtimes/golden.ts";
import { type Golden, play, type Report } from "../testing/runtimes/player.ts";
import { runtimes } from "../testing/runtimes/runtimes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { exports } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { exports: object };
const mustBeThere = process.env["INTERREGNUM_RUNTIMES"] === "all";

const algorithms = Object.entries(registry);
const golden = algorithms.flatMap(([name, { model }]) => goldenOf(name, model));
const sources: Readonly<Record<string, Protocol>> = Object.fromEntries(
  algorithms.map(([name, { model }]) => [name, model.protocol]),
);
let script: string;

/** The player, the golden traces and the reducers as the package exports them, in one script that leaves its `result`. */
beforeAll(async () => {
  const imports = algorithms.map(([, { exported }], index) => {
    return `import { ${exported!.protocol} as protocol${index} } from "${exported!.from}";`;
  });
  const names = algorithms.map(([name], index) => `${JSON.stringify(name)}: protocol${index}`);
  const contents = [
    ...imports,
    'import { play } from "./proofs/testing/runtimes/player.ts";',
    `const golden = JSON.parse(${JSON.stringify(JSON.stringify(golden))});`,
    `const report = play(golden, { ${names.join(", ")} });`,
    "const userAgent = globalThis.navigator?.userAgent ?? null;",
    "globalThis.result = JSON.stringify({ ...report, userAgent });",
  ].join("\n");
  const { metafile, outputFiles } = await bundler().build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root },
    bundle: true,
    format: "iife",
    platform: "neutral",
    mainFields: ["module", "main"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  // What is run is what was built: of the sources nothing but the player.
  const others = Object.keys(metafile.inputs).filter((input) => !/^(dist|node_modules\/ts-pattern)\//.test(input));
  expect(others.sort()).toEqual(["<stdin>", "model/plain.ts", "proofs/testing/runtimes/player.ts"]);
  script = outputFiles[0]!.text;
});

describe("The golden traces", () => {
  test("are of every reducer that the package exports", () => {
    const entries = Object.keys(exports).map((entry) => entry.replace(".", "interregnum"));
    expect(algorithms.filter(([, { exported }]) => !entries.includes(exported?.from ?? ""))).toEqual([]);
    expect(golden.map(({ protocol }) => protocol)).toEqual(algorithms.flatMap(([name]) => [name, name, name]));
  });

  test.each(algorithms.map(([name]) => name))("show a leader of %s, and more", (name) => {
    const calls = golden.filter(({ protocol }) => protocol === name).flatMap((one) => one.calls);
    expect(calls.length).toBeGreaterThan(40);
    expect(new Set(calls.map(({ answer }) => answer)).size).toBeGreaterThan(20);
    expect(calls.some(({ process, answer }) => answer.includes(`"leader":${process}}`))).toBe(true);
    expect(new Set(calls.map(({ event }) => event.type)).size).toBeGreaterThan(1);
  });

  test("are those of the sources, and any other answer is found", () => {
    expect(play(golden, sources).differs).toBeNull();
    const [first, ...others] = golden as [Golden, ...Golden[]];
    const calls = first.calls.map((call, index) => (index === 7 ? { ...call, answer: "another" } : call));
    const { differs } = play([{ ...first, calls }, ...others], sources);
    expect([differs?.title, differs?.step, differs?.expected]).toEqual([first.title, 8, "another"]);
  });

  test("are not those of a reducer that differs", () => {
    const forgetful = { ...sources, raft: { ...sources["raft"]!, init: sources["bully"]!.init } };
    expect(play(golden, forgetful).differs?.title).toMatch(/^raft /);
  });
});

describe("The reducers that were built take every step of the golden traces", () => {
  for (const { name, userAgent, missing, run } of runtimes) {
    if (missing !== null && !mustBeThere) {
      test.skip(`in ${name}: passed over, since ${missing}`, () => {});
      continue;
    }
    test(`in ${name}`, async () => {
      expect(missing).toBeNull();
      const result = JSON.parse(await run(script)) as Report & { readonly userAgent: string | null };
      expect(result.differs).toBeNull();
      const { steps, digest } = play(golden, sources);
      expect([result.steps, result.digest]).toEqual([steps, digest]);
      // That it ran where it says.
      if (userAgent === null || result.userAgent === null) expect(["Node", "QuickJS"]).toContain(name);
      else expect(result.userAgent).toMatch(userAgent);
    });
  }
});
