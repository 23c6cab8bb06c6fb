/** Raft with every option off against Raft: the same graph, and the same effects, step by step. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { raftModel } from "../impl/raft/model.ts";
import { raft } from "../impl/raft/raft.ts";
import { plainParameters } from "../impl/raft-production/cluster.ts";
import { raftProductionModelWith } from "../impl/raft-production/model.ts";
import { raftProduction } from "../impl/raft-production/production.ts";
import { explore } from "../model/explore.ts";
import { calmScenario, type Scenario } from "../model/scenario.ts";
import type { Event } from "../spec/event.ts";
import type { Raft, RaftMessage, RaftState } from "../spec/raft/vocabulary.ts";
import type { ProductionState, RaftProduction } from "../spec/raft-production/vocabulary.ts";
import { anyModel } from "./registry.ts";

const plainModel = raftProductionModelWith({});

test.each<[string, Partial<Scenario>]>([
  ["in calm", { bounds: { term: 2 } }],
  ["with a crash and a restart", { crashes: 1, restarts: 1, bounds: { term: 1 } }],
  ["in a partition", { partitions: 1, bounds: { term: 1 } }],
  ["where a log grows", { requests: 1, bounds: { term: 1 } }],
  ["on a slow network", { timing: "asynchronous", network: "duplicating", bounds: { term: 1 } }],
])("with every option off, the graph is Raft's %s", (_words, scenario) => {
  const counts = [raftModel, plainModel].map((model) => {
    const claims = ["one leader per epoch", "one vote per term"];
    const found = explore(
      anyModel(model as typeof plainModel),
      { ...calmScenario, ...scenario },
      { claims, toTheEnd: true },
    );
    const { states, transitions, depth, cut, terminal } = found;
    return { states, transitions, depth, cut, terminal };
  });
  expect(counts[1]).toEqual(counts[0]);
  expect(counts[0]!.states).toBeGreaterThan(100);
});

/** A state of Raft with options as Raft would have it. */
function withoutOptions(state: ProductionState): RaftState {
  const { term, votedFor, log } = state;
  switch (state.role) {
    case "follower":
      expect(state.heard).toBe(false);
      return { role: "follower", term, votedFor, leader: state.leader, log };
    case "leader":
      expect(state).toMatchObject({ acknowledged: [], lease: "lapsed", transferee: null });
      return { role: "leader", term, votedFor, log };
    case "candidate":
      return state;
    case "preCandidate":
      throw new Error("nobody asks in advance where pre-votes are off");
  }
}

const term = fc.integer({ min: 0, max: 3 });
const arbitraryMessage: fc.Arbitrary<RaftMessage> = fc.oneof(
  fc.record({
    type: fc.constant("RequestVote" as const),
    term,
    lastLogTerm: fc.nat({ max: 1 }),
    lastLogIndex: fc.nat({ max: 1 }),
  }),
  fc.record({ type: fc.constant("RequestVoteResponse" as const), term, voteGranted: fc.boolean() }),
  fc.record({ type: fc.constantFrom("AppendEntries" as const, "AppendEntriesResponse" as const), term }),
);
const arbitraryEvent: fc.Arbitrary<Event<Raft>> = fc.oneof(
  // Without them hardly anybody would ever be elected.
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("receive" as const),
      from: fc.constantFrom(2, 3),
      message: fc.record({
        type: fc.constant("RequestVoteResponse" as const),
        term: fc.constantFrom(1, 2),
        voteGranted: fc.constant(true),
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Event<Raft>>(
      { type: "timeout", timer: "election" },
      { type: "timeout", timer: "heartbeat" },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Event<Raft>>({
      type: "request",
      request: { type: "appended", lastLogTerm: 0, lastLogIndex: 1 },
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("receive" as const),
      from: fc.integer({ min: 2, max: 3 }),
      message: arbitraryMessage,
    }),
  },
);

test("with every option off, every step is Raft's, with the same effects in the same order", () => {
  const own = { self: 1, processes: [1, 2, 3], parameters: { log: {} } };
  const other = { ...own, parameters: plainParameters };
  let led = 0;
  fc.assert(
    fc.property(fc.array(arbitraryEvent, { maxLength: 40 }), (events) => {
      let [state] = raft.step(own, raft.init(own), { type: "start" });
      let [twin] = raftProduction.step(other, raftProduction.init(other), { type: "start" });
      for (const event of events) {
        const [next, ...effects] = raft.step(own, state, event);
        const [twinNext, ...twinEffects] = raftProduction.step(other, twin, event as Event<RaftProduction>);
        expect(withoutOptions(twinNext)).toEqual(next);
        expect(twinEffects).toEqual(effects);
        if (next === state) expect(twinNext).toBe(twin);
        [state, twin] = [next, twinNext];
        if (next.role === "leader") led += 1;
      }
    }),
    { numRuns: 1000 },
  );
  expect(led).toBeGreaterThan(50);
});
