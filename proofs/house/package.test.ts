/**
 * The package as others see it: its entries are there, and a reducer brings
 * nothing along that it does not need.
 */
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";

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

/** The part of esbuild, which tsx brings along, that is needed here. */
interface Bundler {
  build(options: unknown): Promise<{
    readonly metafile: { readonly inputs: Readonly<Record<string, unknown>> };
    readonly outputFiles: readonly { readonly contents: Uint8Array }[];
  }>;
}

let bundler: Bundler;
beforeAll(() => {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  bundler = createRequire(tsx)("esbuild") as Bundler;
});

async function bundled(
  source: string,
  platform: "neutral" | "node" = "neutral",
): Promise<{ inputs: readonly string[]; bytes: number; zipped: number }> {
  const { metafile, outputFiles } = await bundler.build({
    absWorkingDir: root,
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: "esm",
    platform,
    mainFields: ["module", "main"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const [{ contents }] = outputFiles as [{ contents: Uint8Array }];
  return { inputs: Object.keys(metafile.inputs), bytes: contents.length, zipped: gzipSync(contents).length };
}

test("The package has the six entries that it promises", () => {
  expect(entries.map(({ name }) => name)).toEqual([".", "./ring", "./bully", "./raft", "./model", "./model/threads"]);
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
const reducer = /^(spec|impl)\/|^node_modules\/ts-pattern\//;

/** What an entry may weigh, minified and zipped, in bytes. */
const heaviest: Readonly<Record<string, number>> = {
  ".": 4_000,
  "./ring": 8_000,
  "./bully": 8_000,
  "./raft": 8_000,
  "./model": 72_000,
  "./model/threads": 76_000,
};

describe("An entry, bundled for a platform without Node's modules where it has none,", () => {
  test.each(entries)("$name holds nothing but its rooms, and is light", async ({ name, source }) => {
    // Threads are Node's.
    const { inputs, bytes, zipped } = await bundled(source, name === "./model/threads" ? "node" : "neutral");
    expect(inputs.filter((input) => !(allowed[name] ?? reducer).test(input))).toEqual([]);
    expect(zipped, `${name}: ${bytes} bytes, ${zipped} zipped`).toBeLessThan(heaviest[name]!);
  });

  test("does not bundle where a module of Node is imported", async () => {
    await expect(bundled("proofs/cli/version.ts")).rejects.toThrow(/node:fs/);
  });
});
