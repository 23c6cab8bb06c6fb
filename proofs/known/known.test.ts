import { describe, expect, test } from "vitest";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import { exploreNaively } from "../naive/explore.ts";
import raftElection from "./raft-election.ts";
import twoPhaseCommit from "./two-phase-commit.ts";

describe("two-phase commit", () => {
  const spontaneous: Scenario = { ...calmScenario, network: "duplicating", timing: "asynchronous" };

  // Published for TLC and for other checkers, with 3 and 5 resource managers.
  test.each([
    { nodes: 4, states: 288, transitions: 1_601, commits: 10, aborts: 3 },
    { nodes: 6, states: 8_832, transitions: 84_225, commits: 16, aborts: 5 },
  ])("of $nodes processes has $states states", ({ nodes, states, transitions, commits, aborts }) => {
    expect(exploreNaively(twoPhaseCommit, { ...spontaneous, nodes })).toMatchObject({
      states,
      transitions,
      cut: 0,
      verdicts: [
        { claim: "consistent", verdict: "holds" },
        { claim: "all commit", verdict: "holds", steps: commits },
        { claim: "all abort", verdict: "holds", steps: aborts },
      ],
    });
  });

  test("survives crashes as long as disks do", () => {
    const crash = { ...spontaneous, nodes: 3, crashes: 1 };
    const verdict = (scenario: Scenario) => exploreNaively(twoPhaseCommit, scenario).verdicts[0];
    expect(verdict({ ...crash, restarts: 1 })).toEqual({ claim: "consistent", verdict: "holds" });
    expect(verdict({ ...crash, amnesia: 1 })).toMatchObject({ claim: "consistent", verdict: "violated" });
  });
});

describe("the election of Raft", () => {
  const election: Scenario = { ...calmScenario, network: "set", timing: "asynchronous" };

  // Counted by a second explorer, of bits, that has the published counts of 3 processes in 2 terms and of 4 in 1, too.
  test.each([
    { nodes: 2, term: 1, states: 16, transitions: 20, depth: 6 },
    { nodes: 2, term: 3, states: 4_079, transitions: 16_058, depth: 14 },
    { nodes: 3, term: 1, states: 1_111, transitions: 3_900, depth: 15 },
  ])("of $nodes processes in $term terms has $states states", ({ nodes, term, states, transitions, depth }) => {
    expect(exploreNaively(raftElection, { ...election, nodes, bounds: { term } })).toMatchObject({
      states,
      transitions,
      depth,
      verdicts: [
        { claim: "one leader per term", verdict: "holds within bounds" },
        { claim: "votes stand", verdict: "holds within bounds" },
        { claim: "somebody leads", verdict: "holds", steps: 3 },
      ],
    });
  });

  test("forgets who was voted for only where a disk is wiped", () => {
    const crash = { ...election, nodes: 2, crashes: 1, bounds: { term: 1 } };
    const verdict = (scenario: Scenario) =>
      exploreNaively(raftElection, scenario).verdicts.find(({ claim }) => claim === "votes stand");
    expect(verdict({ ...crash, restarts: 1 })).toMatchObject({ verdict: "holds within bounds" });
    expect(verdict({ ...crash, amnesia: 1 })).toMatchObject({ verdict: "violated" });
  });
});
