/**
 * The reducers on clusters larger than the explorer can exhaust: random
 * schedules with random faults, on 4 to 9 processes. A schedule that finds
 * nothing proves nothing; thousands of them, over and over, are evidence.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { circumstances } from "../model/hazards.ts";
import { type Choose, canonical, frozen, type Link, type Scenario, type Trace, walk } from "../model/index.ts";
import { isClaimed } from "../spec/claim.ts";
import type { Effect } from "../spec/effect.ts";
import type { Event } from "../spec/event.ts";
import type { Model } from "../spec/model.ts";
import type { Cluster, ProcessId } from "../spec/vocabulary.ts";
import { registry } from "./registry.ts";

const runs = Math.ceil(Number(process.env["INTERREGNUM_RUNS"] ?? 400) / 8);

const budget = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
);

/** Mostly none. */
const arbitraryLinks = fc.oneof(
  { weight: 2, arbitrary: fc.constant<readonly Link[]>([]) },
  { weight: 1, arbitrary: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))) },
);

/** All links between processes but some. */
function linksBut(missing: readonly Link[], nodes: number): readonly Link[] {
  const names = Array.from({ length: nodes }, (_, i) => i + 1);
  const all = names.flatMap((from) => names.filter((to) => to !== from).map((to): Link => [from, to]));
  return all.filter((link) => !missing.some((other) => other.join() === link.join()));
}

/** Larger clusters than one can exhaust, in any weather. */
const arbitraryWeather: fc.Arbitrary<Scenario> = fc
  .record({
    nodes: fc.integer({ min: 4, max: 9 }),
    network: fc.constantFrom("fifo", "unordered", "set"),
    missing: arbitraryLinks,
    timing: fc.constantFrom("timely", "asynchronous"),
    start: fc.constantFrom("together", "staggered"),
    crashes: budget,
    restarts: budget,
    amnesia: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
    losses: budget,
    duplicates: budget,
    partitions: fc.nat({ max: 1 }),
    missedTicks: budget,
    extraTicks: budget,
    tornSteps: budget,
    lostWrites: budget,
  })
  .map(({ missing, restarts, amnesia, ...rest }) => ({
    ...rest,
    missedTicks: rest.timing === "timely" ? rest.missedTicks : 0,
    extraTicks: rest.timing === "timely" ? rest.extraTicks : 0,
    links: missing.length === 0 ? null : linksBut(missing, rest.nodes),
    restarts: Math.min(restarts, rest.crashes),
    tornSteps: Math.min(rest.tornSteps, rest.crashes),
    lostWrites: Math.min(rest.lostWrites, restarts, rest.crashes),
    amnesia: Math.min(amnesia, rest.crashes),
    requests: 0,
    bounds: {},
  }));

/** Choices by a generator of Lehmer's: the same seed, the same schedule. */
function chooser(seed: number): Choose {
  let state = (seed % 2147483646) + 1;
  return (count) => {
    state = (state * 48271) % 2147483647;
    return state % count;
  };
}

describe.each(Object.entries(registry))("%s on 4 to 9 processes", (_name, { model }) => {
  test("keeps what it claims, on random schedules in random weather", () => {
    fc.assert(
      fc.property(arbitraryWeather, fc.nat(), (scenario, seed) => {
        const { violated, trace } = walk(model, scenario, chooser(seed), { steps: 300 });
        const broken = violated.filter(({ claim }) => isClaimedOf(model, claim, scenario));
        expect(broken, `${trace.steps.length} steps`).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test("answers every event in every local state that was reached, the same twice, and touches nothing", () => {
    fc.assert(
      fc.property(arbitraryWeather, fc.nat(), (scenario, seed) => {
        const { trace } = walk(model, scenario, chooser(seed), { steps: 120 });
        for (const { cluster, state } of statesOf(model, scenario, trace)) {
          for (const event of eventsOf(model, cluster, trace)) expectAnswer(model, cluster, state, event);
        }
      }),
      { numRuns: Math.ceil(runs / 10) },
    );
  });
});

function isClaimedOf(model: Model, name: string, scenario: Scenario): boolean {
  const claim = model.claims.find((candidate) => candidate.name === name);
  return claim !== undefined && isClaimed(claim, circumstances(scenario));
}

/** The local states of a trace, each with what its process knows, each once. */
function statesOf(model: Model, { nodes }: Scenario, trace: Trace): readonly { cluster: Cluster; state: unknown }[] {
  const { parameters } = trace;
  const all = Array.from({ length: nodes }, (_, i) => i + 1);
  const { processes } = model.configurations?.(nodes, parameters)[0] ?? { processes: all };
  const seen = new Map<string, { cluster: Cluster; state: unknown }>();
  for (const { processes: snapshots } of [trace.initial, ...trace.steps.map(({ after }) => after)]) {
    for (const { process, state } of snapshots) {
      if (state === undefined) continue;
      const cluster: Cluster = { processes, parameters, self: process };
      seen.set(canonical([process, state]), { cluster, state });
    }
  }
  return [...seen.values()];
}

/** Every event that a process could meet: whatever was sent to anybody, from anybody, and every timer. */
function eventsOf(model: Model, cluster: Cluster, trace: Trace): readonly Event[] {
  const sent = trace.steps.flatMap(({ effects }) => effects as readonly Effect[]).filter(({ type }) => type === "send");
  const messages = [...new Set(sent.map((effect) => canonical((effect as { message: unknown }).message)))];
  const senders: readonly ProcessId[] = cluster.processes;
  return [
    { type: "start" },
    ...Object.keys(model.protocol.timers(cluster)).map((timer): Event => ({ type: "timeout", timer })),
    ...messages.flatMap((text) =>
      senders.map((from): Event => ({ type: "receive", from, message: JSON.parse(text) as unknown })),
    ),
    ...(model.requests?.(cluster.self, cluster) ?? []).map((request): Event => ({ type: "request", request })),
  ];
}

function expectAnswer(model: Model, cluster: Cluster, state: unknown, event: Event): void {
  const input = frozen<readonly [Cluster, unknown, Event]>(canonical([cluster, state, event]));
  const [next, ...effects] = model.protocol.step(...input);
  expect(canonical([next, ...effects])).toBe(canonical(model.protocol.step(...input)));
  for (const effect of effects) {
    if (effect.type === "send") expect(cluster.processes).toContain(effect.to);
    else expect(Object.keys(model.protocol.timers(cluster))).toContain(effect.timer);
  }
  // "Nothing happened" is the same state, not an equal one.
  if (effects.length === 0 && canonical(next) === canonical(state)) expect(next).toBe(input[1]);
}
