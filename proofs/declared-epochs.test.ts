/** The epochs that built-in algorithms declare: against the naive twin, and against what is known of them otherwise. */
import { describe, expect, test } from "vitest";
import { itaiRodehModel, itaiRodehModelWith } from "../impl/itai-rodeh/model.ts";
import { paxosModel } from "../impl/paxos/model.ts";
import { raftLogModelWith } from "../impl/raft-log/model.ts";
import { raftProductionModelWith } from "../impl/raft-production/model.ts";
import { explore } from "../model/explore.ts";
import { bothWays } from "../model/network/links.ts";
import type { Exploration } from "../model/result.ts";
import { calmScenario, type Scenario } from "../model/scenario.ts";
import { oneCanLeadAgain, oneLeadsAgainAndAgain } from "../spec/claims/recovery.ts";
import type { Model } from "../spec/model.ts";
import { nearness, roundTheClock } from "./catalogue/clock.ts";
import { exploreNaively } from "./naive/explore.ts";
import { anyModel } from "./registry.ts";

const inAllEpochs = { relativeEpochs: true, toTheEnd: true } as const;

/** A witness and a learner beside the one that may lead. */
const leaseHolder = raftProductionModelWith({
  preVote: true,
  checkQuorum: true,
  leaderLease: true,
  priority: { 1: 1 },
  witnesses: [2],
  learners: [3],
});
const twoInOrder = raftProductionModelWith({ preVote: true, checkQuorum: true, priority: { 1: 1 } });
/** Of two that may join, clients that ask, and logs that are compacted: every message there is. */
const joining = raftLogModelWith({ voters: [1], membership: "joint", emptyEntry: true, logs: {} });

const tried: readonly (readonly [string, Model, Partial<Scenario>])[] = [
  ["Paxos after a crash", anyModel(paxosModel), { crashes: 1 }],
  ["Itai and Rodeh's ring, where messages overtake each other", anyModel(itaiRodehModel), { network: "unordered" }],
  ["Raft with options, in a partition", anyModel(leaseHolder), { partitions: 1 }],
  [
    "Raft with options, of two, after a crash and a return",
    anyModel(twoInOrder),
    { nodes: 2, crashes: 1, restarts: 1 },
  ],
  ["Raft with its log, of two, asked three times", anyModel(joining), { nodes: 2, requests: 3, bounds: { spread: 2 } }],
];

describe("the twin that takes the least epoch off comes to the same", () => {
  test.each(tried)("%s", (_name, model, scenario) => {
    const found = explore(model, { ...calmScenario, ...scenario }, inAllEpochs);
    const naive = exploreNaively(model, { ...calmScenario, ...scenario }, { relativeEpochs: true });
    const { states, initial, transitions, depth, cut, terminal } = naive;
    expect(found).toMatchObject({ states, initial, transitions, depth, cut, terminal });
    expect(found.verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null])).toEqual(
      naive.verdicts.map(({ claim, verdict, steps }) => [claim, verdict, steps ?? null]),
    );
  });
});

describe("Itai and Rodeh's rounds", () => {
  const unnumbered = itaiRodehModelWith({ identities: 2, rounds: false, uncounted: 0 });

  test.each<readonly [string, Partial<Scenario>]>([
    ["calm", {}],
    ["a pause", { missedTicks: 3 }],
    ["a fast clock", { extraTicks: 3 }],
  ])("are as good as none where messages keep their order (Fokkink and Pang 2006): %s", (_name, scenario) => {
    const claims = [oneLeadsAgainAndAgain()];
    const of = (model: Model, options: { relativeEpochs?: true }): unknown => {
      const { states, transitions, verdicts } = explore(
        { ...model, claims },
        { ...calmScenario, ...scenario },
        options,
      );
      return {
        states,
        transitions,
        verdicts: verdicts.map(({ verdict, liveness }) => [verdict, liveness?.almostSurely]),
      };
    };
    const byDifferences = of(anyModel(itaiRodehModel), { relativeEpochs: true });
    expect(byDifferences).toEqual(of(anyModel(unnumbered), {}));
    expect(byDifferences).toMatchObject({ verdicts: [["holds", true]] });
  });

  test("do not go on where a process returns: it begins with the first one again, which is refused", () => {
    const returning = { ...calmScenario, crashes: 1, restarts: 1 };
    const run = (): unknown => explore(anyModel(itaiRodehModel), returning, inAllEpochs);
    expect(run).toThrow(expect.objectContaining({ code: "epochs-protocol" }) as Error);
  });
});

describe("what is told of all epochs comes out round a clock, too", () => {
  const links = bothWays([
    [1, 2],
    [1, 3],
  ]);
  const claims = [oneLeadsAgainAndAgain(), oneCanLeadAgain()];
  const told = ({ verdicts }: Exploration): unknown =>
    verdicts
      .filter(({ liveness }) => liveness !== undefined)
      .map(({ claim, verdict, liveness }) => [claim, verdict, liveness!.almostSurely]);
  const round = {
    paxos: anyModel(roundTheClock(paxosModel, ({ epoch }) => epoch, 12, claims)),
    raft: anyModel(roundTheClock(leaseHolder, ({ term }) => term, 12, claims)),
  };

  test.each<readonly [string, Model, Model, Partial<Scenario>, string]>([
    ["Paxos, where a link is missing", anyModel(paxosModel), round.paxos, { links }, "holds"],
    ["Raft with options, in a partition", anyModel(leaseHolder), round.raft, { partitions: 1 }, "holds"],
    [
      "Raft with options, where a process returns without its lease",
      anyModel(leaseHolder),
      round.raft,
      { crashes: 1, restarts: 1 },
      "violated",
    ],
  ])("%s", (_name, model, onClock, scenario, verdict) => {
    const clock = explore(onClock, { ...calmScenario, ...scenario });
    expect(clock.verdicts.find(({ claim }) => claim === nearness)).toMatchObject({ verdict: "holds" });
    const found = explore({ ...model, claims }, { ...calmScenario, ...scenario }, { relativeEpochs: true });
    expect(told(found)).toEqual(told(clock));
    expect(found.verdicts[0]).toMatchObject({ verdict });
  });
});
