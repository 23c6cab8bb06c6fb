import { expect, test } from "vitest";
import { rows } from "../catalogue/index.ts";
import { registry } from "../registry.ts";
import { recorded } from "./fixtures/recorder.ts";

const algorithms = registry;

test("has a line for every algorithm on every graph, and a command for what breaks", async () => {
  const { out, err, status } = await recorded(["connectivity"], { algorithms });
  const [table] = out.split("\nelects ");
  // Where bounds on rounds, logs and ballots cut, it is not decided how all elections end.
  expect({ err, status }).toEqual({ err: "", status: / \?\d/.test(table!) ? 3 : 0 });
  expect(out).toContain("links 1–2, 1–3 only\n");
  for (const { id } of rows) expect(out.split(`\n  ${id} `).length, id).toBeGreaterThan(2);
  expect(out).toMatch(/\n {2}bully +3\/3 +1\/3 +1\/3 +2 for good, 1 livelock\n/);
  const [, command] = /npx interregnum (check bully .*)/.exec(out)!;
  const shown = await recorded(command!.split(" "), { algorithms });
  expect(shown.status).toBe(1);
  expect(shown.out).toContain("✗ at most one leads");
  const [, livelock] = /npx interregnum (check stoller .*)/.exec(out)!;
  expect(livelock).toContain(" --bound held=4 --recovers");
  const run = await recorded(livelock!.split(" "), { algorithms });
  expect(run.out.replaceAll(/\s+/g, " ")).toMatch(
    /✗ one leads again and again violated: after \d+ steps, \d+ steps repeat/,
  );
});

test("as JSON has the same, with links as check takes them", async () => {
  const { out } = await recorded(["connectivity", "--nodes", "2", "--json"], { algorithms });
  const found = JSON.parse(out) as { links: string; algorithm: string; placements: number }[];
  expect(found.map(({ algorithm }) => algorithm)).toEqual(rows.map(({ id }) => id));
  expect(new Set(found.map(({ links, placements }) => `${links} ${placements}`))).toEqual(new Set(["1-2 1"]));
});

test("looks at one algorithm with its variants, or at one of these", async () => {
  const told = async (name: string): Promise<readonly string[]> => {
    const { out } = await recorded(["connectivity", name, "--nodes", "2", "--json"], { algorithms });
    return (JSON.parse(out) as { algorithm: string }[]).map(({ algorithm }) => algorithm);
  };
  expect(await told("itai-rodeh")).toEqual(["itai-rodeh", "itai-rodeh (no rounds)"]);
  expect(await told("itai-rodeh (no rounds)")).toEqual(["itai-rodeh (no rounds)"]);
  const { err, status } = await recorded(["connectivity", "bulyl"], { algorithms });
  expect(status).toBe(2);
  expect(err).toContain("there is no algorithm “bulyl”");
  expect(err).toContain("bully");
});

test("ends with 3 where the limit left something open, or it was interrupted", async () => {
  const limited = await recorded(["connectivity", "synod", "--nodes", "2", "--max-states", "2"], { algorithms });
  expect(limited.status).toBe(3);
  expect(limited.out).toContain("0/1 ?1");
  const signal = { aborted: true };
  const stopped = await recorded(["connectivity"], { algorithms, interruptible: (work) => work(signal) });
  expect(stopped.status).toBe(3);
});

test("takes two to five processes", async () => {
  const { err, status } = await recorded(["connectivity", "--nodes", "6"], { algorithms });
  expect(status).toBe(2);
  expect(err).toContain("--nodes cannot be “6”");
});
