import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LogEntry, LogWriter, readLog } from "./log.ts";

const boot: LogEntry = {
  type: "boot",
  format: 1,
  protocol: "raft",
  cluster: "c",
  process: 1,
  processes: [1, 2],
  parameters: null,
  incarnation: 5,
  at: 0,
};
const step: LogEntry = { type: "step", event: { type: "start" }, effects: [], incarnation: null, at: 1 };
const entries = [
  boot,
  step,
  { type: "written", durable: { a: 'with "sum":"x" in it' }, at: 2 },
  { type: "end", at: 3 },
] as const;

function textOf(all: readonly LogEntry[]): string {
  const writer = new LogWriter();
  return all.map((entry) => writer.line(entry)).join("");
}

describe("a log", () => {
  const text = textOf(entries);

  test("is read as it was written", () => {
    expect(readLog(text)).toEqual({ entries, problem: null });
  });

  test("that was changed in any letter is refused, in the line of the change or the next", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom("0", "x", '"', "\n", "}"), (at, letter) => {
        fc.pre(text[at] !== letter);
        const { problem } = readLog(text.slice(0, at) + letter + text.slice(at + 1));
        const line = text.slice(0, at).split("\n").length;
        expect([line, line + 1]).toContain(problem?.line);
      }),
    );
  });

  test("that was cut off in the middle of a line is refused, with the line", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        const cut = text.slice(0, length);
        const { problem, entries: whole } = readLog(cut);
        if (cut.endsWith("\n")) expect(problem).toBeNull();
        else expect(problem?.line).toBe(whole.length + 1);
      }),
    );
  });

  test.each([
    ["without a line", text.split("\n").toSpliced(1, 1).join("\n"), 2, /line before it is missing/],
    ["with a line twice", text.split("\n").toSpliced(1, 0, text.split("\n")[1]!).join("\n"), 3, /edited/],
    ["without its boot", textOf([step]), 1, /only boot/],
    ["with a second boot", textOf([boot, boot]), 2, /only boot/],
    ["of a later format", textOf([{ ...boot, format: 2 as 1 }]), 1, /format is 2/],
    ["with an entry of no kind", textOf([boot, { type: "note" } as unknown as LogEntry]), 2, /no entry/],
  ])("%s is refused", (_, changed, line, why) => {
    const { problem } = readLog(changed);
    expect(problem?.line).toBe(line);
    expect(problem?.why).toMatch(why);
  });
});
