import fc from "fast-check";
import type { Link, Scenario } from "../../model/scenario.ts";

const budget = (most: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: most }) });

/** For what few scenarios give an occasion for: mostly there is one. */
const rareBudget = (most: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.integer({ min: 1, max: most }) });

/** Three times out of four all links; else each link between three processes works or not, in each direction by itself. */
const arbitraryLinks: fc.Arbitrary<readonly Link[] | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.subarray<Link>([
      [1, 2],
      [2, 1],
      [1, 3],
      [3, 1],
      [2, 3],
      [3, 2],
    ]),
  },
);

/** Anything at all, to be made sensible. */
const arbitraryWish = fc.record({
  nodes: fc.constantFrom(1, 2, 2, 3, 3, 3),
  network: fc.constantFrom("set" as const, "fifo" as const, "unordered" as const, "duplicating" as const),
  links: arbitraryLinks,
  timing: fc.constantFrom("timely" as const, "timely" as const, "asynchronous" as const),
  start: fc.constantFrom("together" as const, "staggered" as const),
  crashes: budget(2),
  restarts: budget(2),
  amnesia: budget(1),
  losses: budget(1),
  duplicates: budget(1),
  partitions: budget(2),
  requests: budget(2),
  missedTicks: rareBudget(2),
  extraTicks: rareBudget(1),
  tornSteps: budget(1),
  lostWrites: budget(1),
  inflight: fc.integer({ min: 1, max: 3 }),
  bound: fc.constantFrom("none" as const, "none" as const, "mode" as const, "depth" as const, "inflight" as const),
  greatest: fc.integer({ min: 1, max: 6 }),
});

/**
 * A small random scenario.
 *
 * @remarks
 * Only scenarios that make sense: nobody crashes more often than can be, or
 * returns more often than somebody crashed, one process has no partitions, no links and no clock that differs from others, and over the `duplicating` network
 * nothing is lost or duplicated beside, nor is there time. Where messages can
 * multiply without end, those in flight are bounded.
 */
export const arbitraryScenario: fc.Arbitrary<Scenario> = arbitraryWish.map((wish): Scenario => {
  const duplicating = wish.network === "duplicating";
  const multiplies = wish.network === "fifo" || wish.network === "unordered";
  // One clock alone differs from no other.
  const isTimely = wish.timing === "timely" && !duplicating && wish.nodes > 1;
  // A lost write needs a crash and a restart: few scenarios would have all three by chance.
  const crashes = Math.max(wish.crashes, wish.lostWrites);
  const restarts = Math.min(Math.max(wish.restarts, wish.lostWrites), crashes);
  const amnesia = Math.min(wish.amnesia, crashes);
  return {
    nodes: wish.nodes,
    network: wish.network,
    links: wish.nodes === 1 ? null : (wish.links?.filter((link) => Math.max(...link) <= wish.nodes) ?? null),
    timing: duplicating ? "asynchronous" : wish.timing,
    start: wish.start,
    crashes: Math.min(crashes, wish.nodes + restarts + amnesia),
    restarts,
    amnesia,
    losses: duplicating ? 0 : wish.losses,
    duplicates: duplicating ? 0 : wish.duplicates,
    partitions: wish.nodes === 1 ? 0 : wish.partitions,
    requests: wish.requests,
    missedTicks: isTimely ? wish.missedTicks : 0,
    extraTicks: isTimely ? wish.extraTicks : 0,
    tornSteps: Math.min(wish.tornSteps, crashes),
    lostWrites: wish.lostWrites,
    bounds: {
      ...(multiplies || wish.bound === "inflight" ? { inflight: wish.inflight } : {}),
      ...(wish.bound === "mode" ? { mode: wish.greatest % 3 } : {}),
      ...(wish.bound === "depth" ? { depth: wish.greatest } : {}),
    },
  };
});

/** The random scenarios that make sense: nobody returns who has not crashed, and nobody crashes who has not returned. */
export const arbitrarySensibleScenario: fc.Arbitrary<Scenario> = arbitraryScenario.map((scenario) => {
  const restarts = Math.min(scenario.restarts, scenario.crashes);
  const amnesia = Math.min(scenario.amnesia, scenario.crashes);
  return { ...scenario, restarts, amnesia, crashes: Math.min(scenario.crashes, scenario.nodes + restarts + amnesia) };
});

/** The same with all links and whole steps: where some are missing, or torn, processes are not interchangeable. */
export const arbitrarySymmetricScenario: fc.Arbitrary<Scenario> = arbitraryScenario.map((scenario) => ({
  ...scenario,
  links: null,
  tornSteps: 0,
}));
