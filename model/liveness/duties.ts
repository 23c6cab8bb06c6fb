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
  /**
   * By duty: whether it is to deliver a message that has epochs. Where epochs are
   * lowered again and again, no such message stays in flight: the least epoch of all
   * would be no higher than its own. So it is fulfilled wherever a run lowers epochs
   * for ever, under whatever name it goes before and after.
   */
  readonly hasEpochs: readonly boolean[];
  /** By event: whether it lowers epochs. */
  readonly lowers: readonly boolean[];
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
  const withEpochs: boolean[] = [];
  const duty = (key: string, obligation: string, hasEpochs = false): readonly number[] => {
    if (obligation === "none") return [];
    const known = numbers.get(key);
    if (known !== undefined) return [known];
    numbers.set(key, isStrong.length);
    withEpochs.push(hasEpochs);
    return [isStrong.push(obligation === "strong") - 1];
  };
  const ofEvent = events.map(({ type, key, process, hasEpochs }) => {
    if (type === "fault") return [];
    const own = duty(key, fairness[classOf[type]], hasEpochs);
    return process < 0 ? own : [...own, ...duty(`process/${process}`, fairness.processes)];
  });
  return { isStrong, ofEvent, hasEpochs: withEpochs, lowers: events.map(({ lowers }) => lowers) };
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
