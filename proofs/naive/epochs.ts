/** Epochs by their differences, as plainly as possible: the least one is taken off all of them. */
import type { Epochs, Shift } from "../../spec/epochs.ts";
import type { NaiveProcess, NaiveState, Setting } from "./state.ts";
import { tidy } from "./state.ts";

/** `state` with its least epoch at 0. */
export function loweredNaively(setting: Setting, state: NaiveState): NaiveState {
  const least = Math.min(...epochsIn(setting, state));
  if (least === Number.POSITIVE_INFINITY || least === 0) return state;
  const lower: Shift = (epoch) => epoch - least;
  const histories = setting.histories.map(({ name, shift }) => [name, shift!(state.histories[name], lower)] as const);
  return tidy(setting, {
    ...state,
    processes: state.processes.map((process) => shifted(process, setting.model.epochs!, lower)),
    histories: { ...state.histories, ...Object.fromEntries(histories) },
  });
}

/** By how much the epochs in a state differ at most. */
export function spreadOf(setting: Setting, state: NaiveState): number {
  const epochs = epochsIn(setting, state);
  return epochs.length === 0 ? 0 : Math.max(...epochs) - Math.min(...epochs);
}

function epochsIn({ model }: Setting, state: NaiveState): readonly number[] {
  const found: number[] = [];
  const note: Shift = (epoch) => {
    found.push(epoch);
    return epoch;
  };
  for (const process of state.processes) shifted(process, model.epochs!, note);
  return found;
}

function shifted(one: NaiveProcess, epochs: Epochs, shift: Shift): NaiveProcess {
  const durable = (value: unknown): unknown => (epochs.durable === undefined ? value : epochs.durable(value, shift));
  return {
    ...one,
    ...("state" in one ? { state: epochs.state(one.state, shift) } : {}),
    ...("durable" in one ? { durable: durable(one.durable) } : {}),
    ...(one.overwritten === undefined ? {} : { overwritten: { durable: durable(one.overwritten.durable) } }),
    inbox: one.inbox.map(({ from, message }) => ({ from, message: epochs.message(message, shift) })),
  };
}
