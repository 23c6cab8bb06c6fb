import type { Claim } from "../spec/claim.ts";
import type { Fairness } from "../spec/fairness.ts";
import type { Model } from "../spec/model.ts";
import type { ProcessId, Vocabulary } from "../spec/vocabulary.ts";
import { checkModel, configurationsOf } from "./check-model.ts";
import { checkScenario } from "./check-scenario.ts";
import { byAction } from "./engine/by-action.ts";
import type { Course } from "./engine/idle.ts";
import { Space } from "./engine/space.ts";
import { type Deed, snapshotOf, traceOfDeeds } from "./engine/telling.ts";
import { shown } from "./error.ts";
import { whyImpossible } from "./impossible.ts";
import { completeFairness, doubtAbout, questionsOf, withPredicates } from "./liveness/index.ts";
import { canonical } from "./plain.ts";
import type { Snapshot, Trace } from "./result.ts";
import { InputError, type Scenario } from "./scenario.ts";
import type { Schedule, ScheduledStep } from "./schedule.ts";
import { selectedClaims } from "./select-claims.ts";

/** What a schedule may be tried with beside its model and its scenario. */
export interface RetakeOptions {
  /** The names of the claims to look at; all of the model's by default. The witnesses of those claims come with them. */
  readonly claims?: readonly string[];
  /** The parameters that the configurations are made of; the model's own by default. */
  readonly parameters?: unknown;
  /** What is said of the end of the schedule, where it is said to break a claim over runs that go on for ever. */
  readonly endless?: {
    /** The name of the claim. */
    readonly claim: string;
    /** After how many steps the part begins that repeats; absent for `recoverable`. */
    readonly repeatsFrom?: number;
    /** Whether epochs are higher each time that it repeats; `false` by default. */
    readonly epochsRise?: boolean;
    /** What is owed, in place of what the claim says of it. */
    readonly fairness?: Partial<Fairness>;
  };
}

/** What came of a schedule. */
export interface Retaken {
  /** The steps that could be taken, with the states that they lead through now. */
  readonly trace: Trace;
  /** The claims that were decided on the way, in order: violated, or for a `sometimes` seen; each with the number of steps after which it was. */
  readonly decided: readonly { readonly claim: string; readonly step: number }[];
  /** The first step that could not be taken, from 1 (0: the beginning itself), and why; `null` where all were. */
  readonly refused: { readonly step: number; readonly why: string } | null;
  /** Why the run does not break the claim that it is said to break, or `null` where it does. Only where that was asked, and all steps could be taken. */
  readonly doubt?: string | null;
}

/**
 * Takes the steps of a schedule once more, one by one, through the protocol's reducers.
 *
 * @remarks
 * A step is taken if the semantics allow it in the state that the steps before
 * led to; the first that they do not ends it. So a counterexample can be tried
 * on a changed protocol: either it cannot be taken any more, or it shows what it
 * comes to now. What a schedule leaves open is followed in every way.
 *
 * @throws InputError where model, scenario or options make no sense
 * @throws ProtocolError where the protocol breaks its contract
 */
export function retake<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  schedule: Schedule,
  options: RetakeOptions = {},
): Retaken {
  const complete = checkModel<V>(model, "retake");
  checkScenario(complete, scenario);
  const claims = selectedClaims(complete, options.claims);
  const parameters = options.parameters ?? complete.parameters ?? null;
  const space = new Space(
    complete,
    configurationsOf(complete, scenario.nodes, parameters),
    scenario,
    withPredicates(claims),
  );
  const retaking = new Retaking(space, claims);
  const refused = retaking.begin(schedule) ?? retaking.follow(schedule.steps);
  const { endless } = options;
  return {
    trace: retaking.trace(),
    decided: [...retaking.decided].map(([claim, step]) => ({ claim: claims[claim]!.name, step })),
    refused,
    ...(endless === undefined || refused !== null ? {} : { doubt: doubtOf(space, claims, endless, retaking.course()) }),
  };
}

/** Why a run does not break the claim that it is said to break, or `null`. */
function doubtOf<V extends Vocabulary>(
  space: Space<V>,
  claims: readonly Claim<V>[],
  { claim: name, repeatsFrom, epochsRise = false, fairness = {} }: NonNullable<RetakeOptions["endless"]>,
  course: Course,
): string | null {
  const question = questionsOf(claims).find(({ claim }) => claim.name === name);
  if (question === undefined) {
    throw new InputError(
      "claim-unknown",
      `retake: there is no claim ${shown(name)} over runs that go on for ever\n  Name one that is looked at.`,
    );
  }
  const own = completeFairness(question.claim.fairness, `the fairness of the claim ${shown(name)}`);
  const premises = completeFairness(fairness, "fairness", own);
  return doubtAbout(space, question, premises, {
    ...course,
    epochsRise,
    ...(repeatsFrom === undefined ? {} : { repeatsFrom }),
  });
}

/** Where a schedule may have led, and how. */
interface Place {
  readonly state: Int32Array;
  readonly change: number;
  readonly from: { readonly place: Place; readonly deed: Deed } | null;
}

