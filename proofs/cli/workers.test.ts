import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { registry } from "../registry.ts";
import { recorded } from "./fixtures/recorder.ts";
import { modelOf } from "./worker-model.ts";

const root = join(import.meta.dirname, "..", "..");
const endless = ["check", "proofs/cli/fixtures/endless.ts", "--timing", "asynchronous"];

test("Ctrl-C ends all workers, with what they saw so far: status 3", async () => {
  const args = ["--import", "tsx", "proofs/cli/main.ts", ...endless, "--workers", "2", "--json"];
  const child = spawn(process.execPath, args, { cwd: root });
  let out = "";
  child.stdout.on("data", (data: Buffer) => {
    out += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  // Long enough for the other thread to begin, on a slow machine too.
  await setTimeout(6000);
  child.kill("SIGINT");
  expect(await ended).toBe(3);
  const { stopped, workers, verdicts } = JSON.parse(out);
  expect({ stopped, workers, verdict: verdicts[0].verdict }).toEqual({
    stopped: "interrupted",
    workers: 2,
    verdict: "undecided",
  });
});

describe("how many workers there are", () => {
  test("is one where the model is small, and not worth a word", async () => {
    const { out } = await recorded(["check", "./hasty.ts", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ workers: 1 });
    expect((await recorded(["check", "./hasty.ts"])).out).not.toContain("worker");
  });

  test.each([
    [["--strategy", "walk"], "--strategy walk"],
    [["--strategy", "depth"], "--strategy depth"],
    [["--symmetry"], "--symmetry"],
    [["--profile"], "--profile"],
  ])("is one with %j, and more are refused", async (options, words) => {
    const { status, err } = await recorded(["check", "raft", ...options, "--workers", "2"], { algorithms: registry });
    expect(status).toBe(2);
    expect(err).toContain(`--workers 2 does not go together with ${words}`);
    expect(err).toContain(`leave --workers out, or ${words}`);
  });

  test.each([
    ["0", "is less than 1"],
    ["33", "more than it can have"],
    ["two", "is no whole number"],
  ])("cannot be %s", async (typed, why) => {
    const { status, err } = await recorded(["check", "./hasty.ts", "--workers", typed]);
    expect(status).toBe(2);
    expect(err).toContain(why);
  });
});

test("a thread finds the same model as the command line", async () => {
  const directory = join(import.meta.dirname, "fixtures");
  expect(await modelOf({ argument: "raft", directory })).toBe(registry["raft"]!.model);
  const { protocol, claims } = await modelOf({ argument: "./hasty.ts", directory });
  expect([protocol.name, claims.length]).toEqual(["hasty", 1]);
  const wrong = { argument: "./nowhere.ts", directory };
  await expect(modelOf(wrong)).rejects.toMatchObject({ code: "file-missing" });
});
