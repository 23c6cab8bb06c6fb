/** The sizes in docs/sizes.md are those that come out. To write them anew: INTERREGNUM_PIN=1. */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../proofs/registry.ts";
import { bundleOf, entries } from "../proofs/testing/entries.ts";

const page = new URL("sizes.md", import.meta.url);
const isPinning = process.env["INTERREGNUM_PIN"] === "1";

/** The cells of each row, in kB: of an algorithm alone, of its model and claims, of both; of any other entry, of it alone. */
async function measured(): Promise<ReadonlyMap<string, readonly number[]>> {
  const kB = async (...names: readonly string[]): Promise<number> => (await bundleOf(...names)).zipped / 1000;
  const algorithms = Object.keys(registry).map((name) => `interregnum/${name}`);
  const others = entries.map(({ name }) => name).filter((name) => !algorithms.includes(name.replace(/\/model$/, "")));
  const rows = new Map<string, readonly number[]>();
  for (const name of algorithms) {
    const [alone, both] = [await kB(name), await kB(name, `${name}/model`)];
    rows.set(name, [alone, both]);
  }
  for (const name of others) rows.set(name, [await kB(name)]);
  return rows;
}

const rows = await measured();

if (isPinning) {
  const text = readFileSync(page, "utf8").replaceAll(/^\| `([^`]+)` \|.*$/gm, (row, name: string) => {
    const cells = rows.get(name)?.map((size) => size.toFixed(1));
    return cells === undefined ? row : `| \`${name}\` | ${cells.join(" | ")} |`;
  });
  writeFileSync(page, text);
}

const told = new Map(
  [...readFileSync(page, "utf8").matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name, cells]) => [
    name!,
    cells!.split(" | ").map(Number),
  ]),
);

describe("docs/sizes.md", () => {
  test("names every entry", () => {
    expect([...told.keys()]).toEqual([...rows.keys()]);
  });

  test.each([...rows])("tells what %s weighs, in kB, to one tenth", (name, sizes) => {
    const cells = told.get(name) ?? [];
    expect(cells).toHaveLength(sizes.length);
    for (const [i, size] of sizes.entries()) expect(Math.abs(cells[i]! - size), `${name}: ${size}`).toBeLessThan(0.1);
  });
});
