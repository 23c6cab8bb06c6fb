import { shown } from "./error.ts";
import { canonical } from "./plain.ts";
import type { Action, ProcessSnapshot, Snapshot } from "./result.ts";
import type { Scenario } from "./scenario.ts";

/** Why an action that a scenario has no transition for cannot be done in a state: a clause such as `process 2 is down`. */
export function whyImpossible(action: Action, snapshot: Snapshot, scenario: Scenario): string {
  switch (action.type) {
    case "tick":
      return whyNoTick(snapshot, scenario);
    case "heal":
      return snapshot.cut === null ? "no partition is in force" : whyNothing;
    case "cut":
      return snapshot.cut !== null ? "a partition is in force" : left("partition", scenario.partitions);
    default: {
      const actor = snapshot.processes.find(({ process }) => process === action.process);
      return actor === undefined
        ? `there is no process ${shown(action.process)}`
        : whyNotOf(action, actor, snapshot, scenario);
    }
  }
}

const whyNothing = "the scenario has no such transition here";

type ActionOfOne = Extract<Action, { readonly process: number }>;

function whyNotOf(action: ActionOfOne, actor: ProcessSnapshot, snapshot: Snapshot, scenario: Scenario): string {
  const { process, status } = actor;
  const must = (wanted: ProcessSnapshot["status"]): string | undefined => {
    if (status === wanted) return undefined;
    return `process ${process} is ${status === "waiting" ? "not started yet" : status}`;
  };
  switch (action.type) {
    case "start":
      return must("waiting") ?? whyNothing;
    case "deliver":
      return must("up") ?? whyNoArrival(action, actor, snapshot);
    case "duplicate":
      return must("up") ?? inFlight(action, actor) ?? left("duplicate", scenario.duplicates);
    case "drop":
      return inFlight(action, actor) ?? whyNoDrop(action.cause, actor, scenario);
    case "timeout":
      return must("up") ?? whyNoTimeout(action.timer, actor);
    case "request":
      return must("up") ?? `the model does not offer this request, or ${left("request", scenario.requests)}`;
    case "crash":
      return must("up") ?? left("crash", scenario.crashes);
    case "restart":
      return must("down") ?? left("restart", scenario.restarts);
    case "amnesia":
      return must("down") ?? left("amnesia", scenario.amnesia);
    default:
      return `${shown((action as { readonly type: unknown }).type)} is no kind of action`;
  }
}

interface Arrival {
  readonly from: number;
  readonly message: unknown;
}

function inFlight({ from, message }: Arrival, { process, inbox }: ProcessSnapshot): string | undefined {
  const wanted = canonical(message);
  const isThere = inbox.some((other) => other.from === from && canonical(other.message) === wanted);
  return isThere ? undefined : `no message ${shown(message)} from ${from} is on its way to process ${process}`;
}

function whyNoArrival(arrival: Arrival, actor: ProcessSnapshot, { cut }: Snapshot): string {
  const missing = inFlight(arrival, actor);
  if (missing !== undefined) return missing;
  const isCut = cut?.some((side) => side.includes(arrival.from) !== side.includes(actor.process)) === true;
  if (isCut) return `the link from ${arrival.from} to ${actor.process} is cut`;
  return `another message from ${arrival.from} comes first`;
}

function whyNoDrop(cause: "lost" | "down" | "cut", { process, status }: ProcessSnapshot, scenario: Scenario): string {
  if (cause === "down" && status === "up") return `process ${process} is up`;
  if (cause === "cut") return "no cut link stops it";
  return cause === "lost" ? left("loss", scenario.losses) : whyNothing;
}

function whyNoTimeout(timer: string, { process, timers }: ProcessSnapshot): string {
  const ticks = Object.hasOwn(timers, timer) ? timers[timer] : undefined;
  if (ticks === undefined) return `process ${process} has no timer ${shown(timer)} armed`;
  return typeof ticks === "number" && ticks > 0 ? `its timer has ${ticks} left to run` : whyNothing;
}

function whyNoTick({ processes }: Snapshot, { timing }: Scenario): string {
  if (timing !== "timely") return "no time is kept under asynchronous timing";
  if (processes.some(({ inbox }) => inbox.length > 0)) return "a message is on its way";
  const timers = processes.flatMap((process) => Object.values(process.timers));
  return timers.includes(0) ? "a timer is due" : "no timer is armed";
}

function left(budget: string, most: number): string {
  return most === 0 ? `the scenario allows no ${budget}` : `no ${budget} is left of the scenario's ${most}`;
}
