import type { Model } from "../spec/model.ts";
import type { Vocabulary } from "../spec/vocabulary.ts";
import { budgetNames } from "./engine/environment.ts";
import { shown } from "./error.ts";
import { networks } from "./network/index.ts";
import { InputError, type Scenario } from "./scenario.ts";
import { timings } from "./timing/index.ts";

/** The most processes that an exploration takes: a partition is a set of bits. */
export const mostNodes = 16;

/** The bounds that exist in every model. */
const commonBounds: readonly string[] = ["inflight", "depth"];
/** The bound that exists where a model says how epochs occur: by how much those of a state differ at most. */
const spreadBound = "spread";

/**
 * Sees that a scenario makes sense for a model.
 *
 * @throws InputError that says what is wrong and what to do
 */
export function checkScenario<V extends Vocabulary>(model: Model<V>, scenario: Scenario): void {
  const { nodes, network, timing, start } = scenario;
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > mostNodes) {
    throw new InputError("scenario-nodes", `nodes is ${shown(nodes)}: give an integer from 1 to ${mostNodes}`);
  }
  oneOf("network", network, Object.keys(networks));
  oneOf("timing", timing, Object.keys(timings));
  oneOf("start", start, ["together", "staggered"]);
  for (const name of budgetNames) {
    const amount = scenario[name];
    if (!Number.isInteger(amount) || amount < 0) {
      throw new InputError("scenario-budget", `${name} is ${shown(amount)}: give an integer of at least 0`);
    }
  }
  checkLinks(scenario);
  checkClocks(scenario);
  checkFaults(scenario);
  if (network === "duplicating") checkDuplicating(scenario);
  if (scenario.requests > 0 && model.requests === undefined) {
    throw new InputError(
      "scenario-requests",
      `requests is ${scenario.requests}, but ${model.protocol.name} offers no requests: leave it out, or give the model a function requests`,
    );
  }
  checkBounds(model, scenario);
}

/** Sees that links are links; whether the processes that they name exist is seen where the configurations are known. */
function checkLinks({ links, nodes }: Scenario): void {
  if (links === null) return;
  const wrong = (what: string): InputError =>
    new InputError(
      "scenario-links",
      `${what}: give pairs [from, to] of different processes, each once, or null for all`,
    );
  if (!Array.isArray(links)) throw wrong(`links is ${shown(links)}`);
  if (nodes < 2) throw wrong("one process alone has no links");
  const seen = new Set<string>();
  for (const link of links as readonly unknown[]) {
    const isLink = Array.isArray(link) && link.length === 2 && link.every(Number.isInteger) && link[0] !== link[1];
    if (!isLink) throw wrong(`links holds ${shown(link)}`);
    if (seen.has(link.join())) throw wrong(`links holds ${shown(link)} twice`);
    seen.add(link.join());
  }
}

function checkClocks({ timing, nodes, missedTicks, extraTicks }: Scenario): void {
  for (const [name, amount] of Object.entries({ missedTicks, extraTicks })) {
    if (amount === 0) continue;
    if (timing === "asynchronous") {
      throw new InputError(
        "scenario-clocks",
        `${name} is ${amount}, but under asynchronous timing there are no ticks, and every process may be as slow or as hasty as it likes: leave ${name} out, or use timing timely`,
      );
    }
    if (nodes < 2) {
      throw new InputError(
        "scenario-clocks",
        `${name} is ${amount}, but one process alone has no other whose clock differs: leave ${name} out, or give at least 2 processes`,
      );
    }
  }
}

function checkFaults({ nodes, crashes, restarts, amnesia, partitions, tornSteps, lostWrites }: Scenario): void {
  if (restarts > crashes) {
    throw new InputError(
      "scenario-restarts",
      `restarts is ${restarts} and crashes is ${crashes}: only a crashed process restarts; allow at least ${restarts} crashes`,
    );
  }
  if (amnesia > crashes) {
    throw new InputError(
      "scenario-amnesia",
      `amnesia is ${amnesia} and crashes is ${crashes}: only a crashed process comes back with an empty disk; allow at least ${amnesia} crashes`,
    );
  }
  if (crashes > nodes + restarts + amnesia) {
    throw new InputError(
      "scenario-crashes",
      `crashes is ${crashes}, but ${nodes} processes that come back ${restarts + amnesia} times can crash at most ${nodes + restarts + amnesia} times`,
    );
  }
  if (tornSteps > crashes) {
    throw new InputError(
      "scenario-torn-steps",
      `tornSteps is ${tornSteps} and crashes is ${crashes}: only a crash tears a step; allow at least ${tornSteps} crashes`,
    );
  }
  if (lostWrites > restarts) {
    throw new InputError(
      "scenario-lost-writes",
      `lostWrites is ${lostWrites} and restarts is ${restarts}: only a process that restarts reads what its disk lacks; allow at least ${lostWrites} restarts`,
    );
  }
  if (partitions > 0 && nodes < 2) {
    throw new InputError(
      "scenario-partitions",
      "partitions needs at least 2 processes: one alone cannot be cut in two",
    );
  }
}

function checkDuplicating({ timing, losses, duplicates }: Scenario): void {
  if (timing === "timely") {
    throw new InputError(
      "scenario-duplicating",
      "network duplicating never comes to rest, and under timely timing time passes only at rest: use timing asynchronous, or network fifo, set or unordered with a budget of duplicates",
    );
  }
  if (losses > 0 || duplicates > 0) {
    throw new InputError(
      "scenario-duplicating",
      "on the network duplicating every message may be lost or repeated without a budget: leave losses and duplicates out, or use network unordered, set or fifo",
    );
  }
}

/** The names of everything that may be bounded. */
export function boundsOf<V extends Vocabulary>({ bounds, epochs }: Model<V>): readonly string[] {
  return [...Object.keys(bounds ?? {}), ...commonBounds, ...(epochs === undefined ? [] : [spreadBound])];
}

function checkBounds<V extends Vocabulary>(model: Model<V>, scenario: Scenario): void {
  const known = boundsOf(model);
  for (const [name, most] of Object.entries(scenario.bounds)) {
    if (!known.includes(name)) {
      throw new InputError(
        "scenario-bound",
        `${model.protocol.name} has no bound ${shown(name)}: it has ${known.join(", ")}`,
      );
    }
    if (!Number.isFinite(most) || (model.bounds?.[name] === undefined && (!Number.isInteger(most) || most < 0))) {
      throw new InputError(
        "scenario-bound",
        `the bound ${name} is ${shown(most)}: give a number, the greatest that is allowed`,
      );
    }
  }
}

function oneOf(what: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) {
    throw new InputError(`scenario-${what}`, `${what} is ${shown(value)}: choose one of ${known.join(", ")}`);
  }
}
