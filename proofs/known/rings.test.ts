/** What the papers on elections in a ring prove, on every ring that is small enough. */
import { describe, expect, test } from "vitest";
import { changRobertsModel } from "../../impl/chang-roberts/model.ts";
import { dolevKlaweRodehModel } from "../../impl/dolev-klawe-rodeh/model.ts";
import { hirschbergSinclairModel } from "../../impl/hirschberg-sinclair/model.ts";
import { itaiRodehModel, itaiRodehModelWith } from "../../impl/itai-rodeh/model.ts";
import { leLannModel } from "../../impl/lelann/model.ts";
import { choosingBy, explore, walk } from "../../model/index.ts";
import { calmScenario, type Scenario } from "../../model/scenario.ts";
import type { Effect } from "../../spec/effect.ts";
import { fair } from "../../spec/fairness.ts";
import type { Model } from "../../spec/model.ts";
import type { ItaiRodeh } from "../../spec/ring/itai-rodeh.ts";
import { somebodyIsElected } from "../../spec/ring/itai-rodeh-claims.ts";
import { itaiRodehMessagesOfARoundAtMost } from "../../spec/ring/message-bounds.ts";
import type { ProcessId } from "../../spec/vocabulary.ts";
import { judgeNaively } from "../naive/liveness.ts";
import { anyModel } from "../registry.ts";

/** Every order of the processes 1 to `size` round a ring. */
function arrangements(size: number): readonly (readonly ProcessId[])[] {
  if (size === 1) return [[1]];
  return arrangements(size - 1).flatMap((ring) => ring.map((_, place) => ring.toSpliced(place + 1, 0, size)));
}

/** A model in every ring of a size, instead of in one. */
function inEveryRing(model: Model): Model {
  return {
    ...model,
    configurations: (size, parameters) => arrangements(size).map((processes) => ({ processes, parameters })),
  };
}

const named: Readonly<Record<string, Model>> = {
  "Le Lann": anyModel(leLannModel),
  "Chang and Roberts": anyModel(changRobertsModel),
  "Hirschberg and Sinclair": anyModel(hirschbergSinclairModel),
  "Dolev, Klawe and Rodeh": anyModel(dolevKlaweRodehModel),
};

describe.each(Object.entries(named))("%s, in every ring of four", (_name, model) => {
  test.each<Partial<Scenario>>([
    { start: "staggered" },
    { losses: 1 },
    { duplicates: 1 },
    { crashes: 1 },
    { network: "unordered" },
  ])("keep what they claim: %j", (weather) => {
    const { verdicts, stopped, states } = explore(inEveryRing(model), { ...calmScenario, nodes: 4, ...weather });
    expect(verdicts.filter(({ claimed, verdict }) => claimed && verdict !== "holds")).toEqual([]);
    expect([null, "decided"]).toContain(stopped);
    expect(states).toBeGreaterThan(arrangements(4).length);
  });
});

const withoutRounds = itaiRodehModelWith({ identities: 2, rounds: false, uncounted: 0 });
const adversary = { ...somebodyIsElected, fairness: { ...fair, durations: "none" } } as const;

function judged(claim: typeof somebodyIsElected, scenario: Partial<Scenario>) {
  const model: Model<ItaiRodeh> = { ...withoutRounds, claims: [claim] };
  return explore(model, { ...calmScenario, ...scenario }).verdicts[0]!;
}

describe("Itai and Rodeh's election (Fokkink and Pang, 2006: probability one, in rings of up to four)", () => {
  test.each([2, 3, 4])("ends almost surely in a ring of %i, whoever chooses everything but what is drawn", (nodes) => {
    const verdict = judged(somebodyIsElected, { nodes });
    expect(verdict).toMatchObject({ verdict: "holds", claimed: true, liveness: { almostSurely: true, vacuous: null } });
  });

  test.each([2, 3, 4])("need not end in a ring of %i where an adversary draws: all draw the same for ever", (nodes) => {
    const { verdict, trace } = judged(adversary, { nodes });
    expect(verdict).toBe("violated");
    const again = trace!.steps.slice(trace!.repeatsFrom!).map(({ action }) => action);
    const drawn = again.flatMap((action) => (action.type === "timeout" ? [action.timer] : []));
    expect(drawn).toHaveLength(nodes);
    expect(new Set(drawn).size).toBe(1);
  });

  test("need not end where timers run out at any moment: then somebody else than chance draws", () => {
    expect(judged(somebodyIsElected, { timing: "asynchronous" }).verdict).toBe("violated");
  });

  test("comes out the same on the second road, in a ring of two", () => {
    const model = anyModel({ ...withoutRounds, claims: [somebodyIsElected] });
    const scenario = { ...calmScenario, nodes: 2 };
    expect(judgeNaively(model, scenario, { limit: 130 })).toMatchObject([{ verdict: "holds", almostSurely: true }]);
    const chosen = judgeNaively(model, scenario, { limit: 130, fairness: { durations: "none" } });
    expect(chosen).toMatchObject([{ verdict: "violated" }]);
  });

  test.each([3, 5, 7])("sends at most n² identities in a round, in a ring of %i", (nodes) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { trace } = walk(anyModel(itaiRodehModel), { ...calmScenario, nodes }, choosingBy(seed), { steps: 400 });
      const rounds = trace.steps.flatMap(({ effects }) => (effects as readonly Effect<ItaiRodeh>[]).flatMap(roundOf));
      expect(rounds.length).toBeGreaterThan(nodes);
      for (const round of new Set(rounds)) {
        const sent = rounds.filter((other) => other === round).length;
        expect(sent).toBeLessThanOrEqual(itaiRodehMessagesOfARoundAtMost(nodes));
      }
    }
  });
});

function roundOf(effect: Effect<ItaiRodeh>): readonly number[] {
  return effect.type === "send" && effect.message.type === "identity" ? [effect.message.round] : [];
}
