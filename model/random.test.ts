import { describe, expect, test } from "vitest";
import { choosingBy } from "./random.ts";

function drawn(seed: number, stream: number, count: number, most: number): readonly number[] {
  const choose = choosingBy(seed, stream);
  return Array.from({ length: count }, () => choose(most));
}

describe("choices by chance", () => {
  test("are the same for the same seed and stream, and others for another", () => {
    expect(drawn(7, 3, 50, 1000)).toEqual(drawn(7, 3, 50, 1000));
    const others = [drawn(8, 3, 50, 1000), drawn(7, 4, 50, 1000), drawn(2 ** 40 + 7, 3, 50, 1000)];
    for (const other of others) expect(other).not.toEqual(drawn(7, 3, 50, 1000));
  });

  test.each([0, 1, 12345, Number.MAX_SAFE_INTEGER])(
    "fall on each of ten things about equally often, seed %i",
    (seed) => {
      const often = Array.from({ length: 10 }, () => 0);
      for (const choice of drawn(seed, 0, 100_000, 10)) often[choice]!++;
      // The standard deviation of each is 95: six of them on either side.
      for (const times of often) expect(Math.abs(times - 10_000)).toBeLessThan(570);
    },
  );

  test("are as likely to follow each other in any way: pairs fall equally often, too", () => {
    const numbers = drawn(1, 0, 160_000, 4);
    const often = Array.from({ length: 16 }, () => 0);
    for (let i = 0; i < numbers.length; i += 2) often[numbers[i]! * 4 + numbers[i + 1]!]!++;
    for (const times of often) expect(Math.abs(times - 5_000)).toBeLessThan(420);
  });

  test("of one thing are that thing", () => {
    expect(new Set(drawn(1, 0, 20, 1))).toEqual(new Set([0]));
  });
});
