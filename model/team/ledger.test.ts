/** Numbers that are agreed upon, and problems that are told. */
import { describe, expect, test } from "vitest";
import { Interner } from "../engine/interner.ts";
import { ProtocolError } from "../error.ts";
import { InputError } from "../scenario.ts";
import { Ledger } from "./ledger.ts";
import { teamMemory } from "./memory.ts";
import { problemIn, writeProblem } from "./problem.ts";

const read = (key: string): string => key.toUpperCase();

describe("the ledger", () => {
  test("gives everybody the same numbers, whoever meets something first, and makes their values of the keys", () => {
    const memory = teamMemory(2, 1);
    const [first, second] = [new Interner(read), new Interner(read)];
    for (const key of ["a", "b"]) first.number(key, () => read(key));
    const ledgers = [new Ledger(memory, [first]), new Ledger(memory, [second])];
    ledgers[0]!.open();
    for (const ledger of ledgers) ledger.share();
    expect(second.number("b", () => "B")).toBe(1);
    expect(second.number("c", () => "C")).toBe(2);
    expect(first.number("d", () => "D")).toBe(3);
    expect(first.number("c", () => "C")).toBe(2);
    ledgers[1]!.catchUp();
    expect([...second.keys()]).toEqual(["a", "b", "c", "d"]);
    expect(Array.from({ length: 4 }, (_, i) => second.value(i))).toEqual(["A", "B", "C", "D"]);
  });

  test("keeps registers apart, and texts of any length and alphabet", () => {
    const memory = teamMemory(2, 1);
    const pairs = [0, 1].map(() => [new Interner(read), new Interner(read)] as const);
    const ledgers = pairs.map((registers) => new Ledger(memory, registers));
    for (const ledger of ledgers) ledger.share();
    const texts = ["", "é 😀 \u0000", "x".repeat(200_000)];
    for (const text of texts) pairs[0]![1].number(text, () => read(text));
    pairs[0]![0].number("alone", () => "ALONE");
    ledgers[1]!.catchUp();
    expect([...pairs[1]![1].keys()]).toEqual(texts);
    expect([...pairs[1]![0].keys()]).toEqual(["alone"]);
  });

  test("lets go of the lock where a value cannot be made", () => {
    const memory = teamMemory(1, 1);
    const refusing = new Interner<string>(() => {
      throw new InputError("model", "no value");
    });
    const sound = new Interner(read);
    new Ledger(memory, [sound]).share();
    new Ledger(memory, [refusing]).share();
    expect(() => refusing.number("a", () => "A")).toThrow("no value");
    expect(sound.number("b", () => "B")).toBe(1);
  });
});

describe("a problem", () => {
  test.each([
    [
      new ProtocolError("protocol-throws", "it threw"),
      { name: "ProtocolError", code: "protocol-throws", message: "it threw" },
    ],
    [new InputError("claim-throws", "it threw"), { code: "claim-throws", message: "it threw" }],
    [new Error("lost"), { code: "worker", message: "a worker failed: Error: lost" }],
    ["a text", { code: "worker", message: 'a worker failed: "a text"' }],
  ])("%s comes out as it went in", (error, told) => {
    const memory = teamMemory(1, 1);
    expect(problemIn(memory)).toBeNull();
    writeProblem(memory, error);
    writeProblem(memory, new Error("another one, later"));
    expect(problemIn(memory)).toMatchObject(told);
  });

  test("that is very long is cut off, and still one", () => {
    const memory = teamMemory(1, 1);
    writeProblem(memory, new InputError("model", "\u0000".repeat(100_000)));
    expect(problemIn(memory)).toMatchObject({ code: "model" });
  });
});
