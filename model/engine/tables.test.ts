import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Layout } from "./layout.ts";
import { PairMap } from "./pair-map.ts";
import type { Disk } from "./shelf.ts";
import type { VisitedSizes } from "./sizes.ts";
import { VectorMap } from "./vector-map.ts";
import { type OnNew, Visited } from "./visited.ts";

/** Small numbers mostly, so that equal vectors occur, and large ones now and then, so that fields grow. */
const field = fc.oneof({ weight: 8, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: fc.nat(2 ** 30) });

describe("the map from vectors", () => {
  test("keeps what a Map of texts keeps", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(field, { minLength: 3, maxLength: 3 }), fc.nat(9)), { maxLength: 300 }),
        (entries) => {
          const map = new VectorMap(3, 2);
          const twin = new Map<string, number>();
          for (const [vector, value] of entries) {
            expect(map.get(vector)).toBe(twin.get(vector.join()) ?? -1);
            map.set(vector, value);
            twin.set(vector.join(), value);
          }
          for (const [vector] of entries) expect(map.get(vector)).toBe(twin.get(vector.join()));
          expect(map.size).toBe(twin.size);
        },
      ),
    );
  });
});

test("the map from pairs keeps every pair through its growth", () => {
  const map = new PairMap();
  for (let a = 0; a < 90; a++) for (let b = 0; b < 90; b++) map.add(a, b, a * 1000 + b);
  for (let a = 0; a < 90; a++) for (let b = 0; b < 90; b++) expect(map.get(a, b)).toBe(a * 1000 + b);
  expect(map.get(90, 0)).toBe(-1);
});

describe("the layout", () => {
  test("packs and reads the same by code as by hand, in as few words as there are bits for if it must", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 7 }),
        fc.infiniteStream(fc.nat()),
        (widths, numbers) => {
          const layout = new Layout(widths);
          expect(layout.words).toBe(Math.ceil(widths.reduce((a, b) => a + b) / 32));
          const fields = Int32Array.from(widths, (width) => numbers.next().value! & (2 ** width - 1));
          const words = new Int32Array(layout.words + 1);
          expect(layout.pack(fields, words, 1)).toBe(true);
          const names = widths.map((_, i) => `f${i}`);
          const all = Array.from({ length: layout.words }, (_, w) => w);
          const packing = new Function(...names, `return [${all.map((w) => layout.packingOf(w, names))}];`);
          expect(Int32Array.from(packing(...fields))).toEqual(words.slice(1));
          const reading = new Function("words", `return [${widths.map((_, i) => layout.readingOf(i, "1"))}];`);
          expect(reading(words)).toEqual([...fields]);
        },
      ),
    );
  });

  test("gives back what was packed, and says where a field has no room", () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 7 }), (values) => {
        const fields = Int32Array.from(values);
        const narrow = new Layout(values.map(() => 3));
        const fits = values.every((value) => value < 8);
        expect(narrow.pack(fields, new Int32Array(narrow.words), 0)).toBe(fits);
        const wide = narrow.wider(fields);
        const words = new Int32Array(wide.words + 2);
        expect(wide.pack(fields, words, 1)).toBe(true);
        const back = new Int32Array(values.length);
        wide.unpack(words, 1, back);
        expect([...back]).toEqual(values);
      }),
    );
  });
});

