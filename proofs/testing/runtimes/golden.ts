/**
 * Golden traces: what the explorer, with the reducers' sources, finds on a fixed
 * pseudo-random walk through each model. States and effects are the explorer's.
 */
import { calmScenario, choosingBy, type Scenario, type StepAction, type Trace, walk } from "../../../model/index.ts";
import type { Model } from "../../../spec/model.ts";
import type { Cluster } from "../../../spec/vocabulary.ts";
import { answerOf, type Call, type Golden } from "./player.ts";

/** What goes wrong on the way, so that a reducer is asked about much: each is a walk of its own. */
const weathers: Readonly<Record<string, Partial<Scenario>>> = {
  "in calm": {},
  "in bad weather": {
    network: "unordered",
    crashes: 3,
    restarts: 2,
    amnesia: 1,
    losses: 6,
    duplicates: 6,
    missedTicks: 6,
  },
  "with hasty timers": { timing: "asynchronous", crashes: 1, restarts: 1, losses: 3, partitions: 1 },
};
const steps = 400;
const seed = 1979;

/** The golden traces of a model, one for each weather. */
export function goldenOf(name: string, model: Model): readonly Golden[] {
  const requests = model.requests === undefined ? 0 : 6;
  return Object.entries(weathers).map(([weather, changes], stream) => {
    const scenario: Scenario = { ...calmScenario, nodes: 5, start: "staggered", requests, ...changes };
    const { trace } = walk(model, scenario, choosingBy(seed, stream), { steps });
    return recorded(name, `${name} ${weather}`, model, trace, scenario.nodes);
  });
}

/** The steps of a trace that a reducer took, with the answers that the explorer was given. */
function recorded(name: string, title: string, model: Model, { parameters, steps }: Trace, nodes: number): Golden {
  const processes =
    model.configurations?.(nodes, parameters)[0]?.processes ?? Array.from({ length: nodes }, (_, index) => index + 1);
  const calls = steps.flatMap(({ action, effects, after }): readonly Call[] => {
    const taken = eventOf(action as StepAction);
    if (taken === null || !("process" in action)) return [];
    const { process } = action;
    const state = after.processes.find((snapshot) => snapshot.process === process)!.state;
    const cluster: Cluster = { self: process, processes, parameters };
    return [{ process, ...taken, answer: answerOf(model.protocol, cluster, state, effects) }];
  });
  return { protocol: name, title, processes, parameters, calls };
}

/** What an action hands to the reducer of its process; `null` where it hands it nothing. */
function eventOf(action: StepAction): Pick<Call, "boot" | "event"> | null {
  switch (action.type) {
    case "start":
      return { boot: "first", event: { type: "start" } };
    case "restart":
    case "amnesia":
      return { boot: action.type, event: { type: "start" } };
    case "deliver":
    case "duplicate":
      return { event: { type: "receive", from: action.from, message: action.message } };
    case "timeout":
      return { event: { type: "timeout", timer: action.timer } };
    case "request":
      return { event: { type: "request", request: action.request } };
    default:
      return null;
  }
}