/** A schedule under way. */
class Retaking<V extends Vocabulary> {
  /** By claim, the number of steps after which it was decided, in the order of deciding. */
  readonly decided: Map<number, number> = new Map();
  readonly #space: Space<V>;
  #places: readonly Place[] = [];

  /** The claims about states and those about steps, as bits. */
  readonly #aboutStates: number;
  readonly #aboutSteps: number;

  constructor(space: Space<V>, claims: readonly Claim<V>[]) {
    this.#space = space;
    const bitsOf = (...kinds: readonly Claim["kind"][]): number =>
      claims.reduce((bits, { kind }, i) => (kinds.includes(kind) ? bits | (1 << i) : bits), 0);
    this.#aboutStates = bitsOf("always", "never", "sometimes");
    this.#aboutSteps = bitsOf("everyStep", "monotone");
  }

  /** Goes to the initial states that a schedule begins in; where there is none, to the first initial state of all. */
  begin({ processes, parameters, timers }: Schedule): Retaken["refused"] {
    const space = this.#space;
    const all: Place[] = [];
    for (const _ of space.initial((vector, environment) => {
      all.push({ state: Int32Array.of(...vector, environment), change: 0, from: null });
    }));
    const order = canonical(processes);
    const wanted = canonical(parameters ?? null);
    const fitting = all.filter(({ state }) => {
      const { configuration } = space.environments.ground(state[space.size]!);
      const { parameters: own, processes: ids } = space.actors.configurations[configuration]!;
      return canonical(own ?? null) === wanted && canonical(ids) === order;
    });
    const begun = fitting.filter(({ state }) => hasTimers(snapshotOf(space, state), timers ?? {}));
    this.#places = distinct(begun.length > 0 ? begun : all.slice(0, 1));
    this.#look(0);
    if (begun.length > 0) return null;
    const why =
      fitting.length > 0 ? "no initial state has these timers" : "no configuration has these processes and parameters";
    return { step: 0, why };
  }

  /** Takes step after step, for as long as it can. */
  follow(steps: readonly ScheduledStep[]): Retaken["refused"] {
    for (const [index, step] of steps.entries()) {
      const next: Place[] = [];
      let isBeyond = false;
      let isOtherwise = false;
      for (const place of this.#places) {
        const found = byAction(this.#space, place.state, step.action);
        isBeyond ||= found.isBeyond;
        isOtherwise ||= found.successors.length > 0;
        for (const { state, change, deed } of found.successors) {
          if (this.#hasTimers(state, step)) next.push({ state, change, from: { place, deed } });
        }
      }
      if (next.length === 0) {
        const { state } = this.#places[0]!;
        const why = isOtherwise
          ? "its timers can not be set so that they run this long"
          : isBeyond
            ? "it leads beyond a bound of the scenario"
            : whyImpossible(step.action, snapshotOf(this.#space, state), this.#space.scenario);
        return { step: index + 1, why };
      }
      this.#places = distinct(next);
      this.#look(index + 1);
    }
    return null;
  }

  /** The way to the first of the places, in the words of the protocol. */
  trace(): Trace {
    const { states, deeds } = this.course();
    return traceOfDeeds(this.#space, states, deeds);
  }

  /** The way to the first of the places. */
  course(): Course {
    const states: Int32Array[] = [];
    const deeds: Deed[] = [];
    for (let place: Place | undefined = this.#places[0]; place !== undefined; place = place.from?.place) {
      states.unshift(place.state);
      if (place.from !== null) deeds.unshift(place.from.deed);
    }
    return { states, deeds };
  }

  #hasTimers(state: Int32Array, { action, timers = {} }: ScheduledStep): boolean {
    if (!("process" in action) || Object.keys(timers).length === 0) return true;
    return hasTimers(snapshotOf(this.#space, state), { [action.process]: timers });
  }

  #look(step: number): void {
    const { watch, size } = this.#space;
    for (const { state, change, from } of this.#places) {
      const environment = state[size]!;
      let found = watch.decidedByState(this.#aboutStates, state, environment);
      if (change !== 0 && from !== null) {
        found |= watch.violatedByStep(this.#aboutSteps, change, from.place.state, state, environment);
      }
      for (let left = found; left !== 0; left &= left - 1) {
        const claim = 31 - Math.clz32(left & -left);
        if (!this.decided.has(claim)) this.decided.set(claim, step);
      }
    }
  }
}

function hasTimers(
  { processes }: Snapshot,
  wanted: Readonly<Record<ProcessId, Readonly<Record<string, number>>>>,
): boolean {
  return Object.entries(wanted).every(([id, ticks]) => {
    const timers = processes.find(({ process }) => String(process) === id)?.timers;
    return Object.entries(ticks).every(([timer, left]) => timers?.[timer] === left);
  });
}

/** Each state once: a schedule that leaves much open would else lead to ever more places. */
function distinct(places: readonly Place[]): readonly Place[] {
  const known = new Map<string, Place>();
  for (const place of places) {
    const key = `${place.state.join()}/${place.change}`;
    if (!known.has(key)) known.set(key, place);
  }
  return [...known.values()];
}
