import { expect, test } from "vitest";
import type { Model } from "../../spec/model.ts";
import type { Algorithm } from "../registry.ts";
import hasty from "./fixtures/hasty.ts";
import { recorded } from "./fixtures/recorder.ts";
import { commands } from "./run.ts";

const algorithms: Readonly<Record<string, Algorithm>> = {
  hasty: { model: hasty as unknown as Model, title: "Hasty", line: "It cannot wait.", bounds: {} },
};

test("--help shows the commands, the algorithms and how it ends", async () => {
  for (const args of [["--help"], ["-h"], ["help"]]) {
    const { status, out } = await recorded(args, { algorithms });
    expect(status).toBe(0);
    for (const name of Object.keys(commands)) expect(out).toContain(`  ${name}`);
    expect(out).toContain("hasty");
    expect(out).toContain("Exit status: 0");
  }
});

test.each(Object.keys(commands))("%s has a help of its own, with examples, in eighty columns", async (name) => {
  const { status, out } = await recorded([name, "--help"], { algorithms });
  expect(status).toBe(0);
  expect(out).toContain("Usage: interregnum");
  expect(out).toContain("Examples");
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  expect((await recorded(["help", name], { algorithms })).out).toBe(out);
});

test("--version prints the version of the package", async () => {
  expect((await recorded(["--version"])).out).toMatch(/^\d+\.\d+\.\d+/);
});

test("a built-in algorithm is known by its name", async () => {
  const { status, out } = await recorded(["check", "hasty", "--nodes", "2"], { algorithms });
  expect(status).toBe(1);
  expect(out).toContain("hasty  Hasty\n  2 processes");
});

test("a mistyped command is told the nearest one; an algorithm instead of a command, what to write", async () => {
  expect((await recorded(["chekc"])).err).toContain("Did you mean check?");
  expect((await recorded(["hasty"], { algorithms })).err).toContain("To explore it: interregnum check hasty");
  expect((await recorded(["./mine.ts"])).err).toContain("To explore it: interregnum check ./mine.ts");
});

test("claims are listed with everything that they say", async () => {
  const { status, out } = await recorded(["claims", "hasty"], { algorithms });
  expect(status).toBe(0);
  expect(out).toBe(
    `
hasty  Hasty. It cannot wait.

  at most one leads                                                       always
    At every moment at most one process takes itself for the leader.
    □ ∀p, q: leader(p) = p ∧ leader(q) = q ⇒ p = q
    claimed    calm; leader crash
    witness    somebody leads: A process takes itself for the leader.`.slice(1),
  );
});

test("claims as JSON are those of every algorithm, or of the one that is named, in one form", async () => {
  const all = JSON.parse((await recorded(["claims", "--json"], { algorithms })).out) as unknown;
  const one = JSON.parse((await recorded(["claims", "./hasty.ts", "--json"])).out) as unknown;
  const claim = { name: "at most one leads", kind: "always", witness: { name: "somebody leads", kind: "sometimes" } };
  expect(all).toMatchObject([{ algorithm: "hasty", title: "Hasty", claims: [claim] }]);
  expect(one).toMatchObject([{ algorithm: "hasty", claims: [claim] }]);
});
