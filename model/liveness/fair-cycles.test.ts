/** Where fair runs can stay for ever, against the definition itself: every set of states is tried. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { Duties } from "./duties.ts";
import { type FairCycles, fairCycles, type Wanted } from "./fair-cycles.ts";
import { beyond, type Graph } from "./graph.ts";

const runs = Number(process.env["INTERREGNUM_RUNS"] ?? 500) * 4;
const mostStates = 5;
const eventCount = 3;
const dutyCount = 2;

/** A step from a state: its event, and where its outcomes lead; beyond a bound where that is no state. */
const arbitraryStep = fc.record({
  event: fc.nat({ max: eventCount - 1 }),
  outcomes: fc.array(fc.integer({ min: -1, max: mostStates - 1 }), { minLength: 1, maxLength: 2 }),
});

const arbitraryTable = fc.record({
  steps: fc.array(fc.array(arbitraryStep, { maxLength: 3 }), { minLength: 1, maxLength: mostStates }),
  /** By event, the duties that it fulfils. */
  ofEvent: fc.array(fc.subarray(Array.from({ length: dutyCount }, (_, duty) => duty)), {
    minLength: eventCount,
    maxLength: eventCount,
  }),
  isStrong: fc.array(fc.boolean(), { minLength: dutyCount, maxLength: dutyCount }),
  within: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: mostStates, maxLength: mostStates }),
  through: fc.option(fc.array(fc.boolean(), { minLength: mostStates, maxLength: mostStates })),
  isRandom: fc.boolean(),
});

type Table = typeof arbitraryTable extends fc.Arbitrary<infer T> ? T : never;

/** An edge, with the number of the step that it is an outcome of. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly event: number;
  readonly step: number;
}

function edgesOf({ steps }: Table): readonly Edge[] {
  let step = 0;
  return steps.flatMap((ofState, from) =>
    ofState.flatMap(({ event, outcomes }) => {
      const number = step++;
      return outcomes.map((to) => ({ from, to: to < steps.length ? to : beyond, event, step: number }));
    }),
  );
}

/** The table as the graph that the pruning is given. */
function graphOf(table: Table, edges: readonly Edge[]): Graph<Vocabulary> {
  const size = table.steps.length;
  const code = ({ event, step }: Edge, i: number): number => event * 2 + (edges[i - 1]?.step === step ? 1 : 0);
  return {
    size,
    expanded: size,
    hasChoices: edges.some((edge, i) => edges[i - 1]?.step === edge.step),
    offsets: Int32Array.from({ length: size + 1 }, (_, state) => edges.filter(({ from }) => from < state).length),
    targets: Int32Array.from(edges, ({ to }) => to),
    codes: Int32Array.from(edges, code),
  } as unknown as Graph<Vocabulary>;
}

/** The edges that a run may take which stays in a set for ever: where outcomes are random, those of steps that cannot lead out. */
function staying(set: ReadonlySet<number>, edges: readonly Edge[], isRandom: boolean): readonly Edge[] {
  const stays = ({ from, to }: Edge): boolean => set.has(from) && set.has(to);
  return edges.filter(
    (edge) => stays(edge) && (!isRandom || edges.every((other) => other.step !== edge.step || stays(other))),
  );
}

/** Whether a fair run can visit exactly these states again and again, by the definition of fairness. */
function isFairSet(set: ReadonlySet<number>, edges: readonly Edge[], { ofEvent, isStrong, isRandom }: Table): boolean {
  const taken = staying(set, edges, isRandom);
  const reaches = (from: number): ReadonlySet<number> => {
    const met = new Set([from]);
    // The set grows while it is read.
    for (const state of met) for (const edge of taken) if (edge.from === state) met.add(edge.to);
    return met;
  };
  if ([...set].some((from) => reaches(from).size < set.size)) return false;
  return isStrong.every((strong, duty) => {
    const pays = ({ event }: Edge): boolean => ofEvent[event]!.includes(duty);
    const able = [...set].filter((state) => edges.some((edge) => edge.from === state && pays(edge)));
    return taken.some(pays) || (strong ? able.length === 0 : able.length < set.size);
  });
}

function setsOf(states: readonly number[]): readonly ReadonlySet<number>[] {
  return Array.from(
    { length: 2 ** states.length - 1 },
    (_, bits) => new Set(states.filter((_state, i) => (((bits + 1) >> i) & 1) === 1)),
  );
}

test("fair runs stay where some set of states is fair by the definition, and in nothing else", () => {
  const came = { all: 0, some: 0, none: 0 };
  fc.assert(
    fc.property(arbitraryTable, (table) => {
      const edges = edgesOf(table);
      const { within, through, members } = regionsOf(table);
      const fairSets = setsOf(members).filter(
        (set) => isFairSet(set, edges, table) && (through === undefined || [...set].some((state) => through[state])),
      );
      const wanted = new Set(fairSets.flatMap((set) => [...set]));
      const found = cyclesOf(table, edges);
      const kept = [...found.component.keys()].filter((state) => found.component[state] !== 0);
      expect(kept).toEqual([...wanted].sort((a, b) => a - b));
      expect(found.states).toBe(kept.length);
      expect(within.length).toBe(table.steps.length);
      came[kept.length === 0 ? "none" : kept.length === members.length ? "all" : "some"]++;
    }),
    { numRuns: runs },
  );
  for (const [how, often] of Object.entries(came)) expect(often, how).toBeGreaterThan(runs / 20);
});

test("each component that is kept is fair as a whole, and dead in it is what would lead out by chance", () => {
  fc.assert(
    fc.property(arbitraryTable, (table) => {
      const edges = edgesOf(table);
      const { component, dead } = cyclesOf(table, edges);
      for (const number of new Set(component)) {
        if (number === 0) continue;
        const set = new Set([...component.keys()].filter((state) => component[state] === number));
        expect(isFairSet(set, edges, table)).toBe(true);
        const alive = edges.filter(({ from, to }, i) => dead[i] === 0 && set.has(from) && set.has(to));
        expect(alive).toEqual(staying(set, edges, table.isRandom));
      }
    }),
    { numRuns: runs },
  );
});

function regionsOf({ steps, within, through }: Table): {
  readonly within: Uint8Array;
  readonly through: readonly boolean[] | undefined;
  readonly members: readonly number[];
} {
  // Three states out of four are within.
  const inside = Uint8Array.from(steps, (_, state) => (within[state]! > 0 ? 1 : 0));
  const members = [...steps.keys()].filter((state) => inside[state] === 1);
  return { within: inside, through: through ?? undefined, members };
}

function cyclesOf(table: Table, edges: readonly Edge[]): FairCycles {
  const { within, through } = regionsOf(table);
  const duties: Duties = { isStrong: table.isStrong, ofEvent: table.ofEvent, hasEpochs: [], lowers: [] };
  const wanted: Wanted = { within, duties, isRandom: table.isRandom };
  const passing = through === undefined ? {} : { through: Uint8Array.from(through, (is) => (is ? 1 : 0)) };
  return fairCycles(graphOf(table, edges), { ...wanted, ...passing });
}
