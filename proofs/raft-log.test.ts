/** What the entries of the catalogue about Raft's log are said to show does come about in them. */
import { expect, test } from "vitest";
import { explore } from "../model/explore.ts";
import { type Claim, sometimes } from "../spec/claim.ts";
import type { RaftLog } from "../spec/raft-log/vocabulary.ts";
import { catalogue } from "./catalogue/index.ts";

test("section 7: a lagging process gets the snapshot of what its leader has compacted, and takes it", () => {
  const { model, scenario } = catalogue.find(({ id }) => id === "raft-log, a lagging process")!;
  const taken = sometimes<RaftLog>("a snapshot was sent and taken", ({ processes }) => {
    const compacted = processes.filter(({ state }) => state?.log.snapshot.lastIncludedIndex === 1);
    return compacted.length > 1;
  });
  const { verdicts } = explore({ ...model, claims: [taken as unknown as Claim] }, scenario);
  // One request compacts one log: a second that begins with a snapshot has it from the first.
  expect(scenario.requests).toBe(1);
  expect(verdicts[0]).toMatchObject({ verdict: "holds" });
});
