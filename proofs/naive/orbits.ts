/**
 * Orbits, as plainly as possible: a state is renamed in all n! ways, and the
 * least of the texts stands for them all.
 */
import type { Scenario } from "../../model/scenario.ts";
import type { History } from "../../spec/history.ts";
import type { Model } from "../../spec/model.ts";
import type { Rename } from "../../spec/symmetry.ts";
import type { ProcessId, Vocabulary } from "../../spec/vocabulary.ts";
import { exploreNaively, type NaiveOptions, type NaiveResult } from "./explore.ts";
import { canonical, type NaiveProcess, type NaiveState, type Setting, tidy } from "./state.ts";

/** What is counted of a model in a scenario where states that differ by names alone are one. */
export interface NaiveOrbits {
  /** All of the states, and their verdicts. */
  readonly all: NaiveResult;
  readonly orbits: number;
  /** Orbits of initial states. */
  readonly initial: number;
  /** The transitions from one state of each orbit. */
  readonly transitions: number;
  /** The cut successors of one state of each orbit. */
  readonly cut: number;
}

/** Explores all states, and counts their orbits; `null` where there are more than the limit. */
export function orbitsNaively<V extends Vocabulary>(
  model: Model<V>,
  scenario: Scenario,
  options: Omit<NaiveOptions, "onState"> = {},
): NaiveOrbits | null {
  const anyModel = model as unknown as Model;
  const seen = new Set<string>();
  let [initial, transitions, cut] = [0, 0, 0];
  const all: NaiveResult | null = exploreNaively(model, scenario, {
    limit: Number.POSITIVE_INFINITY,
    ...options,
    onState: (visit) => {
      const orbit = orbitOf(anyModel, scenario, visit.state);
      if (seen.has(orbit)) return;
      seen.add(orbit);
      initial += visit.depth === 0 ? 1 : 0;
      transitions += visit.transitions;
      cut += visit.cut;
    },
  });
  return all === null ? null : { all, orbits: seen.size, initial, transitions, cut };
}

/** A text that all states have in common which differ by names alone, and no other state has. */
function orbitOf(model: Model, scenario: Scenario, state: NaiveState): string {
  const names = state.configuration.processes;
  const texts = orders(names).map((others) => {
    const rename: Rename = (process) => others[names.indexOf(process)]!;
    return canonical(renamed(model, scenario, state, rename));
  });
  return texts.reduce((least, text) => (text < least ? text : least));
}

function renamed(model: Model, scenario: Scenario, state: NaiveState, rename: Rename): NaiveState {
  const { state: local, message, durable, parameters } = model.symmetry!;
  const { processes: names } = state.configuration;
  const process = (one: NaiveProcess): NaiveProcess => ({
    ...one,
    ...("state" in one ? { state: local(one.state, rename) } : {}),
    ...("durable" in one ? { durable: durable?.(one.durable, rename) ?? one.durable } : {}),
    ...(one.overwritten === undefined
      ? {}
      : { overwritten: { durable: durable?.(one.overwritten.durable, rename) ?? one.overwritten.durable } }),
    inbox: one.inbox.map((letter) => ({ from: rename(letter.from), message: message(letter.message, rename) })),
  });
  const places = names.map((name) => names.indexOf(rename(name)));
  const processes = names.map((_, place) => process(state.processes[places.indexOf(place)]!));
  const setting: Setting = { model, scenario, claims: [], histories: [] };
  return tidy(setting, {
    ...state,
    configuration: {
      processes: names,
      parameters: parameters?.(state.configuration.parameters, rename) ?? state.configuration.parameters,
    },
    processes,
    cut: state.cut === null ? null : sideOfFirst(names, state.cut.map(rename)),
    histories: Object.fromEntries(
      Object.entries(state.histories).map(([name, value]) => [name, historyOf(model, name).rename!(value, rename)]),
    ),
  });
}

/** The side of the first process, where `side` is one of the two, in the order of the names. */
function sideOfFirst(names: readonly ProcessId[], side: readonly ProcessId[]): readonly ProcessId[] {
  const isFirstHere = side.includes(names[0]!);
  return names.filter((name) => side.includes(name) === isFirstHere);
}

function historyOf({ claims }: Model, name: string): History<Vocabulary, unknown> {
  const all = claims.flatMap((claim) => [claim, ...(claim.witness === undefined ? [] : [claim.witness])]);
  return all.find(({ history }) => history?.name === name)!.history!;
}

function orders<T>(values: readonly T[]): readonly (readonly T[])[] {
  if (values.length === 0) return [[]];
  return values.flatMap((first, i) => orders(values.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}