describe("the visited set", () => {
  const tiny: VisitedSizes = { divided: 5, buffered: 3, waiting: 12 };
  const usual: VisitedSizes = { divided: 40_000, buffered: 1 << 13, waiting: 1 << 20 };
  test.each<[string, VisitedSizes, () => Disk | undefined]>([
    ["usual sizes", usual, () => undefined],
    ["tiny sizes, so that all that happens to large sets happens", tiny, () => undefined],
    ["tiny sizes, and nothing stays in memory", tiny, () => diskInMemory(0)],
    ["tiny sizes, and some stay in memory", tiny, () => diskInMemory(4000)],
    ["tiny sizes, and a disk that is full now and then", tiny, () => diskInMemory(1000, (at) => at % 3 === 0)],
    ["usual sizes, and nothing stays in memory", usual, () => diskInMemory(0)],
  ])(
    "finds new what a Set of texts finds new, level by level, through every change of its layout: %s",
    (_, sizes, disk) => {
      fc.assert(
        fc.property(
          fc.array(fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { maxLength: 60 }), { maxLength: 6 }),
          (levels) => {
            const found: string[] = [];
            const visited = new Visited(
              3,
              noting((text) => found.push(text)),
              sizes,
              true,
              disk(),
            );
            const twin = new Set<string>();
            for (const [depth, level] of levels.entries()) {
              const expected = new Set(level.map((fields) => fields.join()).filter((text) => !twin.has(text)));
              for (const fields of level) visited.add(Int32Array.from(fields));
              visited.endLevel();
              for (const text of expected) twin.add(text);
              expect(visited.size).toBe(twin.size);
              expect(new Set(readLevel(visited, depth))).toEqual(expected);
            }
            expect(found.length).toBe(twin.size);
            expect(new Set(found)).toEqual(twin);
          },
        ),
      );
    },
  );

  test("reads from its disk what was packed last, where a wider layout takes as many words", () => {
    const news: string[] = [];
    const note = noting((text) => news.push(text));
    const visited = new Visited(3, note, usual, true, diskInMemory(0));
    const add = (...fields: number[]): void => visited.add(Int32Array.from(fields));
    add(1, 2, 3);
    visited.endLevel();
    const { words } = visited.buffers.layout;
    // 1024 takes one bit more than there are for a field in the beginning.
    add(1024, 0, 0);
    add(1, 2, 3);
    visited.endLevel();
    expect(visited.buffers.layout.words).toBe(words);
    expect(visited.buffers.layout.widthOf(0)).toBeGreaterThan(10);
    expect(news).toEqual(["1,2,3", "1024,0,0"]);
  });

  test.each<[string, Disk | undefined]>([
    ["in memory", undefined],
    ["on a disk", diskInMemory(0)],
    ["partly on a disk", diskInMemory(1_000_000)],
  ])("is the same set after it was divided into partitions: %s", (_, disk) => {
    let news = 0;
    const visited = new Visited(
      2,
      noting(() => news++),
      usual,
      true,
      disk,
    );
    const state = new Int32Array(2);
    const add = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        state[0] = i % 977;
        state[1] = Math.floor(i / 977);
        visited.add(state);
      }
    };
    add(0, 90_000);
    visited.endLevel();
    add(50_000, 200_000);
    visited.endLevel();
    add(0, 200_001);
    visited.endLevel();
    expect([visited.size, news]).toEqual([200_001, 200_001]);
    expect([0, 1, 2].map((level) => readLevel(visited, level).length)).toEqual([90_000, 110_000, 1]);
    expect(readLevel(visited, 2)).toEqual([`${200_000 % 977},${Math.floor(200_000 / 977)}`]);
  });
});

function readLevel(visited: Visited, level: number): string[] {
  const fields = new Int32Array(visited.fields);
  return [...visited.ofLevel(level)].map((place) => {
    visited.read(place, fields);
    return fields.join();
  });
}

/** Tells the states that are new as texts. */
function noting(note: (text: string) => void): OnNew {
  return (words, layout, from, to) => {
    const fields = new Int32Array(layout.fields);
    for (let i = from; i < to; i++) {
      layout.unpack(words, i * layout.words, fields);
      note(fields.join());
    }
  };
}

/** A disk, for those who have none; `isFull` says at which writes, counted from 0, there is no room. */
function diskInMemory(room: number, isFull: (write: number) => boolean = () => false): Disk {
  let bytes = new Uint8Array(0);
  let writes = 0;
  return {
    room,
    write: (at, written) => {
      if (isFull(writes++)) return false;
      const longer = new Uint8Array(Math.max(bytes.length, at + written.length));
      longer.set(bytes);
      longer.set(written, at);
      bytes = longer;
      return true;
    },
    read: (at, read) => {
      if (at + read.length > bytes.length) throw new Error("what was never written is read");
      read.set(bytes.subarray(at, at + read.length));
    },
  };
}
