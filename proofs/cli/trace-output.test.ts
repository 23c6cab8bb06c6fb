import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registry } from "../registry.ts";
import { readXml, textOf } from "../testing/well-formed.ts";
import { readTrace } from "../trace/file.ts";
import { recorded } from "./fixtures/recorder.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "interregnum-traces-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const check = ["check", "./hasty.ts"];

describe("a trace that is no text", () => {
  test("is all that is printed, and the exit status is that of the check", async () => {
    const { status, out, err } = await recorded([...check, "--trace", "svg"]);
    expect({ status, err }).toEqual({ status: 1, err: "" });
    expect(textOf(readXml(out))).toContain("hasty: “at most one leads” is violated in 3 steps");
  });

  test("goes to a file where one is named, beside the report", async () => {
    const path = join(directory, "hasty.json");
    const { out, err } = await recorded([...check, "--trace", "json", "--trace-out", path]);
    expect(out).toContain("✗ at most one leads  violated in 3 steps");
    expect(err).toBe(`The trace of “at most one leads” is in ${path}.`);
    const { protocol, claim, trace } = readTrace(readFileSync(path, "utf8"), path);
    expect([protocol, claim, trace.steps.length]).toEqual(["hasty", "at most one leads", 3]);
  });

  test("tells of a run that goes on for ever what repeats in it, and can be replayed, but is no test", async () => {
    const about = ["check", "./patient.ts", "--claim", "one-leads-in-the-end"];
    const { out } = await recorded([...about, "--trace", "svg"]);
    expect(textOf(readXml(out))).toContain("is violated: after 2 steps, 2 steps repeat for ever");
    const path = join(directory, "patient.json");
    await recorded([...about, "--trace", "json", "--trace-out", path]);
    expect(await recorded(["replay", path])).toMatchObject({ status: 0, err: "" });
    const asked = await recorded([...about, "--trace", "test"]);
    expect(asked.status).toBe(2);
    expect(asked.err).toContain("--trace test cannot be had for “one leads in the end”");
  });

  test("is that of what was seen where nothing is violated, and of the claim that was named", async () => {
    const { status, out } = await recorded([...check, "--claim", "somebody-leads", "--trace", "json"]);
    expect(status).toBe(0);
    expect(readTrace(out, "out")).toMatchObject({ claim: "somebody leads", kind: "sometimes" });
  });

  test("is that of the FIFO network where the report shows that one, with its scenario", async () => {
    const args = ["check", "bully", "--crisis", "slow-network", "--trace", "json"];
    const { out, err } = await recorded(args, { algorithms: registry });
    expect(readTrace(out, "out")).toMatchObject({ model: "bully", scenario: { network: "fifo" } });
    expect(err).toMatch(/^The trace of “.+”\. For “.+”: --claim\.$/);
  });

  test("is missing where there is none, which is said beside the report", async () => {
    const args = ["check", "./endless.ts", "--timing", "asynchronous", "--bound", "count=2", "--trace", "svg"];
    const { status, out, err } = await recorded(args);
    expect(status).toBe(0);
    expect(out).toContain("27 states");
    expect(err).toContain("There is no trace");
  });
});

test("as text it can go to a file, too", async () => {
  const path = join(directory, "hasty.txt");
  await recorded([...check, "--trace", "text", "--trace-out", path]);
  const text = readFileSync(path, "utf8");
  expect(text).toMatch(/^hasty: “at most one leads” is violated in 3 steps\n/);
  expect(text).toContain("process 2 times out: patience");
});

test.each([
  [["--trace-out", "x.svg"], "option-missing", "--trace-out needs --trace"],
  [["--trace", "svg", "--json"], "option-conflict", "both want standard output"],
  [["--trace", "svg", "--trace-out", "no/such/place.svg"], "trace-out", "there is no such directory"],
  [["--trace", "svg", "--trace-out", "."], "trace-out", "it is a directory"],
  [["--trace", "painting"], "option-choice", "--trace cannot be “painting”"],
])("%j is refused before anything is explored", async (more, code, message) => {
  const { status, out, err } = await recorded([...check, ...more]);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain(`[${code}]`);
  expect(err).toContain(message);
});
