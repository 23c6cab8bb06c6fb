import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Diagrams, none } from "./diagrams.ts";
import { OperationCache } from "./operation-cache.ts";
import { identity, type PairCounts, type Relation, Relations } from "./relations.ts";

const fields = 3;
const values = 5;
const arbitraryVector = fc.array(fc.nat(values - 1), { minLength: fields, maxLength: fields });
const arbitrarySet = fc.array(arbitraryVector, { maxLength: 30 });

/** A relation as a table: by value, its targets, of which some may be named twice. */
const arbitraryRelation = fc.array(fc.array(fc.nat(values - 1), { maxLength: 3 }), {
  minLength: values,
  maxLength: values,
});
/** By field, the relation on it; null where it is left alone. */
const arbitraryChain = fc.array(fc.option(arbitraryRelation), { minLength: fields, maxLength: fields });

type Table = readonly (readonly number[])[];

const keys = (vectors: Iterable<ArrayLike<number>>): readonly string[] =>
  [...new Set([...vectors].map((vector) => Array.from(vector).join()))].sort();

const setOf = (diagrams: Diagrams, vectors: readonly (readonly number[])[]): number =>
  vectors.reduce((set, vector) => diagrams.union(set, diagrams.single(vector)), none);

const contents = (diagrams: Diagrams, node: number): readonly string[] => keys(copies(diagrams.vectors(node, fields)));

/** Of an array that is overwritten from one vector to the next. */
function* copies(vectors: Iterable<Int32Array>): Generator<Int32Array> {
  for (const vector of vectors) yield vector.slice();
}

/** As engines make them: one target is a number, none is null. */
function relationOf(table: Table): Relation {
  return (value) => {
    const targets = table[value]!;
    return targets.length === 0 ? null : targets.length === 1 ? targets[0]! : targets;
  };
}

function chainOf(relations: Relations, tables: readonly (Table | null)[]): number {
  return relations.chain(
    tables.flatMap((table, field) => (table === null ? [] : [[field, relationOf(table)] as const])),
  );
}

/** Every vector that comes of one, as often as it does. */
function comesOf(vector: readonly number[], tables: readonly (Table | null)[]): readonly (readonly number[])[] {
  return tables.reduce<readonly (readonly number[])[]>(
    (heads, table, field) => {
      const targets = table === null ? [vector[field]!] : table[vector[field]!]!;
      return heads.flatMap((head) => targets.map((target) => [...head, target]));
    },
    [[]],
  );
}

