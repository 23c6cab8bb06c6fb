import type { Event } from "../../spec/event.ts";
import type { ProcessId, Ticks } from "../../spec/vocabulary.ts";
import { canonical, clusterOf, type NaiveProcess, type NaiveState, type Setting, withProcess } from "./state.ts";

/** What a step came to: the state after it, and the messages that it sent, in their order. */
export interface Taken {
  readonly after: NaiveState;
  readonly sent: readonly unknown[];
}

/** The process at `index` takes the step `event`: a successor for each duration of each timer that it sets. */
export function* step(setting: Setting, state: NaiveState, index: number, event: Event): Generator<Taken> {
  const { protocol } = setting.model;
  const cluster = clusterOf(state, index);
  const process = state.processes[index]!;
  const [next, ...effects] = protocol.step(cluster, process.state, event);

  let after = withProcess(state, index, { ...process, ...written(setting, process.state, next), state: next });
  const choices = new Map<string, readonly (number | null)[]>();
  for (const [timer, ticks] of Object.entries(process.timers)) choices.set(timer, [ticks]);
  for (const effect of effects) {
    if (effect.type === "send") after = sent(setting, after, cluster.self, effect.to, effect.message);
    if (effect.type === "cancelTimer") choices.delete(effect.timer);
    if (effect.type === "setTimer") {
      const ticks = protocol.timers(cluster)[effect.timer]!;
      choices.set(effect.timer, setting.scenario.timing === "timely" ? everyValue(ticks) : [null]);
    }
  }
  const messages = effects.flatMap((effect) => (effect.type === "send" ? [effect.message] : []));
  for (const timers of everyCombination([...choices])) {
    yield { after: withProcess(after, index, { ...after.processes[index]!, timers }), sent: messages };
  }
}

/**
 * The process at `index` crashes in the middle of the step `event`: what is
 * durable after the step is on its disk, and so many of its messages are sent,
 * from none to all but one.
 */
export function* tornStep(setting: Setting, state: NaiveState, index: number, event: Event): Generator<Taken> {
  const { protocol } = setting.model;
  const cluster = clusterOf(state, index);
  const [next, ...effects] = protocol.step(cluster, state.processes[index]!.state, event);
  let after = state;
  let messages: readonly unknown[] = [];
  for (const effect of effects) {
    if (effect.type !== "send") continue;
    const { inbox } = after.processes[index]!;
    const down = { status: "down", durable: protocol.durable(next), timers: {}, inbox } as const;
    yield { after: withProcess(after, index, down), sent: messages };
    messages = [...messages, effect.message];
    after = sent(setting, after, cluster.self, effect.to, effect.message);
  }
}

/** What a step overwrites on the disk, where that must be remembered: nothing where it writes nothing. */
function written({ model, scenario }: Setting, before: unknown, after: unknown): Pick<NaiveProcess, "overwritten"> {
  const durable = model.protocol.durable(before);
  if (scenario.lostWrites === 0 || canonical(durable) === canonical(model.protocol.durable(after))) return {};
  return { overwritten: { durable } };
}

/** The process at `index` has booted, with its disk or with nothing, and takes its start step next. */
export function booted(setting: Setting, state: NaiveState, index: number, durable?: unknown): NaiveState {
  return withProcess(state, index, {
    status: "up",
    state: setting.model.protocol.init(clusterOf(state, index), durable),
    timers: {},
    inbox: state.processes[index]!.inbox,
  });
}

function sent(setting: Setting, state: NaiveState, from: ProcessId, to: ProcessId, message: unknown): NaiveState {
  if (!isLinked(setting, from, to)) return state;
  const index = state.configuration.processes.indexOf(to);
  const receiver = state.processes[index]!;
  const letter = { from, message };
  const once = setting.scenario.network === "set" || setting.scenario.network === "duplicating";
  if (once && receiver.inbox.some((other) => canonical(other) === canonical(letter))) return state;
  return withProcess(state, index, { ...receiver, inbox: [...receiver.inbox, letter] });
}

/** Whether there is a link: a process needs none to reach itself. */
function isLinked({ scenario: { links } }: Setting, from: ProcessId, to: ProcessId): boolean {
  return links === null || from === to || links.some((link) => link[0] === from && link[1] === to);
}

function everyValue(ticks: Ticks): readonly number[] {
  const [least, most] = typeof ticks === "number" ? [ticks, ticks] : ticks;
  return Array.from({ length: most - least + 1 }, (_, offset) => least + offset);
}

function everyCombination(
  choices: readonly (readonly [string, readonly (number | null)[]])[],
): readonly Record<string, number | null>[] {
  const [first, ...others] = choices;
  if (first === undefined) return [{}];
  const [timer, values] = first;
  return everyCombination(others).flatMap((rest) => values.map((ticks) => ({ ...rest, [timer]: ticks })));
}
