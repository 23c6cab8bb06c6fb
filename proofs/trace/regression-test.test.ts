/** The tests that are made of traces: they must fail on the protocol with the bug, and pass on the one without. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recorded } from "../cli/fixtures/recorder.ts";
import { registry } from "../registry.ts";
import { complaintsAbout } from "../testing/compiled.ts";
import { atHome } from "../testing/snippets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Within the repository, where its package and its tools are found. */
const directory = join(root, "docs/generated/regressions");

const buggy = readFileSync(join(root, "proofs/cli/fixtures/hasty.ts"), "utf8");
/** Mended: only the first of the processes runs out of patience. */
const mended = buggy.replace('state.role === "leader" ||', 'self !== processes[0] || state.role === "leader" ||');
/** The same in parts, each exported by its name. */
const inParts = buggy.replace(
  "export default model;",
  "export const protocol = hasty;\nexport const { claims } = model;\nexport const parameters = { patience: 2, eager: false };",
);

beforeAll(() => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries({ "hasty.ts": buggy, "parts.ts": inParts })) {
    writeFileSync(join(directory, name), text);
  }
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Writes the test of a trace, as `check` makes it, with the package's entries at home. */
async function written(name: string, ...args: readonly string[]): Promise<string> {
  const file = join(directory, name);
  const asked = ["check", ...args, "--trace", "test", "--trace-out", file];
  const { err } = await recorded(asked, { algorithms: registry, directory });
  expect(err).toContain("is in ");
  writeFileSync(file, atHome(readFileSync(file, "utf8"), directory));
  return file;
}

/** Runs test files by vitest itself: whether each of them passed. */
function outcomes(...files: readonly string[]): readonly string[] {
  const args = ["run", "--root", directory, "--reporter", "json", ...files];
  const { stdout } = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), ...args], {
    encoding: "utf8",
    timeout: 100_000,
  });
  const { testResults } = JSON.parse(stdout) as {
    readonly testResults: readonly {
      readonly name: string;
      readonly assertionResults: readonly { readonly status: string; readonly failureMessages: readonly string[] }[];
    }[];
  };
  return files.map((file) => {
    const [result, ...others] = testResults.find(({ name }) => name === file)!.assertionResults;
    expect(others).toEqual([]);
    return [result!.status, ...result!.failureMessages.map((message) => message.split("\n")[0]!)].join(": ");
  });
}

describe("a test that was made of a trace", () => {
  test("fails on the protocol with the bug, passes on the mended one, and compiles", async () => {
    const files = [
      await written("whole.test.ts", "./hasty.ts"),
      await written("parts.test.ts", "./parts.ts"),
      await written("built-in.test.ts", "bully", "--crisis", "partition"),
      await written("seen.test.ts", "./hasty.ts", "--claim", "somebody-leads"),
    ];
    expect(complaintsAbout(files)).toEqual([]);
    const [whole, parts, builtIn, seen] = outcomes(...files);
    for (const outcome of [whole, parts, builtIn]) expect(outcome).toMatch(/^failed: .*to deeply equal \[\]/);
    expect(seen).toBe("passed");

    expect(mended).not.toBe(buggy);
    writeFileSync(join(directory, "hasty.ts"), mended);
    expect(outcomes(files[0]!, files[3]!)).toEqual(["passed", "passed"]);
  });

  test("names where everything that is built in is exported", () => {
    for (const [name, { exported }] of Object.entries(registry))
      expect([name, exported?.from]).toEqual([name, expect.stringMatching(/^interregnum\//)]);
  });
});
