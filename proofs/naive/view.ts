import type { Faults, View, World } from "../../spec/world.ts";
import { canonical, clusterOf, type NaiveState, type Setting } from "./state.ts";

/** The process at `index` as an onlooker sees it. */
export function viewOf(setting: Setting, state: NaiveState, index: number): View {
  const { protocol } = setting.model;
  const process = state.processes[index]!;
  const cluster = clusterOf(state, index);
  const inbox = process.inbox.map(({ from, message }) => ({ from, to: cluster.self, message }));
  const seen = { process: cluster.self, cluster, inbox };
  if (process.status === "up") {
    const leadership = protocol.leadership(cluster, process.state);
    return { ...seen, status: "up", leadership, state: process.state };
  }
  const nobody = { ...seen, leadership: { leader: null } };
  if (process.status === "waiting") return { ...nobody, status: "waiting", state: process.state };
  if (!("durable" in process)) return { ...nobody, status: "down" };
  const { durable } = process;
  return { ...nobody, status: "down", durable, state: protocol.init(cluster, durable) };
}

/** The global state as a claim sees it that remembers the history variable `history`. */
export function worldOf(setting: Setting, state: NaiveState, history: string | undefined): World {
  const budget = setting.scenario;
  const { left } = state;
  const faults: Faults = {
    crashes: budget.crashes - left.crashes,
    restarts: budget.restarts - left.restarts,
    amnesia: budget.amnesia - left.amnesia,
    losses: budget.losses - left.losses,
    duplicates: budget.duplicates - left.duplicates,
    partitions: budget.partitions - left.partitions,
    requests: budget.requests - left.requests,
    missedTicks: budget.missedTicks - left.missedTicks,
    extraTicks: budget.extraTicks - left.extraTicks,
    tornSteps: budget.tornSteps - left.tornSteps,
    lostWrites: budget.lostWrites - left.lostWrites,
  };
  return {
    processes: state.processes.map((_, index) => viewOf(setting, state, index)),
    history: history === undefined ? undefined : state.histories[history],
    faults,
    partitioned: state.cut !== null,
  };
}

/** Whether a process that went from `before` to `after` differs in what can be seen of it. */
export function differs(before: View, after: View): boolean {
  return before.status !== after.status || canonical(before.state ?? null) !== canonical(after.state ?? null);
}

/** `after` with every history variable moved by the step of the process at `index`. */
export function remembered(setting: Setting, before: NaiveState, after: NaiveState, index: number): NaiveState {
  const was = viewOf(setting, before, index);
  const is = viewOf(setting, after, index);
  if (!differs(was, is)) return after;
  const histories = setting.histories.map((history) => [
    history.name,
    history.next(before.histories[history.name], was, is),
  ]);
  return { ...after, histories: Object.fromEntries(histories) };
}
