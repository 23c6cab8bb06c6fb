/** Raft on a clock against Raft itself: the same steps, as long as terms are near each other. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { raftModel } from "../../impl/raft/model.ts";
import { raft } from "../../impl/raft/raft.ts";
import { explore } from "../../model/explore.ts";
import type { Exploration } from "../../model/result.ts";
import { calmScenario } from "../../model/scenario.ts";
import { oneCanLeadAgain, oneLeadsAgainAndAgain } from "../../spec/claims/recovery.ts";
import { crises } from "../../spec/crisis.ts";
import type { Effect } from "../../spec/effect.ts";
import type { Event } from "../../spec/event.ts";
import type { Raft, RaftMessage, RaftState } from "../../spec/raft/vocabulary.ts";
import { scenarioOf } from "../crises.ts";
import { anyModel } from "../registry.ts";
import { nearness } from "./clock.ts";
import { raftRoundTheClock } from "./raft-clock.ts";

const hours = 6;
const clock = raftRoundTheClock(hours, []).protocol;
const cluster = { self: 1, processes: [1, 2, 3], parameters: { log: {} } };
const log = { term: 0, index: 0 };

const arbitraryState: fc.Arbitrary<RaftState> = fc
  .record({
    term: fc.integer({ min: 2, max: 20 }),
    vote: fc.constantFrom(null, 1, 2, 3),
    leader: fc.constantFrom(null, 2),
  })
  .chain(({ term, vote, leader }) =>
    fc.constantFrom<RaftState>(
      { role: "follower", term, votedFor: vote, leader, log },
      { role: "candidate", term, votedFor: 1, votes: [1], log },
      { role: "leader", term, votedFor: 1, log },
    ),
  );

/** A message of a term that is up to two later or earlier. */
const arbitraryMessage = (term: number): fc.Arbitrary<RaftMessage> =>
  fc
    .integer({ min: term - 2, max: term + 2 })
    .chain((of) =>
      fc.constantFrom<RaftMessage>(
        { type: "RequestVote", term: of, lastLogTerm: 0, lastLogIndex: 0 },
        { type: "RequestVoteResponse", term: of, voteGranted: true },
        { type: "RequestVoteResponse", term: of, voteGranted: false },
        { type: "AppendEntries", term: of },
        { type: "AppendEntriesResponse", term: of },
      ),
    );

const arbitraryStep = arbitraryState.chain((state) =>
  fc.record({
    state: fc.constant(state),
    event: fc.oneof(
      fc.constantFrom<Event<Raft>>(
        { type: "start" },
        { type: "timeout", timer: "election" },
        { type: "timeout", timer: "heartbeat" },
      ),
      fc.record({
        type: fc.constant("receive" as const),
        from: fc.constantFrom(2, 3),
        message: arbitraryMessage(state.term),
      }),
    ),
  }),
);

const onClock = <T extends { readonly term: number }>(value: T): T => ({ ...value, term: value.term % hours });

function effectOnClock(effect: Effect<Raft>): Effect<Raft> {
  return effect.type === "send" ? { ...effect, message: onClock(effect.message) } : effect;
}

test("each step on the clock is the step of Raft with its terms on the clock", () => {
  fc.assert(
    fc.property(arbitraryStep, ({ state, event }) => {
      const [next, ...effects] = raft.step(cluster, state, event);
      const shown = event.type === "receive" ? { ...event, message: onClock(event.message) } : event;
      expect(clock.step(cluster, onClock(state), shown)).toEqual([onClock(next), ...effects.map(effectOnClock)]);
    }),
    { numRuns: 3000 },
  );
});

test("terms that part are noticed: a process that is cut off stands again and again", () => {
  const { verdicts } = explore(anyModel(raftRoundTheClock(hours, [])), { ...calmScenario, nodes: 2, partitions: 1 });
  expect(verdicts).toMatchObject([{ claim: nearness, verdict: "violated" }]);
});

test.each(["calm", "leader crash", "lost message", "reordered messages"])(
  "it recovers, and as surely, where Raft with relative terms does: %s",
  (name) => {
    const scenario = { ...scenarioOf(crises.find((crisis) => crisis.name === name)!), bounds: {} };
    const claims = [oneLeadsAgainAndAgain(), oneCanLeadAgain()];
    const told = ({ verdicts }: Exploration): unknown =>
      verdicts
        .filter(({ liveness }) => liveness !== undefined)
        .map(({ claim, verdict, liveness }) => [claim, verdict, liveness!.almostSurely]);
    const onItsClock = explore(anyModel(raftRoundTheClock(hours, claims)), scenario);
    expect(onItsClock.verdicts.find(({ claim }) => claim === nearness)).toMatchObject({ verdict: "holds" });
    const relative = explore({ ...anyModel(raftModel), claims }, scenario, { relativeEpochs: true });
    expect(told(relative)).toEqual(told(onItsClock));
    expect(told(relative)).toContainEqual(["one can lead again", "holds", false]);
  },
);
