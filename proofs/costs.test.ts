/** What elections cost: the engine against its naive twin on random protocols, and every schedule that is shown by the twin's rules. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cost, type Costs, costs } from "../model/costs/index.ts";
import type { Trace } from "../model/result.ts";
import { calmScenario, InputError, type Scenario } from "../model/scenario.ts";
import type { World } from "../spec/world.ts";
import { type NaiveCost, reckonNaively } from "./naive/costs.ts";
import { arbitraryGame, type Game } from "./testing/dice.ts";
import { expectWalk } from "./testing/expect-walk.ts";
import { arbitrarySubject, saysOfWorld } from "./testing/random-claim.ts";
import { arbitraryModel, arbitrarySensibleScenario, type RandomVocabulary as V } from "./testing/random-protocol.ts";

/** How many random protocols are tried; INTERREGNUM_RUNS in the environment asks for more. */
const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 400);

const arbitraryOptions = fc.record({
  from: fc.constantFrom("beginning" as const, "beginning" as const, "crash" as const, "crash at rest" as const),
  until: arbitrarySubject
    .filter(({ subject }) => subject !== "history")
    .map((about) => (world: World<V>) => saysOfWorld(about, world as World<V, never>)),
});

const currencies = ["messages", "ticks"] as const;

test("the engine and its naive twin agree on the most and the least that runs cost, and on whether there is a most", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, arbitraryOptions, (model, scenario, options) => {
      const naive = reckonNaively(model, scenario, { ...options, limit: 100 });
      fc.pre(naive !== null);
      const found = costs(model, scenario, options);
      expect(found.ticks === null).toBe(scenario.timing === "asynchronous");
      for (const currency of currencies) {
        if (found[currency] === null) continue;
        expect(comparable(found[currency])).toEqual(naive[currency]);
        const what = `${currency} ${kindOf(naive[currency])}`;
        seen.set(what, (seen.get(what) ?? 0) + 1);
      }
    }),
    { numRuns: runs },
  );
  for (const kind of ["exact", "unbounded", "open", "never"]) {
    expect(seen.get(`messages ${kind}`) ?? 0, kind).toBeGreaterThan(runs / 60);
  }
  expect(seen.get("ticks exact") ?? 0).toBeGreaterThan(runs / 200);
});

/** What can be reduced: half of it without the rarer faults, where few moves are silent. */
const arbitraryReducible = arbitrarySensibleScenario.map(({ bounds, ...scenario }): Scenario => {
  const { depth: _, inflight: __, ...rest } = bounds;
  const network = scenario.network === "duplicating" ? "fifo" : scenario.network;
  return { ...scenario, network, bounds: rest, links: null, partitions: 0, tornSteps: 0 };
});

