/** What is known of runs that go on for ever, from the papers and from anybody who draws them on paper. */
import { expect, test } from "vitest";
import { bullyModel } from "../../impl/bully/model.ts";
import { changRobertsModel } from "../../impl/chang-roberts/model.ts";
import { raftModel } from "../../impl/raft/model.ts";
import { changRoberts } from "../../impl/ring/chang-roberts.ts";
import { tokenRingModelWith } from "../../impl/token-ring/model.ts";
import { type ExploreOptions, explore } from "../../model/explore.ts";
import type { Verdict } from "../../model/result.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import {
  type Claim,
  eventually,
  leads,
  type Model,
  oneCanLeadAgain,
  oneLeadsAgainAndAgain,
  recoverable,
  unfair,
  type World,
} from "../../spec/index.ts";
import { nearness, raftRoundTheClock } from "../catalogue/raft-clock.ts";
import { anyModel } from "../registry.ts";

const somebodyLeads = ({ processes }: World): boolean => processes.some(leads);
const elects: Claim = eventually("somebody is elected", somebodyLeads);
const canElect: Claim = recoverable("somebody can be elected", somebodyLeads);

function verdictsOn(
  model: Model,
  scenario: Partial<Scenario>,
  claims: readonly Claim[],
  options: ExploreOptions = {},
): readonly Verdict[] {
  return explore({ ...model, claims }, { ...calmScenario, ...scenario }, options).verdicts;
}

/** What is done in the part of a run that repeats. */
function repeated({ trace }: Verdict): readonly string[] {
  return trace!.steps.slice(trace!.repeatsFrom!).map(({ action }) => action.type);
}

const ring = anyModel(changRobertsModel);

test("Chang and Roberts elect in the end where every message arrives, and nothing else is owed", () => {
  const [verdict] = verdictsOn(ring, {}, [elects], { fairness: { ...unfair, deliveries: "weak" } });
  expect(verdict).toMatchObject({ verdict: "holds", liveness: { almostSurely: false, vacuous: null } });
});

test("and need not where nothing is owed: all may stand still from the beginning", () => {
  const [verdict] = verdictsOn(ring, {}, [elects], { fairness: unfair });
  expect(verdict).toMatchObject({ verdict: "violated", steps: 0, trace: { repeatsFrom: 0 } });
});

test("an id goes round for ever whose owner has failed after it sent it, where the ring still passes messages on", () => {
  const failing = {
    ...changRobertsModel,
    protocol: {
      ...changRoberts,
      // A process that fails takes part no more; its place in the ring hands on what comes.
      step: (...[cluster, state, event]: Parameters<typeof changRoberts.step>) =>
        event.type === "request" ? ([{ role: "lost" }] as const) : changRoberts.step(cluster, state, event),
    },
    parameters: { initiators: [3], announce: true },
    requests: (process: number) => (process === 3 ? ["fail"] : []),
  };
  const [verdict, can] = verdictsOn(anyModel(failing as unknown as typeof changRobertsModel), { requests: 1 }, [
    elects,
    canElect,
  ]);
  expect(verdict!.verdict).toBe("violated");
  expect(repeated(verdict!)).toEqual(["deliver", "deliver", "deliver"]);
  const rounds = verdict!.trace!.steps.slice(verdict!.trace!.repeatsFrom!);
  expect(rounds.map(({ action }) => "message" in action && action.message)).toEqual(
    Array.from({ length: 3 }, () => ({ type: "id", id: 3 })),
  );
  expect(can!.verdict).toBe("violated");
});

test("a ring that does not regenerate its token has nobody for ever once it is lost", () => {
  const bare = anyModel(tokenRingModelWith({ generations: false, skip: false, regenerate: false }));
  const [again, can] = verdictsOn(bare, { losses: 1 }, [oneLeadsAgainAndAgain(), oneCanLeadAgain()]);
  expect(again).toMatchObject({ verdict: "violated", steps: 1, trace: { repeatsFrom: 1 } });
  expect(again!.trace!.steps[0]!.action).toMatchObject({ type: "drop", cause: "lost" });
  expect(can).toMatchObject({ verdict: "violated", steps: 1 });
});

test.each([
  ["a crash", { crashes: 1 }],
  ["two crashes", { crashes: 2 }],
  ["a crash and a return", { crashes: 1, restarts: 1 }],
  ["two crashes and returns", { crashes: 2, restarts: 2 }],
])("Bully recovers from %s where timers are timely", (_name, faults) => {
  const [again, can] = verdictsOn(anyModel(bullyModel), faults, [oneLeadsAgainAndAgain(), oneCanLeadAgain()]);
  expect(again).toMatchObject({ verdict: "holds", liveness: { vacuous: null } });
  expect(can!.verdict).toBe("holds");
});

/** Fischer, Lynch and Paterson, 1985: no protocol elects for sure where nothing is timed. */
test("Raft can fail to elect for ever where timers run out at any moment, in whatever terms", () => {
  const asynchronous: Partial<Scenario> = { nodes: 2, timing: "asynchronous", bounds: { inflight: 3 } };
  const near = raftRoundTheClock(12, []).claims;
  const model = anyModel({ ...raftRoundTheClock(12, []), claims: [] });
  const [elected, can, nearTerms] = verdictsOn(model, asynchronous, [elects, canElect, ...(near as readonly Claim[])]);
  expect(nearTerms).toMatchObject({ claim: nearness, verdict: "holds within bounds" });
  expect(elected!.verdict).toBe("violated");
  // Everybody stands again and again, and every message arrives.
  const steps = elected!.trace!.steps.slice(elected!.trace!.repeatsFrom!).map(({ action }) => action);
  for (const process of [1, 2]) expect(steps).toContainEqual({ type: "timeout", process, timer: "election" });
  expect(steps.some(({ type }) => type === "deliver")).toBe(true);
  // A leader can be elected from every state within the bound, though not every state is within it.
  expect(can!.verdict).toBe("undecided");
});

test("Raft elects almost surely where timers are timely and drawn from a range, and not where an adversary draws", () => {
  const clock = anyModel({ ...raftRoundTheClock(6, []), claims: [] });
  const [drawn] = verdictsOn(clock, {}, [elects]);
  expect(drawn).toMatchObject({ verdict: "holds", liveness: { almostSurely: true } });
  const [chosen] = verdictsOn(clock, {}, [elects], { fairness: { durations: "none" } });
  expect(chosen!.verdict).toBe("violated");
});

test("a bound on terms says nothing of elections without end: the verdict is undecided", () => {
  const [verdict] = verdictsOn(anyModel(raftModel), { bounds: { term: 1 } }, [oneLeadsAgainAndAgain()]);
  expect(verdict!.verdict).toBe("undecided");
});
