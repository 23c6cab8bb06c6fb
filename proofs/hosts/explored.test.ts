/**
 * The interpreter of effects, every state of it, between a disk, a network and
 * clocks that are simulated; and what becomes of its claims once a line is changed.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { boot, feed } from "../../impl/hosts/interpreter.ts";
import { explore } from "../../model/explore.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import { patched } from "../museum/patch.ts";
import { moduleOf } from "../museum/sources.ts";
import { exploreNaively } from "../naive/explore.ts";
import { anyModel } from "../registry.ts";
import { complaintsAbout } from "../testing/compiled.ts";
import { expectWalk } from "../testing/expect-walk.ts";
import { hostModel } from "./claims.ts";
import type { Interpreter } from "./hosted.ts";
import { interpreterFile, mistakes } from "./mistakes.ts";
import { raftInHost } from "./raft.ts";

const root = join(import.meta.dirname, "..", "..");
const own = readFileSync(join(root, interpreterFile), "utf8");
const model = anyModel(hostModel({ boot, feed }));

const asynchronous: Scenario = { ...calmScenario, nodes: 2, timing: "asynchronous" };
const crashing: Scenario = { ...asynchronous, crashes: 1, restarts: 1 };

describe("every state of a probe in its host keeps what is claimed of the interpreter", () => {
  test.each([
    ["without a fault", asynchronous, 307, 586],
    ["with a crash and a return", crashing, 4_756, 10_944],
    [
      "with a crash and a return, over a network that reorders",
      { ...crashing, network: "unordered" as const },
      10_242,
      25_882,
    ],
  ])("%s", (_, scenario, states, transitions) => {
    const found = explore(model, scenario);
    const broken = found.verdicts.filter(({ claimed, verdict }) => claimed && verdict !== "holds");
    expect({ broken, states: found.states, transitions: found.transitions, isAll: found.exhaustive }).toEqual({
      // Without a crash there is one incarnation only.
      broken: scenario.crashes > 0 ? [] : [expect.objectContaining({ claim: "a message meets another incarnation" })],
      states,
      transitions,
      isAll: true,
    });
  });

  test("and the naive twin counts the same", () => {
    for (const scenario of [asynchronous, crashing]) {
      const { states, transitions } = explore(model, scenario);
      expect(exploreNaively(model, scenario)).toMatchObject({ states, transitions });
    }
  });
});

describe("what a host may do wrong is caught", () => {
  test.each(mistakes.map((mistake) => [mistake.name, mistake] as const))("%s", async (_, mistake) => {
    const { change, claim, network = "fifo", steps } = mistake;
    const interpreter = await moduleOf<Interpreter>(patched(own, change, interpreterFile), interpreterFile);
    const wrong = anyModel(hostModel(interpreter));
    const scenario: Scenario = { ...crashing, network };
    const verdict = explore(wrong, scenario, { claims: [claim] }).verdicts.find((each) => each.claim === claim)!;
    expect(verdict).toMatchObject({ verdict: "violated", claimed: true, steps });
    expectWalk(wrong, scenario, verdict.trace!);
  });

  test("the compiler sees none of it", () => {
    const texts = mistakes.map(
      ({ change }, i) => [join(root, `impl/hosts/mistake-${i}.ts`), patched(own, change, "")] as const,
    );
    expect(
      complaintsAbout(
        texts.map(([file]) => file),
        new Map(texts),
      ),
    ).toEqual([]);
  });
});

describe("Raft in its host", () => {
  const bounded = (armings: number): Scenario => ({ ...crashing, bounds: { term: 1, armings } });
  const raft = anyModel(raftInHost({ boot, feed }));

  test("tells nobody but one that it leads a term, and no vote leaves before it is on the disk (figure 2)", () => {
    const { states, transitions, verdicts } = explore(raft, bounded(3));
    expect({ states, transitions }).toEqual({ states: 14_830, transitions: 52_194 });
    expect(verdicts.map(({ claim, verdict }) => [claim, verdict])).toEqual([
      ["one leader per epoch", "holds within bounds"],
      ["promises are on the disk", "holds within bounds"],
      ["somebody leads", "holds"],
      ["a vote is on its way", "holds"],
    ]);
  });

  test("is counted the same by the naive twin", () => {
    const scenario = { ...bounded(2), crashes: 0, restarts: 0 };
    const { states, transitions } = explore(raft, scenario);
    expect(exploreNaively(raft, scenario)).toMatchObject({ states, transitions });
    expect(states).toBe(707);
  });

  test("breaks its promises where messages leave before the disk", async () => {
    const [early] = mistakes;
    const interpreter = await moduleOf<Interpreter>(patched(own, early!.change, interpreterFile), interpreterFile);
    const claim = "promises are on the disk";
    const wrong = anyModel(raftInHost(interpreter));
    const verdict = explore(wrong, bounded(3), { claims: [claim] }).verdicts.find((each) => each.claim === claim)!;
    expect(verdict).toMatchObject({ verdict: "violated", claimed: true });
    expectWalk(wrong, bounded(3), verdict.trace!);
  });
});
