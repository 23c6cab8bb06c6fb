import { expect } from "vitest";
import { canonical } from "../../model/index.ts";
import type { Trace, TraceStep } from "../../model/result.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { LivenessClaim } from "../../spec/claim.ts";
import type { Fairness } from "../../spec/fairness.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { World } from "../../spec/world.ts";
import { owedBy } from "../naive/liveness.ts";
import type { NaiveState, Setting } from "../naive/state.ts";
import { initialStates, type Move, successors } from "../naive/successors.ts";
import { worldOf } from "../naive/view.ts";
import { alike } from "./expect-walk.ts";

/** A state of the part that repeats, and what is done in it. */
interface Moment {
  readonly moves: readonly Move[];
  readonly taken: Move;
}

/**
 * Sees by the rules of the twin that a run which repeats the end of a trace pays
 * what it owes: every weak duty that can be fulfilled all the time, every strong
 * one that can be at any time, and all outcomes of each step where they are random.
 *
 * @param claim - what the run breaks, which is seen to, too, where it has no history
 */
export function expectFair<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  trace: Trace,
  fairness: Fairness,
  claim?: LivenessClaim<V>,
): void {
  const setting: Setting = { model: model as unknown as Model, scenario, claims: [], histories: [] };
  const from = trace.repeatsFrom!;
  let state = alike(setting, initialStates(setting), trace.initial)[0]!;
  const moments: Moment[] = [];
  const repeated: NaiveState[] = [];
  for (const [i, step] of trace.steps.entries()) {
    const moves = [...successors(setting, state)];
    const taken = moves.find((move) => isSameStep(move, step) && alike(setting, [move.after], step.after).length > 0)!;
    expect(taken, `step ${step.step}`).toBeDefined();
    if (i >= from) {
      moments.push({ moves, taken });
      repeated.push(state);
    }
    state = taken.after;
  }
  if (claim !== undefined && claim.history === undefined) {
    expectBroken(
      claim,
      (repeated.length === 0 ? [state] : repeated).map((one) => worldOf(setting, one, undefined)),
    );
  }
  const duties = (move: Move) => owedBy(move.cause, fairness);
  const paid = new Set(moments.flatMap(({ taken }) => duties(taken).map(({ key }) => key)));
  const owing = moments.length === 0 ? [[...successors(setting, state)]] : moments.map(({ moves }) => moves);
  const able = owing.map((moves) => new Map(moves.flatMap(duties).map(({ key, obligation }) => [key, obligation])));
  for (const [key, obligation] of able.flatMap((all) => [...all])) {
    const mustPay = obligation === "strong" || able.every((all) => all.has(key));
    if (mustPay) expect(paid, `${obligation}: ${key}`).toContain(key);
  }
  if (fairness.durations === "none") return;
  const before = (i: number): NaiveState | undefined => moments.at(i - 1)?.taken.after;
  for (const [i, { moves, taken }] of moments.entries()) {
    if (taken.cause === undefined) continue;
    const here = canonical(before(i));
    const seen = moments.filter((_, j) => canonical(before(j)) === here).map((moment) => canonical(moment.taken.after));
    for (const { cause, after } of moves) if (cause === taken.cause) expect(seen).toContain(canonical(after));
  }
}

/** Sees that a run which passes these worlds again and again breaks a claim. */
function expectBroken<V extends Vocabulary>(claim: LivenessClaim<V>, worlds: readonly World[]): void {
  const isGood = worlds.map((world) => claim.holds(world as unknown as World<V>));
  if (claim.kind === "eventuallyAlways") expect(isGood, claim.name).toContain(false);
  else expect(isGood, claim.name).not.toContain(true);
}

function isSameStep({ row, cause }: Move, { action }: TraceStep): boolean {
  if (action.type === "drop" && action.cause === "lost") return row === "lose";
  if (row !== action.type) return false;
  if (cause?.process !== undefined && "process" in action && cause.process !== action.process) return false;
  if (action.type === "timeout") return cause?.what === action.timer;
  if (action.type !== "deliver" && action.type !== "drop") return true;
  return canonical(cause?.what) === canonical({ type: "receive", from: action.from, message: action.message });
}
