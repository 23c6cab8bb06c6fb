import { describe, expect, test } from "vitest";
import { exhibits } from "../museum/index.ts";
import { recorded } from "./fixtures/recorder.ts";

test("without a name it lists every exhibit with where it was seen and what catches it", async () => {
  const { status, out } = await recorded(["museum"]);
  expect(status).toBe(0);
  for (const { name, claim, seen } of exhibits) {
    const entry = out.split("\n\n").find((part) => part.startsWith(`${name}\n`))!;
    expect(entry).toMatch(/violated in \d+\s+steps?$/);
    expect(entry).toContain(`by “${claim}”`);
    // References may be broken over two lines.
    for (const { reference } of seen) expect(entry.replaceAll(/\s+/g, " ")).toContain(reference);
  }
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("with a name it shows the story, the changed lines, both verdicts and the way there", async () => {
  const { status, out } = await recorded(["museum", "lower-id-passed-on"]);
  expect(status).toBe(0);
  expect(out).toContain("Chang and Roberts, CACM 22(5), 1979");
  expect(out).toContain("  -       .with([racing, id(P.number.lt(cluster.self))], () => [state])\n");
  expect(out).toContain("  +       .with([racing, id(P.number.lt(cluster.self))], ([, { message }]) =>");
  expect(out).toContain("3 processes, unordered network, timely timers, started together");
  expect(out).toMatch(/✓ mended {6}holds \(\d+ states seen\)/);
  expect(out).toMatch(/✗ as shipped {2}violated in 3 steps, and no sooner/);
  expect(out).toMatch(/\n {3}3 {2}\S+ {2}.*process 1 receives id \{id 1\} from 2 {2,}leads: 1\n/);
  expect(out).not.toContain("Taught first");
});

test("what the reducer is taught before the bug has a place is shown apart from it", async () => {
  const { out } = await recorded(["museum", "forgetful-leader"]);
  const [, taught, bug] = out.split(/^(?:Taught first|The bug): impl\/raft\/raft\.ts$/m);
  expect(taught).toContain("+ function giveUp(");
  expect(bug).toContain("votedFor: null");
  expect(bug).not.toContain("+ /** A leader that hears from too few");
});

describe("as JSON", () => {
  test("the list has every exhibit with its claim and the steps, in one form", async () => {
    const { exhibits: all } = JSON.parse((await recorded(["museum", "--json"])).out);
    expect(all).toHaveLength(exhibits.length);
    for (const one of all) expect(one).toMatchObject({ verdict: "violated", steps: expect.any(Number) });
    expect(all[0]).toMatchObject({ name: exhibits[0]!.name, claim: { name: exhibits[0]!.claim } });
  });

  test("one exhibit has its changed lines and its trace", async () => {
    const { out } = await recorded(["museum", "lower-id-passed-on", "--json"]);
    const one = JSON.parse(out);
    expect(one).toMatchObject({ name: "lower-id-passed-on", mended: { verdict: "holds" } });
    expect(one.asShipped.trace.steps).toHaveLength(one.asShipped.steps);
    expect(one.changed.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(["kept", "removed", "added"]),
    );
  });
});

test("an exhibit that there is not is bad input, and the nearest one is named", async () => {
  const { status, err } = await recorded(["museum", "stale-votes"]);
  expect(status).toBe(2);
  expect(err).toContain("Did you mean stale-vote?");
});

test("an interruption ends it with status 3", async () => {
  const { status } = await recorded(["museum"], { interruptible: (work) => work({ aborted: true }) });
  expect(status).toBe(3);
});
