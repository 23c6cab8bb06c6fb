/** Random claims about runs of random protocols that go on for ever, under random fairness. */
import fc from "fast-check";
import {
  alwaysEventually,
  eventually,
  eventuallyAlways,
  type LivenessClaim,
  leadsTo,
  livenessKinds,
  recoverable,
} from "../../spec/claim.ts";
import type { Fairness, Obligation } from "../../spec/fairness.ts";
import type { World } from "../../spec/world.ts";
import { arbitrarySubject, histories, type Memory, saysOfWorld } from "./random-claim.ts";
import type { RandomVocabulary as V } from "./random-protocol.ts";

const arbitraryObligation = fc.constantFrom<Obligation>("none", "weak", "weak", "strong");

/** Anything that may be owed. */
export const arbitraryFairness: fc.Arbitrary<Fairness> = fc.record({
  deliveries: arbitraryObligation,
  timers: arbitraryObligation,
  starts: arbitraryObligation,
  processes: fc.constantFrom<Obligation>("none", "none", "weak", "strong"),
  time: arbitraryObligation,
  healing: arbitraryObligation,
  durations: fc.constantFrom("random" as const, "none" as const),
});

const arbitraryTable = fc.record({
  kind: fc.constantFrom(...livenessKinds),
  good: arbitrarySubject,
  isNot: fc.boolean(),
  calls: arbitrarySubject,
  fairness: arbitraryFairness,
});

type LivenessTable = typeof arbitraryTable extends fc.Arbitrary<infer T> ? T : never;

/** Some random claims, each with a name of its own. */
export const arbitraryLivenessClaims: fc.Arbitrary<readonly LivenessClaim<V>[]> = fc
  .array(arbitraryTable, { minLength: 1, maxLength: 4 })
  .map((tables) => tables.map(claimOf));

const builders = { eventually, alwaysEventually, eventuallyAlways } as const;

function claimOf({ kind, good, isNot, calls, fairness }: LivenessTable, index: number): LivenessClaim<V> {
  const name = `${index}: ${kind} ${isNot ? "not " : ""}${JSON.stringify(good)}`;
  const isGood = (world: World<V, Memory>): boolean => saysOfWorld(good, world) !== isNot;
  const history = histories[good.history];
  if (kind === "recoverable") return recoverable<V, Memory>(name, isGood, { history });
  if (kind === "leadsTo") {
    const isCalled = (world: World<V, Memory>): boolean => saysOfWorld({ ...calls, history: good.history }, world);
    return leadsTo<V, Memory>(name, isCalled, isGood, { history, fairness });
  }
  return builders[kind]<V, Memory>(name, isGood, { history, fairness });
}
