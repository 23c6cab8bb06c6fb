/**
 * Random games of luck: one process that goes from place to place by which of its
 * two timers runs out first. Durations are drawn, and where both timers run out
 * at once, an adversary chooses.
 */
import fc from "fast-check";
import { alwaysEventually, eventually, eventuallyAlways, type LivenessClaim, leadsTo } from "../../spec/claim.ts";
import { fair } from "../../spec/fairness.ts";
import type { Model } from "../../spec/model.ts";
import type { Ticks, Vocabulary } from "../../spec/vocabulary.ts";
import type { World } from "../../spec/world.ts";

/** The words of a game. */
export interface Game extends Vocabulary {
  readonly State: { readonly place: number };
  readonly Message: never;
  readonly Timer: "left" | "right";
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}

const places = 4;
const arbitraryPlace = fc.nat({ max: places - 1 });

const arbitraryTable = fc.record({
  /** By place, where it leads that a timer runs out first; `null`: both are set anew. */
  left: fc.array(fc.option(arbitraryPlace), { minLength: places, maxLength: places }),
  right: fc.array(fc.option(arbitraryPlace), { minLength: places, maxLength: places }),
  durations: fc.tuple(fc.constantFrom<Ticks>(1, 2, [1, 2]), fc.constantFrom<Ticks>([1, 2], [1, 3])),
  good: fc.uniqueArray(arbitraryPlace, { minLength: 1, maxLength: 3 }),
  isStrong: fc.boolean(),
});

type Table = typeof arbitraryTable extends fc.Arbitrary<infer T> ? T : never;

/** A random game, and what is claimed of it. */
export const arbitraryGame: fc.Arbitrary<Model<Game>> = arbitraryTable.map((table) => ({
  protocol: {
    name: "game",
    init: () => ({ place: 0 }),
    step: (_cluster, state, event) => {
      const next = event.type === "timeout" ? table[event.timer][state.place]! : state.place;
      return [
        next === null ? state : { place: next },
        { type: "setTimer", timer: "left" },
        { type: "setTimer", timer: "right" },
      ];
    },
    durable: () => null,
    leadership: () => ({ leader: null }),
    timers: () => ({ left: table.durations[0], right: table.durations[1] }),
  },
  claims: claimsOf(table),
}));

function claimsOf({ good, isStrong }: Table): readonly LivenessClaim<Game>[] {
  const isGood = ({ processes }: World<Game>): boolean => good.includes(processes[0]!.state!.place);
  const atTheLast = ({ processes }: World<Game>): boolean => processes[0]!.state!.place === 3;
  const fairness = isStrong ? { ...fair, timers: "strong" as const } : fair;
  return [
    eventually<Game>("comes", isGood, { fairness }),
    alwaysEventually<Game>("comes again", isGood, { fairness }),
    eventuallyAlways<Game>("comes to stay", isGood, { fairness }),
    leadsTo<Game>("follows", atTheLast, isGood, { fairness }),
  ];
}
