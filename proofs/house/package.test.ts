/**
 * The package as others see it: its entries are there, and what a program
 * imports brings nothing along that it does not need.
 */
import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { registry } from "../registry.ts";
import { bundled, bundleOf, entries, entryNamed } from "../testing/entries.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  bin: Readonly<Record<string, string>>;
};
const algorithms = Object.keys(registry);

test("The package has an entry for the contract, two for each algorithm, one for each host, and the explorer", () => {
  const hosts = readdirSync(join(root, "impl/hosts")).filter((name) =>
    existsSync(join(root, "impl/hosts", name, "index.ts")),
  );
  const promised = [
    "interregnum",
    ...algorithms.flatMap((name) => [`interregnum/${name}`, `interregnum/${name}/model`]),
    ...hosts.map((name) => `interregnum/hosts/${name}`),
    "interregnum/model",
    "interregnum/model/threads",
  ];
  expect(entries.map(({ name }) => name).sort()).toEqual(promised.sort());
});

test.each(entries)("$name was built: if not, `npm run build`", ({ types, code }) => {
  expect([types, code].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test("The command is a file that may be executed, and what it runs was built: if not, `npm run build`", () => {
  const [command] = Object.values(bin);
  expect(() => accessSync(join(root, command!), constants.X_OK)).not.toThrow();
  expect(existsSync(join(root, "dist/proofs/cli/main.js"))).toBe(true);
});

test.each(Object.entries(registry))(
  "%s is exported under its own name, and its model below it",
  async (name, algorithm) => {
    const { from, protocol, model } = algorithm.exported!;
    expect(from).toBe(`interregnum/${name}`);
    const exportedBy = async (entry: string): Promise<Readonly<Record<string, unknown>>> =>
      import(join(root, entryNamed(entry).source));
    expect((await exportedBy(from))[protocol]).toBe(algorithm.model.protocol);
    expect((await exportedBy(`${from}/model`))[model]).toBe(algorithm.model);
    const messageTest = Object.keys(await exportedBy(from)).find((one) => /^is\w+Message$/.test(one));
    expect(typeof messageTest).toBe(name === "raft-log" ? "undefined" : "string");
  },
);

test("A name is that of one value, from whichever entry it is imported", async () => {
  const values = new Map<string, unknown>();
  const elsewhere: string[] = [];
  for (const { name: entry, source } of entries.filter((one) => !one.name.startsWith("interregnum/hosts/")))
    for (const [name, value] of Object.entries(await import(join(root, source)))) {
      if (values.has(name) && values.get(name) !== value) elsewhere.push(`${name} of ${entry}`);
      values.set(name, value);
    }
  expect(values.size).toBeGreaterThan(200);
  expect(elsewhere).toEqual([]);
});

/** What an algorithm may weigh, minified and zipped, in bytes: everything that its entry exports. */
const heaviestAlgorithm = 6_000;
/** What its model and claims may add. */
const heaviestModel = 6_000;
/** What the other entries may weigh. */
const heaviest: Readonly<Record<string, number>> = {
  interregnum: 4_000,
  "interregnum/model": 90_000,
  "interregnum/model/threads": 84_000,
  "interregnum/hosts/memory": 6_000,
  "interregnum/hosts/node": 9_000,
  "interregnum/hosts/browser": 9_000,
};

/** What may go into the bundle of a reducer: no claim, no model, no host. */
const reducer = /^spec\/(?!claim)(?!.*claims\.ts$)|^impl\/(?!hosts\/)(?!.*model\.ts$)|^node_modules\/ts-pattern\//;
const explored = /^(spec|impl)\/(?!hosts\/)|^node_modules\/ts-pattern\//;
/** What may go into the bundles of the other entries. */
const allowed: Readonly<Record<string, RegExp>> = {
  interregnum: /^spec\//,
  "interregnum/model": /^(spec|model)\//,
  "interregnum/model/threads": /^(spec|model)\//,
  "interregnum/hosts/memory": /^spec\/|^impl\/hosts\//,
  "interregnum/hosts/node": /^spec\/|^impl\/hosts\//,
  "interregnum/hosts/browser": /^(spec|impl)\/|^node_modules\/ts-pattern\//,
};

describe("What an entry brings along, bundled for a platform without Node's modules where it has none,", () => {
  test.each(algorithms)("interregnum/%s: the contract and its reducer, and is light", async (name) => {
    const { inputs, bytes, zipped } = await bundleOf(`interregnum/${name}`);
    expect(inputs.filter((input) => !reducer.test(input))).toEqual([]);
    expect(zipped).toBeGreaterThan(500);
    expect(zipped, `${name}: ${bytes} bytes, ${zipped} zipped`).toBeLessThanOrEqual(heaviestAlgorithm);
  });

  test.each(algorithms)("interregnum/%s/model: claims in addition, and they are light", async (name) => {
    const [alone, both] = [
      await bundleOf(`interregnum/${name}`),
      await bundleOf(`interregnum/${name}`, `interregnum/${name}/model`),
    ];
    expect(both.inputs.filter((input) => !explored.test(input))).toEqual([]);
    expect(both.inputs).toContain("spec/claim.ts");
    expect(both.zipped - alone.zipped).toBeLessThanOrEqual(heaviestModel);
  });

  test.each(Object.keys(allowed))("%s: nothing but its rooms, and is light", async (name) => {
    const { inputs, bytes, zipped } = await bundleOf(name);
    expect(inputs.filter((input) => !allowed[name]!.test(input))).toEqual([]);
    expect(zipped, `${name}: ${bytes} bytes, ${zipped} zipped`).toBeLessThan(heaviest[name]!);
  });

  test("cannot be told where a module of Node is imported: that is not bundled", async () => {
    await expect(bundled('export * from "./proofs/cli/version.ts";')).rejects.toThrow(/node:fs/);
  });
});
