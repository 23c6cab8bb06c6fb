/**
 * The package as others see it: its entries are there, and a reducer brings
 * nothing along that it does not need.
 */
import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { registry } from "../registry.ts";
import { bundler } from "../testing/bundler.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { exports, bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  exports: Readonly<Record<string, string | Readonly<{ types: string; default: string }>>>;
  bin: Readonly<Record<string, string>>;
};
const entries = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === "string" ? [] : [{ name, ...target, source: sourceOf(target.default) }],
);

function sourceOf(built: string): string {
  return built.replace("./dist/", "").replace(/\.js$/, ".ts");
}

async function bundled(
  source: string,
  only: string | null = null,
  platform: "neutral" | "node" = "neutral",
): Promise<{ inputs: readonly string[]; bytes: number; zipped: number }> {
  const { metafile, outputFiles } = await bundler().build({
    absWorkingDir: root,
    ...(only === null
      ? { entryPoints: [source] }
      : { stdin: { contents: `export { ${only} } from "./${source}";`, resolveDir: root } }),
    bundle: true,
    minify: true,
    format: "esm",
    platform,
    mainFields: ["module", "main"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const { contents } = outputFiles[0]!;
  return { inputs: Object.keys(metafile.inputs), bytes: contents.length, zipped: gzipSync(contents).length };
}

test("The package has an entry for the contract, each of the families, each of the hosts, and the explorer", () => {
  const families = readdirSync(join(root, "impl")).filter((name) => existsSync(join(root, "impl", name, "index.ts")));
  const hosts = readdirSync(join(root, "impl/hosts")).filter((name) =>
    existsSync(join(root, "impl/hosts", name, "index.ts")),
  );
  const promised = [
    ".",
    ...families.map((name) => `./${name}`),
    ...hosts.map((name) => `./hosts/${name}`),
    "./model",
    "./model/threads",
  ];
  expect(entries.map(({ name }) => name).sort()).toEqual(promised.sort());
});

test.each(entries)("$name was built: if not, `npm run build`", ({ types, default: code }) => {
  expect([types, code].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test("The command is a file that may be executed, and what it runs was built: if not, `npm run build`", () => {
  const [command] = Object.values(bin);
  expect(() => accessSync(join(root, command!), constants.X_OK)).not.toThrow();
  expect(existsSync(join(root, "dist/proofs/cli/main.js"))).toBe(true);
});

/** What may go into the bundle of an entry. */
const allowed: Readonly<Record<string, RegExp>> = {
  ".": /^spec\//,
  "./model": /^(spec|model)\//,
  "./model/threads": /^(spec|model)\//,
};
/** The entries that are made for Node, and may import its modules. */
const forNode = ["./model/threads", "./hosts/node"];
const reducer = /^(spec|impl)\/|^node_modules\/ts-pattern\//;

/** What an entry may weigh, minified and zipped, in bytes: with everything that is claimed of its algorithms. */
const heaviest: Readonly<Record<string, number>> = {
  ".": 4_000,
  "./model": 80_000,
  "./model/threads": 84_000,
  // Nine options, each with its claims.
  "./raft-production": 9_600,
  // Two algorithms: the synod, and the election that holds one in each epoch.
  "./paxos": 9_100,
  // The properties of figure 3, snapshots, and two ways to change who votes.
  "./raft-log": 10_500,
};
const heaviestFamily = 9_000;
/** What a reducer may weigh by itself: all that a program takes along that imports nothing else. */
const heaviestReducer = 6_000;

describe("An entry, bundled for a platform without Node's modules where it has none,", () => {
  test.each(entries)("$name holds nothing but its rooms, and is light", async ({ name, source }) => {
    const { inputs, bytes, zipped } = await bundled(source, null, forNode.includes(name) ? "node" : "neutral");
    expect(inputs.filter((input) => !(allowed[name] ?? reducer).test(input))).toEqual([]);
    expect(zipped, `${name}: ${bytes} bytes, ${zipped} zipped`).toBeLessThan(heaviest[name] ?? heaviestFamily);
  });

  test.each(Object.values(registry).map(({ exported }) => exported!))(
    "$protocol of $from alone is light",
    async ({ from, protocol }) => {
      const { source } = entries.find(({ name }) => from === name.replace(".", "interregnum"))!;
      const { inputs, zipped } = await bundled(source, protocol);
      expect(inputs.filter((input) => input !== "<stdin>" && !reducer.test(input))).toEqual([]);
      expect(zipped).toBeGreaterThan(500);
      expect(zipped, `${protocol}: ${zipped} zipped`).toBeLessThan(heaviestReducer);
    },
  );

  test("does not bundle where a module of Node is imported", async () => {
    await expect(bundled("proofs/cli/version.ts")).rejects.toThrow(/node:fs/);
  });
});
