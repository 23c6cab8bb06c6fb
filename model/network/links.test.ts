import { describe, expect, test } from "vitest";
import { always, sometimes } from "../../spec/claim.ts";
import { calm } from "../../spec/crisis.ts";
import { broadcast } from "../../spec/effect.ts";
import type { Model } from "../../spec/model.ts";
import type { ProcessId, Vocabulary } from "../../spec/vocabulary.ts";
import { explore } from "../explore.ts";
import { hazards } from "../hazards.ts";
import { calmScenario, InputError, type Link, type Scenario } from "../scenario.ts";
import { bothWays } from "./links.ts";

/** Everybody says once that it is there, and follows the lowest of whom it heard. */
interface Roll extends Vocabulary {
  readonly State: { readonly heard: readonly ProcessId[] };
  readonly Message: "here";
  readonly Timer: never;
  readonly Request: never;
  readonly Durable: null;
  readonly Parameters: null;
}

const model: Model<Roll> = {
  protocol: {
    name: "roll call",
    init: () => ({ heard: [] }),
    step: ({ self, processes }, state, event) => {
      if (event.type === "start") return [state, ...broadcast(processes, "here" as const)];
      if (event.type !== "receive" || event.from === self) return [state];
      return [{ heard: [...new Set([...state.heard, event.from])].sort() }];
    },
    durable: () => null,
    leadership: () => ({ leader: null }),
    timers: () => ({}),
  },
  claims: [
    always("1 never hears 3", ({ processes }) => !(processes[0]!.state?.heard.includes(3) ?? false)),
    sometimes("1 hears 2", ({ processes }) => processes[0]!.state?.heard.includes(2) ?? false),
    sometimes("3 hears 1", ({ processes }) => processes[2]!.state?.heard.includes(1) ?? false),
  ],
  symmetry: {
    state: ({ heard }, rename) => ({ heard: heard.map(rename).sort() }),
    message: (message) => message,
  },
};

const along = (links: readonly Link[]): Scenario => ({ ...calmScenario, links });
const verdicts = (links: readonly Link[]): unknown =>
  explore(model, along(links), { toTheEnd: true }).verdicts.map(({ verdict }) => verdict);

describe("links", () => {
  test("that are missing carry nothing, while the others do, each in its own direction", () => {
    expect(explore(model, calmScenario, { toTheEnd: true }).verdicts.map(({ verdict }) => verdict)).toEqual([
      "violated",
      "holds",
      "holds",
    ]);
    expect(
      verdicts(
        bothWays([
          [1, 2],
          [2, 3],
        ]),
      ),
    ).toEqual(["holds", "holds", "violated"]);
    expect(
      verdicts([
        [2, 1],
        [1, 3],
      ]),
    ).toEqual(["holds", "holds", "holds"]);
    expect(verdicts([])).toEqual(["holds", "violated", "violated"]);
  });

  test("that are missing hold nothing in flight; everybody reaches itself", () => {
    const { initial, states } = explore(model, along([]), { toTheEnd: true });
    // Each has its own message to itself, in flight or arrived: two to the power of three.
    expect({ initial, states }).toEqual({ initial: 1, states: 8 });
  });

  test("are a hazard where one is missing, and none where all are there", () => {
    expect(hazards(along([]))).toEqual(["missing link"]);
    expect(
      hazards(
        along(
          bothWays([
            [1, 2],
            [2, 3],
          ]),
        ),
      ),
    ).toEqual(["missing link"]);
    expect(
      hazards(
        along(
          bothWays([
            [1, 2],
            [2, 3],
            [1, 3],
          ]),
        ),
      ),
    ).toEqual([]);
  });

  test("that are missing take away what may happen elsewhere: a sometimes that is claimed under calm is not claimed", () => {
    const claims = [
      sometimes<Roll>("1 hears 3", ({ processes }) => processes[0]!.state!.heard.includes(3), { under: [calm] }),
    ];
    const chain = explore({ ...model, claims }, along([[1, 2]]), { toTheEnd: true });
    expect(chain.verdicts).toMatchObject([{ verdict: "violated", claimed: false }]);
    const whole = explore({ ...model, claims }, { ...calmScenario, losses: 1 }, { toTheEnd: true });
    expect(whole.verdicts).toMatchObject([{ verdict: "holds", claimed: true }]);
  });

  test("that tell processes apart are refused with symmetry, and all or none are not", () => {
    const symmetry = { symmetry: true, claims: [] };
    expect(() => explore(model, along([[1, 2]]), symmetry)).toThrow("missing links tell processes apart");
    for (const links of [
      [],
      bothWays([
        [1, 2],
        [2, 3],
        [1, 3],
      ]),
    ]) {
      expect(explore(model, along(links), symmetry).symmetry).toBe(true);
    }
  });

  test.each([
    ["are no list", "1-2", 'links is "1-2"'],
    ["hold no pair", [[1, 2, 3]], "links holds [1,2,3]"],
    ["lead from a process to itself", [[1, 1]], "links holds [1,1]"],
    [
      "are given twice",
      [
        [1, 2],
        [1, 2],
      ],
      "links holds [1,2] twice",
    ],
    ["name nobody", [[1, 4]], "links name the process 4, and there is none: the processes are 1, 2, 3"],
  ])("that %s are refused", (_what, links, why) => {
    const asked = (): unknown => explore(model, along(links as unknown as readonly Link[]));
    expect(asked).toThrow(InputError);
    expect(asked).toThrow(why);
  });

  test("make no sense for one process alone", () => {
    expect(() => explore(model, { ...along([]), nodes: 1 })).toThrow("one process alone has no links");
  });
});
