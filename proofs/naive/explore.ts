import type { VerdictName } from "../../model/result.ts";
import type { Scenario } from "../../model/scenario.ts";
import { type Claim, isLiveness, type StepClaim } from "../../spec/claim.ts";
import type { History } from "../../spec/history.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import { loweredNaively, spreadOf } from "./epochs.ts";
import { canonical, inFlight, type NaiveState, type Setting } from "./state.ts";
import { initialStates, type Move, type Row, rows, successors } from "./successors.ts";
import { differs, viewOf, worldOf } from "./view.ts";

export { canonical } from "./state.ts";

/** How a claim came out, and after how many steps it was decided by a single state or step. */
export interface NaiveVerdict {
  readonly claim: string;
  readonly verdict: VerdictName;
  readonly steps?: number;
}

/** What was explored, in the words of docs/semantics.md. */
export interface NaiveResult {
  readonly states: number;
  readonly initial: number;
  readonly transitions: number;
  readonly generated: number;
  readonly depth: number;
  readonly cut: number;
  readonly terminal: number;
  readonly verdicts: readonly NaiveVerdict[];
  /** The transitions by the row of the table of transitions that they follow. */
  readonly taken: Readonly<Record<Row, number>>;
}

/** What may be said to {@link exploreNaively}. */
export interface NaiveOptions {
  /** The names of the claims to look at; all by default. A claim brings its witness along. */
  readonly claims?: readonly string[];
  /** The greatest number of states: an integer of at least 1. */
  readonly limit?: number;
  /** Whether states that differ by a shift of all epochs alone are one; `false` by default. */
  readonly relativeEpochs?: boolean;
  /** Is told every state that was stored, once its transitions were taken; the initial ones come first. */
  readonly onState?: (visit: NaiveVisit) => void;
}

/** A state that was stored, and what became of its transitions. */
export interface NaiveVisit {
  readonly state: NaiveState;
  readonly depth: number;
  readonly transitions: number;
  readonly cut: number;
}

/**
 * Explores every reachable state of `model`, as plainly as possible.
 *
 * @remarks
 * It is written from docs/semantics.md, without a look at the engine, which is
 * compared with it: its worth is to be obviously right, not to be fast. It
 * always explores to the end, and checks nothing of its input.
 *
 * @returns what was found, or `null` where there are more than `limit` states
 */
export function exploreNaively<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options?: Omit<NaiveOptions, "limit">,
): NaiveResult;
export function exploreNaively<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options?: NaiveOptions,
): NaiveResult | null;
export function exploreNaively<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  { claims, limit = Number.POSITIVE_INFINITY, relativeEpochs = false, onState = () => {} }: NaiveOptions = {},
): NaiveResult | null {
  const setting = settingOf(model as unknown as Model, scenario, claims);
  const seen = new Set<string>();
  const decided = new Map<Claim, number>();
  const taken = Object.fromEntries(rows.map((row) => [row, 0])) as Record<Row, number>;
  const queue: { readonly state: NaiveState; readonly depth: number }[] = [];
  let [transitions, cut, terminal] = [0, 0, 0];

  const store = (reached: NaiveState, depth: number): void => {
    const state = relativeEpochs ? loweredNaively(setting, reached) : reached;
    const key = canonical(state);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push({ state, depth });
    for (const claim of setting.claims) {
      if (!decided.has(claim) && isDecidedByState(setting, claim, state)) decided.set(claim, depth);
    }
  };

  for (const state of initialStates(setting)) store(state, 0);
  const initial = queue.length;

  // The queue grows while it is read: that is all there is to breadth first.
  for (const { state, depth } of queue) {
    if (queue.length > limit) return null;
    const [transitionsBefore, cutBefore] = [transitions, cut];
    if (depth === scenario.bounds["depth"]) {
      cut += 1;
      onState({ state, depth, transitions: 0, cut: 1 });
      continue;
    }
    let stuck = true;
    for (const move of successors(setting, state)) {
      stuck = false;
      if (isBeyondBounds(setting, move.after)) {
        cut += 1;
        continue;
      }
      transitions += 1;
      taken[move.row] += 1;
      for (const claim of setting.claims) {
        if (!decided.has(claim) && isDecidedByStep(setting, claim, state, move)) decided.set(claim, depth + 1);
      }
      store(move.after, depth + 1);
    }
    if (stuck) terminal += 1;
    onState({ state, depth, transitions: transitions - transitionsBefore, cut: cut - cutBefore });
  }

  const { depth } = queue.at(-1)!;
  const verdicts = setting.claims.map((claim) => verdictOn(claim, decided.get(claim), cut > 0));
  const generated = transitions + initial;
  return { states: queue.length, initial, transitions, generated, depth, cut, terminal, verdicts, taken };
}

/** What is explored: the model in the scenario, with the claims of these names and their witnesses. */
export function settingOf(model: Model, scenario: Scenario, names: readonly string[] | undefined): Setting {
  const selected = model.claims.filter((claim) => names === undefined || names.includes(claim.name));
  const claims = new Map<string, Claim>(selected.map((claim) => [claim.name, claim]));
  for (const { witness } of selected) {
    if (witness !== undefined && !claims.has(witness.name)) claims.set(witness.name, witness);
  }
  const histories = new Map<string, History<Vocabulary, unknown>>();
  for (const { history } of claims.values()) if (history !== undefined) histories.set(history.name, history);
  return { model, scenario, claims: [...claims.values()], histories: [...histories.values()] };
}

/** Whether a state is beyond a bound other than that on depth. */
export function isBeyondBounds(setting: Setting, state: NaiveState): boolean {
  const { model, scenario } = setting;
  return Object.entries(scenario.bounds).some(([name, greatest]) => {
    if (name === "depth") return false;
    if (name === "inflight") return inFlight(state) > greatest;
    if (name === "spread") return spreadOf(setting, state) > greatest;
    const running = state.processes.filter(({ status }) => status !== "down");
    return running.some((process) => model.bounds![name]!(process.state) > greatest);
  });
}

function isAboutSteps(claim: Claim): claim is StepClaim {
  return claim.kind === "everyStep" || claim.kind === "monotone";
}

/** Whether `state` alone decides `claim`: a counterexample, or the example of a `sometimes`. */
export function isDecidedByState(setting: Setting, claim: Claim, state: NaiveState): boolean {
  if (isAboutSteps(claim) || isLiveness(claim)) return false;
  const holds = claim.holds(worldOf(setting, state, claim.history?.name));
  return claim.kind === "always" ? !holds : holds;
}

/** Whether a step of the process that acts is a counterexample to `claim`. */
function isDecidedByStep(setting: Setting, claim: Claim, state: NaiveState, { actor, after }: Move): boolean {
  if (actor === null || !isAboutSteps(claim)) return false;
  const was = viewOf(setting, state, actor);
  const is = viewOf(setting, after, actor);
  return differs(was, is) && !claim.holds(was, is, worldOf(setting, after, claim.history?.name));
}

function verdictOn(claim: Claim, steps: number | undefined, bounded: boolean): NaiveVerdict {
  // What goes on for ever is no matter of single states and steps: see judgeNaively.
  if (isLiveness(claim)) return { claim: claim.name, verdict: "undecided" };
  const found = claim.kind === "sometimes" ? "holds" : "violated";
  if (steps !== undefined) return { claim: claim.name, verdict: found, steps };
  if (claim.kind === "sometimes") return { claim: claim.name, verdict: bounded ? "undecided" : "violated" };
  return { claim: claim.name, verdict: bounded ? "holds within bounds" : "holds" };
}
