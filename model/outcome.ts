import { type Claim, isClaimed, isLiveness } from "../spec/claim.ts";
import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import type { Space } from "./engine/space.ts";
import { traceOf } from "./engine/telling.ts";
import { circumstances } from "./hazards.ts";
import { type Finding, type Findings, replayed } from "./liveness/index.ts";
import type { Profile } from "./profile-result.ts";
import type { Exploration, Trace, Verdict, VerdictName } from "./result.ts";

/** What a strategy counted. The meaning of each is that of the field of the same name in {@link Exploration}. */
export type Counted = Pick<Exploration, "states" | "initial" | "transitions" | "cut" | "terminal" | "depth">;

/** By what a claim was decided. */
export interface Decider {
  readonly steps: number;
  /** Undefined where it was not looked for, since the exploration was interrupted. */
  trace(): Trace | undefined;
}

/** What else belongs into a result. */
export interface About<V extends Vocabulary>
  extends Pick<Exploration, "parameters" | "stopped" | "strategy" | "walks"> {
  readonly model: Model<V>;
  /** What came out for the claims over runs that go on for ever. */
  readonly findings: Findings;
  /** Whether states stood for their orbits; `false` by default. */
  readonly symmetry?: boolean;
  /** Whether states stood for all that differ by a shift of epochs; `false` by default. */
  readonly relativeEpochs?: boolean;
  /** Whether states stood for those from which silent moves lead to them; `false` by default. */
  readonly reduction?: boolean;
  /** How many threads explored; 1 by default. */
  readonly workers?: number;
  readonly profile: Profile | undefined;
  /** Whether each `sometimes` that holds has the trace of its example, too. */
  readonly examples: boolean;
}

/** What was explored, and what came of it. */
export function outcomeOf<V extends Vocabulary>(
  space: Space<V>,
  claims: readonly Claim<V>[],
  counted: Counted,
  deciderOf: (claim: number) => Decider | undefined,
  {
    model,
    findings,
    parameters,
    stopped,
    strategy,
    symmetry = false,
    relativeEpochs = false,
    reduction = false,
    workers = 1,
    walks,
    profile,
    examples,
  }: About<V>,
): Exploration {
  const { states, initial, transitions, cut, terminal, depth } = counted;
  const verdictOf = (claim: Claim<V>, index: number): Verdict => {
    const finding = findings.of.get(index);
    const decider = isLiveness(claim) ? deciderIn(finding, space, model) : deciderOf(index);
    const needsTrace = claim.kind !== "sometimes" || examples;
    const trace = needsTrace ? decider?.trace() : undefined;
    const witnessOf = claims.filter(({ witness }) => witness?.name === claim.name).map(({ name }) => name);
    return {
      claim: claim.name,
      kind: claim.kind,
      verdict: isLiveness(claim)
        ? (finding?.verdict ?? "undecided")
        : verdictName(claim, decider !== undefined, { stopped: stopped !== null, cut: cut > 0 }),
      claimed: isClaimed(claim, circumstances(space.scenario)),
      under: claim.under,
      ...(witnessOf.length > 0 ? { witnessOf } : {}),
      ...(decider === undefined ? {} : { steps: decider.steps }),
      ...(trace === undefined ? {} : { trace }),
      ...(finding === undefined ? {} : { liveness: finding.about }),
    };
  };
  return {
    algorithm: space.name,
    scenario: space.scenario,
    parameters,
    strategy,
    symmetry,
    relativeEpochs,
    reduction,
    workers,
    states,
    initial,
    transitions,
    generated: transitions + initial,
    depth,
    levels: depth + 1,
    cut,
    terminal,
    cells: space.cells.size,
    localStates: space.actors.locals.size,
    messages: space.actors.envelopes.size,
    reducerCalls: space.actors.steps,
    exhaustive: stopped === null && cut === 0,
    stopped,
    ...(walks === undefined ? {} : { walks }),
    verdicts: claims.map(verdictOf),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** A run that violates a claim over runs that go on for ever. */
function deciderIn<V extends Vocabulary>(
  finding: Finding | undefined,
  space: Space<V>,
  model: Model<V>,
): Decider | undefined {
  if (finding?.counterexample === undefined) return undefined;
  const { path, repeatsFrom, epochsRise = 0 } = finding.counterexample;
  const repeats = repeatsFrom === undefined ? {} : { repeatsFrom, ...(epochsRise === 0 ? {} : { epochsRise }) };
  return { steps: path.hops.length, trace: () => replayed(model, { ...traceOf(space, path), ...repeats }) };
}

function verdictName<V extends Vocabulary>(
  claim: Claim<V>,
  isDecided: boolean,
  end: { readonly stopped: boolean; readonly cut: boolean },
): VerdictName {
  const isSometimes = claim.kind === "sometimes";
  if (isDecided) return isSometimes ? "holds" : "violated";
  if (end.stopped) return "undecided";
  if (end.cut) return isSometimes ? "undecided" : "holds within bounds";
  return isSometimes ? "violated" : "holds";
}
