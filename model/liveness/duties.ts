import { type Fairness, fair, type Obligation } from "../../spec/fairness.ts";
import { shown } from "../error.ts";
import { InputError } from "../scenario.ts";
import type { Event } from "./events.ts";

/** What is owed in a graph, by number: each duty is a set of events of which one must come. */
export interface Duties {
  /** By duty, whether what can happen again and again must come, or only what can happen without a break. */
  readonly isStrong: readonly boolean[];
  /** By event: the duties that it fulfils. */
  readonly ofEvent: readonly (readonly number[])[];
}

const classOf: Readonly<Record<Exclude<Event["type"], "fault">, keyof Fairness>> = {
  arrival: "deliveries",
  timeout: "timers",
  start: "starts",
  tick: "time",
  heal: "healing",
};

/** What a fairness makes of the events of a graph. */
export function dutiesOf(events: readonly Event[], fairness: Fairness): Duties {
  const numbers = new Map<string, number>();
  const isStrong: boolean[] = [];
  const duty = (key: string, obligation: string): readonly number[] => {
    if (obligation === "none") return [];
    const known = numbers.get(key);
    if (known !== undefined) return [known];
    numbers.set(key, isStrong.length);
    return [isStrong.push(obligation === "strong") - 1];
  };
  const ofEvent = events.map(({ type, key, process }) => {
    if (type === "fault") return [];
    const own = duty(key, fairness[classOf[type]]);
    return process < 0 ? own : [...own, ...duty(`process/${process}`, fairness.processes)];
  });
  return { isStrong, ofEvent };
}

const obligations: readonly Obligation[] = ["none", "weak", "strong"];

/**
 * A fairness of which parts may be left to the default.
 *
 * @throws InputError with the code `fairness` where it names something that there is not
 */
export function completeFairness(given: unknown, where: string, rest: Fairness = fair): Fairness {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new InputError(
      "fairness",
      `${where} is ${shown(given)}: give an object such as { deliveries: "weak", timers: "strong" }`,
    );
  }
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(fair, name)) {
      throw new InputError(
        "fairness",
        `${where} names ${shown(name)}, which is nothing that can be owed: there are ${Object.keys(fair).join(", ")}`,
      );
    }
    const choices: readonly string[] = name === "durations" ? ["random", "none"] : obligations;
    if (!choices.includes(value as string)) {
      throw new InputError(
        "fairness",
        `${where} gives ${name} as ${shown(value)}: choose one of ${choices.join(", ")}`,
      );
    }
  }
  return { ...rest, ...given };
}
