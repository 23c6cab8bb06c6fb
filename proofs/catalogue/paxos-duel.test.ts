/** Duelling proposers (Lamport 2001, section 2.4): for ever where nobody backs off, and never where everybody does. */
import { describe, expect, test } from "vitest";
import { synod } from "../../impl/paxos/synod.ts";
import { explore } from "../../model/explore.ts";
import { calmScenario } from "../../model/scenario.ts";
import { oneLeadsAgainAndAgain } from "../../spec/claims/recovery.ts";
import type { Event } from "../../spec/event.ts";
import type { Synod, SynodState } from "../../spec/paxos/synod.ts";
import { majorities } from "../../spec/quorum-system.ts";
import type { Cluster } from "../../spec/vocabulary.ts";
import { anyModel } from "../registry.ts";
import { nearness } from "./clock.ts";
import { onClock, synodRoundTheClock, withBallots } from "./paxos-clock.ts";

const hours = 12;
const parametersWith = (backOff: boolean): Synod["Parameters"] => ({ quorums: majorities, backOff });

/** The clock of a process runs ahead by a tick, so that two processes begin at once. */
const bothAtOnce = { ...calmScenario, nodes: 2, extraTicks: 1 };

describe("two processes that begin at once", () => {
  const verdictsWith = (backOff: boolean): ReturnType<typeof explore>["verdicts"] =>
    explore(anyModel(synodRoundTheClock(hours, parametersWith(backOff), [oneLeadsAgainAndAgain()])), bothAtOnce)
      .verdicts;

  test("duel for ever where neither backs off: a fair run that goes round, and no tick passes in it", () => {
    const [again, near] = verdictsWith(false);
    expect(again).toMatchObject({ claim: "one leads again and again", verdict: "violated" });
    expect(near).toMatchObject({ claim: nearness, verdict: "holds" });
    const { steps, repeatsFrom } = again!.trace!;
    const round = steps.slice(repeatsFrom);
    expect(round.length).toBeGreaterThan(0);
    expect(round.map(({ action }) => action.type)).not.toContain("tick");
  });

  test("come to a leader in every fair run where both back off", () => {
    expect(verdictsWith(true)).toMatchObject([
      { claim: "one leads again and again", verdict: "holds" },
      { claim: nearness, verdict: "holds" },
    ]);
  });
});

/** What happens where both time out at once, and each then takes one message in turn. */
function* turns(backOff: boolean): Generator<{ cluster: Cluster<Synod>; before: SynodState; event: Event<Synod> }> {
  const clusters = [1, 2].map((self) => ({ self, processes: [1, 2], parameters: parametersWith(backOff) }));
  const states = clusters.map((cluster) => synod.init(cluster));
  const inboxes: Event<Synod>[][] = [0, 1].map(() => [{ type: "timeout", timer: "proposal" }]);
  for (let turn = 0; inboxes.some((inbox) => inbox.length > 0); turn = 1 - turn) {
    const event = inboxes[turn]!.shift();
    if (event === undefined) continue;
    const [cluster, before] = [clusters[turn]!, states[turn]!];
    yield { cluster, before, event };
    const [after, ...effects] = synod.step(cluster, before, event);
    states[turn] = after;
    for (const effect of effects) {
      if (effect.type !== "send") continue;
      inboxes[1 - turn]!.push({ type: "receive", from: cluster.self, message: effect.message });
    }
  }
}

test("the duel goes on with ballots that grow, as the synod itself tells, and each of its steps is one on the clock", () => {
  const show = onClock(hours);
  const clock = synodRoundTheClock(hours, parametersWith(false), []).protocol;
  let highest = 0;
  let taken = 0;
  for (const { cluster, before, event } of turns(false)) {
    expect(before.role).not.toBe("learner");
    highest = before.role === "learner" ? highest : Math.max(highest, before.promised);
    const real = synod.step(cluster, before, event);
    expect(clock.step(cluster, withBallots(before, show), withBallots(event, show))).toEqual(withBallots(real, show));
    if (++taken === 600) break;
  }
  expect(taken).toBe(600);
  expect(highest).toBeGreaterThan(100);
});

test("with back-off the same beginning ends, and both have learned the same", () => {
  const seen = [...turns(true)];
  expect(seen.length).toBeLessThan(20);
  const ends = [1, 2].map((process) => {
    const { cluster, before, event } = seen.findLast(({ cluster }) => cluster.self === process)!;
    return synod.step(cluster, before, event)[0];
  });
  expect(ends[0]).toMatchObject({ role: "learner" });
  expect(ends[1]).toEqual(ends[0]);
});
