/** From what was typed to a scenario. */
import { boundsOf } from "../../model/check-scenario.ts";
import { type Budgets, calmScenario, InputError, type Scenario } from "../../model/scenario.ts";
import { type Crisis, crises } from "../../spec/crisis.ts";
import { scenarioOf } from "../crises.ts";
import { linksFrom, linksInWords } from "./links.ts";
import { type Given, wholeNumber } from "./options.ts";
import type { Subject } from "./subject.ts";
import { counted, insteadOf, listed, plainName } from "./words.ts";

/** The options that make a scenario. */
export const scenarioOptions = {
  crisis: {
    takes: "choice",
    choices: crises.map(({ name }) => plainName(name)) as readonly string[],
    words: "begin from the scenario of a crisis; what else is given overrides it",
  },
  nodes: { takes: "number", least: 1, words: "how many processes; 3 by default" },
  network: {
    takes: "choice",
    choices: ["unordered", "set", "fifo", "duplicating"],
    words: "how messages travel; fifo by default",
  },
  links: {
    takes: "word",
    value: "1-2,2:3",
    words: "the links that work, if not all: 1-2 both ways, 2:3 from 2 to 3 alone; what is sent elsewhere is lost",
  },
  timing: {
    takes: "choice",
    choices: ["asynchronous", "timely"],
    words: "when timers run out; timely by default",
  },
  start: {
    takes: "choice",
    choices: ["together", "staggered"],
    words: "how the processes begin; together by default",
  },
} as const;

/** The options that say how often something happens at most. */
export const budgetOptions = {
  crashes: { takes: "number", words: "processes that stop" },
  restarts: { takes: "number", words: "crashed processes that return with their disk" },
  amnesia: { takes: "number", words: "crashed processes that return with an empty disk" },
  losses: { takes: "number", words: "messages that vanish" },
  duplicates: { takes: "number", words: "messages that arrive once more" },
  partitions: { takes: "number", words: "partitions that cut the processes in two, until they heal" },
  "missed-ticks": { takes: "number", words: "ticks that one process misses: it is paused, or its clock is slow" },
  "extra-ticks": { takes: "number", words: "ticks that the clock of one process makes alone: it is fast" },
  "torn-steps": { takes: "number", words: "crashes in the middle of a step, out of those above" },
  "lost-writes": { takes: "number", words: "crashes after which the disk lacks the last write, out of those above" },
  requests: { takes: "number", words: "requests from outside, where the protocol has some" },
} as const;

/** The options that keep an exploration finite, and those that change the model. */
export const boundOptions = {
  bound: {
    takes: "pairs",
    value: "name=N",
    words:
      "store no state beyond this, such as term=2, inflight=6 or depth=20; name=none lifts a built-in bound. Repeatable",
  },
} as const;

type ScenarioGiven = Given<typeof scenarioOptions & typeof budgetOptions & typeof boundOptions>;

/**
 * The scenario that was asked for: the crisis, or calm, and whatever else is given on top of it.
 *
 * @throws InputError where a bound does not exist or is no number
 */
export function scenarioFrom(given: ScenarioGiven, subject: Subject): Scenario {
  const { crisis, bound, links, ...rest } = given;
  const base = crisis === undefined ? calmScenario : scenarioOf(crisisOf(crisis));
  const names = Object.keys(calmScenario) as readonly (keyof Scenario)[];
  const explicit = Object.entries(rest)
    .map(([option, value]) => [fieldOf(option), value] as const)
    .filter(([name, value]) => value !== undefined && names.includes(name as keyof Scenario));
  const linked = links === undefined ? {} : { links: linksFrom(links) };
  return { ...base, ...linked, ...Object.fromEntries(explicit), bounds: boundsFrom(bound, subject) };
}

/** The field of a scenario that an option sets: `missedTicks` for `missed-ticks`. */
function fieldOf(option: string): string {
  return option.replaceAll(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase());
}

/** The option that sets a field of a scenario: `missed-ticks` for `missedTicks`. */
export function optionOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The crisis that was named as a person types it: `leader-crash`. */
function crisisOf(name: string): Crisis {
  return crises.find((crisis) => plainName(crisis.name) === name)!;
}

function boundsFrom(given: Readonly<Record<string, string>>, { name, model, bounds }: Subject): Scenario["bounds"] {
  const known = boundsOf(model);
  const all: Record<string, number> = { ...bounds };
  for (const [bound, text] of Object.entries(given)) {
    if (!known.includes(bound)) {
      throw new InputError(
        "bound-unknown",
        `check: ${name} has no bound “${bound}”\n${insteadOf(bound, known, `bounds of ${name}`)}`,
      );
    }
    if (text === "none") delete all[bound];
    else
      all[bound] = wholeNumber(
        `--bound ${bound}`,
        text,
        0,
        (code, message) => new InputError(code, `check: ${message}`),
      );
  }
  return all;
}

/** A scenario as a person would tell it, in parts: who and how, what may happen, what is bounded. */
export function scenarioInWords(scenario: Scenario): readonly string[] {
  const { nodes, network, links, timing, start, bounds } = scenario;
  const together = start === "together" ? "started together" : "starting one by one";
  const faults = budgets
    .filter(([budget]) => scenario[budget] > 0)
    .map(([budget, one, many]) => counted(scenario[budget], one, many));
  const limits = Object.entries(bounds).map(([name, most]) => `${name} ≤ ${most}`);
  return [
    `${counted(nodes, "process", "processes")}, ${network} network, ${timing} timers, ${together}`,
    ...(links === null ? [] : [linksInWords(links)]),
    ...faultsInWords(faults, network),
    ...(limits.length === 0 ? [] : [`bounds: ${limits.join(", ")}`]),
  ];
}

function faultsInWords(faults: readonly string[], network: Scenario["network"]): readonly string[] {
  const free = network === "duplicating" ? ["any message may be lost, repeated or overtaken"] : [];
  if (faults.length > 0) return [`at most ${listed(faults)}`, ...free];
  return free.length > 0 ? free : ["no faults"];
}

const budgets: readonly (readonly [keyof Budgets, one: string, many: string])[] = [
  ["crashes", "crash", "crashes"],
  ["restarts", "restart", "restarts"],
  ["amnesia", "restart with an empty disk", "restarts with an empty disk"],
  ["losses", "lost message", "lost messages"],
  ["duplicates", "duplicated message", "duplicated messages"],
  ["partitions", "partition", "partitions"],
  ["missedTicks", "tick that one process misses", "ticks that one process misses"],
  ["extraTicks", "tick for one process alone", "ticks for one process alone"],
  ["tornSteps", "crash in the middle of a step", "crashes in the middle of a step"],
  ["lostWrites", "crash that loses a write", "crashes that lose a write"],
  ["requests", "request", "requests"],
];