test("under a reduction they agree on the most, on whether there is one, and on the least number of ticks", () => {
  const seen = new Map<string, number>();
  let [smaller, ended, dearerThanLeast] = [0, 0, 0];
  fc.assert(
    fc.property(arbitraryModel, arbitraryReducible, arbitraryOptions, (model, scenario, options) => {
      const naive = reckonNaively(model, scenario, { ...options, limit: 150 });
      fc.pre(naive !== null);
      const whole = costs(model, scenario, options);
      let found: Costs;
      try {
        found = costs(model, scenario, { ...options, reduction: true });
      } catch (error) {
        if (!(error instanceof InputError) || !["reduction-inbox", "costs-circle"].includes(error.code)) throw error;
        seen.set(error.code, (seen.get(error.code) ?? 0) + 1);
        return;
      }
      expect(found.states).toBeLessThanOrEqual(whole.states);
      if (found.states < whole.states) smaller += 1;
      if (found.arrives !== "undecided" && found.arrives !== whole.arrives) {
        expect({ found: found.arrives, whole: whole.arrives }).toEqual({ found: "always", whole: "always" });
      }
      if (found.arrives === "always") ended += 1;
      for (const currency of currencies) {
        const cost = found[currency];
        if (cost === null) continue;
        const least = currency === "messages" ? null : undefined;
        const wanted = naive[currency];
        expect(comparable(cost)).toEqual(wanted.kind === "exact" && least === null ? { ...wanted, least } : wanted);
        if (found.states < whole.states && wanted.kind === "exact" && wanted.most > (wanted.least ?? 0))
          dearerThanLeast += 1;
        seen.set(kindOf(wanted), (seen.get(kindOf(wanted)) ?? 0) + 1);
        if (!("trace" in cost)) continue;
        expectWalk(model, scenario, cost.trace);
        const spent = (from: number): number => costOfSteps(cost.trace, from, currency);
        if (cost.kind === "unbounded") expect(spent(cost.trace.repeatsFrom!)).toBeGreaterThan(0);
        else if (options.from !== "beginning" || scenario.start === "staggered" || currency === "ticks") {
          expect(spent(cost.countedFrom)).toBe(cost.most);
        }
      }
    }),
    { numRuns: runs },
  );
  expect(smaller).toBeGreaterThan(runs / 10);
  expect(ended).toBeGreaterThan(runs / 80);
  expect(dearerThanLeast).toBeGreaterThan(runs / 40);
  for (const kind of ["exact", "unbounded", "open"]) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(runs / 80);
});

test("they agree on games in which nothing but time is spent", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(arbitraryGame, fc.nat({ max: 3 }), (game, goal) => {
      const scenario = { ...calmScenario, nodes: 1 };
      const until = ({ processes }: World<Game>): boolean => processes[0]!.state!.place === goal;
      const naive = reckonNaively(game, scenario, { from: "beginning", until, limit: 300 })!;
      expect(comparable(costs(game, scenario, { until }).ticks!)).toEqual(naive.ticks);
      seen.set(kindOf(naive.ticks), (seen.get(kindOf(naive.ticks)) ?? 0) + 1);
    }),
    { numRuns: runs },
  );
  for (const kind of ["exact", "unbounded"]) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(runs / 40);
});

test("every schedule that is shown is a walk by the twin's rules, costs what is told, and goes round where it is told to", () => {
  fc.assert(
    fc.property(arbitraryModel, arbitrarySensibleScenario, arbitraryOptions, (model, scenario, options) => {
      const found = costs(model, scenario, { ...options, maxStates: 2000 });
      for (const currency of currencies) {
        const cost = found[currency];
        if (cost === null || !("trace" in cost)) continue;
        expectWalk(model, scenario, cost.trace);
        const spent = (from: number): number => costOfSteps(cost.trace, from, currency);
        if (cost.kind === "unbounded") expect(spent(cost.trace.repeatsFrom!)).toBeGreaterThan(0);
        else if (options.from !== "beginning" || scenario.start === "staggered" || currency === "ticks") {
          expect(spent(cost.countedFrom)).toBe(cost.most);
        } else {
          expect(spent(0)).toBeLessThanOrEqual(cost.most);
        }
      }
    }),
    { numRuns: Math.ceil(runs / 4) },
  );
});

/** How a cost came out; one that is nothing says too little to be counted among the exact ones. */
function kindOf(cost: NaiveCost): string {
  return cost.kind === "exact" && cost.most === 0 ? "nothing" : cost.kind;
}

function comparable(cost: Cost): NaiveCost {
  return cost.kind === "exact" ? { kind: cost.kind, most: cost.most, least: cost.least } : { kind: cost.kind };
}

/** What the steps of a trace cost, from a number of steps on. */
function costOfSteps({ steps }: Trace, from: number, currency: "messages" | "ticks"): number {
  return steps.slice(from).reduce((sum, { action, effects }) => {
    if (currency === "ticks") return sum + (action.type === "tick" || action.type === "missedTick" ? 1 : 0);
    return sum + effects.filter((effect) => (effect as { readonly type: string }).type === "send").length;
  }, 0);
}
