/** A leader that reaches too few for a majority, where pre-votes let nobody else begin a term: one option is not enough. */
import { expect, test } from "vitest";
import { explore } from "../../model/explore.ts";
import { recoverable } from "../../spec/claim.ts";
import { aLeaderStays } from "../../spec/raft-production/stability-claims.ts";
import type { ProductionParameters } from "../../spec/raft-production/vocabulary.ts";
import { anyModel } from "../registry.ts";
import { across, afterElectionOf, oneArm, succession, twoArms } from "./raft-partial.ts";

const both: Partial<ProductionParameters> = { preVote: true, checkQuorum: true };

test("with pre-votes alone a leader that reaches one process of four stays for ever, and keeps the others from electing one", () => {
  const another = succession(4);
  const claims = [another, aLeaderStays, recoverable("another can lead", another.holds)];
  const model = anyModel({ ...afterElectionOf(4, { preVote: true }), claims });
  const { verdicts, stopped, cut } = explore(model, across(oneArm), { toTheEnd: true });
  expect({ stopped, cut }).toEqual({ stopped: null, cut: 0 });
  expect(verdicts.map(({ claim, verdict }) => [claim, verdict])).toEqual([
    ["another leads, and a majority follows", "violated"],
    ["a leader that a majority follows comes to stay", "violated"],
    ["another can lead", "violated"],
  ]);
});

test("with the check of the quorum, too, it steps down, and another is elected whom a majority follows", () => {
  const model = anyModel({ ...afterElectionOf(4, { ...both, priority: { 1: 1 } }), claims: [succession(4)] });
  const [verdict] = explore(model, across(oneArm, { term: 2 }), { maxStates: 1_000_000 }).verdicts;
  expect(verdict).toMatchObject({ verdict: "holds" });
});

test("where two arms stand off from a majority, its leader stays with both options in every run", () => {
  const model = anyModel({ ...afterElectionOf(3, both), claims: [aLeaderStays] });
  const { verdicts, cut, states } = explore(model, across(twoArms));
  expect({ cut, states }).toEqual({ cut: 0, states: 7216 });
  expect(verdicts).toMatchObject([{ verdict: "holds" }]);
});
