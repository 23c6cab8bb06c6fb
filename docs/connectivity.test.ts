/** The page on missing links is written from what is kept, and what is kept comes out once more. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rows } from "../proofs/catalogue/index.ts";
import { linksFrom } from "../proofs/cli/links.ts";
import { type Ability, Elections } from "../proofs/connectivity/elect.ts";
import { connectivityPage } from "../proofs/connectivity/page.ts";
import { pictureOf } from "../proofs/connectivity/picture.ts";
import { type FoundCell, graphsOf, keptCells, keptFile, sizes, written } from "../proofs/connectivity/record.ts";

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

test("The page and its pictures are what is written from what is kept", () => {
  expect(read("connectivity.md")).toBe(connectivityPage());
  for (const nodes of sizes) expect(read(`connectivity/${nodes}.svg`)).toBe(pictureOf(nodes, keptCells(nodes)));
});

describe.each(sizes)("What is kept of %i processes", (nodes) => {
  test("is a line for every algorithm on every graph, in their order", () => {
    const wanted = graphsOf(nodes).flatMap(({ links }) => rows.map(({ id }) => [links, id]));
    expect(keptCells(nodes).map(({ links, algorithm }) => [links, algorithm])).toEqual(wanted);
    expect(readFileSync(keptFile(nodes), "utf8")).toBe(written(nodes, []));
  });

  test("counts every placement once", () => {
    for (const cell of keptCells(nodes)) {
      const ended = Object.values(cell.ends).reduce((sum, count) => sum + count, 0);
      expect([cell.algorithm, cell.links, ended]).toEqual([cell.algorithm, cell.links, cell.placements]);
    }
  });
});

describe("What the page says of all graphs together", () => {
  const total = (nodes: number, id: string, of: (cell: FoundCell) => number): number =>
    keptCells(nodes)
      .filter(({ algorithm }) => algorithm === id)
      .reduce((sum, cell) => sum + of(cell), 0);
  const at = (nodes: number, id: string, links: string): FoundCell["ends"] => keptOf(id, nodes, links).ends;

  // Of n(n - 1)/2 links the n of the ring must work; each of the others may.
  const rings = ["lelann", "chang-roberts", "hirschberg-sinclair", "dolev-klawe-rodeh", "itai-rodeh"];
  test.each(rings)("%s elects exactly where its ring is whole", (id) => {
    for (const nodes of sizes) {
      const elected = total(nodes, id, ({ elects }) => elects.count);
      expect(elected).toBe(2 ** ((nodes * (nodes - 3)) / 2));
      expect(total(nodes, id, ({ ends }) => ends.nobody)).toBe(
        total(nodes, id, ({ placements }) => placements) - elected,
      );
    }
  });

  // Of n(n - 1)/2 links the n - 1 to the grantor must work; each of the others may.
  test("The lease elects everywhere, and unites where all reach the grantor", () => {
    for (const nodes of sizes) {
      const placements = total(nodes, "lease", (cell) => cell.placements);
      expect(total(nodes, "lease", ({ elects }) => elects.count)).toBe(placements);
      expect(total(nodes, "lease", ({ unites }) => unites.count)).toBe(2 ** (((nodes - 1) * (nodes - 2)) / 2));
    }
  });

  test("Raft keeps a leader around a star of four, and none on a chain of three or a square", () => {
    expect(at(3, "raft", "1-2,1-3")).toMatchObject({ again: 1 });
    expect(at(4, "raft", "1-2,1-3,2-4,3-4")).toMatchObject({ again: 1 });
    expect(at(4, "raft", "1-2,1-3,1-4")).toMatchObject({ "for good": 1 });
    expect(at(3, "raft-production", "1-2,1-3")).toMatchObject({ "for good": 3 });
  });

  test("Of the Bully family none is free of livelocks on a chain of three, and only Bully breaks its promise", () => {
    for (const id of ["bully", "stoller", "invitation"]) expect(at(3, id, "1-2,1-3").livelock).toBeGreaterThan(0);
    for (const nodes of sizes) {
      for (const id of ["stoller", "invitation"]) expect(total(nodes, id, ({ breaks }) => breaks.count)).toBe(0);
      expect(total(nodes, "bully", ({ breaks }) => breaks.count)).toBeGreaterThan(0);
    }
  });
});

/** What an algorithm comes to on all graphs of a size up to one, since what was explored on one need not be on the next. */
function anew(id: string, nodes: number, upTo: number): readonly Ability[] {
  const elections = new Elections(rows.find((row) => row.id === id)!);
  return graphsOf(nodes)
    .slice(0, upTo)
    .map(({ graph, links }) => {
      const { maxStates } = keptOf(id, nodes, links);
      const steps = elections.on(graph, { maxStates });
      for (;;) {
        const { done, value } = steps.next();
        if (done === true) return value!;
      }
    });
}

function keptOf(id: string, nodes: number, links: string): FoundCell {
  return keptCells(nodes).find((cell) => cell.algorithm === id && cell.links === links)!;
}

// Of what takes no more than a few seconds, some of each family.
const repeated: readonly (readonly [id: string, nodes: number, graphs: number])[] = [
  ["bully", 3, 2],
  ["invitation", 3, 2],
  ["raft", 3, 2],
  ["raft-production", 3, 2],
  ["token-ring (skip, regenerate)", 4, 6],
  ["hirschberg-sinclair", 4, 3],
  ["bully", 4, 1],
  ["stoller", 4, 2],
  ["lease", 4, 3],
  ["lelann", 5, 21],
  ["chang-roberts", 5, 21],
  ["dolev-klawe-rodeh", 5, 21],
  ["token-ring (bare)", 5, 21],
  ["token-ring (skip)", 5, 3],
  ["lease", 5, 1],
];

test.each(repeated)("%s among %i processes comes out once more on the first graphs: %i", (id, nodes, graphs) => {
  for (const [index, ability] of anew(id, nodes, graphs).entries()) {
    const { links } = graphsOf(nodes)[index]!;
    const { placements, states, elects, unites, breaks, ends, broken, livelocked } = keptOf(id, nodes, links);
    expect(ability).toMatchObject({ placements, states, elects, unites, breaks, ends });
    const edges = (typed: string | null): unknown =>
      typed === null ? null : linksFrom(typed).filter(([a, b]) => a < b);
    expect([ability.broken?.edges ?? null, ability.livelocked?.edges ?? null]).toEqual([
      edges(broken),
      edges(livelocked),
    ]);
  }
});