const unique = (vectors: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  keys(vectors).map((key) => key.split(",").map(Number));

const nothingKnown = (): PairCounts => ({ sizes: new Map(), pairs: new Map() });

describe("sets of vectors as diagrams", () => {
  test("are united and subtracted as sets are, and equal sets are the same node", () => {
    fc.assert(
      fc.property(arbitrarySet, arbitrarySet, (a, b) => {
        const diagrams = new Diagrams();
        const [left, right] = [setOf(diagrams, a), setOf(diagrams, b)];
        const inB = new Set(keys(b));
        expect(contents(diagrams, diagrams.union(left, right))).toEqual(keys([...a, ...b]));
        const without = a.filter((vector) => !inB.has(vector.join()));
        expect(contents(diagrams, diagrams.minus(left, right))).toEqual(keys(without));
        expect(diagrams.size(left)).toBe(keys(a).length);
        expect(setOf(diagrams, a.toReversed())).toBe(left);
        expect(diagrams.union(right, left)).toBe(diagrams.union(left, right));
        expect(diagrams.minus(left, right)).toBe(setOf(diagrams, without));
      }),
    );
  });

  test("are what they were after nodes were swept away, by their new numbers", () => {
    fc.assert(
      fc.property(fc.array(arbitrarySet, { minLength: 2, maxLength: 6 }), fc.nat(5), (sets, kept) => {
        const diagrams = new Diagrams();
        const roots = sets.map((set) => setOf(diagrams, set));
        const needed = roots.slice(0, 1 + (kept % roots.length));
        const before = diagrams.count;
        const renamed = diagrams.sweep(needed);
        expect(diagrams.count).toBeLessThanOrEqual(before);
        for (const [i, root] of needed.entries()) {
          expect(contents(diagrams, renamed[root]!)).toEqual(keys(sets[i]!));
          expect(setOf(diagrams, sets[i]!)).toBe(renamed[root]);
        }
        // Of what was swept away nothing is remembered wrongly.
        for (const set of sets) expect(contents(diagrams, setOf(diagrams, set))).toEqual(keys(set));
      }),
    );
  });

  test("have room for many wide nodes, made in any order", () => {
    const diagrams = new Diagrams();
    const wide = Array.from({ length: 20_000 }, (_, i) => [(i * 7919) % 20_011, i % 7, i % 3]);
    const from = diagrams.open;
    for (const [first, ...rest] of wide) diagrams.edge(first!, diagrams.single(rest));
    const node = diagrams.closeUnordered(from);
    expect(diagrams.size(node)).toBe(20_000);
    expect(contents(diagrams, node)).toEqual(keys(wide));
  });
});

describe("chains of relations", () => {
  test("give the vectors that come of those of a set, and those of which any comes", () => {
    fc.assert(
      fc.property(arbitrarySet, arbitraryChain, (set, tables) => {
        const diagrams = new Diagrams();
        const relations = new Relations(diagrams);
        const [root, chain] = [setOf(diagrams, set), chainOf(relations, tables)];
        const vectors = unique(set);
        const found = vectors.flatMap((vector) => comesOf(vector, tables));
        expect(contents(diagrams, relations.image(root, chain))).toEqual(keys(found));
        expect(contents(diagrams, relations.domain(root, chain, new Map()))).toEqual(
          keys(vectors.filter((vector) => comesOf(vector, tables).length > 0)),
        );
        expect(relations.pairs(root, chain, Number.POSITIVE_INFINITY, nothingKnown())).toBe(found.length);
      }),
    );
  });

  test("count and keep what is within a limit", () => {
    fc.assert(
      fc.property(arbitrarySet, arbitraryChain, fc.nat(10), (set, tables, most) => {
        const diagrams = new Diagrams();
        const relations = new Relations(diagrams, (field, value) => field * value);
        const [root, chain] = [setOf(diagrams, set), chainOf(relations, tables)];
        const isWithin = (vector: readonly number[]): boolean =>
          vector.reduce((sum, value, field) => sum + field * value, 0) <= most;
        expect(contents(diagrams, relations.within(root, most, []))).toEqual(keys(set.filter(isWithin)));
        const found = unique(set).flatMap((vector) => comesOf(vector, tables));
        expect(relations.pairs(root, chain, most, nothingKnown())).toBe(found.filter(isWithin).length);
      }),
    );
  });

  test("find a vector of which another one comes, where there is one", () => {
    fc.assert(
      fc.property(arbitrarySet, arbitraryChain, arbitraryVector, (set, tables, target) => {
        const diagrams = new Diagrams();
        const relations = new Relations(diagrams);
        const source = relations.sourceOf(setOf(diagrams, set), chainOf(relations, tables), target);
        const sources = keys(set.filter((vector) => keys(comesOf(vector, tables)).includes(target.join())));
        if (source === null) expect(sources).toEqual([]);
        else expect(sources).toContain(source.join());
      }),
    );
  });

  test("are the same chain where they are of the same links, and share their ends", () => {
    const relations = new Relations(new Diagrams());
    const [up, down]: readonly Relation[] = [(value) => value + 1, (value) => value - 1];
    expect(relations.chain([])).toBe(identity);
    expect(
      relations.chain([
        [2, up!],
        [0, down!],
      ]),
    ).toBe(
      relations.chain([
        [0, down!],
        [2, up!],
      ]),
    );
    expect(relations.chain([[2, up!]])).not.toBe(relations.chain([[2, down!]]));
  });
});

test("the cache keeps an entry or loses it, and never tells another one's", () => {
  const cache = new OperationCache();
  const result = (i: number): number => (i * 31) % 1009;
  for (let i = 1; i < 50_000; i++) cache.set(i, -i, result(i));
  let kept = 0;
  for (let i = 1; i < 50_000; i++) {
    const found = cache.get(i, -i);
    if (found >= 0) kept++;
    expect([-1, result(i)]).toContain(found);
  }
  expect(kept).toBeGreaterThan(5_000);
  cache.growTo(50_000);
  cache.set(7, 7, 7);
  expect(cache.get(7, 7)).toBe(7);
  cache.clear();
  expect(cache.get(7, 7)).toBe(-1);
});
