import { expect } from "vitest";
import { canonical } from "../../model/index.ts";
import type { Snapshot, Trace } from "../../model/result.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Model } from "../../spec/model.ts";
import type { Vocabulary } from "../../spec/vocabulary.ts";
import type { NaiveState, Setting } from "../naive/state.ts";
import { initialStates, successors } from "../naive/successors.ts";
import { viewOf } from "../naive/view.ts";

/**
 * Sees that a trace is a walk by the rules of the twin: follows it with all the
 * twin's states that look like its snapshots, of which one at least must remain.
 */
export function expectWalk<V extends Vocabulary>(model: Model<V>, scenario: Scenario, trace: Trace): void {
  const setting: Setting = { model: model as unknown as Model, scenario, claims: [], histories: [] };
  let states = alike(setting, initialStates(setting), trace.initial);
  expect(states).not.toEqual([]);
  for (const { step, after } of trace.steps) {
    states = alike(
      setting,
      states.flatMap((state) => [...successors(setting, state)].map((move) => move.after)),
      after,
    );
    expect(states, `step ${step} of ${trace.steps.length}`).not.toEqual([]);
  }
}

/** Those of the twin's states that look like a snapshot. */
export function alike(setting: Setting, states: Iterable<NaiveState>, snapshot: Snapshot): readonly NaiveState[] {
  const wanted = looksOf(snapshot);
  const found = [...states].filter((state) => looksOfTwin(setting, state) === wanted);
  // Equal ones once: on long walks their number would grow with every step.
  return [...new Map(found.map((state) => [canonical(state), state])).values()];
}

function looksOf({ processes, cut }: Snapshot): string {
  const looks = processes.map(({ process, status, state, leadership, timers, inbox }) => {
    return { process, status, state: state ?? null, leadership, timers, inbox: inbox.map(canonical).sort() };
  });
  return canonical({ looks, cut: cut === null ? null : [...cut[0]].sort() });
}

function looksOfTwin(setting: Setting, state: NaiveState): string {
  const processes = state.processes.map(({ timers, inbox }, i) => {
    const { process, status, state: local, leadership } = viewOf(setting, state, i);
    return { process, status, state: local ?? null, leadership, timers, inbox };
  });
  const { cut, configuration } = state;
  const far = configuration.processes.filter((process) => cut !== null && !cut.includes(process));
  return looksOf({ processes, cut: cut === null ? null : [cut, far], histories: {} });
}
